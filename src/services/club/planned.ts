/** The dates of a club from the store: what was settled of each, and who has it. */
import { rulesOf } from '../../club/calendar/calendar.ts'
import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { afterTurns, comingWithPeople, type PeopledDate, type PlannedDate, withPeople } from '../../club/people.ts'
import { isUnplanned, type Plan, UNPLANNED } from '../../club/plan.ts'
import { hasTurns } from '../../club/rota.ts'
import type { Round } from '../../club/round.ts'
import { comingMeetings, type Dated, dateOf, dayIn } from '../../club/schedule.ts'
import { wayOf } from '../../club/way-of-date.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Clubs, Plans, Rounds } from '../records.ts'

/** The next dates with their people, at most `count`. `plans`: of every day that has one, where the caller has them. */
export async function comingDates(
  house: House,
  club: Club,
  count: number,
  plans?: ReadonlyMap<string, Plan>,
): Promise<PeopledDate[]> {
  const now = house.clock.now()
  return comingWithPeople(club, await plannedDates(house, club, count, now, plans), now).slice(0, count)
}

/** One date, past or to come, with its people. */
export async function peopled(house: House, club: Club, date: Dated): Promise<PeopledDate> {
  const own: PlannedDate = { ...date, plan: await readPlan(house, club.id, date.day) }
  const dates = hasTurns(club.rota) ? await plannedDates(house, club, 0, date.at) : [own]
  const found = withPeople(club, dates).find(({ day }) => day === date.day) ?? { ...own, free: [] }
  // Nobody is needed any more for what is over.
  return Temporal.Instant.compare(date.at, house.clock.now()) > 0 ? found : { ...found, free: [] }
}

/**
 * What is settled of the dates from the first whose turns are not counted yet, up to `count` after `until` and as many more as
 * turns need. `until`: now, unless said.
 */
export async function plannedDates(
  house: House,
  club: Club,
  count: number,
  until: Temporal.Instant = house.clock.now(),
  plans?: ReadonlyMap<string, Plan>,
): Promise<PlannedDate[]> {
  // Whose turn it is follows from dates further away as well: those of a whole round of the order.
  const ahead = hasTurns(club.rota) ? club.rota.people.length * datesForOne(club) : 0
  const dates = datesUpTo(club, house.clock.now(), until, count + ahead)
  const unread = hasTurns(club.rota) ? await unreadOf(house, club, dates) : {}
  const planned = (date: Dated, plan: Plan) => ({ ...date, plan, ...unread[date.day] })
  if (plans) return dates.map((date) => planned(date, plans.get(date.day) ?? UNPLANNED))
  return Promise.all(dates.map(async (date) => planned(date, await readPlan(house, club.id, date.day))))
}

/** Among how many dates one is of the rota, at most: of some tracks alone there are others between them. */
function datesForOne({ rota, schedule: { calendar } }: Club): number {
  const rules = calendar && rota.tracks ? rulesOf(calendar).length : 1
  return rules === 1 ? 1 : rules * 2
}

type Unread = Pick<PlannedDate, 'unread'>

/**
 * The dates whose time has come without a paper, by their days: nobody has had a turn by them. Where people choose, they met all
 * the same, and the bot was not told what was read.
 */
async function unreadOf(
  { store, clock }: House,
  club: Club,
  dates: readonly Dated[],
): Promise<Readonly<Record<string, Unread>>> {
  const { id, schedule } = club
  const now = clock.now()
  const isChosen = (day: string) => ['presenter', 'organiser'].includes(wayOf(club, day))
  const past = dates.filter(({ at, day }) => Temporal.Instant.compare(at, now) <= 0 && !isChosen(day))
  if (past.length === 0) return {}
  const rounds = await Rounds.range(store, keys.rounds(id), { reverse: true, limit: past.length + LATEST })
  const read = new Set(rounds.flatMap(({ value: { pick, meets } }) => (pick && meets?.day ? [meets.day] : [])))
  const today = dayIn(now, schedule.zone)
  const unread = past.filter(({ day }) => !read.has(day))
  return Object.fromEntries(
    unread.map(({ at, day }) => [day, { unread: dayIn(at, schedule.zone) < today ? 'for good' : 'so far' }]),
  )
}

function datesUpTo({ schedule, rota }: Club, now: Temporal.Instant, until: Temporal.Instant, count: number): Dated[] {
  const today = now.toZonedDateTimeISO(schedule.zone).toPlainDate()
  const since = rota.since !== null && hasTurns(rota) ? Temporal.PlainDate.from(rota.since) : today
  const first = Temporal.PlainDate.compare(since, today) < 0 ? since : today
  const found: Dated[] = []
  let after = first.toZonedDateTime(schedule.zone).toInstant().subtract({ seconds: 1 })
  const wanted = count + 1
  for (;;) {
    const more = comingMeetings(schedule, after, wanted)
    found.push(...more)
    const last = more.at(-1)
    const coming = found.filter(({ at }) => Temporal.Instant.compare(at, until) > 0)
    if (!last || more.length < wanted || coming.length >= wanted) return found
    after = last.at
  }
}

/** The club with all turns counted that were had, as they are kept once something changes. */
export async function withTurns(house: House, club: Club): Promise<Club> {
  if (!hasTurns(club.rota)) return club
  const after = afterTurns(club, await plannedDates(house, club, 0), house.clock.now())
  return after ? { ...club, rota: after.rota } : club
}

/** Counts the turns that were had, and keeps who had them: what is changed from now on changes only what is to come. */
export async function settleTurns(house: House, id: string): Promise<void> {
  const { store, clock } = house
  const club = await Clubs.get(store, keys.club(id))
  if (!club || !hasTurns(club.rota)) return
  const dates = await plannedDates(house, club, 0)
  const past = dates.filter(({ at }) => Temporal.Instant.compare(at, clock.now()) <= 0)
  if (past.length === 0) return
  const named = [keys.club(id), ...past.map(({ day }) => keys.plan(id, day))]
  await store.change(named, (values) => {
    const latest = Clubs.from(values, keys.club(id))
    // Somebody else has counted them, or moved them, meanwhile.
    if (latest?.rota.since !== club.rota.since) return { writes: {} }
    const known = dates.map((date) => ({
      ...date,
      plan: Plans.findIn(store, values, keys.plan(id, date.day)) ?? date.plan,
    }))
    const after = afterTurns(latest, known, clock.now())
    if (!after) return { writes: {} }
    const plans = after.had.map(({ day, plan }) => planWrites(latest, day, plan))
    return { writes: Object.assign({ [keys.club(id)]: Clubs.json({ ...latest, rota: after.rota }) }, ...plans) }
  })
}

/** What was settled of the meeting that a pick is for, with its people. */
export async function planOfRound(house: House, { club: id, meets }: Pick<Round, 'club' | 'meets'>): Promise<Plan> {
  if (!meets?.day) return UNPLANNED
  const club = await Clubs.get(house.store, keys.club(id))
  const date = club && dateOf(club.schedule, meets.day)
  return date ? (await peopled(house, club, date)).plan : readPlan(house, id, meets.day)
}

/** The round whose pick is for the date of a day; undefined while there is none. */
export async function roundOfDay(house: House, club: string, day: string): Promise<Round | undefined> {
  return (await latestRounds(house, club)).find(({ pick, meets }) => pick && meets?.day === day)
}

export async function latestRounds({ store }: House, club: string): Promise<Round[]> {
  const latest = await Rounds.range(store, keys.rounds(club), { reverse: true, limit: LATEST })
  return latest.map(({ value }) => value)
}

/** The round that is read, and those before it whose meeting is to come. */
export async function announced(house: House, { id, reading }: Pick<Club, 'id' | 'reading'>): Promise<Round[]> {
  const now = house.clock.now()
  const isToCome = ({ meets }: Round) => meets !== null && Temporal.Instant.compare(meets.at, now) > 0
  return (await latestRounds(house, id)).filter((round) => round.pick && (round.n === reading || isToCome(round)))
}

/** As many rounds may be read before the first of their meetings. */
const LATEST = 20

async function readPlan({ store }: House, club: string, day: string): Promise<Plan> {
  return (await Plans.find(store, keys.plan(club, day))) ?? UNPLANNED
}

/** What keeps the plan of a day, as long as it says anything. */
export function planWrites({ id }: Pick<Club, 'id'>, day: string, plan: Plan): Writes {
  return { [keys.plan(id, day)]: isUnplanned(plan) ? undefined : Plans.json(plan) }
}
