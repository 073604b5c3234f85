/** What was to be read at a meeting that is cancelled: it waits among the nominations again, until that is taken back. */
import type { Candidate, Proposal } from './ballot.ts'
import { type Round, wasVoted } from './round.ts'

/** The pick of a round and what is read beside it, each with the nomination that it had. What came from a list is next on that again. */
export function unreadOf(round: Round): Proposal[] {
  const { pick, also, candidates } = round
  if (!pick || pick.rule === 'sequence') return []
  return [pick, ...also].flatMap(({ paper, title }) => {
    const nomination = candidates.find((one) => one.paper === paper)?.nomination ?? null
    if (!nomination && !wasVoted(round)) return []
    return [{ paper, title, nomination, wanted: false, won: true }]
  })
}

/** The open round where that waits in front of all else; on its ballot as long as that has not its `size`. */
export function putBack(open: Round, unread: readonly Proposal[], size: number): Round {
  const isThere = ({ paper }: Proposal) => [...open.candidates, ...open.queue].some((one) => one.paper === paper)
  const back = unread
    .filter((one) => !isThere(one))
    .map((one, index): Candidate => ({ ...one, number: open.next + index }))
  const free = Math.max(size - open.candidates.length, 0)
  return {
    ...open,
    candidates: [...open.candidates, ...back.slice(0, free)],
    queue: [...back.slice(free), ...open.queue],
    next: open.next + back.length,
  }
}
