/** What another hour or time zone leaves as it is: the dates around now. */
import { comingMeetings, type Dated, dateOf, dayIn, type Schedule, timeIn } from '../schedule.ts'
import { moveDay, saidOf, weeklyCalendar } from './calendar.ts'
import { atAnotherHour } from './carried.ts'
import { keyOfName } from './date-name.ts'
import { ruleOf } from './rule.ts'

/** As far apart as one local time is in any two zones, and a day. */
const NEAR = { hours: 50 }
const MOST_NEAR = 30

/**
 * The schedule with the dates around now as they were: by another hour none that is to come is over, and none that was comes again.
 * `meets`: whether the club has more of its dates than the days of its picks.
 */
export function withThoseOfNow(before: Schedule, after: Schedule, now: Temporal.Instant, meets: boolean): Schedule {
  const others = atAnotherHour(before, after, now)
  if (others.size === 0) return after
  const isOver = ({ at }: Dated) => Temporal.Instant.compare(at, now) <= 0
  return comingMeetings(before, now.subtract(NEAR), MOST_NEAR)
    .filter(({ at }) => Temporal.Instant.compare(at, now.add(NEAR)) < 0)
    .filter(({ day }) => others.has(ruleOfDate(day)))
    .filter((date) => {
      const other = dateOf(after, date.day)
      return other && isOver(other) !== isOver(date)
    })
    .reduce((schedule, date) => (isOver(date) ? withPast(schedule, date) : withComing(schedule, date, meets)), after)
}

/** By whose hour a date is: that of its rule, or of the first where it was added by hand. */
function ruleOfDate(name: string): string {
  return /\d$/.test(keyOfName(name)) ? '' : keyOfName(name)
}

function withPast(schedule: Schedule, date: Dated): Schedule {
  if (schedule.calendar) return withComing(schedule, date, true)
  return { ...schedule, from: Temporal.PlainDate.from(date.day).add({ days: 1 }).toString() }
}

/** Of a date that is but the day of a pick nothing is kept: it has no people and no plan. */
function withComing(schedule: Schedule, { day, at }: Dated, meets: boolean): Schedule {
  const { weekday, zone } = schedule
  if (!schedule.calendar && !meets) return schedule
  const onceAWeek = ruleOf({ every: 'week', interval: 1, days: [{ weekday, nth: null }] })
  const calendar = schedule.calendar ?? weeklyCalendar(onceAWeek, day)
  const said = saidOf(calendar, day)
  const late = said !== undefined && said.kind !== 'cancelled' && said.late
  const { from: _, ...others } = schedule
  return { ...others, calendar: moveDay(calendar, day, dayIn(at, zone), timeIn(at, zone), { late }) }
}
