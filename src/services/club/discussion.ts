import type { Erased, Heard, Reacted } from '../../chat/platform.ts'
import { assertGoesOn } from '../../club/club.ts'
import type { Comment } from '../../club/comment.ts'
import { UserError } from '../../club/errors.ts'
import { keys, platformOf, type RoundId } from '../../club/keys.ts'
import type { DiscussionService } from '../../ports/discussion.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Commented, Comments, Copied } from '../records.ts'
import { readClub } from './clubs.ts'
import { keepEvent, latestComments, readDiscussion } from './comments.ts'
import { showReactions } from './followers.ts'
import { roundOfThread } from './mended.ts'
import type { Place } from './place-of.ts'
import { noteSigns, toTalkAbout } from './signs.ts'
import { addLink, judge, roundIn, verdictsAt } from './wrap-up.ts'

/** Keeps what is said in a pick's thread. Resolves once it is on disk; false: it stands in no known thread, and is passed over. */
export async function hear(house: House, event: Heard): Promise<boolean> {
  const round = await roundOf(house, event)
  if (round) await keepEvent(house, round, event.room, event.message, event)
  return round !== undefined
}

/** Shows the emoji that a comment was answered with wherever else it is read; resolves once that is noted. */
export async function react(house: House, event: Reacted): Promise<void> {
  const round = await roundOf(house, event)
  if (!round) return
  await noteSigns(house, round, event, event.thread)
  await showReactions(house, round, event.room, event.message)
}

async function roundOf(house: House, { room, thread, message }: Reacted): Promise<RoundId | undefined> {
  const byThread = thread ? await roundOfThread(house, { room, thread }) : undefined
  return byThread ?? Commented.find(house.store, keys.commented(room, message))
}

/** Keeps nothing of what was said in a thread, or in a whole room: what is gone in the chat is gone here. */
export async function erase(house: House, { room, thread, at }: Erased): Promise<void> {
  for (const { key, value } of await Commented.range(house.store, keys.commentedIn(room))) {
    const message = key.slice(keys.commentedIn(room).length)
    const comment = await Comments.find(house.store, keys.comment(value, room, message))
    if (thread !== null && comment?.thread !== thread) continue
    await keepEvent(house, value, room, message, { kind: 'deleted', at })
  }
}

/** The discussions of one club. `send`: sends what was put into the outbox. */
export function discussionService(house: House, id: string, act: Act, send: () => void): DiscussionService {
  async function said<C extends Comment & Place>(round: RoundId, find: () => Promise<readonly C[]>) {
    const { comments: total, people } = await readDiscussion(house, round)
    // Comments of a store from before are found once they are counted.
    const linked = (await find()).map(async (comment) => ({ ...comment, url: (await linkTo(house, comment)) ?? null }))
    return { comments: await Promise.all(linked), total, people }
  }

  return {
    verdicts: (round) => verdictsAt(house, round),
    async judge(caller, postKey, question, value) {
      const round = roundIn(id, postKey)
      const said = await judge(house, act, caller, round, question, value)
      send()
      return { said, verdicts: await verdictsAt(house, round) }
    },
    async addLink(postKey, link) {
      await addLink(house, act, roundIn(id, postKey), link)
      send()
    },
    latest: (round, limit) => said(round, () => latestComments(house, round, limit)),
    toTalkAbout: (round, limit) => said(round, () => toTalkAbout(house, round, limit)),
    async keep({ room, message, thread, author, text, at }) {
      const club = await readClub(house, id)
      assertGoesOn(club)
      const { reading } = club
      if (reading === null) {
        throw new UserError(
          'nothing-read',
          'There is no paper of the week to discuss yet. See with `week` how one is chosen.',
        )
      }
      // What the bot shows of a comment is none itself.
      if (await Copied.find(house.store, keys.copied(room, message))) return false
      return keepEvent(house, { club: id, n: reading }, room, message, { kind: 'said', author, text, thread, at }, act)
    },
  }
}

function linkTo({ platforms }: House, { room, message, thread }: Comment & Place): Promise<string | null> | undefined {
  return platforms.get(platformOf(room))?.link(thread ? { room, message, thread } : { room, message })
}
