/** Where what was planned is once the dates of a club are other ones. */
import { comingMeetings, dateOf, datesOn, type Schedule } from '../schedule.ts'
import { type Calendar, type Exception, rulesOf, withRules } from './calendar.ts'
import { dayOfName, keyOfName } from './date-name.ts'
import type { Rule } from './rules.ts'

/** As far ahead as anybody plans, in dates. */
const AHEAD = 60

/** Gives the day that a date has now, by the one that the calendar made before. */
export type Carried = (day: string) => string

/**
 * Of each rule the first date that is to come takes the place of the first one, the second of the second, and so on, where it has one date
 * for each. Where it has more or fewer, each is the next that is not much sooner and is free. Where rules come or go, a day that another rule has now is that one's. Days that were added by hand are where they were, but for one that is another one now.
 */
export function carriedDays(before: Schedule, after: Schedule, now: Temporal.Instant): Carried {
  return carriedBetween(before, after, now).carried
}

/** As {@link carriedDays}. `lapsed`: the days that were cancelled and are no dates any more, by a rhythm with more dates or fewer. */
export function carriedBetween(
  before: Schedule,
  after: Schedule,
  now: Temporal.Instant,
): { carried: Carried; lapsed: ReadonlySet<string> } {
  const [had, has] = [before, after].map(({ calendar }) => new Set(extrasOf(calendar).map(({ day }) => day)))
  const [gone] = had?.difference(has ?? had) ?? []
  const [come] = has?.difference(had ?? has) ?? []
  const { places, lapsed } = placesOf(before, after, now)
  return { carried: (day) => places.get(day) ?? (come !== undefined && day === gone ? come : day), lapsed }
}

interface Places {
  /** What is another one now, by what it was. */
  places: ReadonlyMap<string, string>
  /** What was cancelled and is no date any more. */
  lapsed: ReadonlySet<string>
}

function placesOf(before: Schedule, after: Schedule, now: Temporal.Instant): Places {
  const extras = [...extrasOf(before.calendar), ...extrasOf(after.calendar)].map(({ day }) => day)
  const [was, is] = [byKey(before), byKey(after)]
  const kept = keptBetween(before, after)
  const isToCome = (name: string) => Temporal.Instant.compare(dateOf(after, name)?.at ?? now, now) > 0
  const had = (schedule: Schedule) =>
    comingMeetings(schedule, now, AHEAD)
      .map(({ day }) => day)
      .filter((day) => !extras.includes(day))
  const datesOf = (schedule: Schedule, key: string) => {
    const own = kept.filter((name) => keyOfName(name) === key && isToCome(name))
    const others = had(schedule).filter((name) => !kept.includes(name))
    return [...own, ...others].toSorted()
  }
  const places = new Map<string, string>()
  const lapsed = new Set<string>()
  const elsewhere = (before.calendar?.exceptions ?? []).filter(({ kind }) => kind === 'moved').map(({ day }) => day)
  const off = (before.calendar?.exceptions ?? []).filter(({ kind }) => kind === 'cancelled').map(({ day }) => day)
  // Days of rules that are gone come first: what takes their place by count finds them taken.
  const changed = [...was]
    .filter(([key, rule]) => {
      const own = is.get(key)
      return !own || !haveSameDays(rule, own, now)
    })
    .toSorted(([a], [b]) => Number(is.has(a)) - Number(is.has(b)))
  for (const [key, rule] of changed) {
    const own = is.get(key)
    const others = [...is].flatMap(([other, schedule]) =>
      other !== key && (!own || !was.has(other)) ? datesOf(schedule, other) : [],
    )
    const [from, to] = [had(rule), own ? datesOf(own, key) : []]
    const isOn = (names: readonly string[], day: string) => names.some((name) => dayOfName(name) === dayOfName(day))
    for (const day of from) {
      const other = isOn(to, day) ? undefined : others.find((one) => dayOfName(one) === dayOfName(day))
      const isHad = other !== undefined && hasDay(was.get(keyOfName(other)), dayOfName(day))
      const isTaken = [...places.values()].some((place) => place === other)
      if (other !== undefined && !isHad && !isTaken) places.set(day, other)
    }
    const rest = from.filter((day) => !places.has(day))
    const free = to.filter((day) => ![...places.values()].includes(day))
    if (isOneForOne(rest, free)) {
      for (const [index, day] of rest.entries()) {
        const place = free[index]
        if (place !== undefined) places.set(day, place)
      }
      continue
    }
    // Why there is no meeting on one day is no reason that there is none on another.
    const cancelled = rest.filter((day) => off.includes(day))
    for (const day of cancelled) if (!isOn(free, day)) lapsed.add(day)
    // Where one was moved to by hand it stays, and takes no other one's place.
    const moved = rest.filter((day) => elsewhere.includes(day))
    let left = free.filter((one) => !isOn(cancelled, one) && !isOn(moved, one))
    for (const day of rest.filter((one) => !cancelled.includes(one) && !moved.includes(one))) {
      left = left.filter((one) => daysBetween(day, one) >= -NEARBY)
      const [place, ...others] = left
      if (place === undefined) break
      places.set(day, place)
      left = others
    }
  }
  return { places, lapsed }
}

/** Days that a date may be sooner, where a rule has more dates. */
const NEARBY = 3
/** Days by which dates of two rhythms are apart more or less, where each of one is one of the other. */
const DRIFT = 7

/** Whether two rhythms have one date for each: they do not drift apart. */
function isOneForOne(from: readonly string[], to: readonly string[]): boolean {
  const apart = from.flatMap((day, nth) => (to[nth] === undefined ? [] : [daysBetween(day, to[nth])]))
  return Math.max(...apart) - Math.min(...apart) <= DRIFT
}

function daysBetween(from: string, to: string): number {
  const [one, other] = [from, to].map((name) => Temporal.PlainDate.from(dayOfName(name)))
  return one && other ? one.until(other).days : 0
}

/** The dates around now that a change leaves when they are. */
function keptBetween(before: Schedule, after: Schedule): string[] {
  const said = (before.calendar?.exceptions ?? []).map(({ day }) => day)
  const now = after.calendar?.exceptions ?? []
  return now.flatMap(({ kind, day }) => (kind === 'moved' && !said.includes(day) ? [day] : []))
}

function hasDay(schedule: Schedule | undefined, day: string): boolean {
  return schedule !== undefined && datesOn(schedule, day).length > 0
}

/** What was said of single days that are to come, each of the day that has its place now; nothing of one that was cancelled and is none any more. */
export function carriedExceptions(
  exceptions: readonly Exception[],
  carried: Carried,
  lapsed: ReadonlySet<string>,
): Exception[] {
  const still = exceptions.filter(({ kind, day }) => kind !== 'cancelled' || !lapsed.has(day))
  const days = still.map((one) => (one.kind === 'extra' ? one : { ...one, day: carried(one.day) }))
  return days.toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

function extrasOf(calendar: Calendar | undefined): Exception[] {
  return (calendar?.exceptions ?? []).filter(({ kind }) => kind === 'extra')
}

/** Each rule by its key as if it were the only one, whatever was said of single dates, and whatever has no paper. */
function byKey({ calendar, ...schedule }: Schedule): Map<string, Schedule> {
  if (!calendar) return new Map([['', schedule]])
  return new Map(rulesOf(calendar).map((rule) => [rule.key, { ...schedule, ...alone(calendar, rule, schedule.time) }]))
}

/** One of the rules as if it were the only one. `time`: the club's. */
export function alone(calendar: Calendar, rule: Rule, time: string): Pick<Schedule, 'time' | 'calendar'> {
  return { time: rule.time ?? time, calendar: withRules({ ...calendar, exceptions: [] }, [rule]) }
}

/** Whether two schedules have the same days, whatever the hour, the breaks, and what was said of single ones. */
function haveSameDays(before: Schedule, after: Schedule, now: Temporal.Instant): boolean {
  if (ruleIn(before) === ruleIn(after)) return true
  const since = now.subtract({ hours: 24 })
  const [was, is] = [before, after].map((schedule) =>
    JSON.stringify(comingMeetings(daysAlone(schedule), since, AHEAD).map(({ day }) => day)),
  )
  return was === is
}

function ruleIn({ calendar, weekday, from }: Schedule): string {
  return JSON.stringify(calendar ? [calendar.rule, calendar.from] : [weekday, from])
}

function daysAlone({ calendar, weekday, from }: Schedule): Schedule {
  const alone = { weekday, time: '12:00', zone: 'UTC', ...(from === undefined ? {} : { from }) }
  return calendar ? { ...alone, calendar: { ...calendar, until: null, breaks: [], exceptions: [] } } : alone
}
