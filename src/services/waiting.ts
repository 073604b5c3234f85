import type { ChatFailure } from '../chat/failure.ts'
import { keys, type RoomId } from '../club/keys.ts'
import type { House } from './house.ts'
import { Outgoing } from './records.ts'

/** A post that is still to be made. `since`: when this process first saw it wait. */
export interface Waiting {
  room: RoomId
  since: Temporal.Instant
  /** Why it could not be made last; null where it was not tried. */
  failed: Pick<ChatFailure, 'reason' | 'lacking'> | null
}

/** Tells what waits in the outbox, however often it is asked. */
export function waitingPosts({ store, clock }: House): () => Promise<Waiting[]> {
  let seen = new Map<string, Temporal.Instant>()
  return async () => {
    const now = clock.now()
    // What is to leave at its own time does not wait before.
    const isDue = ({ notBefore, failed }: { notBefore: Temporal.Instant | null; failed: unknown }) =>
      failed !== null || notBefore === null || Temporal.Instant.compare(notBefore, now) <= 0
    const entries = (await Outgoing.range(store, keys.outbox())).filter(({ value }) => isDue(value))
    const waiting = entries.map(({ key, value }) => ({
      key,
      room: value.room,
      failed: value.failed,
      since: seen.get(key) ?? now,
    }))
    seen = new Map(waiting.map(({ key, since }) => [key, since]))
    return waiting.map(({ room, since, failed }) => ({ room, since, failed }))
  }
}
