/** What is kept of single dates, by the calendar's own days: it goes along when the dates are other ones. */
import { dayOfName } from '../../club/calendar/calendar.ts'
import type { Carried } from '../../club/calendar/carried.ts'
import { keys } from '../../club/keys.ts'
import { offPlan, type Plan } from '../../club/plan.ts'
import { dateOf, type Schedule } from '../../club/schedule.ts'
import type { Json, Values, Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Comings, Events, Plans } from '../records.ts'
import { removing } from '../writes.ts'

/** Other dates: `carried` says where each is now. */
interface OtherDates {
  before: Schedule
  after: Schedule
  carried: Carried
  now: Temporal.Instant
}

interface KeptOfDays {
  keys: readonly string[]
  /** The names of those dates. */
  days: readonly string[]
  /** What puts all of it where its dates are now. */
  moved(values: Values, dates: OtherDates): Writes
  /** What was settled of dates to come that are none any more, by their names. */
  dropped(values: Values, dates: OtherDates): { day: string; plan: Plan }[]
}

export async function keptOfDays({ store }: House, club: string): Promise<KeptOfDays> {
  const [plans, comings, events] = [keys.plans(club), keys.comingsOf(club), keys.eventsOf(club)]
  const found = (
    await Promise.all([Plans.range(store, plans), Comings.range(store, comings), Events.range(store, events)])
  ).flat()
  const named = found.map(({ key }) => key)

  const placed = named.map((key) => {
    const prefix = [plans, comings, events].find((one) => key.startsWith(one)) ?? plans
    const [day = '', ...rest] = key.slice(prefix.length).split('/')
    return { key, prefix, day, rest }
  })

  return {
    keys: named,
    days: placed.map(({ day }) => day),
    dropped: (values, dates) =>
      placed.flatMap(({ key, prefix, day }) => {
        const plan = prefix === plans ? Plans.findIn(store, values, key) : undefined
        return plan && !plan.off && isOff(plan, day, dates) ? [{ day, plan }] : []
      }),
    moved(values, dates) {
      const { carried } = dates
      const moves = placed.flatMap(({ key, prefix, day, rest }) => {
        const to = [prefix + carried(day), ...rest].join('/')
        const value = prefix === plans ? planned(key, day) : values.get(key)
        if (value === undefined || (to === key && value === values.get(key))) return []
        return [{ key, to, value }]
      })
      return {
        ...removing(moves.map(({ key }) => key)),
        ...Object.fromEntries(moves.map(({ to, value }) => [to, value])),
      }

      /** Who took whose turn names the other date. */
      function planned(key: string, day: string): Json | undefined {
        const plan = Plans.findIn(store, values, key)
        if (!plan) return undefined
        const off = isOff(plan, day, dates)
        const isElsewhere = plan.people.some(({ instead }) => instead && carried(instead.day) !== instead.day)
        if (!isElsewhere && off === (plan.off === true)) return values.get(key)
        const people = plan.people.map((one) =>
          one.instead ? { ...one, instead: { ...one.instead, day: carried(one.instead.day) } } : one,
        )
        return Plans.json(offPlan({ ...plan, people }, off))
      }
    },
  }
}

/** Whether what was settled of a date takes place no more. What is over stays as it was. */
function isOff({ off }: Plan, day: string, { before, after, carried, now }: OtherDates): boolean {
  const isToCome = (schedule: Schedule, name: string) => {
    const date = dateOf(schedule, name)
    return date !== null && Temporal.Instant.compare(date.at, now) > 0
  }
  if (isToCome(after, carried(day))) return false
  return off === true || isToCome(before, day)
}

/** The papers of dates that are none any more and for which none was picked, with their days. `chosen`: dates whose paper stands. */
export function plannedOnly(
  dropped: readonly { day: string; plan: Plan }[],
  chosen: readonly string[],
): { day: string; titles: string[] }[] {
  return dropped
    .filter(({ day, plan }) => plan.papers.length > 0 && !chosen.includes(day))
    .map(({ day, plan }) => ({ day: dayOfName(day), titles: plan.papers.map(({ title }) => title) }))
}
