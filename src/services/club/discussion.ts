import type { Erased, Heard } from '../../chat/platform.ts'
import { applyEvent, type CommentEvent } from '../../club/comment.ts'
import { UserError } from '../../club/errors.ts'
import { keys, platformOf, type RoomId, type RoundId } from '../../club/keys.ts'
import type { DiscussionService, SaidComment } from '../../ports/services.ts'
import type { House } from '../house.ts'
import { Commented, Comments } from '../records.ts'
import { readClub } from './clubs.ts'
import { roundOfThread } from './mended.ts'

/** Keeps what is said in a pick's thread. Resolves once it is on disk; what stands in no known thread is passed over. */
export async function hear(house: House, event: Heard): Promise<void> {
  const round = await roundOf(house, event)
  if (round) await keepEvent(house, round, event.room, event.message, event)
}

async function roundOf(house: House, { room, thread, message }: Heard): Promise<RoundId | undefined> {
  const byThread = thread ? await roundOfThread(house, { room, thread }) : undefined
  return byThread ?? Commented.find(house.store, keys.commented(room, message))
}

/** Keeps nothing of what was said in a thread, or in a whole room: what is gone in the chat is gone here. */
export async function erase(house: House, { room, thread, at }: Erased): Promise<void> {
  for (const { key, value } of await Commented.range(house.store, keys.commentedIn(room))) {
    const message = key.slice(keys.commentedIn(room).length)
    const comment = await Comments.get(house.store, keys.comment(value, room, message))
    if (thread !== null && comment?.thread !== thread) continue
    await keepEvent(house, value, room, message, { kind: 'deleted', at })
  }
}

/** Resolves with whether it is a new comment. */
export async function keepEvent(
  house: House,
  round: RoundId,
  room: RoomId,
  message: string,
  event: CommentEvent,
): Promise<boolean> {
  const key = keys.comment(round, room, message)
  return house.store.change([key], (values) => {
    // One that cannot be read is what is told of it now; its thread is read back.
    const before = Comments.findIn(house.store, values, key)
    const after = applyEvent(before, event)
    if (after === before) return { writes: {}, result: false }
    const index = { [keys.commented(room, message)]: Commented.json({ club: round.club, n: round.n }) }
    return { writes: { [key]: Comments.json(after), ...index }, result: before === undefined }
  })
}

/** The discussions of one club. */
export function discussionService(house: House, id: string): DiscussionService {
  return {
    async latest(round, limit) {
      const prefix = keys.comments(round)
      const entries = await Comments.range(house.store, prefix)
      const said = entries
        .filter(({ value }) => value.deletedAt === null)
        .sort((a, b) => Temporal.Instant.compare(a.value.at, b.value.at))
      const latest = limit > 0 ? said.slice(-limit) : []
      const comments = latest.map(async ({ key, value }): Promise<SaidComment> => {
        const where = placeOf(key.slice(prefix.length))
        return { ...value, ...where, url: (await linkTo(house, where, value.thread)) ?? null }
      })
      const people = new Set(said.map(({ value }) => value.author?.account)).size
      return { comments: await Promise.all(comments), total: said.length, people }
    },
    async keep({ room, message, thread, author, text, at }) {
      const { reading } = await readClub(house, id)
      if (reading === null) {
        throw new UserError(
          'nothing-read',
          'There is no paper of the week to discuss yet. See the open ballot with `vote`.',
        )
      }
      return keepEvent(house, { club: id, n: reading }, room, message, { kind: 'said', author, text, thread, at })
    },
  }
}

/** The room and the message of a comment, from the end of its key. */
function placeOf(path: string): { room: RoomId; message: string } {
  const cut = path.lastIndexOf('/')
  return { room: path.slice(0, cut) as RoomId, message: path.slice(cut + 1) }
}

function linkTo(
  { platforms }: House,
  ref: { room: RoomId; message: string },
  thread: string | null,
): Promise<string | null> | undefined {
  return platforms.get(platformOf(ref.room))?.link(thread ? { ...ref, thread } : ref)
}
