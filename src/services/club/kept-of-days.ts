/** What is kept of single dates, by the calendar's own days: it goes along when the dates are other ones. */
import type { Carried } from '../../club/calendar/carried.ts'
import { keys } from '../../club/keys.ts'
import type { Json, Values, Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Comings, Events, Plans } from '../records.ts'
import { removing } from '../writes.ts'

interface KeptOfDays {
  keys: readonly string[]
  /** The names of those dates. */
  days: readonly string[]
  /** What puts all of it where its dates are now. */
  moved(values: Values, carried: Carried): Writes
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
    moved(values, carried) {
      const moves = placed.flatMap(({ key, prefix, day, rest }) => {
        const to = [prefix + carried(day), ...rest].join('/')
        const value = prefix === plans ? swapped(key) : values.get(key)
        if (value === undefined || (to === key && value === values.get(key))) return []
        return [{ key, to, value }]
      })
      return {
        ...removing(moves.map(({ key }) => key)),
        ...Object.fromEntries(moves.map(({ to, value }) => [to, value])),
      }

      /** Who took whose turn names the other date. */
      function swapped(key: string): Json | undefined {
        const plan = Plans.findIn(store, values, key)
        if (!plan) return undefined
        const isElsewhere = plan.people.some(({ instead }) => instead && carried(instead.day) !== instead.day)
        if (!isElsewhere) return values.get(key)
        const people = plan.people.map((one) =>
          one.instead ? { ...one, instead: { ...one.instead, day: carried(one.instead.day) } } : one,
        )
        return Plans.json({ ...plan, people })
      }
    },
  }
}
