/** What becomes of an entry that is not sent: it is dropped, or tried again later. */
import { type ChatFailure, causeAndRemedy, type FailureReason } from '../../../chat/failure.ts'
import { roomsOf } from '../../../club/closed-room.ts'
import { keys, opensThread, type RoomId } from '../../../club/keys.ts'
import type { Writes } from '../../../store/store.ts'
import type { House } from '../../house.ts'
import { Clubs, Outgoing } from '../../records.ts'
import { backOff } from '../back-off.ts'
import { nudgeRefused } from '../nudges.ts'
import { keeping, type Out, takingOut } from '../outgoing.ts'
import type { RoomQueues } from '../room-queues.ts'
import { settled, trouble } from '../troubles.ts'
import { FAILED, isPost, isVain, NAMES, SUBJECTS } from './kinds.ts'

export interface Ends {
  /** Its time is over. */
  drop(key: string, out: Out): Promise<true>
  /** It is done, or nobody misses it. */
  takeOut(key: string, out: Out): Promise<true>
  /** A chat refused it: it is tried again, unless that is in vain. */
  postpone(key: string, out: Out, failure: ChatFailure): Promise<void>
}

/** `refused`: told of a room that may take nothing from the bot any more. */

export function outboxEnds(house: House, queues: RoomQueues, refused: (room: RoomId) => void): Ends {
  const { store, clock, log } = house

  async function drop(key: string, out: Out): Promise<true> {
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
    if (SHUT_OUT.includes(reason)) refused(out.room)
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

  return { drop, takeOut, postpone }
}

const PICK_GONE = 'Somebody has deleted the pick there, so no thread could be opened below it.'
const BESIDE_GONE = 'Somebody has deleted a paper beside the pick there, so no thread could be opened below it.'

/** After these it is worth a look whether the bot is shut out of the room. */
const SHUT_OUT: readonly FailureReason[] = ['outside', 'archived', 'gone']
