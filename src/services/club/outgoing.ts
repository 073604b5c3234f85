import { keys, type OutKind, type RoomId, type RoundId } from '../../club/keys.ts'
import type { Writes } from '../../store/store.ts'
import { Outgoing } from '../records.ts'

/** What puts a post for each room into the outbox. `copies`: how many of it were deleted there before. */
export function outgoing({ club, n }: RoundId, kind: OutKind, rooms: readonly RoomId[], copies = 0): Writes {
  const entry = { club, n, kind, since: null, message: null, attempts: 0, notBefore: null, failed: null, copies }
  return Object.fromEntries(
    rooms.map((room) => [keys.outgoing({ club, n }, kind, room), Outgoing.json({ ...entry, room })]),
  )
}
