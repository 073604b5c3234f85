/** How the papers of a club's dates are chosen, and which pick is for whom: of several tracks each may have its own way. */
import { ruleOfName, rulesOf } from './calendar/calendar.ts'
import type { Way } from './choosing/way-name.ts'
import { datedOf, nextTime, type Schedule } from './schedule.ts'

/** What a club says of how it chooses. */
interface Choosing {
  way: Way
  schedule: Schedule
}

/** With what comes next. */
interface Coming extends Choosing {
  nextPick: Temporal.Instant
}

/** How the paper of a date is chosen, by the date's name; of none: as the club chooses. */
export function wayOf({ way, schedule: { calendar } }: Choosing, day: string | null): Way {
  return (calendar && day !== null ? ruleOfName(calendar, day)?.way : null) ?? way
}

/** Every way in which something is chosen by its rules, in their order. */
export function waysOf({ way, schedule: { calendar } }: Choosing): Way[] {
  return calendar ? [...new Set(rulesOf(calendar).map((rule) => rule.way ?? way))] : [way]
}

/** Whether members vote on what is read at any of its dates. */
export function hasBallot(club: Coming): boolean {
  const ways = waysOf(club)
  return ways.every(isVote) || (ways.some(isVote) && votedPick(club).found !== null)
}

/** How the open ballot, or what waits for one, is chosen from: by votes where members vote at any of its dates. */
export function wayOfBallot(club: Coming): Way {
  return hasBallot(club) ? 'vote' : wayOf(club, datedOf(club.schedule, club.nextPick)?.day ?? null)
}

function isVote(way: Way): boolean {
  return way === 'vote'
}

/** When the open ballot closes: at the first pick that is for votes to decide. */
export function closingOf(club: Coming): Temporal.Instant {
  const { found, last } = votedPick(club)
  return found ?? last
}

function votedPick(club: Coming): Looked {
  const isChosen = (day: string | null) => club.schedule.settled?.some((one) => one.day === day && one.papers) === true
  return firstPick(club, (day) => !isChosen(day) && isVote(wayOf(club, day)))
}

/** The next pick that whoever presents is to make; null where there is none for long. */
export function pickToAsk(club: Coming): Temporal.Instant | null {
  if (!waysOf(club).includes('presenter')) return null
  return firstPick(club, (day) => wayOf(club, day) === 'presenter').found
}

/** As many picks are looked through: of a club that meets every weekday those of a quarter. */
const LOOKED_AT = 66

/** `last`: where it is not found, the last one that was looked at. */
interface Looked {
  found: Temporal.Instant | null
  last: Temporal.Instant
}

function firstPick({ schedule, nextPick }: Coming, is: (day: string | null) => boolean): Looked {
  let last = nextPick
  for (let count = 0; count < LOOKED_AT; count++) {
    if (is(datedOf(schedule, last)?.day ?? null)) return { found: last, last }
    const next = nextTime(schedule, last)
    if (!next) break
    last = next
  }
  return { found: null, last }
}
