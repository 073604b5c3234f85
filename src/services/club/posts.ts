import type { MessageRef } from '../../chat/card.ts'
import type { PostKind, RoundId } from '../../club/keys.ts'
import type { Fate } from '../../ports/rounds.ts'
import type { House } from '../house.ts'
import { pause } from '../pause.ts'
import { openWorks } from '../works.ts'
import { liveBallots } from './live-ballots.ts'
import type { Delivered } from './outbox/delivered.ts'
import { createOutbox } from './outbox/outbox.ts'
import type { Paces } from './paces.ts'

/** The bot's own posts: made once a room, and ballots kept up to date. */
export interface PostService {
  /** Sends what waits in the outbox, of all clubs; resolves once all was tried, or after a moment: a slow room holds up nothing else. */
  deliver(): Promise<void>
  /** Tries again, at the next delivery, what a chat refused because it did not take the bot's token. */
  retry(chat: string): Promise<void>
  /** Sends what waits, of one club or of all, without being waited for. */
  deliverSoon(club?: string): void
  /** Sends what waits, and resolves with where a round's posts of a kind stand once each was tried, or after a while. */
  delivered(id: RoundId, kind: PostKind): Promise<Fate[]>
  /** Shows a round's ballot anew in every room that has it, soon. */
  refresh(id: RoundId): void
  /** Shows the ballots anew of which a room is behind. */
  catchUp(): void
  /** A message is gone from a room: an open ballot is posted again. */
  deleted(club: string, message: MessageRef): Promise<void>
  /** What was deleted in a chat meanwhile is not known: the next refresh of each ballot looks. */
  lookAgain(chat: string): void
  /** Resolves when every refresh and sending under way is done. */
  idle(): Promise<void>
}

/** Milliseconds that an answer waits for what it tells of. */
const PATIENCE = 20_000
const PAUSE = 250
/** Milliseconds that a tick waits. */
const MOMENT = 2_000

export function postService(
  house: House,
  paces: Paces,
  told: Pick<Delivered, 'thread' | 'refused' | 'beforeReminder'>,
): PostService {
  const sending = openWorks()
  const notSent = (error: unknown) => house.log.error({ err: error }, 'what waits could not be sent; it is tried again')
  const deliverSoon = (club?: string) => sending.follow(outbox.deliver(club), notSent)
  const ballots = liveBallots(house, paces, deliverSoon)
  const outbox = createOutbox(house, paces, { ...told, ballot: ballots.posted })

  return {
    async deliver() {
      const all = outbox.deliver()
      sending.follow(all, notSent)
      await Promise.race([all, pause(MOMENT)])
    },
    retry: outbox.retry,
    deliverSoon,
    async delivered(id, kind) {
      const until = performance.now() + PATIENCE
      for (;;) {
        await outbox.deliver(id.club)
        const fates = await outbox.fates(id, kind)
        // Another process, or another delivery of this one, may be sending just now.
        if (!fates.some(({ state, why }) => state === 'waiting' && why === null)) return fates
        if (performance.now() > until) return fates
        await pause(PAUSE)
      }
    },
    refresh: ballots.refresh,
    catchUp: ballots.catchUp,
    deleted: ballots.deleted,
    lookAgain: ballots.lookAgain,
    async idle() {
      // A ballot that was deleted is sent again, and one that was sent is shown anew.
      do {
        await sending.done()
        await ballots.idle()
        await outbox.idle()
      } while (sending.isAny())
    },
  }
}
