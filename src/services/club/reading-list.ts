/** What a club has read, date by date, from what it keeps. */
import { dayOfName } from '../../club/calendar/calendar.ts'
import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { type Plan, UNPLANNED } from '../../club/plan.ts'
import { dateOf, dayIn } from '../../club/schedule.ts'
import type { ReadDate } from '../../library/records/reading-list.ts'
import type { House } from '../house.ts'
import { Plans, Rounds } from '../records.ts'
import { tookPlace } from './read-before.ts'

/** `day`: by which its plan is kept. */
export type KnownDate = ReadDate & { day: string }

/** Earliest first. Dates to come are none of it, nor what was cancelled. */
export async function datesRead(
  { store, clock, libraries }: Pick<House, 'store' | 'clock' | 'libraries'>,
  club: Club,
): Promise<KnownDate[]> {
  const { id, schedule } = club
  const { zone } = schedule
  const prefix = keys.plans(id)
  const [plans, rounds, catalogue] = await Promise.all([
    Plans.range(store, prefix),
    Rounds.range(store, keys.rounds(id)),
    libraries.of(id),
  ])
  const today = dayIn(clock.now(), zone)
  const found = new Map<
    string,
    {
      day: string
      date: string
      plan: Plan
      papers: { paper: string; title: string; optional: boolean }[]
      isHeld: boolean
    }
  >()
  for (const { key, value: plan } of plans) {
    const day = key.slice(prefix.length)
    const at = dateOf(schedule, day)?.at
    const date = at ? dayIn(at, zone) : dayOfName(day)
    const isHeld = tookPlace(club, day, plan, clock.now())
    if (date <= today) found.set(day, { day, date, plan, papers: plan.papers, isHeld })
  }
  for (const { value: round } of rounds) {
    const { pick, also, meets, closedAt } = round
    const at = meets?.at ?? closedAt
    if (!pick || !at || meets?.cancelled) continue
    const [date, day] = [dayIn(at, zone), meets?.day ?? dayIn(at, zone)]
    if (date > today) continue
    const before = found.get(day)
    const papers = [{ ...pick, optional: false }, ...also]
    found.delete(day)
    found.set(`${day} ${round.n}`, { day, date, plan: before?.plan ?? UNPLANNED, papers, isHeld: true })
  }
  const dates = [...found.values()].filter(
    ({ plan, papers, isHeld }) => isHeld && (papers.length > 0 || plan.kind !== 'papers'),
  )
  const named = await catalogue.papers([...new Set(dates.flatMap(({ papers }) => papers.map(({ paper }) => paper)))])
  const known = new Map(named.map((paper) => [paper.id, paper]))
  return dates
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ day, date, plan, papers }) => ({
      day,
      date,
      kind: plan.kind,
      topic: plan.topic,
      papers: papers.map(({ paper, title, optional }) => ({ title, optional, paper: known.get(paper) })),
      people: plan.people.map(({ name, role }) => ({ name, role })),
      links: plan.links,
    }))
}
