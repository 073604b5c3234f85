import type { Club } from '../../club/club.ts'
import { type Counts, type Tally, tallyOf } from '../../club/counting.ts'
import { UserError } from '../../club/errors.ts'
import { keys, type RoundId } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
import { saysOf } from '../../club/track.ts'
import { closingOf, wayOfBallot } from '../../club/way-of-date.ts'
import type { RoundView } from '../../ports/rounds.ts'
import type { House } from '../house.ts'
import { Rounds } from '../records.ts'
import { readClub } from './clubs.ts'
import { currentCounts, keptCounts } from './tallies.ts'

/** One that cannot be read counts as missing: what else there is goes on without it. */
export async function readRound({ store }: House, id: RoundId): Promise<Round | undefined> {
  return Rounds.find(store, keys.round(id))
}

/** A round with its count so far. `club` spares reading it where the caller has it. */
export async function viewRound(house: House, id: RoundId, club?: Club): Promise<RoundView> {
  const [round, kept, of] = await Promise.all([
    readRound(house, id),
    keptCounts(house, id),
    club ?? readClub(house, id.club),
  ])
  if (!round) {
    throw new UserError(
      'lost-week',
      'The record of that week cannot be read, so there is nothing to show of it; all else goes on. Whoever runs the bot can bring it back from a backup.',
    )
  }
  return viewOf(house, round, kept, of)
}

export async function view(house: House, round: Round, club?: Club): Promise<RoundView> {
  const [kept, of] = await Promise.all([
    round.tally ? undefined : keptCounts(house, round),
    club ?? readClub(house, round.club),
  ])
  return viewOf(house, round, kept, of)
}

async function viewOf(house: House, round: Round, kept: Counts | undefined, club: Club): Promise<RoundView> {
  if (round.tally) return decidedView(round, round.tally, club)
  return openView(round, await currentCounts(house, round, kept), club)
}

function decidedView(round: Round, tally: Tally, club: Club): RoundView {
  return { round, ...choosing(club), tally, closesAt: null, paused: null }
}

/** Of a round that is not decided yet. Where its counts are hidden until then, only how many voted. */
export function openView(round: Round, counts: Counts, club: Club): RoundView {
  const { voters, approvals } = tallyOf(round, counts)
  const tally = { voters, approvals: round.voting.hidden ? {} : approvals }
  return round.state === 'voting'
    ? { round, ...choosing(club), tally, closesAt: closingOf(club), paused: club.paused }
    : { round, ...choosing(club), tally, closesAt: null, paused: null }
}

function choosing(club: Club): Pick<RoundView, 'way' | 'says'> {
  return { way: wayOfBallot(club), says: saysOf(club) }
}
