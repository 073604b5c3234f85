/** What another hour or time zone leaves as it is: the dates around now. */
import { comingMeetings, type Dated, dateOf, dayIn, type Schedule, timeIn } from '../schedule.ts'
import { isOfRule, moveDay, rulesOf, saidOf, weeklyCalendar } from './calendar.ts'
import { dayOfName, keyOfName, nameIn } from './date-name.ts'
import { ruleOf } from './rule.ts'
import type { Rule } from './rules.ts'

/** As far apart as one local time is in any two zones, and a day. */
const NEAR = { hours: 50 }
const MOST_NEAR = 30

/**
 * The schedule with the dates around now as they were: by another hour none that is to come is over, and none that was comes again.
 * `meets`: whether the club has more of its dates than the days of its picks.
 */
export function withThoseOfNow(before: Schedule, after: Schedule, now: Temporal.Instant, meets: boolean): Schedule {
  const isOver = ({ at }: Pick<Dated, 'at'>) => Temporal.Instant.compare(at, now) <= 0
  return comingMeetings(before, now.subtract(NEAR), MOST_NEAR)
    .filter(({ at }) => Temporal.Instant.compare(at, now.add(NEAR)) < 0)
    .flatMap((date) => {
      const other = onSameDay(before, after, date.day)
      const isElsewhere =
        other !== null && !other.at.equals(date.at) && isKept(before, date.day) && isKept(after, date.day)
      return other && (isElsewhere || isOver(other) !== isOver(date)) ? [{ ...date, day: other.day }] : []
    })
    .reduce((schedule, date) => (isOver(date) ? withPast(schedule, date) : withComing(schedule, date, meets)), after)
}

function isKept({ calendar }: Schedule, name: string): boolean {
  const said = calendar && saidOf(calendar, name)
  return said !== undefined && said.kind !== 'cancelled' && said.kept === true
}

/** The date that takes the place of another one on its day: by its own rule, or by one that did not have that day. */
function onSameDay(before: Schedule, after: Schedule, name: string): Dated | null {
  const { calendar } = after
  if (!calendar || saidOf(calendar, name)) return dateOf(after, name)
  const day = dayOfName(name)
  const had = before.calendar && rulesOf(before.calendar).filter((rule) => rule.key !== keyOfName(name))
  const isHad = ({ key }: Rule) => had?.some((rule) => rule.key === key && isOfRule(rule, day))
  const found = rulesOf(calendar)
    .filter((rule) => isOfRule(rule, day) && !isHad(rule))
    .toSorted((a, b) => Number(b.key === keyOfName(name)) - Number(a.key === keyOfName(name)))
  return found[0] ? dateOf(after, nameIn(found[0], day)) : null
}

function withPast(schedule: Schedule, date: Dated): Schedule {
  if (schedule.calendar) return withComing(schedule, date, true)
  return { ...schedule, from: Temporal.PlainDate.from(date.day).add({ days: 1 }).toString() }
}

/** A club that has only the days of its picks gets no calendar by it. */
function withComing(schedule: Schedule, { day, at }: Dated, meets: boolean): Schedule {
  const { weekday, zone } = schedule
  if (!schedule.calendar && !meets) return { ...schedule, kept: { day, to: dayIn(at, zone), time: timeIn(at, zone) } }
  const onceAWeek = ruleOf({ every: 'week', interval: 1, days: [{ weekday, nth: null }] })
  const calendar = schedule.calendar ?? weeklyCalendar(onceAWeek, day)
  const said = saidOf(calendar, day)
  const late = said !== undefined && said.kind !== 'cancelled' && said.late
  const { from: _, ...others } = schedule
  return { ...others, calendar: moveDay(calendar, day, dayIn(at, zone), timeIn(at, zone), { late, kept: true }) }
}
