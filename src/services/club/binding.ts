/** How channels come into a club and leave it. */
import type { Club } from '../../club/club.ts'
import { keys, type PostKind, type RoomId } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Clubs, Outgoing, Posts, Rooms, Troubles } from '../records.ts'
import { outgoing } from './outgoing.ts'

/** A room's first messages are a welcome and the open ballot; one with nothing on it is shown once there is something. */
export function bindRooms(club: Club, rooms: readonly RoomId[], open: Pick<Round, 'candidates'>): Writes {
  const shown: PostKind[] = open.candidates.length > 0 ? ['welcome', 'ballot'] : ['welcome']
  const writes: Record<string, Writes[string]> = {
    [keys.club(club.id)]: Clubs.json({ ...club, rooms: [...club.rooms, ...rooms] }),
  }
  for (const room of rooms) {
    writes[keys.room(room)] = Rooms.json({ club: club.id })
    for (const kind of shown) {
      Object.assign(writes, outgoing({ club: club.id, n: club.voting }, kind, [room]))
    }
  }
  return writes
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
