/** What a club read on dates that no round is for: most are of before the bot came. */
import { dayOfName } from '../../club/calendar/calendar.ts'
import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import type { Plan } from '../../club/plan.ts'
import { dateOf, dayIn, instantOf, usualTimeOf } from '../../club/schedule.ts'
import type { ReadBefore } from '../../ports/meetings.ts'
import type { House } from '../house.ts'
import { Plans, Rounds } from '../records.ts'

type Read = Pick<House, 'store' | 'clock'>

/** Latest first. `of`: papers of which one at least is read; all, unless said. */
export async function readBefore(
  { store, clock }: Read,
  { id, schedule }: Pick<Club, 'id' | 'schedule'>,
  of?: readonly string[],
): Promise<ReadBefore[]> {
  const { zone, calendar } = schedule
  const [today, prefix] = [dayIn(clock.now(), zone), keys.plans(id)]
  const found = (await Plans.range(store, prefix)).flatMap(({ key, value: plan }): ReadBefore[] => {
    const { papers } = plan
    const day = key.slice(prefix.length)
    if (!isWrittenDown(plan)) return []
    if (dayOfName(day) > today || !papers.some(({ paper }) => of?.includes(paper) ?? true)) return []
    const own = dateOf(schedule, day)?.at
    const isOff = calendar?.exceptions.some((one) => one.kind === 'cancelled' && one.day === day)
    // What is planned for today may be still to come.
    if (isOff || (own && dayIn(own, zone) >= today)) return []
    return [{ at: own ?? instantOf(day, usualTimeOf(schedule, day), zone), day, papers }]
  })
  if (found.length === 0) return []
  const rounds = await Rounds.range(store, keys.rounds(id))
  const picked = new Set(rounds.flatMap(({ value: { pick, meets } }) => (pick && meets?.day ? [meets.day] : [])))
  return found.filter(({ day }) => !picked.has(day)).toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
}

/** Whether a group wrote down what it read. What somebody planned is read by its round, or was never. */
export function isWrittenDown({ papers, off }: Pick<Plan, 'papers' | 'off'>): boolean {
  return !off && papers.every(({ by }) => by === null)
}
