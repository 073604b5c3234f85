/** What a closed round becomes: by what was chosen ahead for its date, by the count, or by the club's other way of choosing. */
import { fill } from '../../club/ballot.ts'
import { WAYS } from '../../club/choosing/ways.ts'
import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { chosenBy } from '../../club/plan.ts'
import { bestFirst } from '../../club/pool.ts'
import { type Chosen, carriedOn, decideRound, openRound, type Round, withVoting } from '../../club/round.ts'
import { onDate } from '../../club/track.ts'
import { hasBallot, wayOf } from '../../club/way-of-date.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Votes } from '../records.ts'
import { shortHash } from '../short-hash.ts'
import { fillersFor } from './fillers.ts'
import { planOfRound } from './planned.ts'
import { mostWanted } from './seconds.ts'
import { countAfresh } from './tallies.ts'

/** The round that is read, the one that is open after it, and the votes that go along. */
interface Outcome {
  read: Round
  open: Round
  votes: Writes
  /** Whether the open one is the ballot that was open before. */
  goesOn: boolean
}

/** Null where there is nothing to read. */
export async function decide(house: House, club: Club, closed: Round): Promise<Outcome | null> {
  const plan = await planOfRound(house, closed)
  if (plan.papers.length > 0) return carryOn(house, club, closed, { papers: plan.papers, rule: chosenBy(plan) })
  const day = closed.meets?.day ?? null
  const way = WAYS[wayOf(club, day)]
  if (way.ballot) return byVote(house, club, closed)
  const pool = bestFirst(await waitingIn(house, club, closed), await wantedIn(house, club, closed))
  const chosen = way.choose({ club: onDate(club, day), pool, drawn: await drawnFor(house, club, closed, pool) })
  return chosen && carryOn(house, club, closed, chosen)
}

async function byVote(house: House, club: Club, closed: Round): Promise<Outcome | null> {
  const counted = await countAfresh(house, closed, club.papersEach)
  const decided = decideRound(closed, counted, club, await wantedIn(house, club, closed))
  if (!decided?.pick) return null
  const next = { club: club.id, n: closed.n + 1 }
  const besides = [decided.pick, ...decided.also, ...decided.queue].map(({ paper }) => paper)
  const fillers = await fillersFor(house, club, next.n, besides)
  const from = { queue: decided.queue, size: club.ballotSize, fillers, voting: club.ballots }
  return { read: decided, open: openRound(next, house.clock.now(), from), votes: {}, goesOn: false }
}

/** What waits in a round: where its ballot is open for other dates, what is not on it, and else what does not win by it now. */
async function waitingIn(house: House, club: Club, closed: Round): Promise<Pick<Round, 'candidates' | 'queue'>> {
  const { candidates, queue } = closed
  if (!hasBallot(club)) return { candidates, queue }
  if (queue.length > 0) return { candidates: [], queue }
  const { ranking } = await countAfresh(house, closed, club.papersEach)
  const winning = ranking.slice(0, club.papersEach).filter(({ approvals }) => approvals > 0)
  const isWinning = ({ paper }: { paper: string }) => winning.some(({ candidate }) => candidate.paper === paper)
  return { candidates: candidates.filter((one) => !isWinning(one)), queue }
}

/** How many would read what is on a ballot or waits for one, by the ids that the papers have there. */
async function wantedIn(house: House, { id }: Club, { candidates, queue }: Round): Promise<Map<string, number>> {
  const counts = new Map((await mostWanted(house, id)).map(({ id: paper, count }) => [paper, count]))
  if (counts.size === 0) return counts
  const papers = [...candidates, ...queue].map(({ paper }) => paper)
  const now = await (await house.libraries.of(id)).idsNow(papers)
  return new Map(papers.map((paper, nth) => [paper, counts.get(now[nth] ?? paper) ?? 0]))
}

/** Each time of a round the same. */
async function drawnFor(house: House, club: Club, round: Round, pool: Round['candidates']) {
  const chance = ({ paper }: { paper: string }) => shortHash(`${keys.round(round)}/${paper}`)
  if (pool.length > 0) return pool.toSorted((a, b) => (chance(a) < chance(b) ? -1 : 1))
  return fillersFor(house, club, round.n)
}

/** The ballot goes on as it is, with every vote. */
async function carryOn(house: House, club: Club, closed: Round, chosen: Chosen): Promise<Outcome | null> {
  const { store, clock } = house
  const carried = carriedOn(closed, chosen, clock.now())
  if (!carried) return null
  const { read } = carried
  const open = withVoting(carried.open, club.ballots)
  const taken = [...chosen.papers, ...open.candidates, ...open.queue].map(({ paper }) => paper)
  const fillers = await fillersFor(house, club, open.n, taken)
  const from = keys.votes(closed)
  const votes = (await Votes.range(store, from)).flatMap(({ key, value }) => [
    [key, undefined] as const,
    [keys.votes(open) + key.slice(from.length), Votes.json(value)] as const,
  ])
  return { read, open: fill(open, club.ballotSize, fillers), votes: Object.fromEntries(votes), goesOn: true }
}
