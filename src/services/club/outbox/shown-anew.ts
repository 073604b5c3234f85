/** What is in a room already and is shown as things are now. */
import type { Card } from '../../../chat/card.ts'
import { lostBallotCard } from '../../../chat/cards/ballot.ts'
import { takenBackCard } from '../../../chat/cards/daily.ts'
import { ChatFailure, causeAndRemedy } from '../../../chat/failure.ts'
import type { Platform } from '../../../chat/platform.ts'
import { keys, postKey, REMINDER_KINDS, type RoomId, type Talk } from '../../../club/keys.ts'
import type { Round } from '../../../club/round.ts'
import { onlyPaperOf, talksOf } from '../../../club/talk.ts'
import type { House } from '../../house.ts'
import { Outgoing, Posts, Rounds } from '../../records.ts'
import { dailyOf } from '../daily.ts'
import { postOf } from '../mended.ts'
import { type Out, takingOut } from '../outgoing.ts'
import { ballotInRoom, newsOf, reminderOf, talkCardOf } from '../post-cards.ts'
import type { RoomQueues } from '../room-queues.ts'
import { settled } from '../troubles.ts'
import type { Ends } from './ends.ts'

export type ShownAnew = ReturnType<typeof shownAnew>

export function shownAnew(house: House, queues: RoomQueues, { takeOut }: Ends) {
  const { store, log } = house

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

  async function showDailyAgain(platform: Platform, key: string, out: Out): Promise<boolean> {
    const made = await Posts.find(store, keys.post(out, 'daily', out.room))
    if (made) await editIfThere(platform, made, (await dailyOf(house, out)) ?? takenBackCard(postKey('daily', out)))
    await store.change([key], (values) => {
      const isLatest = Outgoing.from(values, key)?.mark === out.mark
      return { writes: isLatest ? { ...takingOut(key, out), ...settled(out.club, out.room, 'edit') } : {} }
    })
    return true
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
      const now = Rounds.findIn(store, values, roundKey)
      const isSame = now !== undefined && JSON.stringify(Rounds.json(now)) === JSON.stringify(Rounds.json(round))
      const isOver = isLatest && isSame
      return {
        writes: isOver ? { ...takingOut(key, out), ...settled(out.club, out.room, 'edit') } : {},
        result: isOver,
      }
    })
    if (!isShown) queues.again(out.club, out.room)
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

  /** What is said below a post from now on is about the paper that it shows now. */
  async function notePaper({ club, n, room }: Out, talk: Talk, paper: string | null): Promise<void> {
    const key = keys.post({ club, n }, talk, room)
    await store.change([key], (values) => {
      const post = Posts.findIn(store, values, key)
      return { writes: post && post.paper !== paper ? { [key]: Posts.json({ ...post, paper }) } : {} }
    })
  }

  return { showTalk, showLast, showDailyAgain, showSettled, showAgain }
}
