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
 * Of each rule the first date that is to come takes the place of the first one, the second of the second, and so on. Where rules come or
 * go, a day that another rule has now is that one's. Days that were added by hand are where they were, but for one that is another one now.
 */
export function carriedDays(before: Schedule, after: Schedule, now: Temporal.Instant): Carried {
  const [had, has] = [before, after].map(({ calendar }) => new Set(extrasOf(calendar).map(({ day }) => day)))
  const [gone] = had?.difference(has ?? had) ?? []
  const [come] = has?.difference(had ?? has) ?? []
  const places = placesOf(before, after, now)
  return (day) => places.get(day) ?? (come !== undefined && day === gone ? come : day)
}

/** What is another one now, by what it was. */
function placesOf(before: Schedule, after: Schedule, now: Temporal.Instant): ReadonlyMap<string, string> {
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
    for (const [index, day] of rest.entries()) {
      const place = free[index]
      if (place !== undefined) places.set(day, place)
    }
  }
  return places
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

/** What was said of single days that are to come, each of the day that has its place now. */
export function carriedExceptions(exceptions: readonly Exception[], carried: Carried): Exception[] {
  const days = exceptions.map((one) => (one.kind === 'extra' ? one : { ...one, day: carried(one.day) }))
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
