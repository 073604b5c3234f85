/** Carries what is said in one room's thread into the others', each comment once, in order, and at the chats' pace. */
import { ChatFailure, causeAndRemedy, ifThere } from '../../chat/failure.ts'
import type { Copy, CopyRef, Platform, Reaction } from '../../chat/platform.ts'
import { plainProse } from '../../chat/prose.ts'
import { reactionLine } from '../../chat/reactions.ts'
import { UNNAMED } from '../../club/caller.ts'
import { readersOf } from '../../club/carrying.ts'
import type { Comment } from '../../club/comment.ts'
import {
  type AccountId,
  chatNameOf,
  keys,
  platformOf,
  type RoomId,
  type RoundId,
  type Talk,
  THREADS,
} from '../../club/keys.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Carrying, Clubs, Comments, Copied, Copies, Outgoing, Unmirrored } from '../records.ts'
import { openWorks } from '../works.ts'
import { backOff } from './back-off.ts'
import { gatheringAgain, type Waiting } from './followers.ts'
import { claimLease, type Lease } from './lease.ts'
import type { Paces } from './paces.ts'
import { placeOf } from './place-of.ts'
import { quoteOf } from './quote-of.ts'
import { talkOf, talkPosts, threadOfTalk } from './talks.ts'
import { settled, trouble } from './troubles.ts'

export interface Carrier {
  /** Looks for what waits, of this process or another. */
  catchUp(): Promise<void>
  /** Resolves when nothing is under way; what failed waits for its time. */
  idle(): Promise<void>
}

type Made = NonNullable<Awaited<ReturnType<typeof Copies.get>>>

/** One comment, and the room that is to read it. */
interface Errand {
  key: string
  round: RoundId
  reader: RoomId
  room: RoomId
  message: string
}

/** `held`: what follows in the thread has to wait; `shut`: and what follows in all threads of the room. */
type Outcome = 'done' | 'later' | 'held' | 'shut'

/** Milliseconds after which it is looked whether another process is done. */
const TAKEN = 2_000
/** Milliseconds after which it is looked whether a room is read back. */
const BEHIND = 5_000
/** What could not be shown for so long is not shown any more. */
const STALE = { hours: 30 * 24 }
/** The copy is away, or all of its thread, as whoever deleted it wanted. */
const GONE = ['missing', 'gone'] as const

/** `isBehind`: of a room, whether what was said there before is still to be read. */
export function createCarrier(house: House, paces: Paces, isBehind: (room: RoomId) => boolean): Carrier {
  const { store, clock, platforms, log } = house
  const works = openWorks()
  const lanes = new Map<string, { again: boolean }>()
  const wakes = new Map<string, NodeJS.Timeout>()

  store.onWrite((written) => {
    for (const key of written) if (key.startsWith(keys.carryingAll())) begin(laneOf(key))
  })

  function begin(lane: string): void {
    const running = lanes.get(lane)
    if (running) {
      running.again = true
      return
    }
    const state = { again: false }
    lanes.set(lane, state)
    clearTimeout(wakes.get(lane))
    wakes.delete(lane)
    const run = async () => {
      try {
        do {
          state.again = false
          await empty(lane)
        } while (state.again)
      } finally {
        lanes.delete(lane)
      }
    }
    works.follow(run(), (error) =>
      log.error({ err: error, lane }, 'what was said could not be carried; it is tried again'),
    )
  }

  function wake(lane: string, milliseconds: number): void {
    if (wakes.has(lane)) return
    const timer = setTimeout(() => {
      wakes.delete(lane)
      begin(lane)
    }, milliseconds)
    wakes.set(lane, timer.unref())
  }

  async function empty(lane: string): Promise<void> {
    const waiting = await Carrying.range(store, lane)
    if (waiting.length === 0) return
    const lease = await claimLease(store, lane)
    if (!lease) return wake(lane, TAKEN)
    try {
      const held = new Set<Talk>()
      let threads: number | undefined
      for (const { key } of waiting.toSorted((a, b) => Temporal.Instant.compare(a.value.at, b.value.at))) {
        const errand = errandOf(key)
        if (held.size > 0 && held.has(await talkOfErrand(errand))) continue
        const outcome = await attend(errand, lane, lease)
        if (outcome === 'shut') return
        if (outcome === 'held') held.add(await talkOfErrand(errand))
        if (held.size > 0) threads ??= await threadsIn(errand)
        if (held.size === threads) return
      }
    } finally {
      await lease.release()
    }
  }

  async function attend(errand: Errand, lane: string, lease: Lease): Promise<Outcome> {
    const { key, round, reader, room, message } = errand
    const entry = await Carrying.find(store, key)
    if (!entry) return 'done'
    const made = await Copies.find(store, keys.copy(round, room, message, reader))
    const isThere = made !== undefined && made.message !== null
    const early = entry.notBefore ? entry.notBefore.since(clock.now()).total('milliseconds') : 0
    if (early > 0) {
      wake(lane, early)
      return isThere ? 'later' : 'held'
    }
    if (!isThere && isBehind(room)) {
      wake(lane, BEHIND)
      return 'shut'
    }
    const platform = platforms.get(platformOf(reader))
    if (platform?.health().state !== 'ready' || (await isClosed(errand))) return 'shut'
    const isToOpen = await isThreadToOpen(errand)
    try {
      // What was never sent and is gone by now asks nothing of the chat, and holds nobody up.
      if (made || (await stands(errand))) await paces.turn(reader)
      await carry(platform, errand, entry, made, lease)
      return 'done'
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      // One that is opened in the midst of it is there the next time.
      const isThreadGone = (error.reason === 'gone' || error.reason === 'missing') && !isToOpen
      await postpone(errand, entry, { isThere, isUnknown: made !== undefined && !isThere, isThreadGone }, error)
      return isThere ? 'later' : 'held'
    }
  }

  async function threadsIn({ round, reader }: Errand): Promise<number> {
    return Math.max(1, (await talkPosts(house, round)).filter(({ value }) => value.room === reader).length)
  }

  async function talkOfErrand({ round, room, message }: Errand): Promise<Talk> {
    const thread = (await Comments.find(store, keys.comment(round, room, message)))?.thread ?? null
    return thread === null ? 'pick' : talkOf(house, { room, thread })
  }

  async function stands({ round, room, message }: Errand): Promise<boolean> {
    const comment = await Comments.find(store, keys.comment(round, room, message))
    return comment !== undefined && comment.deletedAt === null
  }

  async function isClosed({ round, reader }: Errand): Promise<boolean> {
    const club = await Clubs.find(store, keys.club(round.club))
    return club?.closed.some(({ room }) => room === reader) === true
  }

  /** Brings the reader's thread to where the comment is: shown as it reads, or not at all. */
  async function carry(
    platform: Platform,
    errand: Errand,
    entry: Waiting,
    made: Made | undefined,
    lease: Lease,
  ): Promise<void> {
    const { round, reader, room, message } = errand
    const comment = await Comments.find(store, keys.comment(round, room, message))
    const there = made && (await whereIs(platform, errand, made))
    const isHidden = await isUnmirrored(comment)
    if (!comment || comment.deletedAt !== null || isHidden) {
      if (there) await ifThere(platform.copies.remove(there), GONE)
      return finish(errand, entry, comment, made, undefined)
    }
    if (made && there) {
      const copy = await copyOf(errand, comment, made.original, await reactionsTo(errand, comment))
      const isThere = await ifThere(platform.copies.edit(there, copy), GONE)
      return finish(
        errand,
        entry,
        comment,
        made,
        isThere
          ? { ...made, message: there.message, named: there.named, reactions: reactionLine(copy.reactions) }
          : undefined,
      )
    }
    const club = await Clubs.find(store, keys.club(round.club))
    if (!club || !readersOf(club, room).includes(reader) || isStale(comment)) {
      return finish(errand, entry, comment, made, undefined)
    }
    const intended = await intend(errand, comment, made)
    // Nobody has answered yet what was said just now.
    const reactions = entry.reacted > 0 ? await reactionsTo(errand, comment) : []
    const copy = {
      ...(await copyOf(errand, comment, intended.original, reactions)),
      picture: await pictureOf(comment),
    }
    if (!(await lease.holds())) return
    try {
      const thread = { room: reader, thread: intended.thread }
      const sent = await platform.copies.post(thread, copy)
      await finish(errand, entry, comment, intended, {
        ...intended,
        message: sent.message,
        named: sent.named,
        reactions: reactionLine(reactions),
      })
    } catch (error) {
      if (error instanceof ChatFailure && error.sent === 'no') await store.remove(copyKeyOf(errand))
      throw error
    }
  }

  async function copyOf(
    { round, room }: Errand,
    comment: Comment,
    original: string,
    reactions: readonly Reaction[],
  ): Promise<Copy> {
    const { author, text, prose, answers } = comment
    const quote = answers === null ? [] : await quoteOf(house, round, room, answers)
    return {
      author: author?.name ?? UNNAMED,
      chat: chatNameOf(room),
      original,
      reactions,
      prose: [...quote, ...(prose ?? plainProse(text))],
    }
  }

  async function pictureOf({ author }: Comment): Promise<string | null> {
    if (author === null || author.name === UNNAMED) return null
    const account = author.account as AccountId
    return (await platforms.get(platformOf(account))?.picture(account)) ?? null
  }

  /** Where a chat does not tell them, a comment is shown without. */
  async function reactionsTo({ room, message }: Errand, { thread }: Comment): Promise<readonly Reaction[]> {
    if (thread === null) return []
    try {
      return (await platforms.get(platformOf(room))?.reactions({ room, thread, message })) ?? []
    } catch (error) {
      if (!(error instanceof ChatFailure) || error.reason === 'busy') throw error
      return []
    }
  }

  /** Where a copy stands; undefined where it never got there. */
  async function whereIs(platform: Platform, { reader }: Errand, made: Made): Promise<CopyRef | undefined> {
    const { thread, original, since, message, named } = made
    const place = { room: reader, thread }
    if (message !== null) return { ...place, message, named }
    const found = await platform.copies.find(place, original, since)
    if (found === 'unknown') throw new ChatFailure('unread', 'unknown', 'history cannot be read')
    return found === 'absent' ? undefined : { ...place, message: found.message, named: found.named }
  }

  async function intend(errand: Errand, { thread: from }: Comment, made: Made | undefined): Promise<Made> {
    const { round, reader, room, message } = errand
    const thread = await threadOfTalk(house, round, await talkOfErrand(errand), reader)
    const place = from === null ? { room, message } : { room, message, thread: from }
    const original = made?.original ?? (await platforms.get(platformOf(room))?.link(place))
    if (!thread || !original) throw new ChatFailure('busy', 'no', 'it is not known yet where it is to stand')
    const intended = {
      thread,
      original,
      since: made?.since ?? clock.now(),
      message: null,
      named: false,
      reactions: '',
    }
    await store.put(copyKeyOf(errand), Copies.json(intended))
    return intended
  }

  async function isUnmirrored(comment: Comment | undefined): Promise<boolean> {
    const account = comment?.author?.account
    return account !== undefined && (await Unmirrored.find(store, keys.unmirrored(account as AccountId))) === true
  }

  /** Records how it stands, unless the comment is another by now: then it is seen to again. */
  async function finish(
    { key, round, reader, room, message }: Errand,
    entry: Waiting,
    shown: Comment | undefined,
    before: Made | undefined,
    after: Made | undefined,
  ): Promise<void> {
    const commentKey = keys.comment(round, room, message)
    const hidden = keys.unmirrored((shown?.author?.account ?? '') as AccountId)
    await store.change([key, commentKey, hidden], (values) => {
      const latest = Comments.findIn(store, values, commentKey)
      const now = Carrying.findIn(store, values, key)
      const left = now && after && now.reacted > entry.reacted ? gatheringAgain(now, clock.now()) : undefined
      const isCurrent = asJson(latest) === asJson(shown) && !(after && values.has(hidden))
      const writes: Writes = {
        ...(isCurrent ? { [key]: left && Carrying.json(left) } : {}),
        ...(before?.message ? { [keys.copied(reader, before.message)]: undefined } : {}),
        [keys.copy(round, room, message, reader)]: after && Copies.json(after),
        ...(after?.message
          ? { [keys.copied(reader, after.message)]: Copied.json({ club: round.club, n: round.n, room, message }) }
          : {}),
        ...settled(round.club, reader, 'copies'),
      }
      return { writes }
    })
  }

  function isStale({ at }: Comment): boolean {
    return Temporal.Instant.compare(at.add(STALE), clock.now()) < 0
  }

  /** Else somebody has deleted one that cannot be found. */
  async function isThreadToOpen(errand: Errand): Promise<boolean> {
    const kind = THREADS[await talkOfErrand(errand)]
    return (await Outgoing.find(store, keys.outgoing(errand.round, kind, errand.reader))) !== undefined
  }

  /** What stands there and is not to be read any more, or otherwise, is seen to as long as it takes. `isUnknown`: whether it may stand there. */
  async function postpone(
    errand: Errand,
    entry: Waiting,
    { isThere, isUnknown, isThreadGone }: { isThere: boolean; isUnknown: boolean; isThreadGone: boolean },
    failure: ChatFailure,
  ): Promise<void> {
    const { key, round, reader } = errand
    const { reason, retryAfter } = failure
    log.warn({ room: reader, reason, err: failure.cause }, 'what was said elsewhere could not be shown')
    if (isThreadGone) return store.remove(key)
    const isVain = reason === 'invalid' && !isThere
    const attempts = entry.attempts + 1
    const wait = retryAfter ?? 1_000 * backOff(attempts)
    const now = clock.now()
    const what = isThere ? 'does not change there' : isUnknown ? 'may not be shown there' : 'is not shown there'
    const sentence = `What is said elsewhere ${what}: ${causeAndRemedy(failure)}`
    const after = Carrying.json({ ...entry, attempts, notBefore: now.add({ milliseconds: wait }) })
    await store.change([key], (values) => ({
      writes: values.has(key)
        ? {
            [key]: isVain ? undefined : after,
            ...(reason === 'busy' || reason === 'gone' ? {} : trouble(round.club, reader, 'copies', now, sentence)),
          }
        : {},
    }))
    if (!isVain) wake(laneOf(key), wait)
  }

  return {
    async catchUp() {
      for (let from = keys.carryingAll(); ; ) {
        const [first] = await store.range(keys.carryingAll(), { from, limit: 1 })
        if (!first) return
        const lane = laneOf(first.key)
        begin(lane)
        from = `${lane}\u{10ffff}`
      }
    },
    async idle() {
      await works.done()
      for (const timer of wakes.values()) clearTimeout(timer)
      wakes.clear()
    },
  }
}

function asJson(comment: Comment | undefined): string {
  return comment ? JSON.stringify(Comments.json(comment)) : ''
}

const copyKeyOf = ({ round, room, message, reader }: Errand) => keys.copy(round, room, message, reader)

/** The thread that something is to be carried to: `carrying/<club>/<n>/<room>/`. */
function laneOf(key: string): string {
  return `${key.split('/').slice(0, 4).join('/')}/`
}

function errandOf(key: string): Errand {
  const lane = laneOf(key)
  const [, club = '', n = '', reader = ''] = lane.split('/')
  return { key, round: { club, n: Number(n) }, reader: reader as RoomId, ...placeOf(key.slice(lane.length)) }
}
