import type { Candidate } from './ballot.ts'
import { areLevel, type Count, type Ranked } from './counting.ts'

/** What a ballot leaves behind. */
export interface Leftovers {
  /** What waits for the next ballots, who comes first in front. */
  queue: Candidate[]
  /** Nominations that come again. */
  returning: Candidate[]
  /** Nominations that have waited long enough. */
  retired: Candidate[]
}

/**
 * What loses comes back: a nomination that was not picked waits for as many further ballots as `waits` says. What had won for a
 * meeting that was cancelled comes first; then, and always, what was level with the winner; then what has not had its turn; then by how many would read it (`seconds`), then by
 * approvals, then the earlier nomination. Votes do not come along: on the next ballot each has another number.
 * `read`: how many of the ranking are read.
 */
export function leftoversOf(
  { candidates, queue }: { candidates: Candidate[]; queue: Candidate[] },
  { ranking }: Count,
  waits: number,
  seconds: ReadonlyMap<string, number> = new Map(),
  read = 1,
): Leftovers {
  const [winner, others] = [ranking[read - 1], ranking.slice(read)]
  const isLevel = (one: Ranked) =>
    winner !== undefined && one.approvals > 0 && areLevel(winner, one) && (!one.place || one === others[0])
  const level = others.filter(isLevel).map(({ candidate }) => lostAgain(candidate))
  const rest = others
    .filter((one) => !isLevel(one) && one.candidate.nomination)
    .map(({ candidate }) => lostAgain(candidate))
  const wanted = ({ paper }: Candidate) => seconds.get(paper) ?? 0
  const stays = ({ nomination }: Candidate) => (nomination?.lost ?? 0) <= waits
  const returning = [...level, ...rest.filter(stays)]
  const waiting = queue.filter(({ paper }) => !candidates.some((other) => other.paper === paper))
  const won = waiting.filter((one) => one.won)
  const fresh = waiting.filter(({ won, nomination }) => !won && nomination?.lost === 0)
  return {
    queue: [
      ...won,
      ...level,
      ...fresh,
      ...[...rest.filter(stays), ...waiting.filter((one) => !one.won && !fresh.includes(one))].sort(
        (a, b) => wanted(b) - wanted(a),
      ),
    ],
    returning,
    retired: rest.filter((one) => !stays(one)),
  }
}

/** Nominations that stand and wait, the best first: what had won for a meeting that was cancelled, then what most would read, then the earliest. */
export function bestFirst(
  { candidates, queue }: { candidates: Candidate[]; queue: Candidate[] },
  seconds: ReadonlyMap<string, number>,
): Candidate[] {
  const wanted = ({ paper }: Candidate) => seconds.get(paper) ?? 0
  const at = ({ nomination }: Candidate) => nomination?.at.epochMilliseconds ?? 0
  const nominated = [...candidates, ...queue].filter(({ nomination }) => nomination)
  const won = (one: Candidate) => Number(one.won ?? false)
  return nominated.toSorted((a, b) => won(b) - won(a) || wanted(b) - wanted(a) || at(a) - at(b))
}

function lostAgain({ won: _, ...candidate }: Candidate): Candidate {
  const { nomination } = candidate
  return { ...candidate, wanted: false, nomination: nomination && { ...nomination, lost: nomination.lost + 1 } }
}
