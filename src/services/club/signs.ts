/** What people say of comments with an emoji, wherever they read them: noted as it comes, and counted once somebody asks. */
import type { MessageRef, ThreadRef } from '../../chat/card.ts'
import { ChatFailure } from '../../chat/failure.ts'
import type { Platform } from '../../chat/platform.ts'
import type { Comment } from '../../club/comment.ts'
import { keys, platformOf, type RoomId, type RoundId } from '../../club/keys.ts'
import { bothSigns, NO_SIGNS, type Signs, signsIn } from '../../club/signs.ts'
import type { House } from '../house.ts'
import { Comments, Copied, SignsAt } from '../records.ts'
import { latestComments } from './comments.ts'
import { type Place, placeOf } from './place-of.ts'

/** So many messages are asked about at once; the others when somebody asks again. */
const AT_ONCE = 30
/** Comments that are looked through for the best, the latest. */
const LOOKED_THROUGH = 300

/** Notes that a message was answered with an emoji, or that this was taken back: a comment, or the copy of one. */
export async function noteSigns(
  house: House,
  round: RoundId,
  shown: { room: RoomId; message: string },
  thread: string,
): Promise<void> {
  const { store } = house
  const copy = await Copied.find(store, keys.copied(shown.room, shown.message))
  const of = copy?.room && copy.message !== null ? { room: copy.room, message: copy.message } : shown
  if (!(await Comments.find(store, keys.comment(round, of.room, of.message)))) return
  const key = keys.signsAt(round, of.room, of.message, shown.room)
  await store.change([key], (values) => {
    const before = SignsAt.findIn(store, values, key)
    const counted = before?.message === shown.message ? before : NO_SIGNS
    const noted = (before?.noted ?? 0) + 1
    return { writes: { [key]: SignsAt.json({ ...counted, message: shown.message, thread, isStale: true, noted }) } }
  })
}

interface Signed extends Place {
  signs: Signs
}

/** Each comment that has any, or had. */
async function signsOf(house: House, round: RoundId): Promise<Signed[]> {
  const prefix = keys.signs(round)
  await countStale(house, prefix)
  const byComment = Map.groupBy(await SignsAt.range(house.store, prefix), ({ key }) =>
    key.slice(prefix.length, key.lastIndexOf('/')),
  )
  return [...byComment].map(([path, each]) => ({
    ...placeOf(path),
    signs: each.reduce<Signs>((sum, { value }) => bothSigns(sum, value), NO_SIGNS),
  }))
}

/** The latest of each room. Where a room does not tell of one, it is asked about no other: the others wait. */
async function countStale(house: House, prefix: string): Promise<void> {
  const stale = (await SignsAt.range(house.store, prefix)).filter(({ value }) => value.isStale)
  const rooms = [...Map.groupBy(stale, ({ key }) => roomOf(key)).values()]
  await Promise.all(
    rooms.map(async (room) => {
      const [first, ...others] = room.slice(-Math.ceil(AT_ONCE / rooms.length))
      if (first && (await count(house, first.key))) await Promise.all(others.map(({ key }) => count(house, key)))
    }),
  )
}

/** Where the chat does not tell, what was counted before stays until it does. Resolves with whether it told. */
async function count({ store, platforms }: House, key: string): Promise<boolean> {
  const asked = await SignsAt.find(store, key)
  const room = roomOf(key)
  const platform = platforms.get(platformOf(room))
  if (!asked || platform?.health().state !== 'ready') return false
  const counted = await told(platform, { room, thread: asked.thread, message: asked.message })
  if (!counted) return false
  await store.change([key], (values) => {
    const now = SignsAt.findIn(store, values, key)
    if (now?.message !== asked.message) return { writes: {} }
    // What is heard of while the chat is asked is counted the next time.
    return { writes: { [key]: SignsAt.json({ ...now, ...counted, isStale: now.noted !== asked.noted }) } }
  })
  return true
}

/** Null: the chat does not tell. Nothing: of a message that is not there any more there is no more to count. */
async function told(platform: Platform, message: MessageRef & ThreadRef): Promise<Partial<Signs> | null> {
  try {
    return signsIn(await platform.reactions(message))
  } catch (error) {
    if (!(error instanceof ChatFailure)) throw error
    return error.reason === 'missing' || error.reason === 'gone' ? {} : null
  }
}

function roomOf(key: string): RoomId {
  return key.slice(key.lastIndexOf('/') + 1) as RoomId
}

type Standing = Comment & Signed

/**
 * The comments that most would talk about, and then the latest, `limit` of both; these newest last. `those`: of which alone; none: of
 * all.
 */
export async function toTalkAbout(
  house: House,
  round: RoundId,
  limit: number,
  those?: readonly (Comment & Place)[],
): Promise<Standing[]> {
  const all = await signsOf(house, round)
  const signed = those ? all.filter((one) => those.some((other) => isSame(one, other))) : all
  const wanted = signed.filter(({ signs }) => signs.talk > 0).toSorted((a, b) => b.signs.talk - a.signs.talk)
  const found = await Promise.all(wanted.slice(0, 2 * limit).map((one) => standing(house, round, one)))
  const first = found.flat().slice(0, limit)
  const latest = those ? those.slice(-limit) : await latestComments(house, round, limit)
  const others = latest.filter((one) => !first.some((other) => isSame(one, other)))
  return [
    ...first,
    ...others.slice(Math.max(0, others.length - (limit - first.length))).map((one) => withSigns(one, signed)),
  ]
}

/** The comments that most agree with, would talk about or answer, the best first: two at most. */
export async function bestComments(
  house: House,
  round: RoundId,
): Promise<{ name: string | null; text: string; paper: string | null }[]> {
  const [comments, signed] = await Promise.all([latestComments(house, round, LOOKED_THROUGH), signsOf(house, round)])
  const answers = Map.groupBy(comments, ({ room, answers }) => `${room}/${answers}`)
  const weighed = comments.map((comment) => {
    const { talk, agree } = withSigns(comment, signed).signs
    return { comment, worth: talk + agree + (answers.get(`${comment.room}/${comment.message}`)?.length ?? 0) }
  })
  const best = weighed.filter(({ worth }) => worth > 0).toSorted((a, b) => b.worth - a.worth)
  return best.slice(0, 2).map(({ comment: { author, text, paper } }) => ({ name: author?.name ?? null, text, paper }))
}

async function standing({ store }: House, round: RoundId, signed: Signed): Promise<Standing[]> {
  const comment = await Comments.find(store, keys.comment(round, signed.room, signed.message))
  return comment && comment.deletedAt === null ? [{ ...comment, ...signed }] : []
}

function withSigns<P extends Place>(place: P, signed: readonly Signed[]): P & Signed {
  return { ...place, signs: signed.find((one) => isSame(one, place))?.signs ?? NO_SIGNS }
}

function isSame(a: Place, b: Place): boolean {
  return a.room === b.room && a.message === b.message
}
