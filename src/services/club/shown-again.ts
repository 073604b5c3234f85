import { randomUUID } from 'node:crypto'
import type { Club } from '../../club/club.ts'
import type { RoundId } from '../../club/keys.ts'
import { comingMeetings } from '../../club/schedule.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { outgoing } from './outgoing.ts'
import { readRound } from './views.ts'

/** What shows the pick and its reminders anew, where they are about one of these dates, or it is the one after theirs. */
export async function shownAgain(
  house: House,
  { id, reading, rooms, schedule }: Club,
  dates: readonly { at: Temporal.Instant }[],
): Promise<Writes> {
  if (reading === null) return {}
  const round: RoundId = { club: id, n: reading }
  const { meets } = (await readRound(house, round)) ?? {}
  if (!meets) return {}
  const [next] = comingMeetings(schedule, meets.at, 1)
  const isTheirs = dates.some(({ at }) => at.equals(meets.at) || next?.at.equals(at))
  return isTheirs ? outgoing(round, 'again', rooms, { mark: randomUUID() }) : {}
}
