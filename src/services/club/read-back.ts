/** Reads back what people wrote, changed and took away while a chat was not listened to, from the threads of the latest picks. */
import { ChatFailure } from '../../chat/failure.ts'
import type { Heard, ThreadRef } from '../../chat/platform.ts'
import { reactionLine } from '../../chat/reactions.ts'
import { applyEvent, type Comment } from '../../club/comment.ts'
import { keys, platformOf, type RoomId, type RoundId } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { Comments, ReadBack } from '../records.ts'
import { readClub } from './clubs.ts'
import { keepEvent } from './comments.ts'
import { showMissedReactions } from './followers.ts'
import { talkPosts } from './talks.ts'

/** Picks whose threads are read: people go on about the last ones that were posted when the next is there. */
const LATEST = 3
/** Weeks that are looked through for them: a pick whose week turned before it could be posted has no thread. */
const LOOKED_THROUGH = 20
/** How many more where nobody noted how far they were read before. */
const UNNOTED = 3
/** A year's threads are read within half a day, and leave most of what a chat allows to what is new. */
const BETWEEN_OLDER = { minutes: 10 }
/** A chat may show a message to listeners a moment before it stands in the thread that is read. */
const YOUNG = { minutes: 1 }

/**
 * What is there already is heard again, which changes nothing. A process may end again and again before it has read everything,
 * while weeks turn: so it begins where the last whole reading left off. Resolves with false when something that was just said
 * seems to be gone, and rejects when a chat is too busy: then it is to be read again.
 */
export async function readBack(house: House, club: string, chat: string): Promise<boolean> {
  const { reading } = await readClub(house, club)
  if (reading === null) return true
  const key = keys.readBack(club, chat)
  const read = await ReadBack.find(house.store, key)
  const from = Math.min(read ? read.n : reading - UNNOTED, reading) - LATEST + 1
  let isSettled = true
  let threads = 0
  for (let n = reading; n >= 1 && (n >= from || (threads < LATEST && n > reading - LOOKED_THROUGH)); n--) {
    const read = await readThreadsOf(house, { club, n }, chat)
    if (read.count > 0) threads++
    isSettled &&= read.isSettled
  }
  if (isSettled) await noteRead(house, key, reading)
  return isSettled
}

/** From then on the older threads are due: all of them, once more where they are being read already. */
async function noteRead({ store, clock }: House, key: string, n: number): Promise<void> {
  await store.change([key], (values) => {
    const older = ReadBack.findIn(store, values, key)?.older
    const due = older ? { ...older, again: true } : { n: n - LATEST, next: clock.now(), again: false }
    return { writes: { [key]: ReadBack.json({ n, older: due }) } }
  })
}

/**
 * Reads the next of the older picks' threads that hold comments, for what was changed or taken away in them: one now and then,
 * since a chat lets few be read. Rejects when it is too busy: then the same one is to be read again.
 */
export async function readOlder(house: House, club: string, chat: string): Promise<void> {
  const { store, clock } = house
  const key = keys.readBack(club, chat)
  const { n: newest = 0, older } = (await ReadBack.find(store, key)) ?? {}
  const now = clock.now()
  if (!older || Temporal.Instant.compare(now, older.next) < 0) return
  let { n } = older
  while (n >= 1 && !(await holdsComments(house, { club, n }, chat))) n--
  if (n >= 1) await readThreadsOf(house, { club, n }, chat)
  await store.change([key], (values) => {
    const latest = ReadBack.findIn(store, values, key)
    if (latest?.older?.n !== older.n) return { writes: {} }
    const next = now.add(BETWEEN_OLDER)
    const isOver = n <= 1
    const first = latest.older.again ? { n: newest - LATEST, next, again: false } : null
    return {
      writes: { [key]: ReadBack.json({ ...latest, older: isOver ? first : { ...latest.older, n: n - 1, next } }) },
    }
  })
}

async function holdsComments({ store }: House, round: RoundId, chat: string): Promise<boolean> {
  return (await store.range(`${keys.comments(round)}${chat}:`, { limit: 1 })).length > 0
}

async function readThreadsOf(
  house: House,
  round: RoundId,
  chat: string,
): Promise<{ count: number; isSettled: boolean }> {
  let isSettled = true
  let count = 0
  for (const { value: post } of await talkPosts(house, round)) {
    const { room, thread } = post
    if (platformOf(room) !== chat || thread === null) continue
    count++
    if (!(await readThreadBack(house, round, { room, thread }))) isSettled = false
  }
  return { count, isSettled }
}

/** Resolves and rejects as {@link readBack} does. A thread that nobody has opened yet has nothing to tell. */
export async function readThreadBack(house: House, round: RoundId, { room, thread }: ThreadRef): Promise<boolean> {
  const { platforms, log } = house
  const platform = platforms.get(platformOf(room))
  if (!platform) return true
  try {
    // What is kept before the thread is read stood there: where it does not any more, it was deleted.
    const kept = await standingComments(house, round, room, thread)
    const reactions = new Map<string, string>()
    const keep = async (said: readonly Heard[]) => {
      for (const event of said) {
        if (event.kind === 'said') reactions.set(event.message, reactionLine(event.reactions ?? []))
        const known = kept.get(event.message)
        // Most of it is there already as it reads now: that takes no look at the store.
        if (!known || applyEvent(known, event) !== known) await keepEvent(house, round, room, event.message, event)
      }
    }
    const { said, standing } = await platform.readThread({ room, thread }, keep)
    await keep(said)
    await showMissedReactions(house, round, room, reactions)
    if (!standing) return true
    const gone = [...kept].filter(([message]) => !standing.has(message))
    return await eraseDeleted(house, round, room, gone)
  } catch (error) {
    if (!(error instanceof ChatFailure) || error.reason === 'busy') throw error
    if (error.reason !== 'gone')
      log.warn({ room, round: round.n, reason: error.reason, err: error.cause }, 'a discussion could not be read back')
    return true
  }
}

async function standingComments({ store }: House, round: RoundId, room: RoomId, thread: string) {
  const prefix = `${keys.comments(round)}${room}/`
  const all = await Comments.range(store, prefix)
  const standing = all.filter(({ value }) => value.thread === thread && value.deletedAt === null)
  return new Map(standing.map(({ key, value }) => [key.slice(prefix.length), value]))
}

/** False when some of it is too young to be sure. */
async function eraseDeleted(
  house: House,
  round: RoundId,
  room: RoomId,
  gone: readonly [message: string, Comment][],
): Promise<boolean> {
  const at = house.clock.now()
  const young = at.subtract(YOUNG)
  const old = gone.filter(([, comment]) => Temporal.Instant.compare(comment.at, young) < 0)
  for (const [message] of old) await keepEvent(house, round, room, message, { kind: 'deleted', at })
  return old.length === gone.length
}
