/** What the members did and what they were told of it: what the store is held against at the end. */
import type { RoomId } from '../../../src/club/keys.ts'
import type { ChatName } from '../../../src/playground/types.ts'

export interface Ledger {
  comments: Comment[]
  votes: VoteAttempt[]
  nominations: Nomination[]
  /** What somebody wanted to nominate, whatever they were told: who brings back what waits votes for it besides. */
  brought: { account: string; title: string }[]
  /** Titles that an organiser was told to be the paper of the week. */
  announced: string[]
  /** When the next may be said in a chat, by the steady clock. */
  free: Partial<Record<ChatName, number>>
}

/** The chat took it, whether a bot heard it or not. */
export interface Comment {
  room: RoomId
  thread: string
  message: string
  text: string
  isDeleted: boolean
  /** The name of the file that came with it. */
  file: string | null
  /** What it answers, of either side. */
  answers: Comment | null
  /** How many have put a thumb to it. */
  thumbs: number
}

/** One person's choice, in the order in which it was tried. No numbers: the vote was withdrawn. */
export interface VoteAttempt {
  n: number
  account: string
  numbers: number[]
  isAcknowledged: boolean
}

export interface Nomination {
  title: string
  account: string
  isWithdrawn: boolean
}

export const emptyLedger = (): Ledger => ({
  comments: [],
  votes: [],
  nominations: [],
  brought: [],
  announced: [],
  free: {},
})
