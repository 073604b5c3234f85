/** How channels come into a club and leave it. */
import type { Club } from '../../club/club.ts'
import { keys, type RoomId } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
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
  const voting = { club: club.id, n: club.voting }
  const reading = club.reading === null ? null : { club: club.id, n: club.reading }
  return {
    [keys.club(club.id)]: Clubs.json({ ...club, rooms: [...club.rooms, ...rooms] }),
    ...Object.fromEntries(rooms.map((room) => [keys.room(room), Rooms.json({ club: club.id })])),
    ...outgoing(reading ?? voting, 'welcome', rooms),
    ...(reading
      ? outgoing(
          reading,
          'pick',
          rooms.filter((room) => shown.pick.includes(room)),
        )
      : {}),
    ...(shown.reading?.n === club.reading && shown.reading
      ? reminding(shown.reading, { ...club, rooms: [...rooms] }, now)
      : {}),
    ...(shown.ballot ? outgoing(voting, 'ballot', rooms) : {}),
  }
}

/** What belongs to a room that leaves: posts on their way there, the open ballot, and what was wrong. What was said stays. */
export async function leftBehind({ store }: House, club: Club, rooms: readonly RoomId[]): Promise<string[]> {
  if (rooms.length === 0) return []
  const [waiting, ballots, troubles] = await Promise.all([
    Outgoing.range(store, keys.outbox()),
    Posts.range(store, keys.posts({ club: club.id, n: club.voting }, 'ballot')),
    Troubles.range(store, keys.troubles(club.id)),
  ])
  const isTheirs = ({ value }: { value: { room?: RoomId | undefined; club?: string } }) =>
    value.room !== undefined && rooms.includes(value.room) && (value.club ?? club.id) === club.id
  return [...waiting, ...ballots, ...troubles].filter(isTheirs).map(({ key }) => key)
}
