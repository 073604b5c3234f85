/** A change of when a club meets, with all that was planned: nothing of it is lost. */
import { type Carried, carriedDays } from './calendar/carried.ts'
import { ahead, behind } from './choosing/sequence.ts'
import { asking, awaiting, type Club, type ClubChanges, changeClub } from './club.ts'
import { UserError } from './errors.ts'
import { afterChange, hasDates, type Meeting } from './meeting.ts'
import { chosenDays, nextPickOf, type Round, withoutPapers, withVoting } from './round.ts'
import { datedOf, dateOf, dayIn, nextTime, pickBefore, pickBeside, type Schedule } from './schedule.ts'
import { onDate, withListOn } from './track.ts'
import { putBack, unreadOf } from './unread.ts'

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
  const settings = changeClub(club, changes, now, hasDates(club))
  const voting = found && changes.ballots ? withVoting(found, changes.ballots) : found
  const carried = carriedDays(club.schedule, settings.schedule, now)
  const reading = read.map((round) => {
    const meets = round.meets && afterChange(round.meets, changes, { before: club, after: settings, carried, now })
    if (!round.meets || !meets || meets === round.meets) return round
    if (!changes.move && !changes.usual) assertInTime(round.meets, meets, settings.schedule, now)
    return { ...round, meets }
  })
  const changed = withList(settings, read, reading)
  const open = voting && withNominations(voting, changed, read, reading)
  if (JSON.stringify(changed.schedule) === JSON.stringify(club.schedule))
    return { club: asking(changed, now), open, read: reading, carried }
  const skipping = open && {
    ...open,
    skipped: open.skipped.map((pick) => carriedPick(club, changed, pick, carried, now)),
  }
  const own = pickBeside(changed.schedule, nextPickOf(changed, skipping, now), chosenDays(reading))
  return { club: awaiting(goingOn(changed, club), own, now), open: skipping, read: reading, carried }
}

/** The club whose list goes on with what was not read after all, as its meeting is cancelled, or that is taken back. */
function withList(club: Club, before: readonly Round[], after: readonly Round[]): Club {
  let latest = club
  for (const { round, isOff } of turnedOver(before, after)) {
    if (round.pick?.rule !== 'sequence') continue
    const papers = [round.pick, ...round.also]
    const day = round.meets?.day ?? null
    const { sequence } = onDate(latest, day)
    const after = isOff ? ahead(sequence, papers) : behind(sequence, papers)
    latest = withListOn(latest, day, after)
  }
  return latest
}

/** The open round where what was not read after all waits, as its meeting is cancelled, or does so no more, as that is taken back. */
function withNominations(open: Round, { ballotSize }: Club, before: readonly Round[], after: readonly Round[]): Round {
  let latest = open
  for (const { round, isOff } of turnedOver(before, after)) {
    const unread = unreadOf(round)
    if (unread.length === 0) continue
    latest = isOff ? putBack(latest, unread, ballotSize) : withoutPapers(latest, unread)
  }
  return latest
}

/** A round whose meeting is cancelled by a change, or is held after all. */
export interface Turned {
  round: Round
  isOff: boolean
}

export function turnedOver(before: readonly Round[], after: readonly Round[]): Turned[] {
  return after
    .map((round, nth) => ({ round, isOff: isCancelled(round), wasOff: isCancelled(before[nth]) }))
    .filter(({ isOff, wasOff }) => isOff !== wasOff)
}

function isCancelled(round: Round | undefined): boolean {
  return Boolean(round?.meets?.cancelled)
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

/** A club that paused because its calendar had no further date goes on with the next one. `before`: as it was until now. */
function goingOn(club: Club, { schedule, paused }: Club): Club {
  return paused && !nextTime(schedule, paused) ? { ...club, paused: null } : club
}
