/** A change of when a club meets, with all that was planned: nothing of it is lost. */
import { type Carried, carriedDays } from './calendar/carried.ts'
import { asking, awaiting, type Club, type ClubChanges, changeClub } from './club.ts'
import { afterChange } from './meeting.ts'
import { nextPickOf, type Round, withVoting } from './round.ts'
import { datedOf, dateOf, nextTime, pickBefore } from './schedule.ts'

export interface Rescheduled {
  club: Club
  /** The open round, and the one that is read. */
  open: Round | undefined
  read: Round | undefined
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
  const meets = read?.meets && afterChange(read.meets, changes, { before: club, after: changed, carried, now })
  const reading = read && meets && meets !== read.meets ? { ...read, meets } : read
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
function isChosen({ schedule }: Club, pick: Temporal.Instant, read: Round | undefined): boolean {
  const day = read?.meets?.day
  return day != null && datedOf(schedule, pick)?.day === day
}

/** A club that paused because its calendar had no further date goes on with the next one. `before`: as it was until now. */
function goingOn(club: Club, { schedule, paused }: Club): Club {
  return paused && !nextTime(schedule, paused) ? { ...club, paused: null } : club
}
