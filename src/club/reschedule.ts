/** A change of when a club meets, with all that was planned: nothing of it is lost. */
import { type Carried, carriedDays } from './calendar/carried.ts'
import { asking, awaiting, type Club, type ClubChanges, changeClub } from './club.ts'
import { UserError } from './errors.ts'
import { afterChange, type Meeting } from './meeting.ts'
import { nextPickOf, type Round, withVoting } from './round.ts'
import { datedOf, dateOf, dayIn, nextTime, pickBefore, type Schedule } from './schedule.ts'

export interface Rescheduled {
  club: Club
  /** The open round, and those whose paper stands: the one that is read, and those of meetings before it that are to come. */
  open: Round | undefined
  read: readonly Round[]
  /** Where the plan of a day is now. */
  carried: Carried
}

export function reschedule(
  { club, open: found, read }: Omit<Rescheduled, 'carried'>,
  changes: ClubChanges,
  now: Temporal.Instant,
): Rescheduled {
  const changed = changeClub(club, changes, now)
  const open = found && changes.ballots ? withVoting(found, changes.ballots) : found
  const carried = carriedDays(club.schedule, changed.schedule, now, changes.move)
  const reading = read.map((round) => {
    const meets = round.meets && afterChange(round.meets, changes, { before: club, after: changed, carried, now })
    if (!round.meets || !meets || meets === round.meets) return round
    if (!changes.move && !changes.usual) assertInTime(round.meets, meets, changed.schedule, now)
    return { ...round, meets }
  })
  if (JSON.stringify(changed.schedule) === JSON.stringify(club.schedule))
    return { club: asking(changed, now), open, read: reading, carried }
  const voting = open && {
    ...open,
    skipped: open.skipped.map((pick) => carriedPick(club, changed, pick, carried, now)),
  }
  const next = nextPickOf(changed, voting, now)
  const own = next && isChosen(changed, next, reading) ? nextTime(changed.schedule, next) : next
  return { club: awaiting(goingOn(changed, club), own, now), open: voting, read: reading, carried }
}

/** Whoever comes to a meeting that is announced hears in good time that it is sooner. Throws {@link UserError}. */
function assertInTime(before: Meeting, after: Meeting, { zone }: Schedule, now: Temporal.Instant): void {
  const [was, is] = [dayIn(before.at, zone), dayIn(after.at, zone)]
  const isSoon = Temporal.Instant.compare(after.at, now.add(IN_TIME)) < 0
  if (after.cancelled || is >= was || !isSoon) return
  throw new UserError(
    'too-soon',
    `The meeting of ${was} is announced, and would be on ${is}, in less than a day. Nothing was changed. Say from which day on it is so with \`club calendar from:…\`, or move that meeting first with \`meeting move\`.`,
  )
}

const IN_TIME = { hours: 24 }

/** A pick that was skipped is that of the same date still. */
function carriedPick(
  before: Club,
  after: Club,
  pick: Temporal.Instant,
  carried: Carried,
  now: Temporal.Instant,
): Temporal.Instant {
  if (Temporal.Instant.compare(pick, now) <= 0) return pick
  const day = datedOf(before.schedule, pick)?.day
  const date = day === undefined ? null : dateOf(after.schedule, carried(day))
  return date ? pickBefore(after.schedule, date.at) : pick
}

/** What was chosen early is not chosen again. */
function isChosen({ schedule }: Club, pick: Temporal.Instant, read: readonly Round[]): boolean {
  const day = datedOf(schedule, pick)?.day
  return day !== undefined && read.some(({ meets }) => meets?.day === day)
}

/** A club that paused because its calendar had no further date goes on with the next one. `before`: as it was until now. */
function goingOn(club: Club, { schedule, paused }: Club): Club {
  return paused && !nextTime(schedule, paused) ? { ...club, paused: null } : club
}
