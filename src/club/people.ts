/** The dates of a club with the people of each: those who were named for it, and whoever's turn it is. */
import { ruleOfName, rulesOf } from './calendar/calendar.ts'
import type { Club } from './club.ts'
import type { News } from './news.ts'
import type { Plan, PlannedPerson } from './plan.ts'
import { settled, taken, whoIs } from './rota.ts'
import { type Dated, dayIn, localIn } from './schedule.ts'

/** `unread`: no paper was read for it though its time has come; on the day itself one still may be. */
export type PlannedDate = Dated & { plan: Plan; unread?: 'so far' | 'for good' }

/** `free`: roles that nobody has. */
export type PeopledDate = PlannedDate & { free: string[] }

/** `dates`: in order, from the first whose turns are not counted yet, and some more than are asked for. */
export function withPeople(club: Pick<Club, 'rota' | 'schedule'>, dates: readonly PlannedDate[]): PeopledDate[] {
  const found = new Map(taken(club.rota, open(club, dates)).map((one) => [one.day, one]))
  return dates.map((date) => {
    const { people, free } = found.get(date.day) ?? { people: null, free: [] }
    if (!people) return { ...date, free }
    return { ...date, plan: { ...date.plan, people: people.map(({ byHand: _, ...one }) => one) }, free }
  })
}

/** As {@link withPeople}, without those that are not to come any more. */
export function comingWithPeople(
  club: Pick<Club, 'rota' | 'schedule'>,
  dates: readonly PlannedDate[],
  now: Temporal.Instant,
): PeopledDate[] {
  return withPeople(club, dates).filter(({ at }) => Temporal.Instant.compare(at, now) > 0)
}

/** The dates that have other people after a change. */
export function changedPeople(before: readonly PeopledDate[], after: readonly PeopledDate[]): PeopledDate[] {
  const known = new Map(before.map((date) => [date.day, peopleText(date)]))
  return after.filter((date) => known.has(date.day) && known.get(date.day) !== peopleText(date))
}

/** What the rooms are told of dates that have other people. `before`: as they were, where somebody else took them away. */
export function peopleNews(who: string, dates: readonly PeopledDate[], before: readonly PeopledDate[] = []): News {
  const told = dates.slice(0, TOLD).map((date) => {
    const lost = lostBy(date, before).map(({ account, name }) => ({ account, name }))
    return { at: date.at, people: date.plan.people, free: date.free, ...(lost.length > 0 ? { lost } : {}) }
  })
  return { what: 'people', place: null, at: null, who, dates: told }
}

/** Dates that one message tells of. */
const TOLD = 3

/** Who has a date no more. */
export function lostBy({ day, plan: { people } }: PeopledDate, before: readonly PeopledDate[]): PlannedPerson[] {
  const had = before.find((date) => date.day === day)?.plan.people ?? []
  return had.filter((one) => people.every((other) => whoIs(other) !== whoIs(one)))
}

function peopleText({ plan: { people } }: PeopledDate): string {
  return JSON.stringify(people.map(({ account, name, role }) => [account ?? name, role]).toSorted())
}

/** The rota once the turns of the dates that were are counted, and those dates with their people; null while there are none. */
export function afterTurns(
  { rota, schedule }: Pick<Club, 'rota' | 'schedule'>,
  dates: readonly PlannedDate[],
  now: Temporal.Instant,
): { rota: Club['rota']; had: PeopledDate[] } | null {
  const isOver = ({ at }: Dated) => Temporal.Instant.compare(at, now) <= 0
  const today = dayIn(now, schedule.zone)
  const todays = dates.filter(({ at }) => dayIn(at, schedule.zone) === today)
  const isDone = todays.every((date) => isOver(date) && date.unread === undefined)
  const since = todays.length > 0 && isDone ? nextDay(today) : today
  const isCounted = ({ at }: Dated) => dayIn(at, schedule.zone) < since
  const had = withPeople({ rota, schedule }, dates).filter(
    (date) => isCounted(date) && (rota.since === null || localIn(date.at, schedule.zone) >= rota.since),
  )
  if (had.length === 0) return null
  return { rota: settled(rota, open({ rota, schedule }, dates), since), had }
}

/** Whether people come to a date by the rota: it may be for some tracks alone. Where those are no more it is for all dates. */
export function isOfRota({ rota, schedule: { calendar } }: Pick<Club, 'rota' | 'schedule'>, day: string): boolean {
  const keys = calendar ? rulesOf(calendar).map(({ key }) => key) : []
  const tracks = rota.tracks?.filter((key) => keys.includes(key)) ?? []
  const own = calendar && ruleOfName(calendar, day)?.key
  return tracks.length === 0 || (own !== undefined && tracks.includes(own))
}

function nextDay(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}

function open({ rota, schedule }: Pick<Club, 'rota' | 'schedule'>, dates: readonly PlannedDate[]) {
  const { zone } = schedule
  return dates.map(({ at, day, plan, unread }) => ({
    day,
    on: dayIn(at, zone),
    local: localIn(at, zone),
    takes: plan.kind === 'papers' && unread !== 'for good' && isOfRota({ rota, schedule }, day),
    set: plan.people,
  }))
}
