/** The bot's first words where it was asked in: once, wherever it may write. */

import { helloCard } from '../chat/cards/hello.ts'
import { ChatFailure } from '../chat/failure.ts'
import type { Joined, Platform } from '../chat/platform.ts'
import { keys, platformOf, type RoomId, tenantOf } from '../club/keys.ts'
import type { Store } from '../store/store.ts'
import type { House } from './house.ts'
import { Greetings, Rooms } from './records.ts'
import { shortHash } from './short-hash.ts'
import { openWorks } from './works.ts'

export interface Hello {
  /** Resolves once it is kept that a greeting is owed; it is said beside. */
  joined(event: Joined): Promise<void>
  /** Somebody called the bot in a room of no club: what could be said nowhere else is said there. */
  called(room: RoomId): Promise<void>
  /** Says what is still owed. */
  deliver(): Promise<void>
  idle(): Promise<void>
}

type Greeting = NonNullable<Awaited<ReturnType<typeof Greetings.get>>>

const A_DAY = 24 * 60 * 60_000
/** Milliseconds: what nobody gave an occasion to say by then is not said. */
const OWED = 30 * A_DAY
/** After that long whoever was sending it is gone, or does not know what came of it. */
const SENDING = { minutes: 2 }
const AGAIN = { minutes: 1 }

export function helloService(house: House): Hello {
  const { store, clock, platforms, log, root } = house
  const saying = openWorks()

  function beside(into: string): void {
    saying.follow(say(into), (error) =>
      log.warn({ err: error, into }, 'a hello could not be said yet; it is tried again'),
    )
  }

  async function say(into: string): Promise<void> {
    const due = await Greetings.find(store, keys.greeting(into))
    const platform = due?.room ? platforms.get(platformOf(due.room)) : undefined
    if (!due?.room || platform?.health().state !== 'ready') return
    const before = await take(into)
    if (!before?.room) return
    if (await isTold(store, platform, before, before.room, into)) return end(into)
    try {
      await platform.post(before.room, helloCard(root, keyOf(into)), keyOf(into))
      await end(into)
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      // Whether it is there is looked up when somebody takes it on.
      if (error.sent === 'no') await putBack(into, before.room, error)
    }
  }

  /** What is to be said now, and by nobody else from now on; undefined when there is nothing. */
  function take(into: string): Promise<Greeting | undefined> {
    const key = keys.greeting(into)
    const now = clock.now()
    return store.change([key], (values) => {
      const greeting = Greetings.findIn(store, values, key)
      if (!greeting || !isDue(greeting, now)) return { writes: {}, result: undefined }
      return { ...kept(into, { ...greeting, state: 'sending', at: now }, OWED), result: greeting }
    })
  }

  async function putBack(into: string, room: RoomId, { reason, retryAfter }: ChatFailure): Promise<void> {
    const now = clock.now()
    if (reason === 'busy') {
      const at = retryAfter === null ? now.add(AGAIN) : now.add({ milliseconds: retryAfter })
      await store.change([], () => kept(into, { room, state: 'owed', at }, OWED))
    } else if (into === room) await end(into)
    else await store.change([], () => kept(into, { room: null, state: 'owed', at: now }, OWED))
  }

  /** Nothing is said there again within a day, however often the bot is asked in. */
  async function end(into: string): Promise<void> {
    await store.change([], () => kept(into, { room: null, state: 'said', at: clock.now() }, A_DAY))
  }

  return {
    async joined({ into, room, at }) {
      const now = clock.now()
      if (now.since(at).total('milliseconds') > A_DAY) return
      const key = keys.greeting(into)
      const isNew = await store.change([key], (values) => {
        const before = Greetings.findIn(store, values, key)
        if (before && !isLongAgo(before, now)) return { writes: {}, result: false }
        return { ...kept(into, { room, state: 'owed', at: now }, OWED), result: true }
      })
      if (isNew) beside(into)
    },
    async called(room) {
      const into = tenantOf(room)
      const key = keys.greeting(into)
      const owed = await Greetings.find(store, key)
      if (owed?.state !== 'owed' || owed.room !== null) return
      await store.change([key], (values) => {
        const still = Greetings.findIn(store, values, key)
        return still?.state === 'owed' && still.room === null ? kept(into, { ...still, room }, OWED) : { writes: {} }
      })
      beside(into)
    },
    async deliver() {
      const now = clock.now()
      for (const { key, value } of await Greetings.range(store, keys.greeting(''))) {
        if (isDue(value, now)) beside(key.slice(keys.greeting('').length))
      }
    },
    idle: saying.done,
  }
}

function isDue({ room, state, at }: Greeting, now: Temporal.Instant): boolean {
  if (room === null || state === 'said') return false
  return Temporal.Instant.compare(state === 'owed' ? at : at.add(SENDING), now) <= 0
}

/** The chat's clock, which the bot goes by, and that of the store may differ. */
function isLongAgo({ state, at }: Greeting, now: Temporal.Instant): boolean {
  return state === 'said' && now.since(at).total('milliseconds') > A_DAY
}

/** Whether it need not be said: a club is there by now, or it was sent before somebody died. Where nobody can tell, it counts as said. */
async function isTold(
  store: Store,
  platform: Platform,
  { state, at }: Greeting,
  room: RoomId,
  into: string,
): Promise<boolean> {
  const bound = into === room ? [await Rooms.find(store, keys.room(room))] : await clubsIn(store, room)
  if (bound.some((one) => one !== undefined)) return true
  return state === 'sending' && (await platform.findPost(room, keyOf(into), at)) !== 'absent'
}

function clubsIn(store: Store, room: RoomId) {
  return Rooms.range(store, keys.roomsIn(tenantOf(room)), { limit: 1 })
}

function kept(into: string, greeting: Greeting, lasting: number) {
  return { writes: {}, passing: { writes: { [keys.greeting(into)]: Greetings.json(greeting) }, lasting } }
}

function keyOf(into: string): string {
  return `hello.${shortHash(into)}`
}
