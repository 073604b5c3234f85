/** What waits to be sent, and what became of it: every post once a room, however often it takes. */
import { ChatFailure, causeAndRemedy } from '../../../chat/failure.ts'
import type { Platform } from '../../../chat/platform.ts'
import {
  isBeside,
  keys,
  opensThread,
  type PostKind,
  platformOf,
  type RoundId,
  talkOpenedBy,
} from '../../../club/keys.ts'
import type { News } from '../../../club/news.ts'
import type { Fate } from '../../../ports/rounds.ts'
import type { House } from '../../house.ts'
import { pagesOf } from '../../pages.ts'
import { Outgoing, Posts } from '../../records.ts'
import type { Lease } from '../lease.ts'
import { keeping, type Out, takingOut } from '../outgoing.ts'
import type { Paces } from '../paces.ts'
import { newsOf, reminderOf } from '../post-cards.ts'
import { roomQueues } from '../room-queues.ts'
import { readRound } from '../views.ts'
import type { Delivered } from './delivered.ts'
import { outboxEnds } from './ends.ts'
import { isReminder, isStale, type OfRound } from './kinds.ts'
import { outboxPosts } from './posts.ts'
import { shownAnew } from './shown-anew.ts'
import { threadOpener } from './threads.ts'

export interface Outbox {
  /** Sends what waits, of one club alone or of all; rooms do not wait for one another, nor what comes after a post for its thread. */
  deliver(club?: string): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** What a chat refused because it did not take the bot's token need not wait any longer. */
  retry(chat: string): Promise<void>
  /** Where a round's posts of a kind stand, room by room. */
  fates(id: RoundId, kind: PostKind): Promise<Fate[]>
}

/** What takes the place of what asked for it. */
const SETTLED: ReadonlySet<string> = new Set<News['what']>(['swapped', 'answered', 'settled'])

const PAGE = 100

export function createOutbox(house: House, paces: Paces, delivered: Delivered): Outbox {
  const { store, clock, platforms } = house
  const queues = roomQueues(house, paces, attempt)
  const ends = outboxEnds(house, queues, delivered.refused)
  const posts = outboxPosts(house, queues, delivered, ends)
  const shown = shownAnew(house, queues, ends)
  const openThread = threadOpener(house, ends, shown)

  /** True when nothing keeps what follows in the lane from being sent. */
  async function attempt(key: string, out: Out, lease: Lease): Promise<boolean> {
    const platform = platforms.get(platformOf(out.room))
    if (!platform) return false
    try {
      if (out.news && SETTLED.has(out.news.what)) return await shown.showSettled(platform, key, out)
      if (out.kind === 'news')
        return await posts.post(platform, key, { ...out, kind: out.kind }, () => newsOf(house, out, out.news), lease)
      if (out.kind === 'daily') return await posts.postDaily(platform, key, { ...out, kind: out.kind }, lease)
      if (out.kind === 'dailyagain') return await shown.showDailyAgain(platform, key, out)
      return await attemptOfRound(platform, key, { ...out, kind: out.kind }, lease)
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      await ends.postpone(key, out, error)
      return false
    }
  }

  async function attemptOfRound(
    platform: Platform,
    key: string,
    out: Out & { kind: OfRound },
    lease: Lease,
  ): Promise<boolean> {
    const { kind } = out
    const round = await readRound(house, out)
    if (!round) return kind === 'closing' ? shown.showLast(platform, key, out, null) : ends.drop(key, out)
    if (isStale(out, round, clock.now()))
      return (await posts.recordSent(platform, key, out)) || (await ends.drop(key, out))
    if (isReminder(kind)) {
      if (round.meets?.day) await delivered.beforeReminder(round.club, round.meets.day)
      return posts.post(platform, key, { ...out, kind }, () => reminderOf(house, round, kind), lease)
    }
    if (isBeside(kind)) return posts.postBeside(platform, key, { ...out, kind }, round, lease)
    if (opensThread(kind)) return openThread(platform, key, out, round, talkOpenedBy(kind))
    switch (kind) {
      case 'welcome':
      case 'pick':
      case 'ballot':
        return posts.post(platform, key, { ...out, kind }, () => posts.cardOf(kind, round, out), lease)
      case 'closing':
        return shown.showLast(platform, key, out, round)
      case 'again':
        return shown.showAgain(platform, key, out, round)
    }
  }

  return {
    deliver: queues.empty,
    idle: queues.idle,
    async retry(chat) {
      for await (const page of pagesOf(store, keys.waiting(), PAGE)) {
        for (const key of page.map((entry) => keys.outgoingOf(entry.key))) {
          const refused = await Outgoing.find(store, key)
          if (!refused || platformOf(refused.room) !== chat || refused.failed?.reason !== 'token') continue
          await store.change([key], (values) => {
            const waiting = Outgoing.from(values, key)
            return {
              writes: waiting ? { ...takingOut(key, waiting), ...keeping(key, { ...waiting, notBefore: null }) } : {},
            }
          })
        }
      }
    },
    async fates(id, kind) {
      // In this order: another process may be recording just now that a post is there.
      const outgoings = await Outgoing.range(store, keys.outgoings(id, kind))
      const made = await Posts.range(store, keys.posts(id, kind))
      const there = new Set(made.map(({ value }) => value.room))
      const still = outgoings.map(({ value }) => value).filter(({ room }) => !there.has(room))
      const waiting = still.map(({ room, failed }): Fate => {
        const isConnected = platforms.get(platformOf(room))?.health().state === 'ready'
        if (!isConnected)
          return { room, state: 'waiting', why: 'the chat is not connected just now. It follows by itself.' }
        return failed ? { room, state: 'failed', why: causeAndRemedy(failed) } : { room, state: 'waiting', why: null }
      })
      return [...[...there].map((room): Fate => ({ room, state: 'posted', why: null })), ...waiting]
    },
  }
}
