/** What an organiser may change of when a club meets. */
import { UserError } from '../errors.ts'
import { isPickOver, type Schedule } from '../schedule.ts'
import { addDay, type Break, type Calendar, cancelDay, covers, moveDay, usualDay, weeklyCalendar } from './calendar.ts'
import { dayOfRule, type Rhythm, ruleOf } from './rule.ts'

export interface CalendarChanges {
  weekday?: number | undefined
  time?: string | undefined
  zone?: string | undefined
  /** On which days. Every second or third week is counted from `from`, else from the next day that fits. */
  rhythm?: Rhythm | undefined
  from?: Temporal.PlainDate | undefined
  /** Null goes on. */
  until?: Temporal.PlainDate | null | undefined
  /** Hours before the meeting. */
  lead?: number | undefined
  /** Breaks to add. */
  breaks?: readonly Break[] | undefined
  /** The break that lies over this day goes. */
  unbreak?: Temporal.PlainDate | undefined
  /** Single days, `2026-12-24`, and times, `18:00`; null is the usual time. */
  move?: { from: string; to: string; time: string | null } | undefined
  cancel?: { day: string; reason: string | null } | undefined
  add?: { day: string; time: string | null } | undefined
  /** Nothing is said by hand of this day any more. */
  usual?: string | undefined
}

/** The schedule with the changes made. Throws {@link UserError} where they contradict what is there. */
export function changeSchedule(schedule: Schedule, changes: CalendarChanges, now: Temporal.Instant): Schedule {
  const { weekday = schedule.weekday, time = schedule.time, zone = schedule.zone, lead = schedule.lead } = changes
  const calendar = changeCalendar(schedule, changes, now)
  return {
    weekday,
    time,
    zone,
    ...(calendar ? { calendar } : {}),
    ...(lead ? { lead } : {}),
    ...(schedule.settled ? { settled: schedule.settled } : {}),
  }
}

function changeCalendar(schedule: Schedule, changes: CalendarChanges, now: Temporal.Instant): Calendar | undefined {
  const { rhythm, from, until, breaks, unbreak, move, cancel, add, usual, weekday } = changes
  const needsOne = rhythm ?? from ?? until ?? breaks ?? move ?? cancel ?? add
  if (!schedule.calendar && !needsOne) return undefined
  const today = now.toZonedDateTimeISO(changes.zone ?? schedule.zone).toPlainDate()
  const isOver = (day: string, at: string | null) => isPickOver(schedule, day, at, now)
  let calendar = schedule.calendar ?? weeklyCalendar(weekly(weekday ?? schedule.weekday), today.toString())
  // A new rhythm, or another weekday, takes the place of the old one; what was set by hand stays.
  if (rhythm) calendar = { ...calendar, rule: ruleOf(rhythm), from: firstOf(rhythm, today) }
  else if (weekday !== undefined) calendar = { ...calendar, rule: weekly(weekday) }
  if (from) calendar = { ...calendar, from: from.toString() }
  if (until !== undefined) calendar = { ...calendar, until: until?.toString() ?? null }
  if (calendar.until !== null && calendar.until < calendar.from)
    throw new UserError(
      'bad-dates',
      '“until” must be a day after “from”. For example: `club calendar until:2027-02-12`.',
    )
  if (breaks) calendar = { ...calendar, breaks: joined(calendar.breaks, breaks) }
  if (unbreak) calendar = { ...calendar, breaks: calendar.breaks.filter((one) => !covers(one, unbreak.toString())) }
  if (move) {
    const isLate = isOver(move.to, move.time) && !isOver(move.from, null)
    calendar = moveDay(calendar, move.from, move.to, move.time, isLate)
  }
  if (cancel) calendar = cancelDay(calendar, cancel.day, cancel.reason)
  if (add) calendar = addDay(calendar, add.day, add.time, isOver(add.day, add.time))
  if (usual) calendar = usualDay(calendar, usual)
  return calendar
}

/** The next day that fits, whatever week it is: from then on every second or third one is counted. */
function firstOf(rhythm: Rhythm, today: Temporal.PlainDate): string {
  const first = dayOfRule(ruleOf({ ...rhythm, interval: 1 }), today.toString(), today)
  return (first ?? today).toString()
}

function weekly(weekday: number): string {
  return ruleOf({ every: 'week', interval: 1, days: [{ weekday, nth: null }] })
}

/** A break that is said again is another one now. */
function joined(before: readonly Break[], more: readonly Break[]): Break[] {
  const others = before.filter(({ from }) => !more.some((one) => one.from === from))
  return [...others, ...more].toSorted((a, b) => (a.from < b.from ? -1 : 1))
}
