/** Which talk of a round a thread is, and where the same talk is held in another room. */
import type { ThreadRef } from '../../chat/card.ts'
import { isTalk, keys, type RoomId, type RoundId, type Talk } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { Outgoing, Posts, Threads } from '../records.ts'

export async function talkOf({ store }: House, { room, thread }: ThreadRef): Promise<Talk> {
  return (await Threads.find(store, keys.thread(room, thread)))?.talk ?? 'pick'
}

/** Undefined where a thread is not below a post of the round. `paper`: which alone is talked of there; null where all are. */
export async function talkIn(
  house: House,
  round: RoundId,
  { room, thread }: ThreadRef,
): Promise<{ talk: Talk; paper: string | null } | undefined> {
  const talk = await talkOf(house, { room, thread })
  const post = await Posts.find(house.store, keys.post(round, talk, room))
  return post?.thread === thread ? { talk, paper: post.paper } : undefined
}

/** Where a room talks; below the pick where it has no other post for that. Null where it does not, or not yet. */
export async function threadOfTalk({ store }: House, round: RoundId, talk: Talk, room: RoomId): Promise<string | null> {
  // In this order: it may be recorded just now that a post is there.
  const isToCome = talk === 'pick' || (await Outgoing.find(store, keys.outgoing(round, talk, room)))
  const post = await Posts.find(store, keys.post(round, talk, room))
  if (post) return post.thread
  return isToCome ? null : ((await Posts.find(store, keys.post(round, 'pick', room)))?.thread ?? null)
}

/** All posts of a round that have a thread. */
export async function talkPosts({ store }: House, round: RoundId) {
  const prefix = keys.postsOf(round)
  const posts = await Posts.range(store, prefix)
  return posts.filter(({ key }) => isTalk(key.slice(prefix.length, key.indexOf('/', prefix.length))))
}
