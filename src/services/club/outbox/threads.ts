/** Threads below what was posted. */
import { ChatFailure, causeAndRemedy } from '../../../chat/failure.ts'
import type { Platform } from '../../../chat/platform.ts'
import { keys, type Talk } from '../../../club/keys.ts'
import type { Round } from '../../../club/round.ts'
import { onlyPaperOf, paperOf } from '../../../club/talk.ts'
import type { House } from '../../house.ts'
import { Posts } from '../../records.ts'
import { postOf } from '../mended.ts'
import { type Out, takingOut } from '../outgoing.ts'
import { settled } from '../troubles.ts'
import type { Ends } from './ends.ts'
import type { ShownAnew } from './shown-anew.ts'

export function threadOpener(house: House, { drop, postpone }: Ends, { showTalk }: ShownAnew) {
  const { store } = house

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

  return openThread
}
