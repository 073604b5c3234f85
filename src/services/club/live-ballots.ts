/** Ballots in the rooms, shown anew whenever a count or a candidate moves. */
import type { Card, MessageRef } from '../../chat/card.ts'
import { ChatFailure, causeAndRemedy } from '../../chat/failure.ts'
import { keys, platformOf, type RoomId, type RoundId } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
import type { House } from '../house.ts'
import { pause } from '../pause.ts'
import { Posts } from '../records.ts'
import { shortHash } from '../short-hash.ts'
import { readClub } from './clubs.ts'
import { outgoing } from './outgoing.ts'
import type { Paces } from './paces.ts'
import { ballotOf, postedAgain } from './post-cards.ts'
import { settled, trouble } from './troubles.ts'
import { viewRound } from './views.ts'

export interface LiveBallots {
  /** Shows a round's ballot anew in every room that has it, soon; calls that come close together count as one. */
  refresh(id: RoundId): void
  /** Refreshes the ballots that some room does not show as they are. */
  catchUp(): void
  /** A message is gone from a room: where it was the open ballot, that is posted again. */
  deleted(club: string, message: MessageRef): Promise<void>
  /** What was deleted in a chat meanwhile is not known: the next refresh of each ballot looks. */
  lookAgain(chat: string): void
  /** A ballot is in a room now; `card` is what it shows, null where that is not known. */
  posted(id: RoundId, room: RoomId, card: Card | null): void
  /** Resolves when every ballot is shown as it was asked for. */
  idle(): Promise<void>
}

/** Milliseconds: whoever made a count move is answered first. */
const SOON = 20
/** Milliseconds: a chat takes about one edit a second in one channel. */
const PAUSE = 1_000
const LONGEST_PAUSE = 60_000
/** Someone has to give the bot a permission first. */
const CLOSED_FOR = { minutes: 10 }
/** A ballot that somebody goes on deleting is not wanted. */
const MOST_COPIES = 2

type Made = NonNullable<Awaited<ReturnType<typeof Posts.get>>>
/** `shown`: of what was asked for last. `rests`: that is so, and the chat is spared for a moment. */
interface Refreshing {
  again: boolean
  rests: boolean
  shown: PromiseWithResolvers<void>
}

type Outcome = 'shown' | 'busy' | 'later' | 'again'

/** `deliver`: called when a ballot is to be posted again. */
export function liveBallots(house: House, paces: Paces, deliver: (club: string) => void): LiveBallots {
  const { store, clock, platforms, log } = house
  /** What each ballot showed last, so that a chat's few edits are not spent on saying the same again. */
  const shown = new Map<string, string>()
  /** Rooms that do not let the bot edit, and until when they are left alone. */
  const closed = new Map<RoomId, Temporal.Instant>()
  /** Ballots of which a room is behind. */
  const behind = new Map<string, RoundId>()
  /** Ballots of which no trouble is noted. One of before this process may have one, until it is edited. */
  const untroubled = new Set<string>()
  const refreshing = new Map<string, Refreshing>()

  function refresh(id: RoundId): void {
    const name = keys.round(id)
    const running = refreshing.get(name)
    if (running) {
      askAgain(running)
      return
    }
    const state: Refreshing = { again: false, rests: false, shown: Promise.withResolvers() }
    refreshing.set(name, state)
    void run()

    async function run(): Promise<void> {
      let wait = PAUSE
      let { shown } = state
      try {
        await pause(SOON)
        do {
          state.again = false
          shown = state.shown
          await tellPages(id)
          const outcomes = await showAnew(id)
          const isBusy = outcomes.includes('busy')
          if (isBusy) askAgain(state)
          if (outcomes.includes('later')) behind.set(name, id)
          else behind.delete(name)
          if (outcomes.includes('again')) deliver(id.club)
          wait = isBusy ? Math.min(2 * wait, LONGEST_PAUSE) : PAUSE
          state.rests = !state.again
          shown.resolve()
          await pause(wait)
        } while (state.again)
      } catch (error) {
        behind.set(name, id)
        log.error({ err: error, round: name }, 'a ballot could not be shown anew; it is tried again')
      } finally {
        refreshing.delete(name)
        for (const each of [shown, state.shown]) each.resolve()
      }
    }
  }

  function askAgain(state: Refreshing): void {
    if (state.again) return
    state.again = true
    state.rests = false
    state.shown = Promise.withResolvers()
  }

  /** Members may have it before them on pages of their own. */
  async function tellPages({ club }: RoundId): Promise<void> {
    const pages = [...platforms.values()].flatMap(({ pages }) => pages ?? [])
    if (pages.length === 0) return
    const { rooms } = await readClub(house, club)
    for (const { stale } of pages) stale(rooms)
  }

  async function showAnew(id: RoundId): Promise<Outcome[]> {
    const made = await Posts.range(store, keys.posts(id, 'ballot'))
    if (made.length === 0) return []
    const club = await readClub(house, id.club)
    const current = await viewRound(house, id, club)
    // How it ended its room is shown from the outbox.
    if (!current.closesAt) {
      for (const { key } of made) forget(key)
      return []
    }
    const posts = made.filter(({ value }) => !club.closed.some(({ room }) => room === value.room))
    const card = await ballotOf(house, current, club)
    const outcomes = await Promise.all(
      posts.map(({ key, value }) => edit(current.round, key, value, postedAgain(card, current, value.copies))),
    )
    return outcomes
  }

  /** Nothing of it moves any more. */
  function forget(key: string): void {
    shown.delete(key)
    untroubled.delete(key)
  }

  async function edit(id: Round, key: string, made: Made, card: Card): Promise<Outcome> {
    const { room, message } = made
    const platform = platforms.get(platformOf(room))
    const content = markOf(card)
    if (shown.get(key) === content) return 'shown'
    if (platform?.health().state !== 'ready' || isClosed(room)) return 'later'
    try {
      await paces.turn(room)
      await platform.edit({ room, message }, card)
      shown.set(key, content)
      if (!untroubled.has(key)) await store.change([], () => ({ writes: settled(id.club, room, 'edit') }))
      untroubled.add(key)
      return 'shown'
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      log.warn({ room, reason: error.reason, err: error.cause }, 'a ballot could not be shown anew')
      if (error.reason === 'busy') return 'busy'
      // What waits to be sent shows it as closed, and says so where it cannot.
      if (id.state !== 'voting') return 'shown'
      if (error.reason === 'missing') return replace(id, key, made)
      closed.set(room, clock.now().add(CLOSED_FOR))
      untroubled.delete(key)
      const sentence = `The ballot there does not move: ${causeAndRemedy(error)}`
      await store.change([], () => ({ writes: trouble(id.club, room, 'edit', clock.now(), sentence) }))
      return 'later'
    }
  }

  /** Somebody deleted it: it is posted again, unless that went wrong before. */
  async function replace(id: RoundId, key: string, { room, message, copies }: Made): Promise<Outcome> {
    return store.change([key, keys.round(id)], (values) => {
      if (Posts.findIn(store, values, key)?.message !== message) return { writes: {}, result: 'later' }
      if (copies < MOST_COPIES) {
        return {
          writes: { [key]: undefined, ...outgoing(id, 'ballot', [room], { copies: copies + 1 }) },
          result: 'again',
        }
      }
      const sentence =
        'The ballot was deleted there again and again, so it is not posted again before the next one. ' +
        'Members can still vote with the command.'
      return { writes: { [key]: undefined, ...trouble(id.club, room, 'edit', clock.now(), sentence) }, result: 'shown' }
    })
  }

  function isClosed(room: RoomId): boolean {
    const until = closed.get(room)
    return until !== undefined && Temporal.Instant.compare(clock.now(), until) < 0
  }

  return {
    refresh,
    catchUp() {
      for (const id of behind.values()) refresh(id)
    },
    async deleted(id, { room, message }) {
      const { voting } = await readClub(house, id)
      const round = { club: id, n: voting }
      const key = keys.post(round, 'ballot', room)
      if ((await Posts.find(store, key))?.message !== message) return
      shown.delete(key)
      refresh(round)
    },
    lookAgain(chat) {
      const isThere = (key: string) => key.slice(key.lastIndexOf('/') + 1).startsWith(`${chat}:`)
      for (const key of [...shown.keys()].filter(isThere)) shown.delete(key)
    },
    posted(id, room, card) {
      if (card) shown.set(keys.post(id, 'ballot', room), markOf(card))
      // A vote may have come while it was on its way.
      refresh({ club: id.club, n: id.n })
    },
    async idle() {
      const atWork = () => [...refreshing.values()].filter(({ rests }) => !rests)
      while (atWork().length > 0) await Promise.all(atWork().map(({ shown }) => shown.promise))
    },
  }
}

/** Of many ballots what they show need not be held, only whether it is the same. */
function markOf(card: Card): string {
  return shortHash(JSON.stringify(card))
}
