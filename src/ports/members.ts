import type { Caller } from '../club/caller.ts'
import type { AccountId } from '../club/keys.ts'
import type { Note } from '../club/note.ts'

/** What is kept of one account in every club. */
export interface Kept {
  /** Titles approved on open ballots. */
  vote: string[]
  /** The same of groups that do not vote now, where it counts nothing. */
  unused: string[]
  /** How many closed ballots hold a vote of theirs. */
  votes: number
  nominations: { title: string; reason: string | null }[]
  comments: number
  /** Idea lines that wait for an organiser. */
  suggestions: string[]
  /** How many accepted idea lines show their name. */
  ideas: number
  /** How many meetings they have a part in, or chose a paper for. */
  meetings: number
  /** How often they had a date by their turn, of those who take turns. */
  turns: number | null
  /** Of how many meetings they said whether they come. */
  comings: number
  /** Of how many discussions they said how they were. */
  verdicts: number
  organiser: boolean
  /** The accounts that theirs is linked with. */
  others: readonly AccountId[]
}

/** What concerns one person alone. */
export interface NoteService {
  /** What the caller has not been told yet, oldest first and a few at a time. It is told again unless `told` is called within a minute. */
  take(caller: Caller): Promise<{ notes: Note[]; told(): Promise<void> }>
  /** Whether the account that is called with gets it as a message to it alone, too; without `wanted` that stays as it is. */
  messaged(caller: Pick<Caller, 'account'>, wanted?: boolean): Promise<boolean>
}

/** How somebody who has several accounts is one person with all of them. */
export interface LinkService {
  /** All accounts of whoever calls, the one that they call with first. */
  accounts(caller: Pick<Caller, 'account'>): Promise<readonly AccountId[]>
  /** A code that another account of theirs enters: good once, for ten minutes. */
  code(caller: Caller): Promise<{ code: string; until: Temporal.Instant }>
  /** Links the caller's account with the one that the code was made for, which it gives. Throws {@link UserError}. */
  link(caller: Caller, code: string): Promise<{ account: AccountId; name: string }>
  /** The caller's account is linked with no other any more; what each has said and voted counts for each again. */
  unlink(caller: Caller): Promise<void>
}

/** A person's account is theirs: what they may see and have erased, whatever the club. */
export interface MemberService {
  kept(caller: Caller): Promise<Kept>
  /** Sends all of it to the caller alone, as a file. Throws {@link UserError} where the chat does not take it. */
  hand(caller: Caller): Promise<void>
  /** Whether the caller's comments may be read in other channels than their own; where not, they are taken away there. */
  carry(caller: Caller, wanted: boolean): Promise<void>
  /** Erases names, texts and votes; tallies of closed ballots stay. What is interrupted is done by asking again. */
  forget(caller: Caller): Promise<void>
}
