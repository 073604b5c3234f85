import type { ChatFailure } from '../chat/failure.ts'
import { keys, type RoomId } from '../club/keys.ts'
import type { House } from './house.ts'
import { Outgoing } from './records.ts'

/** A post that is still to be made. `since`: when it was noticed first that it waits, by whatever process. */
export interface Waiting {
  room: RoomId
  since: Temporal.Instant
  /** Why it could not be made last; null where it was not tried. */
  failed: Pick<ChatFailure, 'reason' | 'lacking'> | null
}

/** Tells what waits in the outbox. */
export async function waitingPosts(house: House): Promise<Waiting[]> {
  const now = house.clock.now()
  return (await dueNow(house, now)).map(({ value: { room, failed, due } }) => ({ room, failed, since: due ?? now }))
}

/** Notes of what waits since when it does: a bot that is started again still knows. */
export async function noteWaiting(house: House): Promise<void> {
  const now = house.clock.now()
  const fresh = (await dueNow(house, now)).filter(({ value }) => value.due === null).map(({ key }) => key)
  if (fresh.length === 0) return
  await house.store.change(fresh, (values) => {
    const noted = fresh.flatMap((key) => {
      const out = Outgoing.from(values, key)
      return out ? [[key, Outgoing.json({ ...out, due: out.due ?? now })]] : []
    })
    return { writes: Object.fromEntries(noted) }
  })
}

/** What is to leave at its own time does not wait before. */
async function dueNow({ store }: House, now: Temporal.Instant) {
  return (await Outgoing.range(store, keys.outbox())).filter(
    ({ value: { notBefore, failed } }) =>
      failed !== null || notBefore === null || Temporal.Instant.compare(notBefore, now) <= 0,
  )
}
