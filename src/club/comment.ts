import { z } from 'zod'
import { UNNAMED } from './caller.ts'
import { type AccountId, isAccountId } from './keys.ts'
import { Moment } from './moment.ts'
import { Prose } from './prose.ts'

/** One message in a pick's thread. A deleted one keeps its place and loses its text and its author's name. */
export const Comment = z.object({
  author: z.object({ account: z.string().refine(isAccountId), name: z.string() }).nullable(),
  text: z.string(),
  /** The same with its markup; null where it has none, or nobody kept it. */
  prose: Prose.nullable().default(null),
  /** The message of its room that it answers; null where it answers none. */
  answers: z.string().nullable().default(null),
  /** The thread it stands in, for a link to jump there; null where the chat did not say. */
  thread: z.string().nullable(),
  /** The paper that it speaks of, where that has a thread of its own; null where all papers of a meeting are talked of together. */
  paper: z.string().nullable().default(null),
  at: Moment,
  editedAt: Moment.nullable(),
  deletedAt: Moment.nullable(),
})
export type Comment = z.output<typeof Comment>

/** What is told of a comment; the same thing may be told twice, late and out of order. */
export type CommentEvent = { at: Temporal.Instant } & (
  | { kind: 'said'; author: Author; text: string; prose?: Prose; answers?: string; thread: string | null }
  | { kind: 'edited'; author?: Author; text: string; prose?: Prose; thread: string | null }
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
      const { author, text, prose = null, answers = null, thread } = event
      if (!comment) return { author, text, prose, answers, thread, paper: null, at, editedAt: null, deletedAt: null }
      if (comment.deletedAt) return { ...comment, at }
      const named = withName(comment, author)
      const known = answers === null || named.answers === answers ? named : { ...named, answers }
      return comment.editedAt && !comment.at.equals(at) ? { ...known, author: known.author ?? author, at } : known
    }
    case 'edited': {
      const { author = null, text, prose = null, thread } = event
      if (!comment)
        return { author, text, prose, answers: null, thread, paper: null, at, editedAt: at, deletedAt: null }
      if (comment.deletedAt) return comment
      const known = withName(comment, author)
      return isNewer(at, comment.editedAt) ? { ...known, text, prose, editedAt: at } : known
    }
    case 'deleted':
      if (comment?.deletedAt) return comment
      return {
        author: null,
        text: '',
        prose: null,
        answers: null,
        thread: comment?.thread ?? null,
        paper: comment?.paper ?? null,
        at: comment?.at ?? at,
        editedAt: null,
        deletedAt: at,
      }
  }
}

/** The comment with its author, who may have been unknown, or known without a name, before. */
function withName(comment: Comment, author: Author | null): Comment {
  const isKnown = comment.author !== null && comment.author.name !== UNNAMED
  return isKnown || author === null || author.name === comment.author?.name ? comment : { ...comment, author }
}

/** The comment under the name that its author turned out to have. */
export function renamed(comment: Comment, { account, name }: Author): Comment {
  const isTheirs = comment.author?.account === account && comment.author.name !== name
  return isTheirs ? { ...comment, author: { account, name } } : comment
}

function isNewer(at: Temporal.Instant, than: Temporal.Instant | null): boolean {
  return than === null || Temporal.Instant.compare(at, than) > 0
}
