/** How channels come into a club and leave it. */
import type { Club } from '../../club/club.ts'
import { isBeside, keys, type RoomId, type RoundId } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
import { talksHeld } from '../../club/talk.ts'
import { hasBallot } from '../../club/way-of-date.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Clubs, Outgoing, Posts, Rooms, Troubles } from '../records.ts'
import { outgoing, reminding } from './outgoing.ts'
import { readRound } from './views.ts'

/** What rooms that come into a club are shown besides the welcome. */
export interface Shown {
  /** Whether the open ballot has anything on it; else it is shown once it has. */
  ballot: boolean
  /** Those that have not had the paper that is being read: a room that was in the club before may have. */
  pick: readonly RoomId[]
  /** The round of that paper. */
  reading: Round | undefined
}

/** `club`: as it is before they come. */
export async function shownTo(house: House, club: Club, rooms: readonly RoomId[]): Promise<Shown> {
  const { id, voting, reading } = club
  const [open, read, picks] = await Promise.all([
    readRound(house, { club: id, n: voting }),
    reading === null ? undefined : readRound(house, { club: id, n: reading }),
    reading === null ? [] : Posts.range(house.store, keys.posts({ club: id, n: reading }, 'pick')),
  ])
  const had = new Set(picks.map(({ value }) => value.room))
  return { ballot: open?.candidates.length !== 0, pick: rooms.filter((room) => !had.has(room)), reading: read }
}

/** A room's first messages are a welcome, the paper that is being read, and the open ballot. */
export function bindRooms(club: Club, rooms: readonly RoomId[], shown: Shown, now: Temporal.Instant): Writes {
  const first = { club: club.id, n: club.reading ?? club.voting }
  return {
    [keys.club(club.id)]: Clubs.json({ ...club, rooms: [...club.rooms, ...rooms] }),
    [keys.leaving(club.id)]: undefined,
    ...Object.fromEntries(rooms.map((room) => [keys.room(room), Rooms.json({ club: club.id })])),
    ...outgoing(first, 'welcome', rooms),
    ...catchingUp(club, rooms, shown, now),
  }
}

/** What rooms have not had yet: the paper that is being read, its reminders, and the open ballot. */
export function catchingUp(club: Club, rooms: readonly RoomId[], shown: Shown, now: Temporal.Instant): Writes {
  const reading = club.reading === null ? null : { club: club.id, n: club.reading }
  const isUnread = (room: RoomId) => shown.pick.includes(room)
  return {
    ...(reading
      ? {
          ...outgoing(reading, 'pick', rooms.filter(isUnread)),
          // Those that a room has already are not posted again.
          ...besides(reading, shown.reading, rooms),
          // Its thread may have been on the way when the room was closed.
          ...outgoing(
            reading,
            'thread',
            rooms.filter((room) => !isUnread(room)),
          ),
        }
      : {}),
    ...(shown.reading?.n === club.reading && shown.reading
      ? reminding(shown.reading, { ...club, rooms: [...rooms] }, now)
      : {}),
    ...(shown.ballot && hasBallot(club) ? outgoing({ club: club.id, n: club.voting }, 'ballot', rooms) : {}),
  }
}

function besides(reading: RoundId, read: Round | undefined, rooms: readonly RoomId[]): Writes {
  const talks = read?.n === reading.n ? talksHeld(read).filter(isBeside) : []
  return Object.assign({}, ...talks.map((talk) => outgoing(reading, talk, rooms)))
}

/** What belongs to a room that leaves: posts on their way there, the open ballot, and what was wrong. What was said stays. */
export async function leftBehind(house: House, club: Club, rooms: readonly RoomId[]): Promise<string[]> {
  if (rooms.length === 0) return []
  const [waiting, ballots] = await Promise.all([
    onTheWay(house, club, rooms),
    Posts.range(house.store, keys.posts({ club: club.id, n: club.voting }, 'ballot')),
  ])
  return [...waiting, ...ballots.filter(({ value }) => rooms.includes(value.room)).map(({ key }) => key)]
}

/** What is on its way to rooms, and what was wrong there. */
export async function onTheWay({ store }: House, club: Club, rooms: readonly RoomId[]): Promise<string[]> {
  const [waiting, troubles] = await Promise.all([
    Outgoing.range(store, keys.outboxOf(club.id)),
    Troubles.range(store, keys.troubles(club.id)),
  ])
  const isTheirs = ({ value }: { value: { room?: RoomId | undefined; club?: string } }) =>
    value.room !== undefined && rooms.includes(value.room) && (value.club ?? club.id) === club.id
  return [...waiting, ...troubles].filter(isTheirs).map(({ key }) => key)
}
