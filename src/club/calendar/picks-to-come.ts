/** What another hour or lead leaves as it is: that a meeting to come whose paper does not stand yet has a pick to come. */
import { comingMeetings, dateOf, dayIn, pickBefore, type Schedule } from '../schedule.ts'
import { type Calendar, type Exception, saidOf, weeklyCalendar, withException } from './calendar.ts'
import type { Carried } from './carried.ts'
import { dayOfName } from './date-name.ts'
import { ruleOf } from './rule.ts'

/** No pick is further ahead of its meeting. */
const AHEAD = 60

/** The schedule in which a paper that should stand by now, and was to be picked only later, is picked when it was. */
export function withPicksToCome(before: Schedule, after: Schedule, carried: Carried, now: Temporal.Instant): Schedule {
  const isToCome = (at: Temporal.Instant) => Temporal.Instant.compare(at, now) > 0
  return comingMeetings(before, now, AHEAD).reduce((schedule, { at, day }) => {
    const pick = pickBefore(before, at)
    // Where the days are other ones, what comes sooner than its pick nobody is told of.
    const date = dayOfName(carried(day)) === dayOfName(day) ? dateOf(after, carried(day)) : null
    const isLost = isToCome(pick) && date && isToCome(date.at) && !isToCome(pickBefore(schedule, date.at))
    return isLost ? pickedAt(schedule, date, pick, now) : schedule
  }, after)
}

function pickedAt(
  schedule: Schedule,
  { at, day }: { at: Temporal.Instant; day: string },
  pick: Temporal.Instant,
  now: Temporal.Instant,
): Schedule {
  const others = comingMeetings(schedule, now, AHEAD).map((one) => pickBefore(schedule, one.at))
  let stands = pick
  while (others.some((one) => one.equals(stands))) stands = stands.add(APART)
  const { weekday, zone, from: _, ...rest } = schedule
  const weekly = () => weeklyCalendar(ruleOf({ every: 'week', interval: 1, days: [{ weekday, nth: null }] }), day)
  const calendar: Calendar = schedule.calendar ?? weekly()
  const said = saidOf(calendar, day)
  const late = { late: true, stands: stands.toString() }
  const exception: Exception =
    said && said.kind !== 'cancelled'
      ? { ...said, ...late }
      : { kind: 'moved', day, to: dayIn(at, zone), time: null, ...late }
  return { ...rest, weekday, zone, calendar: withException(calendar, exception) }
}

/** Between two picks: each has an instant of its own. */
const APART = { hours: 2 }
