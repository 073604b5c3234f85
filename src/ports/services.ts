import type { Attendance, Coming, ComingAnswer } from '../club/attendance.ts'
import type { CandidateRef, Dropped, Nominated } from '../club/ballot.ts'
import type { Caller } from '../club/caller.ts'
import type { CarryingWay } from '../club/carrying.ts'
import type { ClosedRoom } from '../club/closed-room.ts'
import type { Club, ClubChanges, NewClub, Way } from '../club/club.ts'
import type { Comment } from '../club/comment.ts'
import type { Tally } from '../club/counting.ts'
import type { UserError } from '../club/errors.ts'
import type { Feed, FeedFilter } from '../club/feed.ts'
import type { AccountId, RoomId, RoundId } from '../club/keys.ts'
import type { Note } from '../club/note.ts'
import type { PeopledDate } from '../club/people.ts'
import type { Plan, PlanChanges, PlannedPaper, PlannedPerson } from '../club/plan.ts'
import type { WrittenPaper } from '../club/plan-words.ts'
import type { Round } from '../club/round.ts'
import type { SaidDate } from '../club/said-date.ts'
import type { Dated } from '../club/schedule.ts'
import type { Signs } from '../club/signs.ts'
import type { Question, Verdict, Verdicts } from '../club/verdict.ts'
import type { LookUps } from '../library/index/look-ups.ts'
import type { DigestSummary, Paper, Problem } from '../library/paper.ts'

/** The use cases of one club, as commands see them. Outside its rooms what changes it rejects with {@link UserError}. */
export interface Services {
  place: Place
  elsewhere: ElsewhereService
  catalogue: Catalogue
  library: LibraryService
  club: ClubService
  rounds: RoundService
  meetings: MeetingService
  rota: RotaService
  attendance: AttendanceService
  discussion: DiscussionService
  members: MemberService
  links: LinkService
  notes: NoteService
  room: RoomService
}

export type ShippedDigest = Pick<DigestSummary, 'id' | 'title' | 'publication' | 'issue'>

/** The channel that is called from, whether it belongs to a club or to none. */
export interface RoomService {
  /** The digests that ship: what clubs may read from. */
  shipped(): ShippedDigest[]
  /**
   * Throws {@link UserError} when the channel belongs to a club already, when it is not for the caller to say what the channel is
   * for, or when no club could use it.
   */
  requireFree(caller: Caller): Promise<void>
  /**
   * Makes a club whose first room this is, and the caller its organiser. `address`: a feed that it follows from the beginning, or a
   * list or digest whose papers are added. Throws as above.
   */
  start(caller: Caller, club: NewClub, address?: string): Promise<{ services: Services; first: FirstPapers | null }>
  /** Brings the channel into the club whose organisers gave the code. Throws as above, and when the code is none, used or old. */
  join(caller: Caller, code: string): Promise<Services>
  /** The clubs of this server that the caller may bring here, each with the room that it would leave. */
  movable(caller: Caller): Promise<{ name: string; room: RoomId }[]>
  /** Brings a club here from another room of this server. Throws as above. */
  move(caller: Caller, from: RoomId): Promise<Services>
  /** Whether what is said here may be read in the club's other channels, and what is said there here. */
  carry(way: CarryingWay): Promise<void>
  /** Takes the channel out of its club; gives the club. Throws {@link UserError} when it is the last one. */
  leave(): Promise<Club>
}

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

/** For who stands in no club's room: which club answers them there. */
export interface ElsewhereService {
  /** Those that may. */
  clubs(): Promise<NamedClub[]>
  /** From now on this club answers the caller here. Throws {@link UserError} `not-found` when it may not. */
  choose(club: string): Promise<NamedClub>
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
  change(changes: ClubChanges): Promise<Club>
  /** Whether a chat of its rooms shows dates among its own events. */
  canShowEvents(): Promise<boolean>
  /** Who may change the club, each by name where the club knows it: of those who did something here. */
  organisers(): Promise<{ account: AccountId; name: string | null }[]>
  /** Whom the club knows by name, of either chat: who organises, takes turns, or nominated lately. */
  knownByName(): Promise<{ account: AccountId; name: string }[]>
  addOrganiser(account: AccountId): Promise<Club>
  /** Deletes the club: it stands still, and all of it is erased in seven days, unless it is restored. */
  delete(): Promise<Club>
  /** Takes that back. */
  restore(): Promise<boolean>
  /** Sends the caller what the club may take along, as a file. Throws {@link UserError} where it cannot be sent. */
  handExport(caller: Caller): Promise<void>
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

/** A date of the club, with what was settled of it, and who has it. */
export type PlannedMeeting = PeopledDate

/** `path`: below the bot's own address, with a secret in it. `names`, `links`: whether it tells who has a part, and addresses of calls. */
export interface CalendarFeed {
  path: string
  /** What the club has read, in each form. */
  lists: { name: string; path: string }[]
  names: boolean
  links: boolean
}

/** `replace`: the address before leads nowhere any more. */
export interface FeedChanges {
  replace?: boolean | undefined
  names?: boolean | undefined
  links?: boolean | undefined
}

/** What was read on a date that no round is for, as the group wrote it down. */
export interface ReadBefore {
  at: Temporal.Instant
  day: string
  papers: readonly Pick<PlannedPaper, 'paper' | 'title' | 'optional'>[]
}

export interface MeetingService {
  /** The next ones, at most `count`. */
  coming(count: number): Promise<PlannedMeeting[]>
  /** The one that somebody named, past or to come. Throws {@link UserError} `no-meeting` or `which-meeting`. */
  on(date: SaidDate): Promise<PlannedMeeting>
  /**
   * The one that papers are to be chosen for: that of a day, else the next without any; and what was chosen for it before. It
   * stays the same for one act. Throws as above.
   */
  toChooseFor(
    date: SaidDate | undefined,
  ): Promise<{ meeting: PlannedMeeting; had: readonly Pick<PlannedPaper, 'paper' | 'title'>[] }>
  /** By which address calendar programs follow the dates; it is made when it is asked for first. */
  feed(): Promise<CalendarFeed>
  changeFeed(changes: FeedChanges): Promise<CalendarFeed>
  /** What was settled of the one that a pick is for. */
  of(round: Pick<Round, 'meets'>): Promise<Plan>
  /**
   * Takes in what the group met for before, from its table, list or calendar: a link, text or file. Those that are known stay as they
   * are. `undated`: what stands at dates that could not be read. Throws {@link UserError}.
   */
  remember(what: string | FileContent): Promise<{ taken: number; known: number; later: number; undated: string[] }>
  /** The dates of before on which something was read that no round chose, latest first. */
  before(): Promise<ReadBefore[]>
  /** Throws {@link UserError} where nothing of one is to be settled any more but what comes afterwards. */
  requireToCome(meeting: Pick<Dated, 'at'>): Promise<void>
  /** Settles something of one, whose `day` is the calendar's own. */
  edit(meeting: Pick<Dated, 'at' | 'day'>, changes: PlanChanges): Promise<void>
}

/** Who was asked to change places, and both dates: the asker's, then theirs. */
export interface SwapOffered {
  who: PlannedPerson
  dates: { at: Temporal.Instant; people: PlannedPerson[]; free: string[] }[]
}

/** How members come to the dates of their club. What moves others is told in its rooms. */
export interface RotaService {
  /** Takes what is free of a date: without one, of the next that has something free. Throws {@link UserError}. */
  take(
    caller: Caller,
    wanted: { date?: SaidDate | undefined; role?: string | undefined },
  ): Promise<{ at: Temporal.Instant; role: string }>
  /** A date that the caller has, or chooses for as an organiser: without a day, their next. Throws {@link UserError}. */
  own(caller: Caller, date?: SaidDate): Promise<PlannedMeeting>
  /** The paper of such a date; throws {@link UserError} where it is not for them to choose. */
  choose(
    caller: Caller,
    paper: Pick<Paper, 'id' | 'title'>,
    of: { date?: SaidDate | undefined; reason?: string | undefined },
  ): Promise<PlannedMeeting>
  /** Gives back what the caller took: without a date, the next one. Throws {@link UserError}. */
  giveBack(caller: Caller, date?: SaidDate): Promise<{ at: Temporal.Instant }>
  /** Passes the caller's next turn on; gives the date that they lost, and theirs as they are then. Throws {@link UserError}. */
  skip(caller: Caller): Promise<{ passed: Temporal.Instant | null; dates: PlannedMeeting[] }>
  unskip(caller: Caller): Promise<PlannedMeeting[]>
  /** No turn comes to the caller within these days; null: they are there. Throws {@link UserError}. */
  away(caller: Caller, range: { from: string; to: string } | null): Promise<PlannedMeeting[]>
  /** Asks in the rooms whether who has a date would take the caller's. Throws {@link UserError}. */
  offerSwap(caller: Caller, dates: { mine?: SaidDate | undefined; theirs: SaidDate }): Promise<SwapOffered>
  /** `ask`: the message that asked. Once it is settled nothing is changed, whoever calls. Throws {@link UserError}. */
  agreeToSwap(caller: Caller, ask: RoundId): Promise<void>
}

/** What members say of whether they come. Meetings go by the day that the calendar made. */
export interface AttendanceService {
  of(day: string): Promise<Attendance>
  /** What the caller has said of a meeting, null while that is nothing. Throws {@link UserError} where there is no such meeting. */
  said(caller: Caller, day: string): Promise<{ at: Temporal.Instant; said: Coming | null; attendance: Attendance }>
  /** What is undefined stays as it was. Throws as above. */
  say(
    caller: Caller,
    day: string,
    what: { answer?: ComingAnswer | undefined; isNamed?: boolean | undefined },
  ): Promise<{ at: Temporal.Instant; said: Coming; attendance: Attendance }>
}

/** A round with its count so far. `closesAt`: when its ballot closes, null once it has. `paused`: since when the club has. */
export interface RoundView {
  round: Round
  /** How the club chooses now. */
  way: Way
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
  /** Rounds that have a pick, latest first. */
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
  links(id: RoundId, kind: 'pick' | 'ballot'): Promise<{ room: RoomId; url: string }[]>
}

/** What was taken off a ballot. `by`: who had nominated it, where it was not the caller and is known. */
export interface Withdrawn {
  title: string
  own: boolean
  by: string | null
}

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

export interface DiscussionService {
  /** The latest comments on a pick from every room, newest last, with links where the chat has them; and how many there are. */
  latest(id: RoundId, limit: number): Promise<{ comments: SaidComment[]; total: number; people: number }>
  /** The same, those first that most would talk about. */
  toTalkAbout(id: RoundId, limit: number): Promise<{ comments: SaidComment[]; total: number; people: number }>
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
  /** Where they were counted. */
  signs?: Signs
}

/** What can be looked up in the library that a club can see: the shipped digests and what its members added. */
export interface Catalogue extends Omit<LookUps, 'resolve'> {
  /** By its id, also by one that it had before. */
  get(id: string): Promise<Paper | undefined>
  /** The one paper that `text` means: its id, its title, its link or arXiv id, or the only clear match. Throws {@link UserError}. */
  resolve(text: string): Promise<Paper>
}

/** A paper that a member named. `isNew`: the library had it not before. */
export interface Brought {
  paper: Paper
  isNew: boolean
}

/** `isByTitle`: nothing is known of it but the title that somebody wrote. */
export interface Meant extends Brought {
  isByTitle: boolean
}

/** A paper in a member's own words: `link` and `people` may be empty. */
export interface Described {
  title: string
  link: string
  people: string
}

/** What an organiser says of a paper; what is undefined stays. */
export interface Corrected {
  title?: string | undefined
  people?: string | undefined
  /** A year, a month or a day. */
  date?: string | undefined
  link?: string | undefined
}

/** A paper that is new. `seconds`: how many would read it. */
export interface Fresh {
  paper: Paper
  seconds: number
}

/** What members do to their club's library. */
export interface LibraryService {
  /**
   * The paper that a text means: one of the library by title, id or link, else what its link, DOI or arXiv number leads to, which
   * is added. Throws {@link UserError}, `not-found` where nothing is meant.
   */
  bring(text: string): Promise<Brought>
  /** Adds a paper that cannot be looked up. Throws {@link UserError}. */
  describe(paper: Described): Promise<Brought>
  /** The papers that an organiser wrote down. What the library has not is added as it was written. Throws {@link UserError}. */
  meant(written: readonly Pick<WrittenPaper, 'title' | 'url'>[]): Promise<Meant[]>
  /**
   * Takes out what the club added of a paper. `stays`: the shipped digests have it as well. Undefined where no paper has that id.
   * Throws {@link UserError}.
   */
  remove(paper: string): Promise<{ title: string; stays: boolean } | undefined>
  /** Corrects what the club added of a paper, also against what its source says later. Throws {@link UserError}. */
  edit(paper: Paper, facts: Corrected): Promise<Paper>
  /** Makes one paper of two, to which the ids of both lead. Throws {@link UserError}. */
  merge(paper: Pick<Paper, 'id' | 'title'>, other: Pick<Paper, 'id' | 'title'>): Promise<Paper>
  /** What digests say of a paper, which it can be parted into. */
  parts(paper: string): Promise<Part[]>
  /** Makes a paper of its own of some parts, by their places; gives what there is then. Throws {@link UserError}. */
  part(paper: Pick<Paper, 'id' | 'title'>, places: readonly string[]): Promise<Paper[]>
  /** Reads a link, text as it was pasted, or a file, and adds its papers to the club's library. Throws {@link UserError}. */
  add(caller: Caller, what: string | FileContent): Promise<Added>
  /**
   * Keeps a better line for a paper's idea until an organiser accepts or rejects it. `before`: the caller's own earlier line
   * that it takes the place of.
   */
  suggestIdea(caller: Caller, paper: Paper, line: string): Promise<{ before: string | null }>
  /** What came in from an instant on, best first: what members and feeds brought, and the digests whose days end later. */
  fresh(since: Temporal.Instant): Promise<Fresh[]>
  /** Oldest first. */
  suggestions(): Promise<IdeaSuggestion[]>
  /** Settles a suggestion; undefined when somebody has already, or its line is another by now. */
  settleSuggestion(id: string, accept: boolean): Promise<IdeaSuggestion | undefined>
  /**
   * Follows a feed from now on: its papers come in by themselves. Of a long one the newest
   * papers are taken in; `leftOut`: how many older ones are not. Throws {@link UserError} when it cannot be read, is followed already,
   * or is one too many.
   */
  follow(caller: Caller, url: string, wanted?: FeedFilter): Promise<Followed>
  /** Says anew which papers of a feed are wanted from now on; undefined when it is not followed. */
  refine(url: string, wanted: FeedFilter): Promise<FollowedFeed | undefined>
  /** Undefined when it is not followed. */
  unfollow(id: string): Promise<{ title: string } | undefined>
  feeds(): Promise<FollowedFeed[]>
}

/** What one digest says of a paper. `place`: of at most 16 characters, names it. */
export interface Part extends Pick<Paper, 'title' | 'authors' | 'date' | 'arxivId' | 'doi'> {
  place: string
  digest: string
}

/** A file by its name, which helps to tell what it is, and its bytes. */
export interface FileContent {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** What an addition brought. */
export interface Added {
  /** The format that it was read as. */
  format: string
  title: string
  papers: Paper[]
  /** How many of them the library had already, as they are. */
  known: number
  /** How many of them it had, and now says otherwise. */
  changed: number
  problems: Problem[]
  /** What looks like an entry and was not read as one, in the document's order. Without it there is none. */
  unread?: { line: number; text: string }[]
}

export interface IdeaSuggestion {
  id: string
  paper: string
  line: string
  name: string
}

export type FollowedFeed = Feed & { id: string }

export interface Followed {
  feed: FollowedFeed
  added: Added
  leftOut: number
}
