/** Where what was planned is once the dates of a club are other ones. */
import { comingMeetings, type Schedule } from '../schedule.ts'
import type { Calendar, Exception } from './calendar.ts'

/** As far ahead as anybody plans, in dates. */
const AHEAD = 60

/** Gives the day that a date has now, by the one that the calendar made before. */
export type Carried = (day: string) => string

/**
 * The first date that is to come takes the place of the first one, the second of the second, and so on; days that were added by hand
 * are where they were, but for one that is another one now.
 */
export function carriedDays(before: Schedule, after: Schedule, now: Temporal.Instant): Carried {
  const [had, has] = [before, after].map(({ calendar }) => new Set(extrasOf(calendar).map(({ day }) => day)))
  const [gone] = had?.difference(has ?? had) ?? []
  const [come] = has?.difference(had ?? has) ?? []
  const moved: Carried = (day) => (come !== undefined && day === gone ? come : day)
  if (haveSameDays(before, after, now)) return moved
  const extras = [...extrasOf(before.calendar), ...extrasOf(after.calendar)].map(({ day }) => day)
  const [was, is] = [before, after].map((schedule) =>
    comingMeetings(asRuled(schedule), now, AHEAD)
      .map(({ day }) => day)
      .filter((day) => !extras.includes(day)),
  )
  const places = new Map(was?.map((day, index) => [day, is?.[index]]))
  return (day) => places.get(day) ?? moved(day)
}

/** What was said of single days that are to come, each of the day that has its place now. */
export function carriedExceptions(exceptions: readonly Exception[], carried: Carried): Exception[] {
  const days = exceptions.map((one) => (one.kind === 'extra' ? one : { ...one, day: carried(one.day) }))
  return days.toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

function extrasOf(calendar: Calendar | undefined): Exception[] {
  return (calendar?.exceptions ?? []).filter(({ kind }) => kind === 'extra')
}

/** The days of the rhythm, whatever was said of single ones, and whatever has no paper. */
function asRuled({ calendar, ...schedule }: Schedule): Schedule {
  return calendar ? { ...schedule, calendar: { ...calendar, exceptions: [] } } : schedule
}

/** Whether two schedules have the same days, whatever the hour, the breaks, and what was said of single ones. */
export function haveSameDays(before: Schedule, after: Schedule, now: Temporal.Instant): boolean {
  const since = now.subtract({ hours: 24 })
  const [was, is] = [before, after].map((schedule) =>
    JSON.stringify(comingMeetings(daysAlone(schedule), since, AHEAD).map(({ day }) => day)),
  )
  return was === is
}

function daysAlone({ calendar, weekday, from }: Schedule): Schedule {
  const alone = { weekday, time: '12:00', zone: 'UTC', ...(from === undefined ? {} : { from }) }
  return calendar ? { ...alone, calendar: { ...calendar, until: null, breaks: [], exceptions: [] } } : alone
}
