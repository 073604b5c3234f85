/** Which talk of a round a thread is, and where the same talk is held in another room. */
import type { ThreadRef } from '../../chat/card.ts'
import { keys, type RoomId, type RoundId, type Talk } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { Posts, Threads } from '../records.ts'

export async function talkOf({ store }: House, { room, thread }: ThreadRef): Promise<Talk> {
  return (await Threads.find(store, keys.thread(room, thread)))?.talk ?? 'pick'
}

/** Undefined where a thread is not below a post of the round. */
export async function talkIn(house: House, round: RoundId, place: ThreadRef): Promise<Talk | undefined> {
  const talk = await talkOf(house, place)
  return (await threadOfTalk(house, round, talk, place.room)) === place.thread ? talk : undefined
}

/** Where a room talks; null where it does not. */
export async function threadOfTalk({ store }: House, round: RoundId, talk: Talk, room: RoomId): Promise<string | null> {
  return (await Posts.find(store, keys.post(round, talk, room)))?.thread ?? null
}
