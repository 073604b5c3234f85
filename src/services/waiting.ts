import type { ChatFailure } from '../chat/failure.ts'
import { keys, type RoomId } from '../club/keys.ts'
import { keeping, leavesAt } from './club/outgoing.ts'
import { duePages } from './club/room-queues.ts'
import type { House } from './house.ts'
import { pagesOf, recordsIn } from './pages.ts'
import { Outgoing, Sendings } from './records.ts'

/** A post that is still to be made. `since`: when it was noticed first that it waits, by whatever process. */
export interface Waiting {
  room: RoomId
  since: Temporal.Instant
  /** Why it could not be made last; null where it was not tried. */
  failed: Pick<ChatFailure, 'reason' | 'lacking'> | null
}

/** So many are told of, and so many more noted with a tick: enough to see that something is wrong. */
const MOST_TOLD = 1_000
const MOST_NOTED = 100
const PAGE = 100

/** Tells what waits in the outbox, also what was refused and is to be tried again later. */
export async function waitingPosts(house: House): Promise<Waiting[]> {
  const now = house.clock.now()
  const found = new Set<string>()
  for await (const page of pagesOf(house.store, keys.waiting(), PAGE)) {
    for (const { key } of page) found.add(keys.outgoingOf(key))
    if (found.size >= MOST_TOLD) break
  }
  for (const key of await dueKeys(house, MOST_TOLD - found.size)) found.add(key)
  const waiting = await Promise.all([...found].map((key) => Outgoing.find(house.store, key)))
  return waiting.flatMap((out) => (out ? [{ room: out.room, failed: out.failed, since: out.due ?? now }] : []))
}

/** Notes of what waits since when it does: a bot that is started again still knows. */
export async function noteWaiting(house: House): Promise<void> {
  const now = house.clock.now()
  const due = await dueKeys(house, MOST_NOTED)
  const waiting = await Promise.all(due.map(async (key) => ({ key, out: await Outgoing.find(house.store, key) })))
  const fresh = waiting.filter(({ out }) => out?.due === null).map(({ key }) => key)
  if (fresh.length === 0) return
  await house.store.change(fresh, (values) => {
    const noted = fresh.flatMap((key) => {
      const out = Outgoing.from(values, key)
      return out ? [[key, Outgoing.json({ ...out, due: out.due ?? now })]] : []
    })
    return { writes: Object.fromEntries(noted) }
  })
}

async function dueKeys(house: House, most: number): Promise<string[]> {
  const due: string[] = []
  for await (const page of duePages(house)) {
    due.push(...page.map(keys.outgoingOf))
    if (due.length >= most) break
  }
  return due.slice(0, most)
}

/** Sees to it that all in the outbox says when it leaves: earlier versions did not say it. */
export async function mendSendings({ store }: House): Promise<void> {
  for await (const page of pagesOf(store, keys.outbox(), PAGE)) {
    const sayings = await Promise.all(
      Array.from(recordsIn(store, Outgoing, page), async ({ key, value }) => {
        const isSaid = (await Sendings.find(store, leavesAt(key, value))) !== undefined
        return isSaid ? [] : [key]
      }),
    )
    const missing = sayings.flat()
    if (missing.length === 0) continue
    await store.change(missing, (values) => {
      const writes = missing.map((key) => {
        const out = Outgoing.findIn(store, values, key)
        return out ? keeping(key, out) : {}
      })
      return { writes: Object.assign({}, ...writes) }
    })
  }
}
