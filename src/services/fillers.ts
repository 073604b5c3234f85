import { createHash } from 'node:crypto'
import { type Candidate, filler } from '../club/ballot.ts'
import type { RoundId } from '../club/keys.ts'
import type { Paper } from '../club/paper.ts'

/**
 * Papers of the library that may fill a ballot, best first: those that a digest reviewed and put into a line, then the
 * rest; mixed anew for every round, the same in every process.
 */
export function chooseFillers(
  papers: readonly Paper[],
  round: RoundId,
  avoid: ReadonlySet<string>,
  wanted: number,
): Candidate[] {
  return papers
    .filter(({ id }) => !avoid.has(id))
    .map((paper) => ({
      paper,
      order: `${paper.idea && paper.appearances.some(({ reviewed }) => reviewed) ? 0 : 1}${mixed(round, paper.id)}`,
    }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, wanted)
    .map(({ paper }) => filler(paper))
}

function mixed({ club, n }: RoundId, paper: string): string {
  return createHash('sha256').update(`${club}/${n}/${paper}`).digest('hex')
}
