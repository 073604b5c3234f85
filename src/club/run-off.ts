/**
 * An instant run-off: each vote counts for the first of its papers that still stands, and whichever has fewest goes, until one is
 * left. What nobody put first goes before the first round is over. Of those that are level the last by the other rules goes.
 */
import type { Candidate } from './ballot.ts'

/** Where a paper was when it went, or at the end. */
interface Left<R> {
  candidate: Candidate
  /** How many votes it had then. */
  votes: number
  /** Rounds begin with 1. */
  round: number
  /** Which rule let it go of those that had as many votes, and the one that stayed; null where it alone had fewest. */
  level: { rule: R; with: Candidate } | null
}

/** Best first. `orders`: numbers of candidates as each vote has them. `before`: which rule puts one before another, where they are level. */
export function runOff<R>(
  candidates: readonly Candidate[],
  orders: readonly (readonly number[])[],
  { compare, rule }: { compare(a: Candidate, b: Candidate): number; rule(a: Candidate, b: Candidate): R },
): Left<R>[] {
  let standing = candidates.toSorted(compare)
  const gone: Left<R>[] = []
  for (let round = 1; standing.length > 0; round++) {
    const votes = firstVotes(standing, orders)
    const votesFor = ({ number }: Candidate) => votes.get(number) ?? 0
    const leave = (candidate: Candidate) => {
      const level = standing.filter((other) => other !== candidate && votesFor(other) === votesFor(candidate)).at(-1)
      standing = standing.filter((other) => other !== candidate)
      gone.push({
        candidate,
        votes: votesFor(candidate),
        round,
        level: level ? { rule: rule(level, candidate), with: level } : null,
      })
    }
    for (const unwanted of standing.filter((one) => votesFor(one) === 0).toReversed()) leave(unwanted)
    const fewest = Math.min(...standing.map(votesFor))
    const last = standing.findLast((one) => votesFor(one) === fewest)
    if (last) leave(last)
    // Who is left against nobody has won the round before.
    const [winner, other] = standing
    if (winner && !other) leave(winner)
  }
  return gone.toReversed()
}

function firstVotes(standing: readonly Candidate[], orders: readonly (readonly number[])[]): Map<number, number> {
  const numbers = new Set(standing.map(({ number }) => number))
  const votes = new Map<number, number>()
  for (const order of orders) {
    const first = order.find((number) => numbers.has(number))
    if (first !== undefined) votes.set(first, (votes.get(first) ?? 0) + 1)
  }
  return votes
}
