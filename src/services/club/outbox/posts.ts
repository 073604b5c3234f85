/** Posts: each once a room, however often it is tried. */
import type { Card } from '../../../chat/card.ts'
import { ChatFailure } from '../../../chat/failure.ts'
import type { Platform } from '../../../chat/platform.ts'
import {
  isBeside,
  isTalk,
  keys,
  type PostKind,
  postKey,
  type RoomId,
  type RoundId,
  type Talk,
  THREADS,
} from '../../../club/keys.ts'
import type { News } from '../../../club/news.ts'
import type { Round } from '../../../club/round.ts'
import { onlyPaperOf, paperOf } from '../../../club/talk.ts'
import type { Writes } from '../../../store/store.ts'
import type { House } from '../../house.ts'
import { Outgoing, Posts, Rounds, Threads } from '../../records.ts'
import { dailyOf, threadOfDaily } from '../daily.ts'
import type { Lease } from '../lease.ts'
import { type Out, outgoing, takingOut } from '../outgoing.ts'
import { ballotInRoom, talkCardOf, welcomeOf } from '../post-cards.ts'
import type { RoomQueues } from '../room-queues.ts'
import { settled } from '../troubles.ts'
import type { Delivered } from './delivered.ts'
import type { Ends } from './ends.ts'
import { isPost, isReminder } from './kinds.ts'

export function outboxPosts(house: House, queues: RoomQueues, delivered: Delivered, { drop, takeOut }: Ends) {
  const { store, clock } = house

  async function post(
    platform: Platform,
    key: string,
    out: Out & { kind: PostKind },
    cardNow: () => Promise<Card | undefined>,
    lease: Lease,
    thread?: string,
  ): Promise<boolean> {
    if (await recordSent(platform, key, out, thread)) return true
    const marker = postKey(out.kind, out)
    const card = await cardNow()
    if (!card) return isBeside(out.kind) ? takeOut(key, out) : drop(key, out)
    await store.put(key, Outgoing.json({ ...out, since: out.since ?? clock.now() }))
    if (!(await lease.holds()) || !(await Outgoing.get(store, key))) return false
    const { message } = await platform.post(out.room, card, marker, out.copies, thread)
    return record(platform, key, out, message, card, thread)
  }

  /** A paper beside the pick; where its post is there already, its thread is seen to. */
  async function postBeside(
    platform: Platform,
    key: string,
    out: Out & { kind: Talk },
    round: Round,
    lease: Lease,
  ): Promise<boolean> {
    const { kind, room } = out
    if (await Posts.find(store, keys.post(out, kind, room))) {
      await store.change([], () => ({ writes: { ...takingOut(key, out), ...outgoing(out, THREADS[kind], [room]) } }))
      queues.again(out.club, room)
      return true
    }
    const card = async () => (paperOf(round, kind) ? talkCardOf(house, round, kind, room, null) : undefined)
    return post(platform, key, out, card, lease)
  }

  /** True when sending had got so far that the post is there: people see it, and may have answered. */
  async function recordSent(platform: Platform, key: string, out: Out, thread?: string): Promise<boolean> {
    const { kind, room, message, since } = out
    if (!isPost(kind) || !(message || since)) return false
    if (message) return record(platform, key, { ...out, kind }, message, null, thread)
    const from = (since ?? clock.now()).subtract(CLOCK_SKEW)
    const found = await platform.findPost(room, postKey(kind, out), from, thread).catch(stillUnknown)
    if (found === 'unknown') throw new ChatFailure('unread', 'unknown', 'history cannot be read')
    return found !== 'absent' && record(platform, key, { ...out, kind }, found.message, null, thread)
  }

  /** Where the post stands, and the thread of a talk with it, in one write: from then on what is said there is kept. */
  async function record(
    platform: Platform,
    key: string,
    out: Out & { kind: PostKind },
    message: string,
    card: Card | null,
    within: string | null = null,
  ): Promise<boolean> {
    const { room, copies } = out
    const talk = isTalk(out.kind) ? out.kind : null
    const thread = talk && platform.threadOf({ room, message }).thread
    const roundKey = keys.round(out)
    const isOurs = await store.change([key, roundKey], (values) => {
      // Whoever came first has recorded it.
      if (!Outgoing.from(values, key)) return { writes: {}, result: false }
      const round = Rounds.findIn(store, values, roundKey)
      const state = round?.state
      // It closed while this was on its way: then nobody else shows it as closed.
      const isOver = out.kind === 'ballot' && (state === 'reading' || state === 'done')
      const writes: Writes = {
        ...takingOut(key, out),
        ...settled(out.club, room, 'post'),
        // What is news once is never shown anew, unless it asks for something.
        ...(out.kind === 'news' && !(out.news && ASKING.has(out.news.what))
          ? {}
          : {
              [keys.post(out, out.kind, room)]: Posts.json({
                room,
                message,
                thread: thread ?? within,
                copies,
                threadless: null,
                paper: talk && round ? onlyPaperOf(round, talk) : null,
              }),
            }),
        ...(talk === null || thread === null ? {} : threadWrites(out, talk, room, thread)),
        ...(isOver ? outgoing(out, 'closing', [room]) : {}),
        // What was sent before it was known to be there may show what is otherwise by now.
        ...(card === null && (talk !== null || isReminder(out.kind)) ? outgoing(out, 'again', [room]) : {}),
      }
      return { writes, result: true }
    })
    if (isOurs && (thread !== null || card === null)) queues.again(out.club, out.room)
    if (isOurs && thread !== null) delivered.thread(out, { room, thread })
    if (isOurs && out.kind === 'ballot') delivered.ballot(out, room, card)
    return true
  }

  async function cardOf(
    kind: 'welcome' | 'pick' | 'ballot',
    round: Round,
    { room, copies }: Out,
  ): Promise<Card | undefined> {
    switch (kind) {
      case 'welcome':
        return welcomeOf(house, round)
      case 'ballot':
        return ballotInRoom(house, round, copies)
      case 'pick':
        return talkCardOf(house, round, kind, room, null)
    }
  }

  /** What was said elsewhere on a day stands in the thread of its talk. */
  async function postDaily(
    platform: Platform,
    key: string,
    out: Out & { kind: 'daily' },
    lease: Lease,
  ): Promise<boolean> {
    const thread = await threadOfDaily(house, out)
    if (thread !== null) return post(platform, key, out, () => dailyOf(house, out), lease, thread)
    const talk = keys.outgoing({ club: out.club, n: out.of ?? 0 }, out.talk ?? 'pick', out.room)
    const isToCome = await Outgoing.find(store, talk)
    return isToCome ? false : drop(key, out)
  }

  return { post, postBeside, postDaily, recordSent, cardOf }
}

/** Where it cannot be looked up whether a post is there, it may be there still. */
function stillUnknown(error: unknown): never {
  if (!(error instanceof ChatFailure)) throw error
  const { reason, retryAfter, lacking } = error
  throw new ChatFailure(reason, 'unknown', error.cause, { retryAfter, lacking })
}

function threadWrites(out: RoundId, talk: Talk, room: RoomId, thread: string): Writes {
  const { club, n } = out
  return {
    [keys.thread(room, thread)]: Threads.json({ club, n, talk }),
    ...outgoing({ club, n }, THREADS[talk], [room]),
  }
}

/** Clocks of the bot and a chat may differ by this much when a post is looked for in a room's history. */
const CLOCK_SKEW = { minutes: 5 }

/** What asks for something, and is shown anew once it is settled. */
const ASKING: ReadonlySet<string> = new Set<News['what']>(['swap', 'ask', 'proposed'])
