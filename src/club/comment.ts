import { z } from 'zod'
import { type AccountId, isAccountId } from './keys.ts'

const Moment = z.string().transform((text) => Temporal.Instant.from(text))

/** One message in a pick's thread. A deleted one keeps its place and loses its text and its author's name. */
export const Comment = z.object({
  author: z
    .object({ account: z.string().refine((text): text is AccountId => isAccountId(text)), name: z.string() })
    .nullable(),
  text: z.string(),
  at: Moment,
  editedAt: Moment.nullable(),
  deletedAt: Moment.nullable(),
})
export type Comment = z.output<typeof Comment>

/** What is told of a comment; the same thing may be told twice, late and out of order. */
export type CommentEvent =
  | { kind: 'said'; author: { account: AccountId; name: string }; text: string; at: Temporal.Instant }
  | { kind: 'edited'; author?: { account: AccountId; name: string }; text: string; at: Temporal.Instant }
  | { kind: 'deleted'; at: Temporal.Instant }

/** The comment after an event. Any order of the same events ends in the same comment. */
export function applyEvent(comment: Comment | undefined, event: CommentEvent): Comment {
  switch (event.kind) {
    case 'said':
      if (!comment) return { author: event.author, text: event.text, at: event.at, editedAt: null, deletedAt: null }
      if (comment.deletedAt) return { ...comment, at: event.at }
      return comment.editedAt ? { ...comment, author: event.author, at: event.at } : comment
    case 'edited': {
      const author = event.author ?? null
      if (!comment) return { author, text: event.text, at: event.at, editedAt: event.at, deletedAt: null }
      if (comment.deletedAt || isOlder(event.at, comment.editedAt)) return comment
      return { ...comment, author: comment.author ?? author, text: event.text, editedAt: event.at }
    }
    case 'deleted':
      if (comment?.deletedAt) return comment
      return { author: null, text: '', at: comment?.at ?? event.at, editedAt: null, deletedAt: event.at }
  }
}

function isOlder(at: Temporal.Instant, than: Temporal.Instant | null): boolean {
  return than !== null && Temporal.Instant.compare(at, than) < 0
}
