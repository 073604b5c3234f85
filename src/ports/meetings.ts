import type { Attendance, Coming, ComingAnswer } from '../club/attendance.ts'
import type { Caller } from '../club/caller.ts'
import type { RoundId } from '../club/keys.ts'
import type { OwnPart } from '../club/own-part.ts'
import type { PeopledDate } from '../club/people.ts'
import type { Plan, PlanChanges, PlannedPaper } from '../club/plan.ts'
import type { Round } from '../club/round.ts'
import type { SaidDate } from '../club/said-date.ts'
import type { Dated } from '../club/schedule.ts'
import type { Paper } from '../library/paper.ts'
import type { FileContent, SwapOffered } from './library.ts'

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
  /** The titles of what was to be read at one that is cancelled, and waits among the nominations again. */
  unread(date: SaidDate): Promise<string[]>
  /** What was planned for days to come that are no dates any more, and for which nothing was picked. */
  unplanned(): Promise<{ day: string; titles: string[] }[]>
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
  giveBack(caller: Caller, date?: SaidDate): Promise<{ at: Temporal.Instant; role: string }>
  /** The caller's parts in dates to come. */
  parts(caller: Caller): Promise<OwnPart[]>
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
