/** How the votes on a ballot stand: counts that every change of a vote keeps, so that none need be read again before the close. */
import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Caller } from '../../club/caller.ts'
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
import { latest } from '../../club/moment.ts'
import { accountsOf } from '../../club/person.ts'
import { hasVotes, type Round } from '../../club/round.ts'
import type { Json, Store, Values, Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { accountsIn, accountsLinkedTo, peopleAmong } from '../people.ts'
import { Rounds, Tallies, Votes } from '../records.ts'
import { removing } from '../writes.ts'

/** Thrown within a change of votes whose counts are not there, so that they cannot be kept either. */
class Uncounted extends Error {
  readonly round: RoundId

  constructor(round: RoundId) {
    super('the votes of a ballot have to be counted first')
    this.round = round
  }
}

/** Thrown within a change of votes when somebody has other accounts by now. */
export class Relinked extends Error {}

/** The keys that a change of a vote of somebody with these accounts reads: what {@link recastIn} asks for. */
export function voteKeys(round: RoundId, who: readonly AccountId[]): string[] {
  return [keys.tally(round), ...who.flatMap((account) => [keys.vote(round, account), keys.linked(account)])]
}

/** What somebody voted, of several accounts the later vote, within a change that reads {@link voteKeys}. */
export function voteIn(store: Store, values: Values, round: RoundId, who: readonly AccountId[]): Vote | undefined {
  // In one order, whoever acts: of two at one instant the same one counts.
  return latest(who.toSorted().map((account) => Votes.findIn(store, values, keys.vote(round, account))))
}

/**
 * What puts a vote in the place of an earlier one, within a change that reads {@link voteKeys}; undefined takes those of all
 * their accounts away. It is kept of the first account; those of the others stay, for when they are no longer linked. The round
 * is told as the change finds it and as it leaves it. Throws where {@link counted} has to do something first.
 */
export function recastIn(
  store: Store,
  values: Values,
  { found, left = found }: { found: Round; left?: Round },
  who: readonly AccountId[],
  vote: Vote | undefined,
): { writes: Writes; counts: Counts } {
  const [account] = who
  if (!account || !isSameSet(who, accountsIn(store, values, account))) throw new Relinked()
  const kept = countsIn(store, values, found)
  const before = voteIn(store, values, found, who)
  const counts = recast(left, kept, before, vote)
  const tally = { [keys.tally(found)]: Tallies.json(counts) }
  if (!vote) return { writes: { ...tally, ...removing(who.map((each) => keys.vote(found, each))) }, counts }
  const older = who.slice(1).flatMap((other): [string, Json][] => {
    const key = keys.vote(found, other)
    const theirs = Votes.findIn(store, values, key)
    const isOlder = !theirs || Temporal.Instant.compare(theirs.at, vote.at) < 0
    return isOlder ? [] : [[key, Votes.json({ ...theirs, at: vote.at.subtract({ nanoseconds: 1 }) })]]
  })
  const cast = { ...Object.fromEntries(older), [keys.vote(found, account)]: Votes.json(vote) }
  return { writes: { ...tally, ...cast }, counts }
}

/**
 * What keeps the count of a ballot right when accounts become one person's or no longer are, within a change that reads the
 * {@link voteKeys} of all of them. Throws where {@link counted} has to count first.
 */
export function regroupIn(
  store: Store,
  values: Values,
  round: Round,
  before: readonly (readonly AccountId[])[],
  after: readonly (readonly AccountId[])[],
): Writes {
  const votesOf = (groups: typeof before) => groups.flatMap((who) => voteIn(store, values, round, who) ?? [])
  const [gone, come] = [votesOf(before), votesOf(after)]
  if (gone.length === come.length) return {}
  let counts = countsIn(store, values, round)
  for (const vote of gone) counts = recast(round, counts, vote, undefined)
  for (const vote of come) counts = recast(round, counts, undefined, vote)
  return { [keys.tally(round)]: Tallies.json(counts) }
}

function countsIn(store: Store, values: Values, round: Round): Counts {
  const kept = usable(round, Tallies.findIn(store, values, keys.tally(round)))
  if (!kept) throw new Uncounted({ club: round.club, n: round.n })
  return kept
}

function isSameSet(some: readonly AccountId[], others: readonly AccountId[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one))
}

/** Makes a change of votes with all accounts of whoever acts, after counting the votes where that has to be. */
export async function counted<T>(
  house: House,
  caller: Pick<Caller, 'account' | 'accounts'>,
  change: (who: readonly AccountId[]) => Promise<T>,
): Promise<T> {
  let who = accountsOf(caller)
  for (;;) {
    try {
      return await change(who)
    } catch (error) {
      if (error instanceof Uncounted) await countAnew(house, error.round)
      else if (error instanceof Relinked) who = await accountsLinkedTo(house.store, caller.account)
      else throw error
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
export async function countAfresh(house: House, closed: Round, seats: number): Promise<Count> {
  const kept = usable(closed, await keptCounts(house, closed))
  const counted = count(closed, await readVotes(house, closed), seats)
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

/** Counts a ballot again, whatever is kept: what began to count before takes no part in it. */
export async function countAgain(house: House, id: RoundId): Promise<void> {
  const round = keys.round(id)
  const isOpen = await house.store.change([round], (values) => {
    const found = Rounds.from(values, round)
    return found && !found.tally ? { writes: uncounted(id), result: true } : { writes: {}, result: false }
  })
  if (isOpen) await countAnew(house, id)
}

/** What has the votes of an open ballot counted before anything is made of them. */
export function uncounted(round: RoundId): Writes {
  // No candidate has this number, so nobody takes it for a count.
  return { [keys.tally(round)]: Tallies.json({ voters: 0, approvals: { 0: randomInt(1, 2 ** 40) } }) }
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

/** One a person. */
export async function readVotes({ store }: House, id: RoundId): Promise<Vote[]> {
  const prefix = keys.votes(id)
  const votes = await Votes.range(store, prefix)
  const voters = votes.map(({ key }) => key.slice(prefix.length))
  const personOf = await peopleAmong(store, voters)
  const theirs = Map.groupBy(votes, ({ key }) => personOf(key.slice(prefix.length)))
  return [...theirs.values()].flatMap((cast) => latest(cast.map(({ value }) => value)) ?? [])
}
