/** On which days a club meets: its rules, what breaks them, and what was set by hand for a single day. */
import { z } from 'zod'
import { UserError } from '../errors.ts'
import { DateName, Day, dayOfName, keyOfName, nameIn, nameOf, TimeOfDay } from './date-name.ts'
import { dayOfRule } from './rule.ts'
import { describeRule, Rule } from './rules.ts'

export { DateName, dayOfName, nameOf, TimeOfDay }

const Late = z.boolean().default(false)
const Stands = z.iso.datetime().optional()
const Kept = z.literal(true).optional()

export const Break = z.object({ from: Day, to: Day, reason: z.string().nullable() })
export type Break = z.infer<typeof Break>

/**
 * What was said of a single day. `time`: null is the usual one. `late`: too late for its paper to stand as early as others do; then it
 * stands from `stands` on, or once it begins. `kept`: it stays when it was, as it was so near when the hour or the time zone changed.
 * `once`: what one that was moved was called when it was added.
 */
export const Exception = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancelled'), day: DateName, reason: z.string().nullable() }),
  z.object({
    kind: z.literal('moved'),
    day: DateName,
    to: Day,
    time: TimeOfDay.nullable(),
    late: Late,
    stands: Stands,
    kept: Kept,
  }),
  z.object({
    kind: z.literal('extra'),
    day: DateName,
    time: TimeOfDay.nullable(),
    late: Late,
    stands: Stands,
    kept: Kept,
    once: DateName.optional(),
    /** The key of the rule whose date it is, where that was said. */
    rule: Rule.shape.key.optional(),
  }),
])
export type Exception = z.infer<typeof Exception>

export const Calendar = z.object({
  ...Rule.pick({ rule: true, from: true, until: true }).shape,
  /** What else the first rule says, whose time is the club's. */
  own: Rule.pick({ key: true, minutes: true, name: true, place: true, way: true }).optional(),
  /** The other rules, in their order. Where two meet at once the later one does. */
  others: z.array(Rule).optional(),
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

/** All rules of a calendar, the first one first. */
export function rulesOf({ rule, from, until, own, others = [] }: Calendar): Rule[] {
  return [{ ...FIRST, ...own, rule, from, until }, ...others]
}

const FIRST = { key: '', time: null, minutes: null, name: null, place: null, way: null }

/** The calendar with other rules. The first one has the club's time. */
export function withRules(
  { own: _, others: __, ...calendar }: Calendar,
  [first, ...others]: readonly Rule[],
): Calendar {
  if (!first) return calendar
  const { rule, from, until, time: ___, ...own } = first
  const isBare = Object.entries(FIRST).every(([name, value]) => first[name as keyof typeof FIRST] === value)
  return { ...calendar, rule, from, until, ...(isBare ? {} : { own }), ...(others.length > 0 ? { others } : {}) }
}

/** The rule that made a date, by its name, or whose it is though it was added by hand; undefined where that rule is gone, or none was said. */
export function ruleOfName(calendar: Calendar, name: string): Rule | undefined {
  const said = saidOf(calendar, name)
  const its = (said?.kind === 'extra' ? said.rule : undefined) ?? keyOfName(name)
  return rulesOf(calendar).find(({ key }) => key === its)
}

/** At what time a date is, by its name, where nobody said another one. `time`: the club's. */
export function usualTime(calendar: Calendar | undefined, time: string, name: string): string {
  return (calendar && ruleOfName(calendar, name)?.time) ?? time
}

/** A rhythm that is broken for so many times in a row has ended. */
const MOST_BROKEN = 400
/** Of a rule that has given up so many of its days in a row to later ones none is looked for: those come first. */
const MOST_GIVEN_UP = 30

/** The first meeting later than `after`, by local date and time; null when there is none any more. `time`: the usual one. */
export function nextMeetingDay(calendar: Calendar, time: string, after: Temporal.PlainDateTime): MeetingDay | null {
  const coming = [...byHand(calendar, time), ...byRules(calendar, time, after)].filter((one) => compare(one, after) > 0)
  return coming.toSorted((a, b) => Temporal.PlainDateTime.compare(startOf(a), startOf(b)))[0] ?? null
}

/** The meeting of a name, wherever it is now; null where there is none. `time`: the usual one. */
export function meetingDayOf(calendar: Calendar, time: string, name: string): MeetingDay | null {
  const said = saidOf(calendar, name)
  return said ? (saidDay(calendar, time, said) ?? null) : ruledDay(calendar, time, name)
}

/** The meeting of a name that the rules make, whatever was said of it by hand; null where there is none. */
export function ruledDay(calendar: Calendar, time: string, name: string): MeetingDay | null {
  const rule = ruleOfName(calendar, name)
  const day = dayOfName(name)
  if (!rule || !isOfRule(rule, day) || breakOf(calendar, day) || isGivenUp(calendar, rule, time, day)) return null
  return { day: Temporal.PlainDate.from(day), time: rule.time ?? time, name, was: null }
}

/** Whether a rule meets on a day, but for breaks. */
export function isOfRule({ rule, from, until }: Rule, day: string): boolean {
  return (until === null || day <= until) && dayOfRule(rule, from, Temporal.PlainDate.from(day))?.toString() === day
}

/** Whether a later rule meets at once with a rule on a day of it, and so instead. */
function isGivenUp(calendar: Calendar, { key, time: own }: Rule, time: string, day: string): boolean {
  const rules = rulesOf(calendar)
  const later = rules.slice(rules.findIndex((one) => one.key === key) + 1)
  return later.some((one) => (one.time ?? time) === (own ?? time) && isOfRule(one, day))
}

/** Those that were moved or added. */
function byHand(calendar: Calendar, time: string): MeetingDay[] {
  return calendar.exceptions.flatMap((exception) => saidDay(calendar, time, exception) ?? [])
}

/** Where a date is of which something was said; undefined where it is cancelled. */
function saidDay(calendar: Calendar, time: string, exception: Exception): MeetingDay | undefined {
  if (exception.kind === 'cancelled') return undefined
  const isMoved = exception.kind === 'moved'
  const day = Temporal.PlainDate.from(isMoved ? exception.to : dayOfName(exception.day))
  const was = dayOfName(exception.day)
  const at = exception.time ?? usualTime(calendar, time, exception.day)
  return { day, time: at, name: exception.day, was: isMoved && exception.to !== was ? was : null }
}

/** The days on which two begin at once: only one of them can be had. */
export function clashes(calendar: Calendar, time: string): string[] {
  const all = byHand(calendar, time)
  return all.flatMap((one, nth) => {
    const before = startOf(one).subtract({ seconds: 1 })
    const others = [...all.slice(nth + 1), ...byRules(calendar, time, before)]
    return others.some((other) => startOf(other).equals(startOf(one))) ? [one.day.toString()] : []
  })
}

/** The first of each rule that nothing is said of; none of one that is over. */
function byRules(calendar: Calendar, time: string, after: Temporal.PlainDateTime): MeetingDay[] {
  return rulesOf(calendar).flatMap((rule) => byRule(calendar, rule, time, after) ?? [])
}

function byRule(calendar: Calendar, rule: Rule, time: string, after: Temporal.PlainDateTime): MeetingDay | undefined {
  let from = after.toPlainDate()
  let givenUp = 0
  for (let broken = 0; broken < MOST_BROKEN && givenUp < MOST_GIVEN_UP; broken++) {
    const day = dayOfRule(rule.rule, rule.from, from)
    if (!day || (rule.until !== null && day.toString() > rule.until)) return undefined
    const name = nameIn(rule, day.toString())
    const meeting = { day, time: rule.time ?? time, name, was: null }
    const pause = breakOf(calendar, day.toString())
    const isAnothers = !pause && isGivenUp(calendar, rule, time, day.toString())
    const isOff = pause || isAnothers || saidOf(calendar, name)
    if (!isOff && compare(meeting, after) > 0) return meeting
    givenUp = isAnothers ? givenUp + 1 : 0
    from = (pause ? Temporal.PlainDate.from(pause.to) : day).add({ days: 1 })
  }
  return undefined
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

/** How a single date comes to a day. `late`, `kept`: as in {@link Exception}. `had`: names that other dates have, or had. */
interface Coming {
  late?: boolean
  kept?: true | undefined
  had?: readonly string[] | undefined
  /** The key of the rule whose date one is that is added; undefined where nobody said so. */
  rule?: string | undefined
}

/** The calendar with a date, by its name, on another day. */
export function moveDay(
  calendar: Calendar,
  name: string,
  to: string,
  time: string | null,
  { late = false, kept, had = [] }: Coming = {},
): Calendar {
  const said = saidOf(calendar, name)
  const how = { late, ...(kept ? { kept } : {}) }
  // One that was moved by hand keeps the hour that was said with it.
  const hour = time ?? (said?.kind === 'moved' ? said.time : null)
  if (said?.kind !== 'extra') return withException(calendar, { kind: 'moved', day: name, to, time: hour, ...how }, said)
  const day = to === dayOfName(name) ? name : freeName(without(calendar, said), to, had)
  const whose = said.rule === undefined ? {} : { rule: said.rule }
  const first = said.once ?? name
  const once = day === first ? {} : { once: first }
  return withException(calendar, { kind: 'extra', day, time: time ?? said.time, ...how, ...once, ...whose }, said)
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
  { late = false, had = [], rule }: Coming = {},
): Calendar {
  const whose = rule === undefined ? {} : { rule }
  return withException(calendar, { kind: 'extra', day: freeName(calendar, day, had), time, late, ...whose })
}

/** The calendar with nothing said by hand of a date but what was said `before`: an added date that was cancelled stands again. */
export function usualDay(calendar: Calendar, name: string, before?: Exception): Calendar {
  const said = addedAs(calendar, name) ?? saidOf(calendar, name)
  const usual = said ? without(calendar, said) : calendar
  return before ? withException(usual, before) : usual
}

/** What was added by that name and is another date by now. */
function addedAs({ exceptions }: Calendar, name: string): Exception | undefined {
  return exceptions.find((one) => one.kind === 'extra' && one.once === name)
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
  const isRuled = rulesOf(calendar).some((rule) => rule.key === '' && isOfRule(rule, day)) && !breakOf(calendar, day)
  const isTaken = (name: string) =>
    had.includes(name) || (saidOf(calendar, name) ?? addedAs(calendar, name)) !== undefined || (name === day && isRuled)
  const free = NUMBERS.map((nth) => nameOf(day, nth)).find((name) => !isTaken(name))
  if (free) return free
  throw new UserError(
    'bad-dates',
    `The club cannot meet more than ${NUMBERS.length} times on ${day}. Nothing was changed.`,
  )
}

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9]

function without(calendar: Calendar, said: Exception): Calendar {
  return { ...calendar, exceptions: calendar.exceptions.filter((other) => other !== said) }
}

/** Whatever was said of the same date before is gone, and so is `instead`. */
export function withException(calendar: Calendar, exception: Exception, instead?: Exception): Calendar {
  const others = calendar.exceptions.filter((other) => other !== instead && other.day !== exception.day)
  return { ...calendar, exceptions: [...others, exception].toSorted((a, b) => (a.day < b.day ? -1 : 1)) }
}

/** The calendar of a club that meets on one weekday, from a day on. */
export function weeklyCalendar(rule: string, from: string): Calendar {
  return { rule, from, until: null, breaks: [], exceptions: [] }
}

/** `every second Friday 16:00`, `every Monday 10:00; every Thursday 14:00`. `time`: the club's. */
export function describeDays(calendar: Calendar, time: string): string {
  return rulesOf(calendar)
    .map((rule) => describeRule(rule, time))
    .join('; ')
}
