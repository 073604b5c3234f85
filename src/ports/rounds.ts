import type { CandidateRef, Dropped, Nominated } from '../club/ballot.ts'
import type { Caller } from '../club/caller.ts'
import type { Way } from '../club/club.ts'
import type { Tally } from '../club/counting.ts'
import type { AccountId, RoomId, RoundId, Talk } from '../club/keys.ts'
import type { PlannedPaper } from '../club/plan.ts'
import type { Round } from '../club/round.ts'
import type { Paper } from '../library/paper.ts'

/** A round with its count so far. `closesAt`: when its ballot closes, null once it has. `paused`: since when the club has. */
export interface RoundView {
  round: Round
  /** How the club chooses from it now. */
  way: Way
  /** How the club chooses for each of its dates, in words. */
  says: string
  tally: Tally
  closesAt: Temporal.Instant | null
  paused: Temporal.Instant | null
}

/** A ballot after somebody voted on it, with the numbers that they approve now. `dropped`: what they chose and has left it. */
export interface Voted {
  view: RoundView
  approved: number[]
  dropped: Dropped[]
}

/** What became of a post in a room. `why`: a clause that says what is in the way, and what to do about it. */
export interface Fate {
  room: RoomId
  state: 'posted' | 'waiting' | 'failed'
  why: string | null
}

/** A nomination that waits for an organiser. `n`: the number of the message that asks. */
export interface Proposal {
  n: number
  paper: string
  title: string
  by: AccountId
  name: string
  reason: string | null
  at: Temporal.Instant
}

export interface RoundService {
  /** The open ballot. */
  voting(): Promise<RoundView>
  /** The round whose pick is being read; undefined before the first pick. */
  reading(): Promise<RoundView | undefined>
  /** By the post key in a control; throws {@link UserError} `not-found` when it is not this club's. */
  byKey(postKey: string): Promise<RoundView>
  /** `number`: the candidate's, which it keeps as long as it stands in this round. */
  nominate(
    caller: Caller,
    paper: Paper,
    reason: string | undefined,
  ): Promise<{ became: Nominated; number: number; view: RoundView } | { became: 'proposed' }>
  /** What members nominated and waits for an organiser, the oldest first. */
  proposals(): Promise<Proposal[]>
  /** Nominates what was proposed, for whoever did, or refuses it. `n`: as of {@link Proposal}. Throws {@link UserError}. */
  settleProposal(n: number, granted: boolean): Promise<{ title: string }>
  /** Takes a nomination off the open ballot; `n`: of which round the control was, where it was one's. Whose it was is told, with the reason. */
  withdraw(caller: Caller, ref: CandidateRef, n?: number, reason?: string): Promise<Withdrawn & { view: RoundView }>
  /** Takes a paper that left the library off the open ballot; `told`: whether somebody had nominated or proposed it, who is told. */
  leaves(paper: string): Promise<{ stood: boolean; told: boolean }>
  /**
   * Replaces the account's approvals by what was chosen in a menu; resolves once they are on disk. `postKey`: as of
   * {@link byKey}. `dropped`: what was chosen and has left the ballot. When nothing chosen is left, the approvals stay as
   * they were.
   */
  vote(caller: Caller, postKey: string, values: readonly string[]): Promise<Voted>
  /** Approves one candidate as well, or no longer; the others stay as they were. */
  toggle(caller: Caller, postKey: string, value: string): Promise<Voted>
  /** Whether the caller is told while they have not voted. */
  nudged(caller: Caller): Promise<boolean>
  /** Has the caller told so, once a ballot and in a conversation of their own, or not any more. */
  nudge(caller: Caller, wanted: boolean): Promise<void>
  /** Numbers of what the account approves on a ballot, also of what has left it. */
  approvals(caller: Caller, round: Round): Promise<number[]>
  /** Rounds that have a pick whose meeting was not cancelled, latest first. */
  history(limit: number): Promise<Round[]>
  /** Has ballot and picks follow what organisers corrected, merged or parted: each paper stands once, as it is called now. */
  followPapers(): Promise<void>
  /** Says that the caller would read a paper, or takes that back; with how many would now. */
  second(caller: Caller, paper: Pick<Paper, 'id' | 'title'>): Promise<{ would: boolean; count: number }>
  /** How many would read a paper. */
  seconds(paper: string): Promise<number>
  /** The round that read a paper. */
  ofPaper(paper: string): Promise<Round | undefined>
  /** When a paper was read that no round chose. */
  readBefore(paper: string): Promise<Temporal.Instant | undefined>
  /**
   * Closes the ballot of round `n` and posts the pick now; resolves once each room was tried. Throws {@link UserError} when
   * it is closed already, or nobody has voted. `next`: when the pick after it comes.
   */
  closeNow(n: number): Promise<{ view: RoundView; next: Temporal.Instant; fates: Fate[] }>
  /**
   * Takes the pick that is read back: others are read instead, or what came next where `papers` is null. Throws {@link UserError}
   * where there is no pick, or nothing came next.
   */
  veto(papers: readonly PlannedPaper[] | null, reason: string): Promise<{ before: string; after: string }>
  /**
   * Leaves pick and ballot as they are until the club time after `due`. Not `done` when the next pick is another one by now;
   * `next`: when it comes.
   */
  skip(due: Temporal.Instant): Promise<{ done: boolean; next: Temporal.Instant }>
  /** Takes a skip back, as long as its time has not come. */
  unskip(due: Temporal.Instant): Promise<{ done: boolean; next: Temporal.Instant }>
  /** Where a round's posts stand, with links to jump to. */
  links(id: RoundId, kind: Talk | 'ballot'): Promise<{ room: RoomId; url: string }[]>
}

/**
 * What was withdrawn. `by`: who had nominated it, where it was not the caller and is known; `isTold`: whether they are; `stood`:
 * whether it was on the ballot, and did not wait for one.
 */
export interface Withdrawn {
  title: string
  own: boolean
  by: string | null
  isTold: boolean
  stood: boolean
  /** It had only been proposed, and waited for an organiser. */
  isProposed: boolean
}
