import { randomUUID } from 'node:crypto'
import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
import { comingMeetings } from '../../club/schedule.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Posts } from '../records.ts'
import { answered, outgoing } from './outgoing.ts'
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

/** What shows anew who is asked for the paper of a date, wherever that stands; what is not sent yet says it as it is then. */
export async function askedAgain({ store }: House, club: Club): Promise<Writes> {
  const { id, asked, rooms } = club
  const posts = (asked?.posts ?? []).flatMap((n) => rooms.map((room) => ({ n, room })))
  const there = await Promise.all(
    posts.map(({ n, room }) => Posts.find(store, keys.post({ club: id, n }, 'news', room))),
  )
  const shown = posts.filter((_, index) => there[index])
  const each = shown.map(({ n, room }) =>
    answered({ id, asked: asked && { ...asked, posts: [n] }, rooms: [room] }, asked?.day),
  )
  return Object.assign({}, ...each)
}
