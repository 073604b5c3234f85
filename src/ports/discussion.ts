import type { Caller } from '../club/caller.ts'
import type { Comment } from '../club/comment.ts'
import type { AccountId, RoomId, RoundId } from '../club/keys.ts'
import type { Plan } from '../club/plan.ts'
import type { Signs } from '../club/signs.ts'
import type { Question, Verdict, Verdicts } from '../club/verdict.ts'

export interface DiscussionService {
  /** The latest comments on a pick from every room, newest last, with links where the chat has them; and how many there are. */
  latest(id: RoundId, limit: number): Promise<{ comments: SaidComment[]; total: number; people: number }>
  /** The same, those first that most would talk about. `paper`: which alone they are to speak of, where papers are talked of apart. */
  toTalkAbout(
    id: RoundId,
    limit: number,
    paper?: string,
  ): Promise<{ comments: SaidComment[]; total: number; people: number }>
  /** How many said what of a discussion that was. */
  verdicts(id: RoundId): Promise<Verdicts>
  /** Keeps what the caller says of one; said a second time it is taken back. `postKey`: of its post. Throws {@link UserError}. */
  judge(
    caller: Caller,
    postKey: string,
    question: Question,
    value: boolean,
  ): Promise<{ said: Verdict; verdicts: Verdicts }>
  /** Adds slides, notes or a recording to the meeting of a post. Throws {@link UserError}. */
  addLink(postKey: string, link: Plan['links'][number]): Promise<void>
  /** Keeps a message as a comment on the pick that is being read, when someone points at it. False when it is kept already. */
  keep(message: {
    room: RoomId
    thread: string | null
    message: string
    author: { account: AccountId; name: string }
    text: string
    at: Temporal.Instant
  }): Promise<boolean>
}

export interface SaidComment extends Comment {
  room: RoomId
  message: string
  url: string | null
  /** The title of the paper that it speaks of, where papers are talked of apart. */
  on?: string
  /** Where they were counted. */
  signs?: Signs
}
