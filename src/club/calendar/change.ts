/** What an organiser may change of when a club meets. */
import { UserError } from '../errors.ts'
import type { SaidDate } from '../said-date.ts'
import {
  assertElsewhere,
  assertOneMore,
  begunAt,
  comingMeetings,
  dayIn,
  isPickOver,
  type Schedule,
  saidToCome,
} from '../schedule.ts'
import { withThoseOfNow } from './another-hour.ts'
import {
  addDay,
  type Break,
  type Calendar,
  cancelDay,
  clashes,
  covers,
  describeDays,
  type Exception,
  moveDay,
  usualDay,
  weeklyCalendar,
} from './calendar.ts'
import { carriedDays, carriedExceptions } from './carried.ts'
import { dayOfRule, type Rhythm, rhythmOf, ruleOf } from './rule.ts'

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
  /** Single dates, days, `2026-12-24`, and times, `18:00`; null is the usual time. */
  move?: { from: SaidDate; to: string; time: string | null } | undefined
  cancel?: { day: SaidDate; reason: string | null } | undefined
  add?: { day: string; time: string | null } | undefined
  /** Names of dates of which something is kept: none that is added or moved by hand takes one. */
  had?: readonly string[] | undefined
  /** Nothing is said by hand any more of the date of this name. */
  usual?: string | undefined
  /** What was said of it before, and is said of it again. */
  before?: Exception | undefined
}

/**
 * The schedule with the changes made. `hasRead`: whether the club has had a date, which the next one must not be too close to. `meets`:
 * whether it has more of its dates than the days of its picks. Throws {@link UserError} where they contradict what is there.
 */
export function changeSchedule(
  schedule: Schedule,
  changes: CalendarChanges,
  now: Temporal.Instant,
  { hasRead = false, meets = true }: { hasRead?: boolean; meets?: boolean } = {},
): Schedule {
  const { weekday = schedule.weekday, time = schedule.time, zone = schedule.zone, lead = schedule.lead } = changes
  const calendar = changeCalendar(schedule, changes, now, hasRead)
  const first = calendar ? undefined : firstWeekly(schedule, { weekday, time, zone, lead }, now, hasRead)
  const base = { weekday, time, zone, ...(first ? { from: first } : {}) }
  const settings = { ...base, ...(calendar ? { calendar } : {}), ...(lead ? { lead } : {}) }
  const after = withThoseOfNow(schedule, settings, now, meets)
  if (!changes.rhythm && changes.weekday === undefined && !changes.from) assertApart(schedule, after)
  const carried = carriedDays(schedule, after, now)
  const exceptions = carriedExceptions(after.calendar?.exceptions ?? [], carried)
  const settled = schedule.settled?.map((one) => ({ ...one, day: carried(one.day) }))
  return {
    ...after,
    ...(after.calendar ? { calendar: { ...after.calendar, exceptions } } : {}),
    ...(settled ? { settled: settled.toSorted((a, b) => (a.day < b.day ? -1 : 1)) } : {}),
  }
}

/** Throws {@link UserError} where two meetings would begin at once that did not before. */
function assertApart(before: Schedule, after: Schedule): void {
  const [had = [], has = []] = [before, after].map(({ calendar, time }) => (calendar ? clashes(calendar, time) : []))
  const day = has.find((one) => !had.includes(one))
  if (day === undefined) return
  throw new UserError(
    'meets-then',
    `Two meetings on ${day} would begin at the same time. Nothing was changed. See both with \`meeting show\`, and say another time for one of them.`,
  )
}

function changeCalendar(
  schedule: Schedule,
  changes: CalendarChanges,
  now: Temporal.Instant,
  hasRead: boolean,
): Calendar | undefined {
  const { rhythm, from, until, breaks, unbreak, move, cancel, add, had, usual, before, weekday } = changes
  const needsOne = rhythm ?? from ?? until ?? breaks ?? move ?? cancel ?? add
  if (!schedule.calendar && !needsOne) return undefined
  const today = now.toZonedDateTimeISO(changes.zone ?? schedule.zone).toPlainDate()
  const isOver = (day: string, at: string | null) => isPickOver(schedule, day, at, now)
  const since = schedule.from && schedule.from > today.toString() ? schedule.from : today.toString()
  let calendar = schedule.calendar ?? weeklyCalendar(weekly(weekday ?? schedule.weekday), since)
  // A new rhythm, or another weekday, takes the place of the old one; what was set by hand stays.
  const other = rhythm ?? (weekday === undefined ? undefined : onWeekday(schedule.calendar, weekday))
  const last = hasRead ? lastDay(schedule, now) : null
  if (other && ruleOf(other) !== schedule.calendar?.rule) {
    const first = firstOf(other, saidBegin(schedule.calendar, today, last) ?? today, last)
    calendar = { ...calendar, rule: ruleOf(other), from: first }
  }
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
    const date = saidToCome(schedule, move.from, now)
    assertElsewhere(schedule, date, move)
    const isLate = isOver(move.to, move.time) && !isOver(dayIn(date.at, schedule.zone), null)
    calendar = moveDay(calendar, date.day, move.to, move.time, { late: isLate, had })
  }
  if (cancel) calendar = cancelDay(calendar, saidToCome(schedule, cancel.day, now).day, cancel.reason)
  if (add) assertOneMore(schedule, add)
  if (add) calendar = addDay(calendar, add.day, add.time, { late: isOver(add.day, add.time), had })
  if (usual) calendar = usualDay(calendar, usual, before)
  return calendar
}

/** From which day on another weekday counts, or another time of a club that has yet to begin. */
function firstWeekly(
  before: Schedule,
  { lead, ...after }: Pick<Schedule, 'weekday' | 'time' | 'zone'> & { lead: number | undefined },
  now: Temporal.Instant,
  hasRead: boolean,
): string | undefined {
  const today = now.toZonedDateTimeISO(after.zone).toPlainDate()
  const hasBegun = hasRead || !before.from || before.from <= today.toString()
  if (!hasBegun) return begunAt({ ...after, ...(lead ? { lead } : {}) }, now).from
  if (after.weekday === before.weekday || !hasRead) return before.from
  return firstOf(onceAWeek(after.weekday), today, lastDay(before, now))
}

/**
 * The next day that fits, whatever week it is: from then on every second or third one is counted. It is not so close to the `last`
 * date that there would be two for one.
 */
function firstOf(rhythm: Rhythm, today: Temporal.PlainDate, last: Temporal.PlainDate | null): string {
  const days: Temporal.PlainDate[] = []
  for (let from = today; days.length < MOST_A_WEEK + 1; ) {
    const day = dayOfRule(ruleOf({ ...rhythm, interval: 1 }), today.toString(), from)
    if (!day) break
    days.push(day)
    from = day.add({ days: 1 })
  }
  const gaps = days.slice(1).map((day, index) => (days[index] ?? day).until(day).days)
  const half = Math.ceil((Math.min(...gaps) * rhythm.interval) / 2)
  const first = days.find((day) => !last || last.until(day).days >= half)
  return (first ?? days[0] ?? today).toString()
}

const MOST_A_WEEK = 7

/** The first day of a calendar that is to begin later than its rhythm would have it; null where nobody said so. */
function saidBegin(
  calendar: Calendar | undefined,
  today: Temporal.PlainDate,
  last: Temporal.PlainDate | null,
): Temporal.PlainDate | null {
  const rhythm = calendar && rhythmOf(calendar.rule)
  return rhythm && calendar.from > firstOf(rhythm, today, last) ? Temporal.PlainDate.from(calendar.from) : null
}

/** The day of the latest date that was; null where there was none lately. */
function lastDay(schedule: Schedule, now: Temporal.Instant): Temporal.PlainDate | null {
  const since = now.subtract(LATELY)
  const dates = comingMeetings(schedule, since, MOST_LATELY).filter(({ at }) => Temporal.Instant.compare(at, now) <= 0)
  return dates.at(-1)?.at.toZonedDateTimeISO(schedule.zone).toPlainDate() ?? null
}

const LATELY = { hours: 24 * 40 }
const MOST_LATELY = 40

function onceAWeek(weekday: number): Rhythm {
  return { every: 'week', interval: 1, days: [{ weekday, nth: null }] }
}

/** The rhythm of a calendar on another weekday; undefined where it is that one. Throws {@link UserError} where it has not one. */
function onWeekday(calendar: Calendar | undefined, weekday: number): Rhythm | undefined {
  const rhythm = calendar && rhythmOf(calendar.rule)
  if (!rhythm) return onceAWeek(weekday)
  const [day, ...others] = rhythm.days
  if (!day || others.length > 0)
    throw new UserError(
      'bad-schedule',
      `The club meets by “${describeDays(calendar)}”, of which a weekday does not say enough. Nothing was changed. Say all of it with \`club calendar days:…\`.`,
    )
  return day.weekday === weekday ? undefined : { ...rhythm, days: [{ ...day, weekday }] }
}

function weekly(weekday: number): string {
  return ruleOf(onceAWeek(weekday))
}

/** A break that is said again is another one now. */
function joined(before: readonly Break[], more: readonly Break[]): Break[] {
  const others = before.filter(({ from }) => !more.some((one) => one.from === from))
  return [...others, ...more].toSorted((a, b) => (a.from < b.from ? -1 : 1))
}
