import type { Caller } from '../club/caller.ts'
import type { ClosedRoom } from '../club/closed-room.ts'
import type { Club, ClubChanges } from '../club/club.ts'
import type { UserError } from '../club/errors.ts'
import type { AccountId, RoomId } from '../club/keys.ts'
import type { Schedule } from '../club/schedule.ts'
import type { DigestSummary } from '../library/paper.ts'
import type { Added, Followed } from './library.ts'
import type { RoundService } from './rounds.ts'

export type ShippedDigest = Pick<DigestSummary, 'id' | 'title' | 'publication' | 'issue'>

/** What the address gave that a club was started with. The club is there all the same where it is a `problem`. */
export type FirstPapers = Followed | { added: Added } | { problem: UserError }

/** A club as it is named outside its rooms, with a link to the nearest of them. */
export interface NamedClub {
  id: string
  name: string
  room: { label: string; url: string } | null
}

/**
 * Where the caller stands. `room`: in one of the club's own. `near`: elsewhere, where one club answers what can be looked up;
 * `several`: which one is not known, and until it is the shipped library answers, as where there is `none`. `refusal`: for
 * what is done in a club's rooms only.
 */
export type Place =
  | { kind: 'room' }
  | { kind: 'near'; club: NamedClub; isOneOfSeveral: boolean; refusal: UserError }
  | { kind: 'several'; clubs: NamedClub[]; refusal: UserError }
  | { kind: 'none'; direct: boolean; refusal: UserError }

/** What was asked: a command, or a control. */
export type AskedFor = { command: string; values: Record<string, string> } | { action: string; values: string[] }

/** What of a club's rounds it takes to vote. */
export type BallotElsewhere = Pick<RoundService, 'voting' | 'approvals' | 'toggle'>

/** For who stands in no club's room: which club answers them there. */
export interface ElsewhereService {
  /** Those that may. */
  clubs(): Promise<NamedClub[]>
  /** From now on this club answers the caller here. Throws {@link UserError} `not-found` when it may not. */
  choose(club: string): Promise<NamedClub>
  /**
   * The ballot of one of them, for who is in one of its rooms. Throws {@link UserError} `not-in-room` for others, and with where
   * to go where that cannot be found out.
   */
  ballot(club: string): Promise<BallotElsewhere>
  /** Keeps for 15 minutes what the caller asked; gives back by what it is found again. */
  keep(asked: AskedFor): Promise<string>
  /** What the caller asked; undefined when it is too long ago, or was asked by somebody else. */
  asked(token: string): Promise<AskedFor | undefined>
}

export interface ClubService {
  get(): Promise<Club>
  /** With every turn that was had counted in its rota. */
  counted(): Promise<Club>
  /** Throws {@link UserError} unless the caller is an organiser. */
  requireOrganiser(caller: Caller): Promise<void>
  /** Changes the week and moves the next pick accordingly. */
  change(changes: ClubChanges): Promise<Club & { before: Schedule }>
  /** Whether a chat of its rooms shows dates among its own events. */
  canShowEvents(): Promise<boolean>
  /** Who may change the club, each by name where the club knows it: of those who did something here. */
  organisers(): Promise<{ account: AccountId; name: string | null }[]>
  /** Whom the club knows by name, of either chat: who organises, takes turns, or nominated lately. */
  knownByName(): Promise<{ account: AccountId; name: string }[]>
  addOrganiser(account: AccountId): Promise<Club>
  /** Throws {@link UserError} where its channels and its end are not for its organisers to say, and where it is deleted already. */
  requireOwn(): Promise<void>
  /** Deletes the club: it stands still, and all of it is erased in seven days, unless it is restored. */
  delete(): Promise<Club>
  /** Takes that back. */
  restore(): Promise<boolean>
  /** Sends the caller what the club may take along, as a file. Throws {@link UserError} where it cannot be sent. */
  handExport(caller: Caller): Promise<void>
  /** Sends the caller what the club has read, as a file in one of the formats that a club's feed names. Throws {@link UserError} where it cannot be sent. */
  handList(caller: Caller, format: string): Promise<void>
  /** A code by which one more channel can join, once and for a while. */
  invite(): Promise<{ code: string; until: Temporal.Instant }>
  /** Where the club meets, and what keeps it from being used, a sentence each; also where the bot is shut out. */
  rooms(): Promise<{ room: RoomId; name: string | null; problems: string[]; closed?: ClosedRoom }[]>
  removeOrganiser(account: AccountId): Promise<Club>
  /** No week turns until it goes on, by itself on a day where that is said; the ballot stays open. Throws {@link UserError}. */
  pause(until: Temporal.PlainDate | null): Promise<Club>
  /** The next pick comes at the first club time that is at least a day away. */
  resume(): Promise<Club>
  /** What went wrong and waits for an organiser, newest last. */
  troubles(): Promise<{ at: Temporal.Instant; sentence: string; room?: RoomId | undefined }[]>
}
