/** On which days a club meets: a rhythm, what breaks it, and what was set by hand for a single day. */
import { z } from 'zod'
import { dayOfRule, describeRhythm, rhythmOf } from './rule.ts'

/** A calendar day, `2026-12-24`. */
const Day = z.iso.date()
/** A local time of day, `09:00`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00')

const Late = z.boolean().default(false)

export const Break = z.object({ from: Day, to: Day, reason: z.string().nullable() })
export type Break = z.infer<typeof Break>

/** What was said of a single day. `time`: null is the usual one. `late`: too late for its paper to stand as early as others do. */
export const Exception = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancelled'), day: Day, reason: z.string().nullable() }),
  z.object({ kind: z.literal('moved'), day: Day, to: Day, time: TimeOfDay.nullable(), late: Late }),
  z.object({ kind: z.literal('extra'), day: Day, time: TimeOfDay.nullable(), late: Late }),
])
export type Exception = z.infer<typeof Exception>

export const Calendar = z.object({
  /** A rule of RFC 5545, one that {@link rhythmOf} knows. */
  rule: z.string().refine((rule) => rhythmOf(rule) !== null),
  /** The first day that counts: every second or third week is counted from it. */
  from: Day,
  /** The last day that counts; null goes on. */
  until: Day.nullable(),
  breaks: z.array(Break),
  /** One a day at most. A day that was set by hand stands, whatever the rhythm and the breaks say. */
  exceptions: z.array(Exception),
})
export type Calendar = z.infer<typeof Calendar>

/** A day that a club meets on, and at what local time. `was`: the day that it was moved from. */
export interface MeetingDay {
  day: Temporal.PlainDate
  time: string
  was: string | null
}

/** A rhythm that is broken for so many times in a row has ended. */
const MOST_BROKEN = 400

/** The first meeting later than `after`, by local date and time; null when there is none any more. `time`: the usual one. */
export function nextMeetingDay(calendar: Calendar, time: string, after: Temporal.PlainDateTime): MeetingDay | null {
  const byHand = calendar.exceptions.flatMap((exception): MeetingDay[] => {
    if (exception.kind === 'cancelled') return []
    const isMoved = exception.kind === 'moved'
    const day = Temporal.PlainDate.from(isMoved ? exception.to : exception.day)
    return [{ day, time: exception.time ?? time, was: isMoved ? exception.day : null }]
  })
  const coming = [...byHand, ...byRhythm(calendar, time, after)].filter((one) => compare(one, after) > 0)
  return coming.toSorted((a, b) => Temporal.PlainDateTime.compare(startOf(a), startOf(b)))[0] ?? null
}

/** The first of the rhythm that nothing is said of; none when it is over. */
function byRhythm(calendar: Calendar, time: string, after: Temporal.PlainDateTime): MeetingDay[] {
  const isSaid = (day: string) => calendar.exceptions.some((exception) => exception.day === day)
  let from = after.toPlainDate()
  for (let broken = 0; broken < MOST_BROKEN; broken++) {
    const day = dayOfRule(calendar.rule, calendar.from, from)
    if (!day || (calendar.until !== null && day.toString() > calendar.until)) return []
    const meeting = { day, time, was: null }
    const pause = breakOf(calendar, day.toString())
    if (!pause && !isSaid(day.toString()) && compare(meeting, after) > 0) return [meeting]
    from = (pause ? Temporal.PlainDate.from(pause.to) : day).add({ days: 1 })
  }
  return []
}

/** The break that a day lies in. */
export function breakOf({ breaks }: Calendar, day: string): Break | undefined {
  return breaks.find((one) => covers(one, day))
}

export function covers({ from, to }: Break, day: string): boolean {
  return from <= day && day <= to
}

function startOf({ day, time }: MeetingDay): Temporal.PlainDateTime {
  return day.toPlainDateTime(Temporal.PlainTime.from(time))
}

function compare(meeting: MeetingDay, after: Temporal.PlainDateTime): number {
  return Temporal.PlainDateTime.compare(startOf(meeting), after)
}

/** The calendar with the meeting of a day on another one. `from` may have been moved or added by hand itself. */
export function moveDay(calendar: Calendar, from: string, to: string, time: string | null, late = false): Calendar {
  const said = saidOf(calendar, from)
  if (said?.kind === 'extra')
    return withException(calendar, { kind: 'extra', day: to, time: time ?? said.time, late }, said)
  return withException(calendar, { kind: 'moved', day: said?.day ?? from, to, time, late }, said)
}

/** The calendar without the meeting of a day. One that was added by hand is simply gone. */
export function cancelDay(calendar: Calendar, day: string, reason: string | null): Calendar {
  const said = saidOf(calendar, day)
  if (said?.kind === 'extra') return { ...calendar, exceptions: calendar.exceptions.filter((other) => other !== said) }
  return withException(calendar, { kind: 'cancelled', day: said?.day ?? day, reason }, said)
}

/** The calendar with one more meeting. */
export function addDay(calendar: Calendar, day: string, time: string | null, late = false): Calendar {
  return withException(calendar, { kind: 'extra', day, time, late })
}

/** The calendar with nothing said of a day by hand: neither of it, nor of one that was moved to it. */
export function usualDay(calendar: Calendar, day: string): Calendar {
  const isOther = (exception: Exception) =>
    exception.day !== day && !(exception.kind === 'moved' && exception.to === day)
  return { ...calendar, exceptions: calendar.exceptions.filter(isOther) }
}

/** What put a meeting on a day by hand. */
function saidOf({ exceptions }: Calendar, day: string): Exception | undefined {
  return exceptions.find((one) => (one.kind === 'moved' ? one.to === day : one.kind === 'extra' && one.day === day))
}

/** Whatever was said of the same day before is gone, and so is `instead`. */
function withException(calendar: Calendar, exception: Exception, instead?: Exception): Calendar {
  const others = calendar.exceptions.filter((other) => other !== instead && other.day !== exception.day)
  return { ...calendar, exceptions: [...others, exception].toSorted((a, b) => (a.day < b.day ? -1 : 1)) }
}

/** Whether a day was added or moved too late for its paper to stand as early as others do. */
export function isLate(calendar: Calendar, day: string): boolean {
  const said = saidOf(calendar, day)
  return said !== undefined && said.kind !== 'cancelled' && said.late
}

/** The calendar of a club that meets on one weekday, from a day on. */
export function weeklyCalendar(rule: string, from: string): Calendar {
  return { rule, from, until: null, breaks: [], exceptions: [] }
}

/** `every second Friday` */
export function describeDays({ rule }: Calendar): string {
  const rhythm = rhythmOf(rule)
  return rhythm ? describeRhythm(rhythm) : rule
}
