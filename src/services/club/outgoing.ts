import type { Club } from '../../club/club.ts'
import { keys, type OutKind, type RoomId, type RoundId } from '../../club/keys.ts'
import { REMINDERS, remindersOf } from '../../club/reminder.ts'
import type { Round } from '../../club/round.ts'
import type { Writes } from '../../store/store.ts'
import { Outgoing } from '../records.ts'

/** What puts a post for each room into the outbox. `copies`: how many of it were deleted there before. `notBefore`: when it is to leave. */
export function outgoing(
  { club, n }: RoundId,
  kind: OutKind,
  rooms: readonly RoomId[],
  { copies = 0, notBefore = null }: { copies?: number; notBefore?: Temporal.Instant | null } = {},
): Writes {
  const entry = { club, n, kind, since: null, message: null, attempts: 0, notBefore, failed: null, copies }
  return Object.fromEntries(
    rooms.map((room) => [keys.outgoing({ club, n }, kind, room), Outgoing.json({ ...entry, room })]),
  )
}

/** What puts the reminders of a round's meeting into the outbox, and takes those out that are no more. */
export function reminding(round: Round, { rooms, reminders, schedule: { zone } }: Club, now: Temporal.Instant): Writes {
  const wanted = remindersOf(round.meets, { reminders, zone }, now)
  const gone = Object.values(REMINDERS).flatMap(({ kind }) => rooms.map((room) => keys.outgoing(round, kind, room)))
  return Object.assign(
    Object.fromEntries(gone.map((key) => [key, undefined])),
    ...wanted.map(({ kind, at }) => outgoing(round, kind, rooms, { notBefore: at })),
  )
}
