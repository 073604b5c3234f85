import { z } from 'zod'
import { type AccountId, isAccountId } from './keys.ts'
import { Moment } from './moment.ts'

/** One message in a pick's thread. A deleted one keeps its place and loses its text and its author's name. */
export const Comment = z.object({
  author: z.object({ account: z.string().refine(isAccountId), name: z.string() }).nullable(),
  text: z.string(),
  /** The thread it stands in, for a link to jump there; null where the chat did not say. */
  thread: z.string().nullable(),
  at: Moment,
  editedAt: Moment.nullable(),
  deletedAt: Moment.nullable(),
})
export type Comment = z.output<typeof Comment>

/** What is told of a comment; the same thing may be told twice, late and out of order. */
export type CommentEvent = { at: Temporal.Instant } & (
  | { kind: 'said'; author: Author; text: string; thread: string | null }
  | { kind: 'edited'; author?: Author; text: string; thread: string | null }
  | { kind: 'deleted' }
)

interface Author {
  account: AccountId
  name: string
}

/** The comment after an event. Any order of the same events ends in the same comment. */
export function applyEvent(comment: Comment | undefined, event: CommentEvent): Comment {
  const { at } = event
  switch (event.kind) {
    case 'said': {
      const { author, text, thread } = event
      if (!comment) return { author, text, thread, at, editedAt: null, deletedAt: null }
      if (comment.deletedAt) return { ...comment, at }
      return comment.editedAt && !comment.at.equals(at) ? { ...comment, author, at } : comment
    }
    case 'edited': {
      const { author = null, text, thread } = event
      if (!comment) return { author, text, thread, at, editedAt: at, deletedAt: null }
      if (comment.deletedAt || !isNewer(at, comment.editedAt)) return comment
      return { ...comment, author: comment.author ?? author, text, editedAt: at }
    }
    case 'deleted':
      if (comment?.deletedAt) return comment
      return {
        author: null,
        text: '',
        thread: comment?.thread ?? null,
        at: comment?.at ?? at,
        editedAt: null,
        deletedAt: at,
      }
  }
}

function isNewer(at: Temporal.Instant, than: Temporal.Instant | null): boolean {
  return than === null || Temporal.Instant.compare(at, than) > 0
}
