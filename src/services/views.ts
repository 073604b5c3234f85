import { tally } from '../club/counting.ts'
import { keys, type RoundId } from '../club/keys.ts'
import type { Round } from '../club/round.ts'
import type { RoundView } from '../club/services.ts'
import { readClub } from './clubs.ts'
import type { House } from './house.ts'
import { Comments, Rounds, Votes } from './records.ts'

export async function readRound({ store }: House, id: RoundId): Promise<Round | undefined> {
  return Rounds.get(store, keys.round(id))
}

/** A round with its count so far. */
export async function viewRound(house: House, id: RoundId): Promise<RoundView> {
  const round = await readRound(house, id)
  if (!round) throw new Error(`round ${id.club}/${id.n} is not in the store`)
  return view(house, round)
}

export async function view(house: House, round: Round): Promise<RoundView> {
  if (round.tally) return { round, tally: round.tally, closesAt: null }
  const votes = await Votes.range(house.store, keys.votes(round))
  const counted = tally(
    round.candidates,
    votes.map(({ value }) => value),
  )
  const closesAt = round.state === 'voting' ? (await readClub(house, round.club)).nextPick : null
  return { round, tally: counted, closesAt }
}

/** How much was said on a round's pick, deleted comments left out. */
export async function countComments(house: House, id: RoundId): Promise<{ comments: number; people: number }> {
  const entries = await Comments.range(house.store, keys.comments(id))
  const said = entries.filter(({ value }) => value.deletedAt === null)
  return { comments: said.length, people: new Set(said.map(({ value }) => value.author?.account)).size }
}
