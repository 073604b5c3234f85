import type { Card } from '../../chat/card.ts'
import { ballotCard } from '../../chat/cards/ballot.ts'
import { pickCard } from '../../chat/cards/pick.ts'
import type { WrapUp } from '../../chat/cards/week-news.ts'
import { welcomeCard } from '../../chat/cards/welcome.ts'
import { ChatFailure, causeAndRemedy } from '../../chat/failure.ts'
import type { Platform } from '../../chat/platform.ts'
import { keys, type PostKind, platformOf, postKey, type RoomId, type RoundId } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
import type { Paper } from '../../library/paper.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { pause } from '../pause.ts'
import { Outgoing, Posts, Threads, Troubles } from '../records.ts'
import { readClub } from './clubs.ts'
import { countComments, readRound, view, viewRound } from './views.ts'

/** Makes the bot's own posts, each once a room, and keeps them up to date. */
export interface PostService {
  /** Sends what waits in the outbox; rooms do not wait for one another. */
  deliver(): Promise<void>
  /** Shows a round's ballot anew in every room that has it, soon; calls that come close together count as one. */
  refresh(id: RoundId): void
  /** Resolves when every refresh under way is done. */
  idle(): Promise<void>
}

type Out = NonNullable<Awaited<ReturnType<typeof Outgoing.get>>>

/** Longer than any send takes with its time-out: whoever holds it has crashed when it runs out. */
const SENDING_LEASE = 30_000

/** Clocks of the bot and a chat may differ by this much when a post is looked for in a room's history. */
const CLOCK_SKEW = { minutes: 5 }

/** A chat takes about one edit a second in one channel. */
const REFRESH_PAUSE = 1_000
const LONGEST_REFRESH_PAUSE = 60_000
/** Someone has to give the bot a permission first. */
const CLOSED_FOR = { minutes: 10 }

export function postService(house: House): PostService {
  const { store, clock, platforms, log } = house

  async function deliver(): Promise<void> {
    const waiting = await Outgoing.range(store, keys.outbox())
    const byRoom = Map.groupBy(waiting, ({ value }) => value.room)
    await Promise.all([...byRoom.values()].map((posts) => deliverInOrder(posts)))
  }

  async function deliverInOrder(posts: { key: string; value: Out }[]): Promise<void> {
    for (const { key } of posts) {
      if (!(await store.claim(key, SENDING_LEASE))) return
      try {
        const out = await Outgoing.get(store, key)
        if (out && !(await send(key, out))) return
      } finally {
        await store.release(key)
      }
    }
  }

  /** True when nothing keeps the room's next post from being sent. */
  async function send(key: string, out: Out): Promise<boolean> {
    const platform = platforms.get(platformOf(out.room))
    if (platform?.health().state !== 'ready') return false
    if (out.notBefore && Temporal.Instant.compare(out.notBefore, clock.now()) > 0) return false
    const round = await readRound(house, out)
    if (!round || isStale(out.kind, round)) return drop(key, out)
    try {
      const message = out.message ?? (await findOrPost(platform, key, out, round))
      if (message === undefined) return false
      await finish(platform, key, { ...out, message }, round)
      return true
    } catch (error) {
      await postpone(key, out, error)
      return false
    }
  }

  async function findOrPost(platform: Platform, key: string, out: Out, round: Round): Promise<string | undefined> {
    const marker = postKey(out.kind, out)
    if (out.since) {
      const found = await platform.findPost(out.room, marker, out.since.subtract(CLOCK_SKEW))
      if (found === 'unknown') throw new ChatFailure('unread', 'unknown', 'history cannot be read')
      if (found !== 'absent') return found.message
    }
    const card = await cardOf(out.kind, round)
    if (!card) return undefined
    await store.put(key, Outgoing.json({ ...out, since: out.since ?? clock.now() }))
    const { message } = await platform.post(out.room, card, marker)
    shown.set(keys.post(out, out.kind, out.room), JSON.stringify(card))
    return message
  }

  /** Records where the post stands; a pick also gets its thread, without which it stays in the outbox. */
  async function finish(platform: Platform, key: string, out: Out & { message: string }, round: Round): Promise<void> {
    const postAt = keys.post(out, out.kind, out.room)
    const post = { room: out.room, message: out.message, thread: null }
    const settled = { [key]: undefined, [keys.trouble(out.club, out.room)]: undefined }
    if (out.kind !== 'pick') {
      await write({ ...settled, [postAt]: Posts.json(post) })
      if (out.kind === 'ballot') refresh(round)
      return
    }
    await write({ [postAt]: Posts.json(post), [key]: Outgoing.json(out) })
    const { thread } = await platform.openThread({ room: out.room, message: out.message }, round.pick?.title ?? '')
    await write({
      ...settled,
      [postAt]: Posts.json({ ...post, thread }),
      [keys.thread(out.room, thread)]: Threads.json({ club: out.club, n: out.n }),
    })
  }

  async function cardOf(kind: PostKind, round: Round): Promise<Card | undefined> {
    const { root } = house
    switch (kind) {
      case 'welcome':
        return welcomeCard(await readClub(house, round.club), root, postKey(kind, round))
      case 'ballot':
        return ballotCard(await view(house, round), await papersOf(round))
      case 'pick': {
        const { pick } = round
        if (!pick) return undefined
        const catalogue = await house.libraries.of(round.club)
        const [paper, wrapUp] = await Promise.all([catalogue.get(pick.paper), wrapUpBefore(round)])
        const digests = await catalogue.digests(paper?.appearances.map(({ digest }) => digest) ?? [])
        return pickCard({ ...round, pick }, paper, digests, wrapUp)
      }
    }
  }

  async function papersOf({ club, candidates }: Round): Promise<Paper[]> {
    return (await house.libraries.of(club)).papers(candidates.map(({ paper }) => paper))
  }

  async function wrapUpBefore({ club, n }: RoundId): Promise<WrapUp | null> {
    const before = n > 1 ? await readRound(house, { club, n: n - 1 }) : undefined
    return before?.pick ? { title: before.pick.title, ...(await countComments(house, before)) } : null
  }

  async function drop(key: string, out: Out): Promise<boolean> {
    log.warn({ room: out.room, kind: out.kind, round: out.n }, 'dropped a post whose week is over')
    await write({
      [key]: undefined,
      ...trouble(out, `The ${out.kind} of week ${out.n} never reached the room: its time is over.`),
    })
    return true
  }

  async function postpone(key: string, out: Out, error: unknown): Promise<void> {
    const failure = error instanceof ChatFailure ? error : undefined
    if (!failure) throw error
    const attempts = out.attempts + 1
    const sent = failure.sent === 'unknown'
    const latest = (await Outgoing.get(store, key)) ?? out
    await write({
      [key]: Outgoing.json({
        ...latest,
        since: sent ? latest.since : null,
        attempts,
        notBefore: clock.now().add({ seconds: backOff(attempts) }),
      }),
      ...trouble(out, `A ${out.kind} could not be posted: ${causeAndRemedy(failure)}`),
    })
    log.warn({ room: out.room, kind: out.kind, reason: failure.reason, attempts, err: failure.cause }, 'a post failed')
  }

  function trouble(out: Out, sentence: string): Writes {
    return {
      [keys.trouble(out.club, out.room)]: Troubles.json({ at: clock.now(), sentence: `${sentence} (${out.room})` }),
    }
  }

  /** What each ballot showed last, so that a chat's few edits are not spent on saying the same again. */
  const shown = new Map<string, string>()
  /** Rooms that do not let the bot edit, and until when they are left alone. */
  const closed = new Map<RoomId, Temporal.Instant>()
  const refreshing = new Map<string, { again: boolean; done: Promise<void> }>()

  function refresh(id: RoundId): void {
    const name = keys.round(id)
    const running = refreshing.get(name)
    if (running) {
      running.again = true
      return
    }
    const state = { again: false, done: Promise.resolve() }
    refreshing.set(name, state)
    state.done = run()

    async function run(): Promise<void> {
      let wait = REFRESH_PAUSE
      try {
        do {
          state.again = false
          const busy = await showAnew(id)
          if (busy) state.again = true
          wait = busy ? Math.min(2 * wait, LONGEST_REFRESH_PAUSE) : REFRESH_PAUSE
          await pause(wait)
        } while (state.again)
      } catch (error) {
        log.error({ err: error, round: name }, 'a ballot could not be shown anew')
      } finally {
        refreshing.delete(name)
      }
    }
  }

  /** True when a chat was too busy to take it: it is to be shown again. */
  async function showAnew(id: RoundId): Promise<boolean> {
    const posts = await Posts.range(store, keys.posts(id, 'ballot'))
    if (posts.length === 0) return false
    const current = await viewRound(house, id)
    const card = ballotCard(current, await papersOf(current.round))
    const busy = await Promise.all(posts.map(({ key, value }) => edit(key, value, card)))
    if (!current.closesAt) for (const { key } of posts) shown.delete(key)
    return busy.includes(true)
  }

  async function edit(key: string, { room, message }: { room: RoomId; message: string }, card: Card): Promise<boolean> {
    const platform = platforms.get(platformOf(room))
    const content = JSON.stringify(card)
    if (platform?.health().state !== 'ready' || shown.get(key) === content || isClosed(room)) return false
    try {
      await platform.edit({ room, message }, card)
      shown.set(key, content)
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      log.warn({ room, reason: error.reason, err: error.cause }, 'a ballot could not be shown anew')
      if (error.reason === 'missing') await store.remove(key)
      if (error.reason === 'forbidden') closed.set(room, clock.now().add(CLOSED_FOR))
      return error.reason === 'busy'
    }
    return false
  }

  function isClosed(room: RoomId): boolean {
    const until = closed.get(room)
    return until !== undefined && Temporal.Instant.compare(clock.now(), until) < 0
  }

  async function write(writes: Writes): Promise<void> {
    await store.change([], () => ({ writes }))
  }

  return {
    deliver,
    refresh,
    async idle() {
      while (refreshing.size > 0) await Promise.all([...refreshing.values()].map(({ done }) => done))
    },
  }
}

/** A post whose week is over helps nobody. */
function isStale(kind: PostKind, { state }: Round): boolean {
  switch (kind) {
    case 'pick':
      return state === 'done'
    case 'ballot':
      return state !== 'voting'
    case 'welcome':
      return false
  }
}

/** Seconds: 5, 10, 20, … up to an hour. */
function backOff(attempts: number): number {
  return Math.min(3600, 5 * 2 ** (attempts - 1))
}
