import { z } from 'zod'
import { Asked, nextAsk } from './asking.ts'
import { rulesOf, TimeOfDay, withRules } from './calendar/calendar.ts'
import { type CalendarChanges, changeSchedule } from './calendar/change.ts'
import { rulesWith, type TrackChanges } from './calendar/change-track.ts'
import type { Caller } from './caller.ts'
import { Way } from './choosing/way-name.ts'
import { ClosedRoom } from './closed-room.ts'
import { UserError } from './errors.ts'
import { type AccountId, isAccountId, isRoomId, roundOfPostKey } from './keys.ts'
import { Moment } from './moment.ts'
import { nudgeAt } from './nudge.ts'
import { accountsOf } from './person.ts'
import { PlannedPaper } from './plan.ts'
import { Reminder } from './reminder.ts'
import { changeRota, Rota, type RotaChanges, renamedIn } from './rota.ts'
import {
  begunAt,
  datesOn,
  dayIn,
  localIn,
  nextHourOf,
  nextTime,
  nextTimeWithNotice,
  nextWithout,
  pickBeside,
  Schedule,
  type Weekly,
} from './schedule.ts'
import { APPROVAL, Voting } from './voting.ts'
import { closingOf, hasBallot, pickToAsk } from './way-of-date.ts'
import { ArrivalsPost, arrivalsPostFrom, type DigestTime, nextArrivals } from './week-digest.ts'

export { Way }

/** Papers that are read in their order. `next`: how many have been read. */
const Sequence = z.object({ papers: z.array(PlannedPaper), next: z.number().int().min(0) })

/** What a track has of its own, by the key of its rule; null: what the club has. */
const Track = z.object({ key: z.string(), sequence: Sequence.nullable().default(null) })

/** The id of the club that the environment describes. */
export const CLUB = 'club'

/** Papers that a ballot is filled up to, until organisers say otherwise. */
export const BALLOT_SIZE = 5
/** Ballots that a nomination waits for which was not picked, until organisers say otherwise. */
const WAITS = 4
/** What a club is called that nobody has named. */
export const NAMELESS = 'Reading group'
export const LONGEST_NAME = 60

/** A reading group as the store keeps it. */
export const Club = z.object({
  id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
  name: z.string().min(1).max(LONGEST_NAME).default(NAMELESS),
  schedule: Schedule,
  /** How many papers a ballot is filled up to. */
  ballotSize: z.number().int().min(2).max(10),
  /** For how many further ballots a nomination waits that was not picked. */
  waits: z.number().int().min(0).max(20).default(4),
  /** Whether what members nominate waits for an organiser. */
  approval: z.boolean().default(false),
  /** Whether votes, nominations and comments of who has left its servers and workspaces go when a ballot closes. */
  leaversGo: z.boolean().default(false),
  way: Way.default('vote'),
  /** How members vote on the ballots to come. */
  ballots: Voting.prefault({}),
  /** How many papers a meeting has. */
  papersEach: z.number().int().min(1).max(10).default(1),
  /** How many of these need not be read: the last ones. */
  papersOptional: z.number().int().min(0).max(9).default(0),
  /** Whether each of them has a thread of its own. */
  threadEach: z.boolean().default(false),
  /** How often its dates were revised, and when last: who follows them is told that they are other ones. */
  revised: z
    .object({ times: z.number().int().min(1), at: Moment })
    .nullable()
    .default(null),
  /** How long a meeting is, in minutes; null where nobody has said. */
  minutes: z.number().int().positive().nullable().default(null),
  rota: Rota.prefault({}),
  sequence: Sequence.default({ papers: [], next: 0 }),
  /** What its tracks have of their own beside what their rules say. */
  tracks: z.array(Track).default([]),
  /** Where it meets: a room, or the address of a call. */
  place: z.string().nullable().default(null),
  /** Whether its meetings are shown among the events of its servers. */
  events: z.boolean().default(false),
  /** When its rooms are reminded of a meeting. */
  reminders: z.array(Reminder).default([]),
  organisers: z.array(z.string().refine(isAccountId)),
  /** What organisers are called, of those who have done something here. */
  names: z.record(z.string(), z.string()).default({}),
  rooms: z.array(z.string().refine(isRoomId)),
  /** Rooms that let what is said there be read in the others of them. */
  carrying: z.array(z.string().refine(isRoomId)).default([]),
  /** Those of them that read what is said in the others once a day. */
  digesting: z.array(z.string().refine(isRoomId)).default([]),
  /** Rooms in which is read what is said in those, and no more. */
  listening: z.array(z.string().refine(isRoomId)).default([]),
  /** Rooms that the bot is shut out of: nothing is sent there. */
  closed: z.array(ClosedRoom).default([]),
  /** Ids of the shipped digests that it reads from; null for all of them, also those to come. */
  digests: z.array(z.string()).nullable().default(null),
  /** How often its rooms were told something besides its weeks. */
  told: z.number().int().min(0).default(0),
  /** Number of the round that is voting. */
  voting: z.number().int().min(1),
  /** Number of the round that is reading; null before the first pick. */
  reading: z.number().int().min(1).nullable(),
  /** When the open ballot closes. Of a paused club: when it would have. */
  nextPick: Moment,
  /** When its rooms are told of the next date without a paper; null while there is none. */
  nextOther: Moment.nullable().default(null),
  /** When those are told that read the others once a day; null while there are none. */
  nextDigest: Moment.nullable().default(null),
  /** Who was asked for their paper last. */
  asked: Asked.nullable().default(null),
  /** When whoever presents next is asked for theirs; null while nobody is to be. */
  nextAsk: Moment.nullable().default(null),
  /** When what is new in its library is told its rooms, and since when it is; null where they are not told. */
  arrivalsPost: ArrivalsPost.nullable().default(null),
  /** When it is told next. */
  nextArrivals: Moment.nullable().default(null),
  /** Whether anybody asked to be told while they have not voted. */
  nudges: z.boolean().default(false),
  /** The ballot that they were told of last. */
  nudged: z.number().int().min(0).default(0),
  /** When they are told next; null while nobody is to be. */
  nextNudge: Moment.nullable().default(null),
  /** Since when the club has paused; null while its weeks turn. */
  paused: Moment.nullable().default(null),
  /** When a pause ends by itself; null where somebody has to end it. */
  resumes: Moment.nullable().default(null),
  /** Since when it is deleted, and when all of it is erased; until then it pauses. `paused`: since when it had before, if it had. */
  ending: z.object({ since: Moment, until: Moment, paused: Moment.nullable() }).nullable().default(null),
})
export type Club = z.output<typeof Club>

/** What is known of a club before there is one. */
export interface NewClub {
  name: string
  schedule: Weekly
  digests: string[] | null
  /** Vote, unless said. */
  way?: Way | undefined
}

/** A club that has no rooms yet, and nothing behind it. */
export function newClub(id: string, { name, schedule, digests, way = 'vote' }: NewClub, now: Temporal.Instant): Club {
  return {
    id,
    name,
    schedule: begunAt(schedule, now),
    ballotSize: BALLOT_SIZE,
    waits: WAITS,
    approval: false,
    leaversGo: false,
    way,
    ballots: APPROVAL,
    papersEach: 1,
    papersOptional: 0,
    threadEach: false,
    revised: null,
    minutes: null,
    rota: Rota.parse(way === 'presenter' ? { how: 'volunteers' } : {}),
    sequence: { papers: [], next: 0 },
    tracks: [],
    place: null,
    events: false,
    reminders: [],
    organisers: [],
    names: {},
    rooms: [],
    carrying: [],
    digesting: [],
    listening: [],
    closed: [],
    digests,
    told: 0,
    voting: 1,
    reading: null,
    nextPick: nextTimeWithNotice(schedule, now),
    nextOther: null,
    nextDigest: null,
    asked: null,
    nextAsk: null,
    nudges: false,
    nudged: 0,
    nextNudge: null,
    arrivalsPost: null,
    nextArrivals: null,
    paused: null,
    resumes: null,
    ending: null,
  }
}

/** What an organiser may change. */
export interface ClubChanges extends CalendarChanges {
  /** The key of the track that its list is for; undefined: for the club. */
  track?: string | undefined
  /** What is said of the rule of that track alone. */
  ofTrack?: TrackChanges | undefined
  name?: string | undefined
  digests?: string[] | null | undefined
  weekday?: number | undefined
  /** `HH:MM` */
  time?: string | undefined
  zone?: string | undefined
  ballotSize?: number | undefined
  waits?: number | undefined
  approval?: boolean | undefined
  leaversGo?: boolean | undefined
  /** Null: the club meets nowhere in particular. */
  place?: string | null | undefined
  events?: boolean | undefined
  reminders?: readonly Reminder[] | undefined
  way?: Way | undefined
  ballots?: Voting | undefined
  papersEach?: number | undefined
  papersOptional?: number | undefined
  threadEach?: boolean | undefined
  minutes?: number | null | undefined
  /** The papers of its list, in order. */
  list?: readonly PlannedPaper[] | undefined
  /** How many of them have been read. */
  listed?: number | undefined
  rota?: RotaChanges | undefined
  /** When its rooms are told what is new in its library; null: never. */
  arrivalsPost?: DigestTime | null | undefined
}

/**
 * When the club's next act is due: its erasure, the end of its pause, its next pick, a date without a paper, asking for one, what is
 * read once a day, what is new in its library, or telling who has not voted; null while nothing is.
 */
export function dueOf({
  ending,
  paused,
  resumes,
  nextPick,
  nextOther,
  nextAsk,
  nextDigest,
  nextArrivals,
  nextNudge,
}: Club): Temporal.Instant | null {
  if (ending) return ending.until
  if (paused) return resumes
  const due = [nextPick, nextOther, nextAsk, nextDigest, nextArrivals, nextNudge].filter((instant) => instant !== null)
  return due.toSorted(Temporal.Instant.compare)[0] ?? nextPick
}

/** Hours in which a deleted club can be had back. */
const SECOND_THOUGHTS = { hours: 7 * 24 }

/** The club deleted, for as long as that can be taken back. */
export function endClub(club: Club, now: Temporal.Instant): Club {
  const { paused } = club
  return club.ending
    ? club
    : { ...club, paused: paused ?? now, ending: { since: now, until: now.add(SECOND_THOUGHTS), paused } }
}

/** The club not deleted after all; its weeks turn again unless it had paused before. `chosen`: days whose paper stands. */
export function restoreClub(club: Club, now: Temporal.Instant, chosen: readonly string[]): Club {
  if (!club.ending) return club
  const { paused } = club.ending
  const next = goesOnAt(club, nextTimeWithNotice(club.schedule, now), chosen)
  const restored = withArrivals({ ...club, ending: null, paused }, now)
  return paused ? restored : awaiting(restored, next, now)
}

/** Throws {@link UserError} while the club is deleted: nothing of it is changed then. */
export function assertGoesOn({ name, ending }: Club): void {
  if (!ending) return
  throw new UserError(
    'ending',
    `“${name}” is deleted, so nothing is changed any more. Organisers can take that back with \`club restore\`.`,
  )
}

/** Throws {@link UserError} when a button stands on another club's post. `key`: of the post, empty where it stands on none. */
export function assertOwnPost({ id }: Club, key: string): void {
  if (key === '' || roundOfPostKey(key)?.club === id) return
  throw new UserError('not-found', 'That is about another reading group. Press the button in one of its own channels.')
}

/** The club with its next pick, and its next date without a paper after `now`. Where its calendar has neither any more, it pauses. */
export function awaiting(club: Club, next: Temporal.Instant | null, now: Temporal.Instant): Club {
  const nextOther = nextWithout(club.schedule, now)?.post ?? null
  const due = next ?? nextOther
  return due
    ? nudging(asking(digesting({ ...club, nextPick: due, nextOther }, now), now), now)
    : { ...club, nextOther, nextAsk: null, nextNudge: null, paused: club.paused ?? now }
}

/** The club with when those are told next that read the others once a day: at its hour. What is due by now stays so. */
export function digesting(club: Club, now: Temporal.Instant): Club {
  const next = club.digesting.length === 0 ? null : nextHourOf(club.schedule, now)
  const isDue = next && club.nextDigest && Temporal.Instant.compare(club.nextDigest, next) < 0
  return isDue ? club : { ...club, nextDigest: next }
}

/** The club that pauses, until an instant or until somebody ends that. */
export function pause(club: Club, until: Temporal.Instant | null, now: Temporal.Instant): Club {
  return { ...club, paused: club.paused ?? now, resumes: until }
}

/**
 * The club whose pause is over at `now`; null where its calendar has no further date. `isPlanned`: everybody knew when. `chosen`: days
 * whose paper stands.
 */
export function resume(
  club: Club,
  now: Temporal.Instant,
  { isPlanned, chosen }: { isPlanned: boolean; chosen: readonly string[] },
): Club | null {
  const { calendar, ...weekly } = club.schedule
  const isAhead = chosen.some((day) => day >= dayIn(now, weekly.zone))
  // What comes sooner than its next pick nobody is told of.
  const schedule = isPlanned || calendar || isAhead ? club.schedule : begunAt(weekly, now)
  const first = isPlanned ? nextTime(schedule, now.subtract({ seconds: 1 })) : nextTimeWithNotice(schedule, now)
  const next = goesOnAt({ ...club, schedule }, first, chosen)
  return next && awaiting(withArrivals({ ...club, schedule, paused: null, resumes: null }, now), next, now)
}

/** The next pick of a club that stood still: what was skipped or chosen before stays so. */
function goesOnAt(
  { schedule, nextPick }: Club,
  first: Temporal.Instant | null,
  chosen: readonly string[],
): Temporal.Instant | null {
  const isLater = first && Temporal.Instant.compare(nextPick, first) > 0
  return pickBeside(schedule, isLater ? nextPick : first, chosen)
}

/** The club with when it is to tell next what is new. */
function withArrivals(club: Club, now: Temporal.Instant): Club {
  return { ...club, nextArrivals: nextArrivals(club.arrivalsPost, club.schedule, now) }
}

/** The club with when it is to ask whoever presents next for their paper. */
export function asking(club: Club, now: Temporal.Instant): Club {
  const pick = club.paused ? null : pickToAsk(club)
  return { ...club, nextAsk: pick && nextAsk({ ...club, nextPick: pick }, now) }
}

/** The club with when those who have not voted are told so, where anybody asked for that. */
export function nudging(club: Club, now: Temporal.Instant): Club {
  const isWanted = club.nudges && !club.paused && hasBallot(club) && club.nudged !== club.voting
  return { ...club, nextNudge: isWanted ? nudgeAt(club.schedule, closingOf(club), now) : null }
}

/** The changes with what is said of one track alone as all rules of the club. */
export function ofAllTracks({ schedule }: Pick<Club, 'schedule'>, changes: ClubChanges): ClubChanges {
  const { track, ofTrack } = changes
  if (track === undefined || !ofTrack || Object.values(ofTrack).every((value) => value === undefined)) return changes
  return { ...changes, rules: rulesWith(schedule, track, ofTrack) }
}

/** The club with the changes made, which begin to count at `now`. `meets`: whether it has dates. Throws {@link UserError} when one is not to be had. */
export function changeClub(club: Club, changes: ClubChanges, now: Temporal.Instant, meets: boolean): Club {
  if (changes.time !== undefined && !TimeOfDay.safeParse(changes.time).success)
    throw new UserError(
      'bad-schedule',
      '“time” must be hours and minutes on a clock of 24 hours. For example: `club set time:18:30`.',
    )
  const changed = Schedule.parse(changeSchedule(club.schedule, changes, now, { hasRead: club.reading !== null, meets }))
  const { schedule, way } = asOneTrack(changed, changes.way ?? club.way)
  const { name = club.name, digests = club.digests, place = club.place } = changes
  const {
    ballotSize = club.ballotSize,
    waits = club.waits,
    approval = club.approval,
    leaversGo = club.leaversGo,
  } = changes
  const asksWho = newPresenters(club, schedule)
  const reminders = [...(changes.reminders ?? club.reminders)]
  const rota = changes.rota
    ? changeRota(club.rota, changes.rota, nextToMeet(schedule, now))
    : { ...club.rota, ...asksWho }
  const { ballots = club.ballots, papersEach = club.papersEach, minutes = club.minutes } = changes
  const { papersOptional = club.papersOptional, threadEach = club.threadEach, events = club.events } = changes
  const settings = {
    ballotSize,
    waits,
    approval,
    leaversGo,
    place,
    events,
    reminders,
    rota,
    way,
    ballots,
    papersEach,
    papersOptional,
    threadEach,
    minutes,
  }
  const after = { ...club, name, digests, schedule, ...settings, ...changeLists(club, schedule, changes) }
  if (changes.arrivalsPost === undefined && schedule.zone === club.schedule.zone) return digesting(after, now)
  const { arrivalsPost: wanted = club.arrivalsPost } = changes
  const arrivalsPost = arrivalsPostFrom(wanted, club.arrivalsPost, now)
  return withArrivals(digesting({ ...after, arrivalsPost }, now), now)
}

/** Where who presents chooses from now on in some of its tracks, and nobody is named for any date, whoever wants those dates takes them. */
function newPresenters({ schedule: before, rota }: Pick<Club, 'schedule' | 'rota'>, schedule: Schedule): Partial<Rota> {
  const [had, has] = [presentersOf(before), presentersOf(schedule)]
  const isNew = has.some((key) => !had.includes(key))
  return isNew && rota.how === 'none' ? { how: 'volunteers', tracks: has } : {}
}

/** The keys of the rules that say that who presents chooses. */
function presentersOf({ calendar }: Schedule): string[] {
  return (calendar ? rulesOf(calendar) : []).filter(({ way }) => way === 'presenter').map(({ key }) => key)
}

/** The way of the only rule that there is is that of the club. */
function asOneTrack(schedule: Schedule, way: Way): Pick<Club, 'schedule' | 'way'> {
  const [rule, ...others] = schedule.calendar ? rulesOf(schedule.calendar) : []
  if (!schedule.calendar || !rule?.way || others.length > 0) return { schedule, way }
  return { schedule: { ...schedule, calendar: withRules(schedule.calendar, [{ ...rule, way: null }]) }, way: rule.way }
}

/** The lists of a club and its tracks; those of tracks that are no more are gone. */
function changeLists({ sequence, tracks: had }: Club, { calendar }: Schedule, changes: ClubChanges) {
  const keys = calendar ? rulesOf(calendar).map(({ key }) => key) : []
  const tracks = had.filter(({ key }) => keys.includes(key))
  const [only] = tracks
  if (keys.length === 1 && only?.sequence) return { sequence: changeList(only.sequence, changes), tracks: [] }
  const { track, list, listed } = changes
  if (list === undefined && listed === undefined) return { sequence, tracks }
  if (track === undefined) return { sequence: changeList(sequence, changes), tracks }
  const own = tracks.find(({ key }) => key === track) ?? { key: track, sequence: null }
  const changed = { ...own, sequence: changeList(own.sequence ?? NO_LIST, changes) }
  return { sequence, tracks: [...tracks.filter(({ key }) => key !== track), changed] }
}

const NO_LIST = { papers: [], next: 0 }

/** A new list begins at its first paper. */
function changeList({ papers, next }: Club['sequence'], { list, listed }: ClubChanges): Club['sequence'] {
  const now = list ? [...list] : papers
  return { papers: now, next: Math.min(listed ?? (list ? 0 : next), now.length) }
}

/** From when on dates take turns: today, or what is left of it where a meeting of today is over. */
function nextToMeet(schedule: Schedule, now: Temporal.Instant): string {
  const today = dayIn(now, schedule.zone)
  const over = datesOn(schedule, today).some(({ at }) => Temporal.Instant.compare(at, now) <= 0)
  return over ? localIn(now.add({ minutes: 1 }), schedule.zone) : today
}

/** The club as one whose dates are other ones from now on. */
export function revise(club: Club, now: Temporal.Instant): Club {
  return { ...club, revised: { times: (club.revised?.times ?? 0) + 1, at: now } }
}

export function addOrganiser(club: Club, account: AccountId): Club {
  return club.organisers.includes(account) ? club : { ...club, organisers: [...club.organisers, account] }
}

export function removeOrganiser(club: Club, account: AccountId): Club {
  const names = Object.fromEntries(Object.entries(club.names).filter(([other]) => other !== account))
  return { ...club, names, organisers: club.organisers.filter((other) => other !== account) }
}

/** The club with the name of an organiser, or of who takes turns, as it is now; the same one when it has it, or they are neither. */
export function noteName(club: Club, named: Pick<Caller, 'account' | 'name'>): Club {
  const { account, name } = named
  const isKnown = !club.organisers.includes(account) || club.names[account] === name
  const people = renamedIn(club.rota.people, named)
  if (isKnown && people === club.rota.people) return club
  const names = isKnown ? club.names : { ...club.names, [account]: name }
  return { ...club, names, rota: { ...club.rota, people } }
}

/** Organisers are named by the club; whoever administers the chat is one anyway. */
export function isOrganiser(club: Club, caller: Pick<Caller, 'account' | 'accounts' | 'admin'>): boolean {
  return caller.admin || accountsOf(caller).some((account) => club.organisers.includes(account))
}
