/** What waits to be sent, and what became of it: every post once a room, however often it takes. */
import type { Card } from '../../chat/card.ts'
import { lostBallotCard } from '../../chat/cards/ballot.ts'
import { takenBackCard } from '../../chat/cards/daily.ts'
import { ChatFailure, causeAndRemedy, type FailureReason } from '../../chat/failure.ts'
import type { Platform, ThreadRef } from '../../chat/platform.ts'
import { roomsOf } from '../../club/closed-room.ts'
import {
  isBeside,
  isTalk,
  keys,
  type OutKind,
  ofBesides,
  ofThreads,
  opensThread,
  type PostKind,
  platformOf,
  postKey,
  REMINDER_KINDS,
  type ReminderKind,
  type RoomId,
  type RoundId,
  type Talk,
  THREADS,
  talkOpenedBy,
} from '../../club/keys.ts'
import type { News } from '../../club/news.ts'
import type { Round } from '../../club/round.ts'
import { onlyPaperOf, paperOf, talksOf } from '../../club/talk.ts'
import type { Fate } from '../../ports/rounds.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { pagesOf } from '../pages.ts'
import { Clubs, Outgoing, Posts, Rounds, Threads } from '../records.ts'
import { backOff } from './back-off.ts'
import { dailyOf, threadOfDaily } from './daily.ts'
import type { Lease } from './lease.ts'
import { postOf } from './mended.ts'
import { nudgeRefused } from './nudges.ts'
import { keeping, type Out, outgoing, takingOut } from './outgoing.ts'
import type { Paces } from './paces.ts'
import { ballotInRoom, newsOf, reminderOf, talkCardOf, welcomeOf } from './post-cards.ts'
import { ofReminders, roomQueues } from './room-queues.ts'
import { type Subject, settled, trouble } from './troubles.ts'
import { readRound } from './views.ts'

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

/** Told of what is in the rooms now. */
export interface Delivered {
  /** A ballot is in a room; `card` is what it shows, null where that is not known. */
  ballot(id: RoundId, room: RoomId, card: Card | null): void
  /** The thread of a talk is known: what was said in it before is to be read. */
  thread(id: RoundId, thread: ThreadRef): void
  /** The rooms are about to be reminded of a day: who comes is to be known. */
  beforeReminder(club: string, day: string): Promise<unknown>
  /** A room takes nothing from the bot any more. */
  refused(room: RoomId): void
}

/** What is about a round, and stale with it. */
type OfRound = Exclude<OutKind, 'news' | 'daily' | 'dailyagain'>

/** What takes the place of what asked for it. */
const SETTLED: ReadonlySet<string> = new Set<News['what']>(['swapped', 'answered', 'settled'])

/** What asks for something, and is shown anew once it is settled. */
const ASKING: ReadonlySet<string> = new Set<News['what']>(['swap', 'ask', 'proposed'])

/** After these it is worth a look whether the bot is shut out of the room. */
const SHUT_OUT: readonly FailureReason[] = ['outside', 'archived', 'gone']

/** After these nothing is said in a thread any more. */
const GONE: readonly FailureReason[] = ['gone', 'missing', 'invalid']

const PAGE = 100

/** Clocks of the bot and a chat may differ by this much when a post is looked for in a room's history. */
const CLOCK_SKEW = { minutes: 5 }

export function createOutbox(house: House, paces: Paces, delivered: Delivered): Outbox {
  const { store, clock, platforms, log } = house
  const queues = roomQueues(house, paces, attempt)

  /** True when nothing keeps what follows in the lane from being sent. */
  async function attempt(key: string, out: Out, lease: Lease): Promise<boolean> {
    const platform = platforms.get(platformOf(out.room))
    if (!platform) return false
    try {
      if (out.news && SETTLED.has(out.news.what)) return await showSettled(platform, key, out)
      if (out.kind === 'news')
        return await post(platform, key, { ...out, kind: out.kind }, () => newsOf(house, out, out.news), lease)
      if (out.kind === 'daily') return await postDaily(platform, key, { ...out, kind: out.kind }, lease)
      if (out.kind === 'dailyagain') return await showDailyAgain(platform, key, out)
      return await attemptOfRound(platform, key, { ...out, kind: out.kind }, lease)
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      await postpone(key, out, error)
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
    if (!round) return kind === 'closing' ? showLast(platform, key, out, null) : drop(key, out)
    if (isStale(out, round, clock.now())) return (await recordSent(platform, key, out)) || (await drop(key, out))
    if (isReminder(kind)) {
      if (round.meets?.day) await delivered.beforeReminder(round.club, round.meets.day)
      return post(platform, key, { ...out, kind }, () => reminderOf(house, round, kind), lease)
    }
    if (isBeside(kind)) return postBeside(platform, key, { ...out, kind }, round, lease)
    if (opensThread(kind)) return openThread(platform, key, out, round, talkOpenedBy(kind))
    switch (kind) {
      case 'welcome':
      case 'pick':
      case 'ballot':
        return post(platform, key, { ...out, kind }, () => cardOf(kind, round, out), lease)
      case 'closing':
        return showLast(platform, key, out, round)
      case 'again':
        return showAgain(platform, key, out, round)
    }
  }

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
      }
      return { writes, result: true }
    })
    if (isOurs && thread !== null) {
      queues.again(out.club, out.room)
      delivered.thread(out, { room, thread })
    }
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

  async function showDailyAgain(platform: Platform, key: string, out: Out): Promise<boolean> {
    const made = await Posts.find(store, keys.post(out, 'daily', out.room))
    if (made) await editIfThere(platform, made, (await dailyOf(house, out)) ?? takenBackCard(postKey('daily', out)))
    await store.change([key], (values) => {
      const isLatest = Outgoing.from(values, key)?.mark === out.mark
      return { writes: isLatest ? { ...takingOut(key, out), ...settled(out.club, out.room, 'edit') } : {} }
    })
    return true
  }

  async function openThread(platform: Platform, key: string, out: Out, round: Round, talk: Talk): Promise<boolean> {
    const postAt = keys.post(out, talk, out.room)
    const made = await postOf(house, out, talk, out.room, round.openedAt, onlyPaperOf(round, talk))
    if (!made) return drop(key, out)
    try {
      await platform.openThread({ room: out.room, message: made.message }, paperOf(round, talk)?.title ?? '')
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      await postpone(key, out, error)
      await tellWithoutThread(platform, out, round, talk, error)
      return false
    }
    await store.change([], () => ({
      writes: {
        ...takingOut(key, out),
        [postAt]: Posts.json({ ...made, threadless: null }),
        ...settled(out.club, out.room, 'thread'),
      },
    }))
    if (made.threadless !== null) await showTalk(platform, made, round, talk, null)
    return true
  }

  /** The post's words fit what is there: once, not at every attempt. */
  async function tellWithoutThread(
    platform: Platform,
    out: Out,
    round: Round,
    talk: Talk,
    failure: ChatFailure,
  ): Promise<void> {
    if (failure.reason === 'busy') return
    const postAt = keys.post(out, talk, out.room)
    const made = await Posts.find(store, postAt)
    if (!made || made.threadless === failure.reason) return
    await store.put(postAt, Posts.json({ ...made, threadless: failure.reason }))
    await showTalk(platform, made, round, talk, causeAndRemedy(failure))
  }

  async function showTalk(
    platform: Platform,
    { room, message }: { room: RoomId; message: string },
    round: Round,
    talk: Talk,
    threadless: string | null,
  ): Promise<void> {
    const card = await talkCardOf(house, round, talk, room, threadless)
    try {
      if (card) await platform.edit({ room, message }, card)
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      log.warn({ room, reason: error.reason, err: error.cause }, 'a post could not be shown anew')
    }
  }

  /** A closed ballot loses its menu, and shows how it ended; null: that cannot be read. */
  async function showLast(platform: Platform, key: string, out: Out, round: Round | null): Promise<boolean> {
    const made = round
      ? await postOf(house, out, 'ballot', out.room, round.openedAt)
      : await Posts.find(store, keys.post(out, 'ballot', out.room))
    if (made) {
      const card = round ? await ballotInRoom(house, round, made.copies) : lostBallotCard()
      await editIfThere(platform, made, card)
    }
    await store.change([], () => ({ writes: { ...takingOut(key, out), ...settled(out.club, out.room, 'edit') } }))
    return true
  }

  async function editIfThere(
    platform: Platform,
    { room, message, thread }: { room: RoomId; message: string; thread?: string | null },
    card: Card,
  ): Promise<void> {
    const within = thread ? { thread } : {}
    await platform.edit({ room, message, ...within }, card).catch((error: unknown) => {
      if (!(error instanceof ChatFailure) || error.reason !== 'missing') throw error
    })
  }

  /** What asked for something loses its buttons wherever it got to. */
  async function showSettled(platform: Platform, key: string, out: Out): Promise<boolean> {
    const made = await Posts.find(store, keys.post(out, 'news', out.room))
    const card = made && (await newsOf(house, out, out.news))
    if (made && card) await editIfThere(platform, made, card)
    return takeOut(key, out)
  }

  /** A pick whose meeting is another one now, and its reminders. */
  async function showAgain(platform: Platform, key: string, out: Out, round: Round): Promise<boolean> {
    for (const talk of talksOf(round)) {
      const made = await postOf(house, out, talk, out.room, round.openedAt, onlyPaperOf(round, talk))
      const threadless = made?.threadless ? causeAndRemedy({ reason: made.threadless, lacking: null }) : null
      const card = made && (await talkCardOf(house, round, talk, out.room, threadless))
      if (!made || !card) continue
      await editIfThere(platform, { room: made.room, message: made.message }, card)
      await notePaper(out, talk, onlyPaperOf(round, talk))
    }
    for (const kind of REMINDER_KINDS) {
      const reminder = await Posts.find(store, keys.post(out, kind, out.room))
      const again = reminder && (await reminderOf(house, round, kind))
      if (reminder && again) await editIfThere(platform, reminder, again)
    }
    const roundKey = keys.round(out)
    const isShown = await store.change([key, roundKey], (values) => {
      // Another change since is shown as well.
      const isLatest = Outgoing.from(values, key)?.mark === out.mark
      const isSame = JSON.stringify(Rounds.findIn(store, values, roundKey)?.meets) === JSON.stringify(round.meets)
      const isOver = isLatest && isSame
      return {
        writes: isOver ? { ...takingOut(key, out), ...settled(out.club, out.room, 'edit') } : {},
        result: isOver,
      }
    })
    if (!isShown) queues.again(out.club, out.room)
    return true
  }

  /** What is said below a post from now on is about the paper that it shows now. */
  async function notePaper({ club, n, room }: Out, talk: Talk, paper: string | null): Promise<void> {
    const key = keys.post({ club, n }, talk, room)
    await store.change([key], (values) => {
      const post = Posts.findIn(store, values, key)
      return { writes: post && post.paper !== paper ? { [key]: Posts.json({ ...post, paper }) } : {} }
    })
  }

  async function drop(key: string, out: Out): Promise<boolean> {
    const { room, kind, n } = out
    // A date that is another one by now.
    if (kind === 'news' || kind === 'daily') return takeOut(key, out)
    log.warn({ room, kind, round: n }, 'dropped a post whose week is over')
    await store.change([], () => ({ writes: { ...takingOut(key, out), ...ofDropped(out) } }))
    return true
  }

  async function takeOut(key: string, out: Out): Promise<true> {
    await store.change([], () => ({ writes: takingOut(key, out) }))
    return true
  }

  function ofDropped({ club, n, kind, room, copies }: Out): Writes {
    if (!isPost(kind)) return settled(club, room, SUBJECTS[kind])
    // It had got there, and was deleted.
    if (copies > 0) return {}
    return trouble(
      club,
      room,
      'post',
      clock.now(),
      `The ${NAMES[kind]} of week ${n} never got there: its time is over.`,
    )
  }

  async function postpone(key: string, out: Out, failure: ChatFailure): Promise<void> {
    const { reason, lacking, retryAfter } = failure
    const now = clock.now()
    const isGone = opensThread(out.kind) && reason === 'missing'
    const sentence = isGone
      ? out.kind === 'thread'
        ? PICK_GONE
        : BESIDE_GONE
      : `${FAILED[out.kind]}: ${causeAndRemedy(failure)}`
    const told = trouble(out.club, out.room, SUBJECTS[out.kind], now, sentence)
    if (SHUT_OUT.includes(reason)) delivered.refused(out.room)
    if (isVain(out, reason)) {
      log.warn({ room: out.room, kind: out.kind, reason, err: failure.cause }, 'a room could not be told')
      const clubKey = keys.club(out.club)
      return store.change([clubKey], (values) => {
        const club = Clubs.findIn(store, values, clubKey)
        // A conversation with one person, or a channel that was left, is no trouble of the club's.
        const isItsOwn = club !== undefined && roomsOf(club).includes(out.room)
        const refused = club ? nudgeRefused(club, out.news, reason, now) : {}
        return { writes: { ...takingOut(key, out), ...(isItsOwn ? told : {}), ...refused } }
      })
    }
    const attempts = out.attempts + 1
    const wait = retryAfter ?? 1_000 * backOff(attempts)
    await store.change([key], (values) => {
      const latest = Outgoing.from(values, key)
      if (!latest) return { writes: {} }
      const after: Out = {
        ...latest,
        since: failure.sent === 'unknown' ? latest.since : null,
        attempts,
        due: latest.due ?? now,
        notBefore: now.add({ milliseconds: wait }),
        failed: { reason, lacking },
      }
      return { writes: { ...takingOut(key, latest), ...keeping(key, after), ...told } }
    })
    log.warn({ room: out.room, kind: out.kind, reason, attempts, err: failure.cause }, 'a post failed')
    queues.wake(out.club, out.room, wait)
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

const PICK_GONE = 'Somebody has deleted the pick there, so no thread could be opened below it.'
const BESIDE_GONE = 'Somebody has deleted a paper beside the pick there, so no thread could be opened below it.'

/** Where it cannot be looked up whether a post is there, it may be there still. */
function stillUnknown(error: unknown): never {
  if (!(error instanceof ChatFailure)) throw error
  const { reason, retryAfter, lacking } = error
  throw new ChatFailure(reason, 'unknown', error.cause, { retryAfter, lacking })
}

/** Whether it is not tried again: who closed the room to the bot need not hear of it when it is news no more. */
function isVain({ kind }: Out, reason: FailureReason): boolean {
  if (kind === 'news') return reason !== 'busy' && reason !== 'token'
  if (kind === 'daily') return GONE.includes(reason)
  return opensThread(kind) && reason === 'missing'
}

function isPost(kind: OutKind): kind is PostKind {
  return !opensThread(kind) && kind !== 'closing' && kind !== 'again' && kind !== 'dailyagain'
}

function isReminder(kind: OutKind): kind is ReminderKind {
  return REMINDER_KINDS.some((reminder) => reminder === kind)
}

const SUBJECTS: Readonly<Record<OutKind, Subject>> = {
  welcome: 'post',
  pick: 'post',
  ...ofBesides<Subject>(() => 'post'),
  ballot: 'post',
  ...ofThreads<Subject>('thread'),
  closing: 'edit',
  again: 'edit',
  ...ofReminders<Subject>('post'),
  news: 'post',
  daily: 'post',
  dailyagain: 'edit',
}

const FAILED: Readonly<Record<OutKind, string>> = {
  welcome: 'The welcome could not be posted',
  pick: 'The paper of the week could not be posted',
  ...ofBesides(() => 'A paper that is read beside the pick could not be posted'),
  ballot: 'The ballot could not be posted',
  ...ofThreads('A paper beside the pick is there, but no thread could be opened below it'),
  thread: 'The pick is there, but no thread could be opened below it',
  closing: 'The closed ballot could not be shown as closed',
  again: 'The pick or a reminder could not be shown with its meeting as it is now',
  ...ofReminders('A reminder could not be posted'),
  wrapup: 'What is asked after a meeting could not be posted',
  news: 'The channel could not be told',
  daily: 'What was said elsewhere could not be told',
  dailyagain: 'What was said elsewhere could not be shown as it is now',
}

/** What a post is called in a sentence. */
const NAMES: Readonly<Record<PostKind, string>> = {
  welcome: 'welcome',
  pick: 'pick',
  ...ofBesides((beside) => `${beside} paper`),
  ballot: 'ballot',
  ...ofReminders('reminder'),
  wrapup: 'wrap-up',
  news: 'news',
  daily: 'summary of a day',
}

/** A post whose week is over helps nobody, but a menu that does nothing any more misleads: that one is taken away once. */
function isStale({ kind, attempts }: Out & { kind: OfRound }, { state, meets }: Round, now: Temporal.Instant): boolean {
  if (isReminder(kind)) {
    const last = kind === 'wrapup' ? meets?.at.add(ASKED_FOR) : meets?.at
    return !last || meets?.cancelled !== null || Temporal.Instant.compare(last, now) < 0
  }
  if (isTalk(kind) || opensThread(kind)) return state === 'done'
  switch (kind) {
    case 'closing':
    case 'again':
      return state === 'done' && attempts > 0
    case 'ballot':
      return state !== 'voting'
    case 'welcome':
      return false
  }
}

/** So long after it began a meeting is not asked about any more. */
const ASKED_FOR = { hours: 48 }

function threadWrites(out: RoundId, talk: Talk, room: RoomId, thread: string): Writes {
  const { club, n } = out
  return {
    [keys.thread(room, thread)]: Threads.json({ club, n, talk }),
    ...outgoing({ club, n }, THREADS[talk], [room]),
  }
}
