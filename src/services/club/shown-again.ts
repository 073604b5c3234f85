import { randomUUID } from 'node:crypto'
import type { Club } from '../../club/club.ts'
import type { Round } from '../../club/round.ts'
import { comingMeetings } from '../../club/schedule.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { outgoing } from './outgoing.ts'
import { announced } from './planned.ts'

/** What shows the pick and its reminders anew, where they are about one of these dates, or it is the one after theirs. */
export async function shownAgain(
  house: House,
  club: Club,
  dates: readonly { at: Temporal.Instant }[],
): Promise<Writes> {
  const { rooms, schedule } = club
  const isTheirs = ({ meets }: Round) => {
    const next = meets && comingMeetings(schedule, meets.at, 1)[0]
    return dates.some(({ at }) => (meets && at.equals(meets.at)) || next?.at.equals(at))
  }
  const theirs = (await announced(house, club)).filter(isTheirs)
  return Object.assign({}, ...theirs.map((round) => outgoing(round, 'again', rooms, { mark: randomUUID() })))
}
