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
  club: Pick<Club, 'id' | 'schedule' | 'paused'>,
  of?: readonly string[],
): Promise<ReadBefore[]> {
  const { id, schedule } = club
  const { zone } = schedule
  const [today, prefix] = [dayIn(clock.now(), zone), keys.plans(id)]
  const found = (await Plans.range(store, prefix)).flatMap(({ key, value: plan }): ReadBefore[] => {
    const { papers } = plan
    const day = key.slice(prefix.length)
    if (!tookPlace(club, day, plan, clock.now())) return []
    if (dayOfName(day) > today || !papers.some(({ paper }) => of?.includes(paper) ?? true)) return []
    const own = dateOf(schedule, day)?.at
    // What is planned for today may be still to come.
    if (own && dayIn(own, zone) >= today) return []
    return [{ at: own ?? instantOf(day, usualTimeOf(schedule, day), zone), day, papers }]
  })
  if (found.length === 0) return []
  const rounds = await Rounds.range(store, keys.rounds(id))
  const picked = new Set(rounds.flatMap(({ value: { pick, meets } }) => (pick && meets?.day ? [meets.day] : [])))
  return found.filter(({ day }) => !picked.has(day)).toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
}

/**
 * Whether a date that may be over took place as it was planned. None did that was cancelled or dropped, or passed in a pause; and of one
 * that the calendar does not have any more only what a group wrote down of itself.
 */
export function tookPlace(
  { schedule, paused }: Pick<Club, 'schedule' | 'paused'>,
  day: string,
  { papers, off }: Pick<Plan, 'papers' | 'off'>,
  now: Temporal.Instant,
): boolean {
  const isCancelled = schedule.calendar?.exceptions.some((one) => one.kind === 'cancelled' && one.day === day)
  if (off || isCancelled) return false
  const own = dateOf(schedule, day)?.at
  const isWritten = papers.every(({ by }) => by === null)
  const isAfter = (other: Temporal.Instant) => own !== undefined && Temporal.Instant.compare(own, other) > 0
  const isInPause = paused !== null && isAfter(paused) && !isAfter(now)
  return isWritten && papers.length > 0 ? true : own ? !isInPause : isWritten
}
