/** How the votes on a ballot stand: counts that every change of a vote keeps, so that none need be read again before the close. */
import { isDeepStrictEqual } from 'node:util'
import {
  areCurrent,
  type Count,
  type Counts,
  count,
  countsOf,
  NO_COUNTS,
  recast,
  tallyOf,
  type Vote,
} from '../../club/counting.ts'
import { type AccountId, keys, type RoundId } from '../../club/keys.ts'
import { hasVotes, type Round } from '../../club/round.ts'
import type { Store, Values, Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Rounds, Tallies, Votes } from '../records.ts'

/** Thrown within a change of votes whose counts are not there, so that they cannot be kept either. */
class Uncounted extends Error {}

/** The keys that a change of somebody's vote reads: what {@link recastIn} asks for. */
export function voteKeys(round: RoundId, account: AccountId): [string, string] {
  return [keys.vote(round, account), keys.tally(round)]
}

/**
 * What puts a vote in the place of an earlier one, within a change that reads {@link voteKeys}; undefined takes it away. The round
 * is told as the change finds it and as it leaves it. Throws where {@link counted} has to count first.
 */
export function recastIn(
  store: Store,
  values: Values,
  { found, left = found }: { found: Round; left?: Round },
  account: AccountId,
  vote: Vote | undefined,
): { writes: Writes; counts: Counts } {
  const [mine, tally] = voteKeys(found, account)
  const kept = usable(found, Tallies.findIn(store, values, tally))
  if (!kept) throw new Uncounted()
  const counts = recast(left, kept, Votes.findIn(store, values, mine), vote)
  return { writes: { [mine]: vote && Votes.json(vote), [tally]: Tallies.json(counts) }, counts }
}

/** Makes a change that calls {@link recastIn}, after counting the votes where that has to be. */
export async function counted<T>(house: House, round: RoundId, change: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await change()
    } catch (error) {
      if (!(error instanceof Uncounted)) throw error
      await countAnew(house, round)
    }
  }
}

/** What was counted of a ballot so far. */
export function keptCounts({ store }: House, round: RoundId): Promise<Counts | undefined> {
  return Tallies.find(store, keys.tally(round))
}

/** The counts of a ballot as it stands, of what was kept; where that is of no use they are made, and kept. */
export async function currentCounts(house: House, round: Round, kept: Counts | undefined): Promise<Counts> {
  return usable(round, kept) ?? countAnew(house, round)
}

/** Counts a closed ballot. What was kept should say the same: where it does not that is told, and the votes themselves stand. */
export async function countAfresh(house: House, closed: Round): Promise<Count> {
  const kept = usable(closed, await keptCounts(house, closed))
  const counted = count(closed, await readVotes(house, closed))
  const { places: _, ...tallied } = counted.tally
  if (kept && !isDeepStrictEqual(tallyOf(closed, kept), tallied)) {
    house.log.error(
      { club: closed.club, round: closed.n },
      'the kept counts of a ballot were wrong; its votes were counted',
    )
  }
  return counted
}

/** Undefined where the votes have to be counted. A ballot on which nothing was ever approved needs no record. */
function usable(round: Round, kept: Counts | undefined): Counts | undefined {
  const counts = kept ?? (hasVotes(round) ? undefined : NO_COUNTS)
  return counts && areCurrent(round, counts) ? counts : undefined
}

/** As long as the counts are not there no vote changes: what is counted meanwhile is all there is. */
async function countAnew(house: House, id: RoundId): Promise<Counts> {
  const { store } = house
  const [tally, roundKey] = [keys.tally(id), keys.round(id)]
  for (;;) {
    const before = JSON.stringify(await keptCounts(house, id))
    const votes = await readVotes(house, id)
    const counts = await store.change([tally, roundKey], (values) => {
      const round = Rounds.from(values, roundKey)
      if (!round) throw new Error(`${roundKey} is not in the store`)
      const kept = Tallies.findIn(store, values, tally)
      const current = usable(round, kept)
      if (current) return { writes: {}, result: current }
      // Others have counted, voted, and taken something off the ballot.
      if (JSON.stringify(kept) !== before) return { writes: {}, result: undefined }
      const counts = countsOf(round, votes)
      return { writes: { [tally]: Tallies.json(counts) }, result: counts }
    })
    if (counts) return counts
  }
}

async function readVotes({ store }: House, id: RoundId): Promise<Vote[]> {
  return (await Votes.range(store, keys.votes(id))).map(({ value }) => value)
}
