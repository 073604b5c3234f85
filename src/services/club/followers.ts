/** What a comment has to be carried to, noted in the same change as the comment: nothing is forgotten on the way. */
import { digestersOf, followingRooms } from '../../club/carrying.ts'
import type { Comment, CommentEvent } from '../../club/comment.ts'
import { keys, type RoomId, type RoundId } from '../../club/keys.ts'
import type { Values, Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Carrying, Clubs, Comments, Copies } from '../records.ts'
import { dailyFollowers, showDailyAnew } from './daily.ts'
import { placeOf } from './place-of.ts'
import { talkIn } from './talks.ts'

export interface Followers {
  /** What the change has to read. */
  keys: string[]
  /** The paper that alone is talked of where it stands; null where all of a meeting are. */
  paper: string | null
  /** What it writes besides the comment. */
  after(values: Values, before: Comment | undefined, after: Comment): Writes
}

/** Of a message in a room, before it changes. */
export async function followersOf(
  house: House,
  round: RoundId,
  room: RoomId,
  message: string,
  event: CommentEvent,
): Promise<Followers> {
  const { store } = house
  const thread = event.kind === 'deleted' ? null : event.thread
  const [club, said, copies] = await Promise.all([
    Clubs.find(store, keys.club(round.club)),
    thread === null ? undefined : talkIn(house, round, { room, thread }),
    copiesOf(house, round, room, message),
  ])
  const readers = club ? followingRooms(club, room) : []
  const daily = await dailyFollowers(house, round, room, message, club ? digestersOf(club, room) : [])
  const rooms = [...new Set([...readers, ...copies.map(({ reader }) => reader)])].map((reader) => ({
    isReader: readers.includes(reader),
    copy: keys.copy(round, room, message, reader),
    carrying: keys.carrying(round, reader, room, message),
  }))
  const shown = copies.flatMap((copy) => copy.message ?? [])
  const quoting = event.kind === 'said' ? [] : await copiesThatQuote(house, round, [message, ...shown])
  return {
    paper: said?.paper ?? null,
    keys: [...rooms.flatMap(({ copy, carrying }) => [copy, carrying]), ...quoting, ...daily.keys],
    after(values, before, after) {
      // What somebody pointed at elsewhere was not said to the others.
      const isNew = !before && after.deletedAt === null && said !== undefined
      const behind = rooms.flatMap(({ isReader, copy, carrying }) => {
        const entry = Carrying.findIn(store, values, carrying)
        // When it was written may only be known once it was changed.
        if (entry) return isSeenToAnyway(entry, after) ? [] : [[carrying, Carrying.json(atOnce(entry, after))] as const]
        return (isNew && isReader) || values.has(copy) ? [[carrying, waiting(after.at)] as const] : []
      })
      const anew = quoting.filter((key) => !values.has(key)).map((key) => [key, waiting(FIRST)] as const)
      return {
        ...Object.fromEntries([...anew, ...behind]),
        ...daily.after(values, isNew ? said?.talk : undefined, after),
      }
    },
  }
}

/** The copies of a comment, by the rooms that read them. */
async function copiesOf({ store }: House, round: RoundId, room: RoomId, message: string) {
  const prefix = keys.copiesOf(round, room, message)
  const copies = await Copies.range(store, prefix)
  return copies.map(({ key, value }) => ({ reader: key.slice(prefix.length) as RoomId, message: value.message }))
}

/** What has each copy of a comment shown anew. */
async function carryingsOf(house: House, round: RoundId, room: RoomId, message: string): Promise<string[]> {
  const copies = await copiesOf(house, round, room, message)
  return copies.map(({ reader }) => keys.carrying(round, reader, room, message))
}

/** Copies of the comments that answer one of these messages, by what has them shown anew: a line of it stands there. */
async function copiesThatQuote(house: House, round: RoundId, messages: readonly string[]): Promise<string[]> {
  // Most clubs carry nothing, and need not read all that was said.
  if ((await house.store.range(keys.copies(round), { limit: 1 })).length === 0) return []
  const prefix = keys.comments(round)
  const answers = (await Comments.range(house.store, prefix)).filter(
    ({ value }) => value.answers !== null && messages.includes(value.answers),
  )
  const found = answers.map(({ key }) => {
    const { room, message } = placeOf(key.slice(prefix.length))
    return carryingsOf(house, round, room, message)
  })
  return (await Promise.all(found)).flat()
}

/** What is there already is seen to before what is new. */
const FIRST = Temporal.Instant.fromEpochMilliseconds(0)

/** Has the copies of a comment shown anew that are there, and what tells of it once a day. */
export async function showCopiesAnew(house: House, round: RoundId, room: RoomId, message: string): Promise<void> {
  await showDailyAnew(house, round, room, message)
  const behind = await carryingsOf(house, round, room, message)
  if (behind.length === 0) return
  await house.store.change(behind, (values) => ({
    writes: Object.fromEntries(behind.filter((key) => !values.has(key)).map((key) => [key, waiting(FIRST)])),
  }))
}

/** Seconds in which more emoji may come: a copy is not changed for each. */
const GATHERED = { seconds: 10 }

/** Has the emoji counted anew with which somebody answered a comment, wherever it is read, a little later. */
export async function showReactions(house: House, round: RoundId, room: RoomId, message: string): Promise<void> {
  const { store, clock } = house
  const [club, copies] = await Promise.all([
    Clubs.find(store, keys.club(round.club)),
    copiesOf(house, round, room, message),
  ])
  const readers = new Set([...(club ? followingRooms(club, room) : []), ...copies.map(({ reader }) => reader)])
  if (readers.size === 0) return
  const places = [...readers].map((reader) => ({
    copy: keys.copy(round, room, message, reader),
    carrying: keys.carrying(round, reader, room, message),
  }))
  await store.change(
    places.flatMap(({ copy, carrying }) => [copy, carrying]),
    (values) => {
      const due = clock.now().add(GATHERED)
      const changed = places.flatMap(({ copy, carrying }) => {
        const entry = Carrying.findIn(store, values, carrying)
        if (!entry && !values.has(copy)) return []
        const { reacted, ...rest } = entry ?? { at: FIRST, attempts: 0, notBefore: due, reacted: 0 }
        return [[carrying, Carrying.json({ ...rest, reacted: reacted + 1 })] as const]
      })
      return { writes: Object.fromEntries(changed) }
    },
  )
}

/**
 * The same of all comments of a room that have other emoji than is shown elsewhere, or any where they are still to be shown: `lines`
 * says which, by message.
 */
export async function showMissedReactions(
  house: House,
  round: RoundId,
  room: RoomId,
  lines: ReadonlyMap<string, string>,
): Promise<void> {
  const prefix = `${keys.copies(round)}${room}/`
  const copies = (await Copies.range(house.store, prefix)).map(({ key, value }) => ({
    message: key.slice(prefix.length, key.lastIndexOf('/')),
    line: value.message === null ? '' : value.reactions,
  }))
  const shown = Map.groupBy(copies, ({ message }) => message)
  for (const [message, line] of lines) {
    const isShown = shown.get(message)?.every((copy) => copy.line === line) ?? line === ''
    if (!isShown) await showReactions(house, round, room, message)
  }
}

/** What is done once more emoji were waited for. */
export function gatheringAgain<E extends Waiting>(entry: E, now: Temporal.Instant): E {
  return { ...entry, attempts: 0, notBefore: now.add(GATHERED) }
}

export type Waiting = NonNullable<Awaited<ReturnType<typeof Carrying.get>>>

/** What is waited for may be emoji alone: words do not wait for them. */
function isSeenToAnyway({ at, attempts, notBefore }: Waiting, after: Comment): boolean {
  return at.equals(after.at) && (notBefore === null || attempts > 0)
}

function atOnce(entry: Waiting, after: Comment): Waiting {
  return { ...entry, at: after.at, notBefore: entry.attempts > 0 ? entry.notBefore : null }
}

function waiting(at: Temporal.Instant) {
  return Carrying.json({ at, attempts: 0, notBefore: null, reacted: 0 })
}
