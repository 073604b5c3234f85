/** What an organiser may change of when a club meets. */
import { UserError } from '../errors.ts'
import { dayOfSaid, type SaidDate, saidText, timeOfSaid } from '../said-date.ts'
import {
  assertElsewhere,
  assertOneMore,
  begunAt,
  comingMeetings,
  dayIn,
  isPickOver,
  type Schedule,
  saidToCome,
  usualTimeOf,
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
  nextMeetingDay,
  ruledDay,
  ruleOfName,
  rulesOf,
  saidOf,
  usualDay,
  weeklyCalendar,
  withRules,
} from './calendar.ts'
import { alone, carriedBetween, carriedExceptions } from './carried.ts'
import { changeRules, type SaidRule, saidRhythm } from './change-rules.ts'
import { nameIn } from './date-name.ts'
import { withPicksToCome } from './picks-to-come.ts'
import { dayOfRule, type Rhythm, rhythmOf, ruleOf } from './rule.ts'
import type { Rule } from './rules.ts'

export interface CalendarChanges {
  weekday?: number | undefined
  time?: string | undefined
  zone?: string | undefined
  /** On which days, each with a time of its own or the club's. Every second or third week is counted from `from`, else from the next day that fits. */
  rules?: readonly SaidRule[] | undefined
  from?: Temporal.PlainDate | undefined
  /** With them, of single dates, those of them that are off, and those that are added. */
  singles?: { off: readonly SaidDate[]; extra: readonly SaidDate[] } | undefined
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
  /** `rule`: the key of the one whose date it is, where that is said. */
  add?: { day: string; time: string | null; rule?: string | undefined } | undefined
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
  const { weekday = schedule.weekday, zone = schedule.zone, lead = schedule.lead } = changes
  const { calendar, time } = changeCalendar(schedule, changes, now, hasRead)
  const first = calendar ? undefined : firstWeekly(schedule, { weekday, time, zone, lead }, now, hasRead)
  const base = { weekday, time, zone, ...(first ? { from: first } : {}) }
  const settings = { ...base, ...(calendar ? { calendar } : {}), ...(lead ? { lead } : {}) }
  const after = withThoseOfNow(schedule, settings, now, meets)
  if (!changes.rules && changes.weekday === undefined && !changes.from) assertApart(schedule, after)
  const { carried, lapsed } = carriedBetween(schedule, after, now)
  const exceptions = carriedExceptions(after.calendar?.exceptions ?? [], carried, lapsed).map((one) =>
    atItsTime(one, schedule, after),
  )
  const settled = schedule.settled?.map((one) => ({ ...one, day: carried(one.day) }))
  const whole = {
    ...after,
    ...(after.calendar ? { calendar: withSingles({ ...after.calendar, exceptions }, after, changes, now) } : {}),
    ...(settled ? { settled: settled.toSorted((a, b) => (a.day < b.day ? -1 : 1)) } : {}),
  }
  return withPicksToCome(schedule, whole, carried, now)
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
): Pick<Schedule, 'calendar' | 'time'> {
  const { rules, from, until, breaks, unbreak, move, cancel, add, had, usual, before, weekday } = changes
  let { time = schedule.time } = changes
  const needsOne = rules ?? from ?? until ?? breaks ?? move ?? cancel ?? add
  if (!schedule.calendar && !needsOne) return { time }
  if (!rules && changes.time !== undefined) assertOneTime(schedule)
  const today = now.toZonedDateTimeISO(changes.zone ?? schedule.zone).toPlainDate()
  const isOver = (day: string, at: string) => isPickOver(schedule, day, at, now)
  const since = schedule.from && schedule.from > today.toString() ? schedule.from : today.toString()
  let calendar = schedule.calendar ?? weeklyCalendar(weekly(weekday ?? schedule.weekday), since)
  // A new rhythm, or another weekday, takes the place of the old one; what was set by hand stays.
  const other = weekday === undefined ? undefined : onWeekday(schedule, weekday)
  const said = rules ?? (other && [saidRhythm(other)])
  if (said)
    ({ calendar, time } = changeRules(calendar, said, time, (rhythm, former) => {
      if (schedule.calendar && former?.rule === ruleOf(rhythm)) return former.from
      const was = former ? onlyBy(schedule, former) : schedule
      const last = hasRead && former ? lastDay(was, now) : null
      return firstOf(rhythm, saidBegin(was.calendar, today, last) ?? today, last)
    }))
  if (from) calendar = withEach(calendar, { from: from.toString() })
  if (until !== undefined) calendar = withEach(calendar, { until: until?.toString() ?? null })
  if (rulesOf(calendar).some((rule) => rule.until !== null && rule.until < rule.from))
    throw new UserError(
      'bad-dates',
      '“until” must be a day after “from”. For example: `club calendar until:2027-02-12`.',
    )
  if (breaks) calendar = { ...calendar, breaks: joined(calendar.breaks, breaks) }
  if (unbreak) calendar = { ...calendar, breaks: calendar.breaks.filter((one) => !covers(one, unbreak.toString())) }
  if (move) {
    const date = saidToCome(schedule, move.from, now)
    const said = saidOf(calendar, date.day)
    const own = (said && said.kind !== 'cancelled' ? said.time : null) ?? usualTimeOf(schedule, date.day)
    assertElsewhere(schedule, date, { to: move.to, time: move.time ?? own })
    const isLate = isOver(move.to, move.time ?? own) && !isOver(dayIn(date.at, schedule.zone), own)
    calendar = moveDay(calendar, date.day, move.to, move.time, { late: isLate, had })
  }
  if (cancel) calendar = cancelDay(calendar, saidToCome(schedule, cancel.day, now).day, cancel.reason)
  if (add) {
    const its = add.rule === undefined ? schedule.time : usualTimeOf(schedule, nameIn({ key: add.rule }, add.day))
    const at = its === schedule.time ? add.time : (add.time ?? its)
    assertOneMore(schedule, { day: add.day, time: at }, now)
    calendar = addDay(calendar, add.day, at, { late: isOver(add.day, at ?? schedule.time), had, rule: add.rule })
  }
  if (usual) calendar = usualDay(calendar, usual, before)
  return { calendar, time }
}

/** The calendar with single dates off and others added. Throws {@link UserError} where one that is to be off is none. */
function withSingles(
  calendar: Calendar,
  { time, ...others }: Schedule,
  { singles: { off, extra } = NO_SINGLES, had }: CalendarChanges,
  now: Temporal.Instant,
): Calendar {
  let latest = calendar
  for (const said of off) {
    const [day, at] = [dayOfSaid(said), timeOfSaid(said)]
    const dates = rulesOf(calendar)
      .flatMap((rule) => ruledDay({ ...calendar, breaks: [] }, time, nameIn(rule, day)) ?? [])
      .filter((date) => at === null || date.time === at)
    if (dates.length === 0)
      throw new UserError(
        'bad-dates',
        `No rule has a date on ${saidText(said)} that could be left out. Nothing was changed. Take it out of \`days\`, or say the rules with it.`,
      )
    for (const { name } of dates) latest = cancelDay(latest, name, null)
  }
  for (const said of extra) {
    const [day, at] = [dayOfSaid(said), timeOfSaid(said) ?? time]
    const start = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(at))
    const next = nextMeetingDay(latest, time, start.subtract({ seconds: 1 }))
    const isThere = next?.day.toString() === day && next.time === at
    const late = isPickOver({ time, ...others }, day, at, now)
    if (!isThere) latest = addDay(latest, day, at === time ? null : at, { late, had })
  }
  return latest
}

const NO_SINGLES = { off: [], extra: [] }

/** The calendar with the same said of each rule. */
function withEach(calendar: Calendar, said: Partial<Pick<Rule, 'from' | 'until'>>): Calendar {
  return withRules(
    calendar,
    rulesOf(calendar).map((rule) => ({ ...rule, ...said })),
  )
}

/** The schedule as if it had that rule alone. */
function onlyBy(schedule: Schedule, rule: Rule): Schedule {
  return schedule.calendar ? { ...schedule, ...alone(schedule.calendar, rule, schedule.time) } : schedule
}

/** A date that was moved stays at its time where its rule is gone. */
function atItsTime(said: Exception, before: Schedule, { calendar, time }: Schedule): Exception {
  if (said.kind !== 'moved' || said.time !== null || !calendar || ruleOfName(calendar, said.day)) return said
  const its = usualTimeOf(before, said.day)
  return its === time ? said : { ...said, time: its }
}

/** Throws {@link UserError} where the rules of a club have several times. */
function assertOneTime({ calendar, time }: Schedule): void {
  if (!calendar || rulesOf(calendar).every((rule) => rule.time === null)) return
  throw new UserError(
    'bad-schedule',
    `The club meets by “${describeDays(calendar, time)}”, of which one time does not say enough. Nothing was changed. Say all of it with \`club calendar days:…\`.`,
  )
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
function onWeekday({ calendar, time }: Schedule, weekday: number): Rhythm | undefined {
  const rhythm = calendar && rhythmOf(calendar.rule)
  if (!rhythm) return onceAWeek(weekday)
  const [day, ...others] = rhythm.days
  if (!day || others.length > 0 || rulesOf(calendar).length > 1)
    throw new UserError(
      'bad-schedule',
      `The club meets by “${describeDays(calendar, time)}”, of which a weekday does not say enough. Nothing was changed. Say all of it with \`club calendar days:…\`.`,
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
