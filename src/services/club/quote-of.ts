import { block, span } from '../../chat/prose.ts'
import { cutText } from '../../chat/text.ts'
import { UNNAMED } from '../../club/caller.ts'
import { keys, platformOf, type RoomId, type RoundId } from '../../club/keys.ts'
import type { Prose } from '../../club/prose.ts'
import type { House } from '../house.ts'
import { Comments, Copied } from '../records.ts'

const LONGEST = 120

/** The line of a comment that another answers, with a link to it; nothing where it is not there, or not any more. */
export async function quoteOf(house: House, round: RoundId, room: RoomId, message: string): Promise<Prose> {
  const { store, platforms } = house
  // People answer what they see: a comment of their own room, or the copy of one.
  const copy = await Copied.find(store, keys.copied(room, message))
  const of = copy?.room && copy.message !== null ? { room: copy.room, message: copy.message } : { room, message }
  const comment = await Comments.find(store, keys.comment(round, of.room, of.message))
  const line = comment?.text.split('\n').find((one) => one.trim() !== '')
  if (!comment || comment.deletedAt !== null || line === undefined) return []
  const ref = comment.thread === null ? of : { ...of, thread: comment.thread }
  const link = (await platforms.get(platformOf(of.room))?.link(ref)) ?? null
  const name = span(comment.author?.name ?? UNNAMED, ['bold'])
  return [block('quote', [name, span(': '), span(cutText(line.trim(), LONGEST), [], link)])]
}
