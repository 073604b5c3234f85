/** What is in the outbox leaves by a queue a room: in order within each of its lanes, while no room waits for another. */
import {
  keys,
  type OutKind,
  ofBesides,
  ofThreads,
  platformOf,
  REMINDER_KINDS,
  type ReminderKind,
  type RoomId,
} from '../../club/keys.ts'
import type { Entry } from '../../store/store.ts'
import type { House } from '../house.ts'
import { pagesOf } from '../pages.ts'
import { Outgoing } from '../records.ts'
import { sideBySide } from '../side-by-side.ts'
import { openWorks } from '../works.ts'
import { removing } from '../writes.ts'
import { claimLease, type Lease } from './lease.ts'
import { leavesAt, type Out } from './outgoing.ts'
import type { Paces } from './paces.ts'

export interface RoomQueues {
  /** Resolves once all that may leave now was tried: of one club, or of all. */
  empty(club?: string): Promise<void>
  /** There is more to do in a room that is being sent to. */
  again(club: string, room: RoomId): void
  /** Looks again after so many milliseconds, if that is before the next tick. */
  wake(club: string, room: RoomId, milliseconds: number): void
  /** Resolves when nothing is under way; what waits for its time does so for the next tick. */
  idle(): Promise<void>
}

/** Sends an entry, whoever holds the lease of its room. True when nothing keeps what follows in its lane from being sent. */
export type Attempt = (key: string, out: Out, lease: Lease) => Promise<boolean>

/** Rooms of a chat that are sent to at once: those that are slow or refuse hold up no other. */
const AT_ONCE = 64
const PAGE = 100
/** Milliseconds after which it is looked whether another process is done with a room; and between two ticks. */
const TAKEN = 2_000
const A_TICK = 15_000

interface Running {
  again: boolean
  done: Promise<void>
}

export function roomQueues(house: House, paces: Paces, attempt: Attempt): RoomQueues {
  const { store, clock, platforms, log } = house
  /** What is under way, by club and room. */
  const rooms = new Map<string, Running>()
  /** Who looks for what is due, by chat. */
  const looks = new Map<string, Running>()
  const wakes = new Map<string, NodeJS.Timeout>()
  const woken = openWorks()

  /** One at a time of a name. Whoever comes meanwhile has it look once more, and waits with it. */
  function once(running: Map<string, Running>, name: string, work: (state: Running) => Promise<void>) {
    const before = running.get(name)
    if (before) {
      before.again = true
      return before.done
    }
    const state: Running = { again: false, done: Promise.resolve() }
    running.set(name, state)
    state.done = run()
    return state.done

    async function run(): Promise<void> {
      try {
        do {
          state.again = false
          await work(state)
        } while (state.again)
      } finally {
        running.delete(name)
      }
    }
  }

  function send(club: string, room: RoomId, found: readonly string[] = []): Promise<void> {
    let stillFound = found
    return once(rooms, nameOf(club, room), () => {
      const seen = stillFound
      stillFound = []
      return emptyRoom(club, room, seen)
    })
  }

  async function emptyRoom(club: string, room: RoomId, found: readonly string[]): Promise<void> {
    const all = await Outgoing.range(store, keys.outboxOf(club))
    const waiting = all.filter(({ value }) => value.room === room)
    await dropStale(found, waiting)
    const lanes = [...Map.groupBy(waiting, ({ value }) => laneOf(value)).values()].filter(mayLeave)
    if (lanes.length === 0 || !isReady(platformOf(room))) return
    const lease = await claimLease(store, `sending/${club}/${room}`)
    if (!lease) return wake(club, room, TAKEN)
    try {
      await Promise.all(lanes.map((outs) => sendInOrder(outs, lease)))
    } finally {
      await lease.release()
    }
  }

  async function sendInOrder(outs: readonly { key: string; value: Out }[], lease: Lease): Promise<void> {
    for (const { key, value } of outs) {
      // Each reminder has a time of its own.
      if (isEarly(value) && laneOf(value) === REMINDING) continue
      if (isEarly(value)) return
      try {
        await paces.turn(value.room)
        const out = await Outgoing.get(store, key)
        if (out && (isEarly(out) || !isReady(platformOf(out.room)) || !(await attempt(key, out, lease)))) return
      } catch (error) {
        // A fault in one lane is no reason for silence in the others.
        log.error({ err: error, room: value.room, kind: value.kind, round: value.n }, 'a post could not be dealt with')
        return
      }
    }
  }

  function mayLeave(outs: readonly { value: Out }[]): boolean {
    return outs.some(({ value }, at) => !isEarly(value) && (at === 0 || laneOf(value) === REMINDING))
  }

  /** A failed one waits, and so does what is to leave at its own time. */
  function isEarly({ notBefore }: Out): boolean {
    return notBefore !== null && Temporal.Instant.compare(notBefore, clock.now()) > 0
  }

  function isReady(chat: string): boolean {
    return platforms.get(chat)?.health().state === 'ready'
  }

  /** What says that something is due which is not there any more, or has another time by now. */
  async function dropStale(found: readonly string[], waiting: readonly { key: string; value: Out }[]): Promise<void> {
    const right = new Set(waiting.map(({ key, value }) => leavesAt(key, value)))
    const stale = found.filter((key) => !right.has(key))
    if (stale.length === 0) return
    await store.change(stale.map(keys.outgoingOf), (values) => {
      const isStale = (key: string) => {
        const out = Outgoing.findIn(store, values, keys.outgoingOf(key))
        return !out || leavesAt(keys.outgoingOf(key), out) !== key
      }
      return { writes: removing(stale.filter(isStale)) }
    })
  }

  async function emptyChat(chat: string, state: Running): Promise<void> {
    await sideBySide(dueIn(chat, state), AT_ONCE, ({ club, room, found }) => send(club, room, found))
    const theirs = [...rooms].filter(([name]) => platformOf(roomIn(name)) === chat)
    await Promise.all(theirs.map(([, { done }]) => done))
  }

  /** The rooms in which something is due. Where somebody asks meanwhile they are looked through anew: what is new may stand before what was seen. */
  async function* dueIn(chat: string, state: Running) {
    do {
      state.again = false
      for await (const room of roomsOfDue(chat)) {
        yield room
        if (state.again) break
      }
    } while (state.again)
  }

  /** But for those that are being sent to: they look once more. */
  async function* roomsOfDue(chat: string) {
    for await (const page of duePages(house)) {
      const theirs = page.filter((key) => platformOf(roomOf(key)) === chat)
      for (const [name, found] of Map.groupBy(theirs, (key) => nameOf(clubOf(key), roomOf(key)))) {
        const underWay = rooms.get(name)
        if (underWay) underWay.again = true
        else yield { club: name.slice(0, name.indexOf(' ')), room: roomIn(name), found }
      }
    }
  }

  function wake(club: string, room: RoomId, milliseconds: number): void {
    const name = nameOf(club, room)
    if (milliseconds > A_TICK || wakes.has(name)) return
    const timer = setTimeout(() => {
      wakes.delete(name)
      woken.follow(send(club, room), (error) =>
        log.error({ err: error, room }, 'what waits could not be sent; it is tried again'),
      )
    }, milliseconds)
    wakes.set(name, timer.unref())
  }

  return {
    async empty(club) {
      if (club === undefined) {
        const ready = [...platforms.keys()].filter(isReady)
        await Promise.all(ready.map((chat) => once(looks, chat, (state) => emptyChat(chat, state))))
        return
      }
      const waiting = await Outgoing.range(store, keys.outboxOf(club))
      const theirs = new Set(waiting.map(({ value }) => value.room))
      await Promise.all([...theirs].map((room) => send(club, room)))
    },
    again(club, room) {
      const running = rooms.get(nameOf(club, room))
      if (running) running.again = true
    },
    wake,
    async idle() {
      await woken.done()
      for (const timer of wakes.values()) clearTimeout(timer)
      wakes.clear()
    },
  }
}

/** What is in the outbox and may leave by now, a page of keys at a time that say so: what waits before what has a time of its own. */
export async function* duePages({ store, clock }: House): AsyncGenerator<string[]> {
  const now = clock.now()
  for (const prefix of [keys.waiting(), keys.timed()]) {
    for await (const page of pagesOf(store, prefix, PAGE)) {
      const due = page.filter((entry) => isDue(entry, prefix, now)).map(({ key }) => key)
      yield due
      if (due.length < page.length) break
    }
  }
}

function isDue({ key }: Entry, prefix: string, now: Temporal.Instant): boolean {
  const time = key.slice(prefix.length, key.indexOf('/', prefix.length))
  return time <= now.toString({ smallestUnit: 'second' })
}

function clubOf(key: string): string {
  return keys.outgoingOf(key).split('/')[1] ?? ''
}

function roomOf(key: string): RoomId {
  return key.slice(key.lastIndexOf('/') + 1) as RoomId
}

const nameOf = (club: string, room: RoomId) => `${club} ${room}`
const roomIn = (name: string) => name.slice(name.indexOf(' ') + 1) as RoomId

function laneOf({ kind, news }: Pick<Out, 'kind' | 'news'>): string {
  return news?.what === 'reminder' ? REMINDING : LANES[kind]
}

/** The same of every reminder. */
export function ofReminders<T>(value: T): Record<ReminderKind, T> {
  return Object.fromEntries(REMINDER_KINDS.map((kind) => [kind, value])) as Record<ReminderKind, T>
}

/** The lane of what has a time of its own. */
const REMINDING = 'reminders'

/** What is sent in order, room by room; nothing in one lane waits for another. */
const LANES: Readonly<Record<OutKind, string>> = {
  welcome: 'posts',
  pick: 'posts',
  ...ofBesides(() => 'posts'),
  ballot: 'posts',
  ...ofThreads('threads'),
  closing: 'edits',
  again: 'edits',
  ...ofReminders(REMINDING),
  news: 'posts',
  daily: 'daily',
  dailyagain: 'daily',
}
