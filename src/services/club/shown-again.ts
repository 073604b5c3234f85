import { randomUUID } from 'node:crypto'
import type { Club } from '../../club/club.ts'
import type { RoundId } from '../../club/keys.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { outgoing } from './outgoing.ts'
import { readRound } from './views.ts'

/** What shows the pick and its reminders anew, where they are about one of these dates. */
export async function shownAgain(
  house: House,
  { id, reading, rooms }: Club,
  dates: readonly { at: Temporal.Instant }[],
): Promise<Writes> {
  if (reading === null) return {}
  const round: RoundId = { club: id, n: reading }
  const { meets } = (await readRound(house, round)) ?? {}
  const isTheirs = meets && dates.some(({ at }) => at.equals(meets.at))
  return isTheirs ? outgoing(round, 'again', rooms, { mark: randomUUID() }) : {}
}
