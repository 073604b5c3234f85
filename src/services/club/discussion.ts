import type { Erased, Heard, Reacted } from '../../chat/platform.ts'
import { assertGoesOn } from '../../club/club.ts'
import type { Comment } from '../../club/comment.ts'
import { UserError } from '../../club/errors.ts'
import { keys, platformOf, type RoundId } from '../../club/keys.ts'
import { titleOf } from '../../club/talk.ts'
import type { DiscussionService } from '../../ports/discussion.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Commented, Comments, Copied } from '../records.ts'
import { readClub } from './clubs.ts'
import { commentsOn, keepEvent, latestComments, peopleIn, readDiscussion } from './comments.ts'
import { showReactions } from './followers.ts'
import { idsOf } from './ids-of.ts'
import { roundOfThread } from './mended.ts'
import type { Place } from './place-of.ts'
import { noteSigns, toTalkAbout } from './signs.ts'
import { readRound } from './views.ts'
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
    return { comments: await withLinks(await find()), total, people }
  }

  function withLinks<C extends Comment & Place>(comments: readonly C[]) {
    return Promise.all(comments.map(async (one) => ({ ...one, url: (await linkTo(house, one)) ?? null })))
  }

  /** What was said of one paper of those that are talked of apart. */
  async function saidOn(round: RoundId, limit: number, paper: string) {
    const ids = await idsOf(house, id, paper)
    const { pick } = (await readRound(house, round)) ?? {}
    // What somebody points at elsewhere is a comment on the paper of the week.
    const those = await commentsOn(house, round, ids, pick ? ids.includes(pick.paper) : false)
    const comments = await withLinks(await toTalkAbout(house, round, limit, those))
    return { comments, total: those.length, people: await peopleIn(house, those) }
  }

  /** Each comment with the title of the paper that it speaks of, where they speak of several. */
  async function withTitles<C extends Comment>(
    round: RoundId,
    comments: readonly C[],
  ): Promise<(C & { on?: string })[]> {
    const read = await readRound(house, round)
    const papers = new Set(comments.flatMap(({ paper }) => paper ?? []))
    if (!read || [...papers].every((paper) => paper === read.pick?.paper && read.also.length === 0))
      return [...comments]
    const catalogue = await house.libraries.of(id)
    const known = [...papers].map(
      async (paper) => [paper, titleOf(read, paper) ?? (await catalogue.get(paper))?.title] as const,
    )
    const titles = new Map(await Promise.all(known))
    return comments.map((one) => {
      const on = one.paper === null ? undefined : titles.get(one.paper)
      return on === undefined ? one : { ...one, on }
    })
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
    async toTalkAbout(round, limit, paper) {
      if (paper !== undefined) return saidOn(round, limit, paper)
      const all = await said(round, () => toTalkAbout(house, round, limit))
      return { ...all, comments: await withTitles(round, all.comments) }
    },
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
