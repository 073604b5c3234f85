/** On which days a club meets: a rhythm, what breaks it, and what was set by hand for a single day. */
import { z } from 'zod'
import { UserError } from '../errors.ts'
import { dayOfRule, describeRhythm, rhythmOf } from './rule.ts'

/** A calendar day, `2026-12-24`. */
const Day = z.iso.date()
/** What names a date: the day that the calendar made it for, and which of that day it is where it is not the first, `2026-12-24.2`. */
export const DateName = z.string().regex(/^\d{4}-\d{2}-\d{2}(\.[2-9])?$/, 'must be a day such as 2026-12-24')
/** A local time of day, `09:00`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00')

const Late = z.boolean().default(false)

export const Break = z.object({ from: Day, to: Day, reason: z.string().nullable() })
export type Break = z.infer<typeof Break>

/** What was said of a single day. `time`: null is the usual one. `late`: too late for its paper to stand as early as others do. */
export const Exception = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancelled'), day: Day, reason: z.string().nullable() }),
  z.object({ kind: z.literal('moved'), day: Day, to: Day, time: TimeOfDay.nullable(), late: Late }),
  z.object({ kind: z.literal('extra'), day: DateName, time: TimeOfDay.nullable(), late: Late }),
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
  /** One a date at most. A day that was set by hand stands, whatever the rhythm and the breaks say. */
  exceptions: z.array(Exception),
})
export type Calendar = z.infer<typeof Calendar>

/** A day that a club meets on, and at what local time. `name`: as in {@link DateName}. `was`: the day that it was moved from, where that is another one. */
export interface MeetingDay {
  day: Temporal.PlainDate
  time: string
  name: string
  was: string | null
}

/** The name of the nth date of a day, counted from 1. */
export function nameOf(day: string, nth: number): string {
  return nth === 1 ? day : `${day}.${nth}`
}

/** The day in the name of a date. */
export function dayOfName(name: string): string {
  return name.slice(0, '2026-12-24'.length)
}

/** A rhythm that is broken for so many times in a row has ended. */
const MOST_BROKEN = 400

/** The first meeting later than `after`, by local date and time; null when there is none any more. `time`: the usual one. */
export function nextMeetingDay(calendar: Calendar, time: string, after: Temporal.PlainDateTime): MeetingDay | null {
  const coming = [...byHand(calendar, time), ...byRhythm(calendar, time, after)].filter(
    (one) => compare(one, after) > 0,
  )
  return coming.toSorted((a, b) => Temporal.PlainDateTime.compare(startOf(a), startOf(b)))[0] ?? null
}

/** The meeting of a name, wherever it is now; null where there is none. `time`: the usual one. */
export function meetingDayOf(calendar: Calendar, time: string, name: string): MeetingDay | null {
  const said = saidOf(calendar, name)
  if (said) return byHand({ ...calendar, exceptions: [said] }, time)[0] ?? null
  if (name !== dayOfName(name) || isOutside(calendar, name)) return null
  const day = Temporal.PlainDate.from(name)
  return dayOfRule(calendar.rule, calendar.from, day)?.equals(day) ? { day, time, name, was: null } : null
}

/** Those that were moved or added. */
function byHand({ exceptions }: Calendar, time: string): MeetingDay[] {
  return exceptions.flatMap((exception): MeetingDay[] => {
    if (exception.kind === 'cancelled') return []
    const isMoved = exception.kind === 'moved'
    const day = Temporal.PlainDate.from(isMoved ? exception.to : dayOfName(exception.day))
    const was = isMoved && exception.to !== exception.day ? exception.day : null
    return [{ day, time: exception.time ?? time, name: exception.day, was }]
  })
}

/** The days on which two begin at once: only one of them can be had. */
export function clashes(calendar: Calendar, time: string): string[] {
  const all = byHand(calendar, time)
  return all.flatMap((one, nth) => {
    const before = startOf(one).subtract({ seconds: 1 })
    const [ruled] = byRhythm(calendar, time, before)
    const others = [...all.slice(nth + 1), ...(ruled ? [ruled] : [])]
    return others.some((other) => startOf(other).equals(startOf(one))) ? [one.day.toString()] : []
  })
}

/** The first of the rhythm that nothing is said of; none when it is over. */
function byRhythm(calendar: Calendar, time: string, after: Temporal.PlainDateTime): MeetingDay[] {
  const isSaid = (day: string) => calendar.exceptions.some((exception) => exception.day === day)
  let from = after.toPlainDate()
  for (let broken = 0; broken < MOST_BROKEN; broken++) {
    const day = dayOfRule(calendar.rule, calendar.from, from)
    if (!day || (calendar.until !== null && day.toString() > calendar.until)) return []
    const meeting = { day, time, name: day.toString(), was: null }
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
  return from <= dayOfName(day) && dayOfName(day) <= to
}

function startOf({ day, time }: MeetingDay): Temporal.PlainDateTime {
  return day.toPlainDateTime(Temporal.PlainTime.from(time))
}

function compare(meeting: MeetingDay, after: Temporal.PlainDateTime): number {
  return Temporal.PlainDateTime.compare(startOf(meeting), after)
}

/** How a single date comes to a day. `late`: as in {@link Exception}. `had`: names that other dates have, or had. */
interface Coming {
  late?: boolean
  had?: readonly string[] | undefined
}

/** The calendar with a date, by its name, on another day. */
export function moveDay(
  calendar: Calendar,
  name: string,
  to: string,
  time: string | null,
  { late = false, had = [] }: Coming = {},
): Calendar {
  const said = saidOf(calendar, name)
  if (said?.kind !== 'extra') return withException(calendar, { kind: 'moved', day: name, to, time, late }, said)
  const day = to === dayOfName(name) ? name : freeName(without(calendar, said), to, had)
  return withException(calendar, { kind: 'extra', day, time: time ?? said.time, late }, said)
}

/** The calendar without a date, by its name. One that was added by hand is simply gone. */
export function cancelDay(calendar: Calendar, name: string, reason: string | null): Calendar {
  const said = saidOf(calendar, name)
  if (said?.kind === 'extra') return without(calendar, said)
  return withException(calendar, { kind: 'cancelled', day: name, reason }, said)
}

/** The calendar with one more meeting. */
export function addDay(
  calendar: Calendar,
  day: string,
  time: string | null,
  { late = false, had = [] }: Coming = {},
): Calendar {
  return withException(calendar, { kind: 'extra', day: freeName(calendar, day, had), time, late })
}

/**
 * The calendar with nothing said by hand of a date, by its name or by the day that it was moved to, but what was said `before`: an
 * added date that was cancelled stands again.
 */
export function usualDay(calendar: Calendar, name: string, before?: Exception): Calendar {
  const said = saidOf(calendar, name) ?? calendar.exceptions.find((one) => one.kind === 'moved' && one.to === name)
  const usual = said ? without(calendar, said) : calendar
  return before ? withException(usual, before) : usual
}

/** The name of the date that was added by hand between two calendars, or was another one before; null where there is none. */
export function comeBetween(before: Calendar | undefined, after: Calendar | undefined): string | null {
  const [had, has] = [before, after].map((calendar) =>
    (calendar?.exceptions ?? []).flatMap(({ kind, day }) => (kind === 'extra' ? [day] : [])),
  )
  return has?.find((day) => !had?.includes(day)) ?? null
}

/** What was said by hand of a date, by its name. */
export function saidOf({ exceptions }: Calendar, name: string): Exception | undefined {
  return exceptions.find(({ day }) => day === name)
}

/** What one more date of a day is called: as none that was cancelled, whose people and plan come back with it. */
function freeName(calendar: Calendar, day: string, had: readonly string[]): string {
  const isRuled = dayOfRule(calendar.rule, calendar.from, Temporal.PlainDate.from(day))?.toString() === day
  const isTaken = (name: string) =>
    had.includes(name) || saidOf(calendar, name) !== undefined || (name === day && isRuled && !isOutside(calendar, day))
  const free = NUMBERS.map((nth) => nameOf(day, nth)).find((name) => !isTaken(name))
  if (free) return free
  throw new UserError(
    'bad-dates',
    `The club cannot meet more than ${NUMBERS.length} times on ${day}. Nothing was changed.`,
  )
}

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9]

/** Whether a day of the rhythm is none of the club's. */
function isOutside(calendar: Calendar, day: string): boolean {
  return (calendar.until !== null && day > calendar.until) || breakOf(calendar, day) !== undefined
}

function without(calendar: Calendar, said: Exception): Calendar {
  return { ...calendar, exceptions: calendar.exceptions.filter((other) => other !== said) }
}

/** Whatever was said of the same date before is gone, and so is `instead`. */
function withException(calendar: Calendar, exception: Exception, instead?: Exception): Calendar {
  const others = calendar.exceptions.filter((other) => other !== instead && other.day !== exception.day)
  return { ...calendar, exceptions: [...others, exception].toSorted((a, b) => (a.day < b.day ? -1 : 1)) }
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
