/** What a way of choosing says of itself: one file each in this folder, all of them in `ways.ts`. */
import type { Candidate, Proposal } from '../ballot.ts'
import type { Club } from '../club.ts'
import { type Chosen, isOptional } from '../round.ts'

export interface WayOfChoosing {
  /** What happens for each meeting, a sentence. */
  says: string
  /** Whether members vote: then the count chooses, and else {@link choose} does. */
  ballot: boolean
  /** What is read when its time has come and nothing was chosen ahead for the date; null where there is nothing. */
  choose(from: ChooseFrom): Chosen | null
  /** What to do when there is nothing, a sentence. `club`: as it is on the date. */
  nothing(club: Pick<Club, 'sequence'>): string
}

export interface ChooseFrom {
  club: Club
  /** Nominations that wait, the best first. */
  pool: readonly Candidate[]
  /** The same in an order drawn at random; without nominations, papers of the library that the club has not read. */
  drawn: readonly Proposal[]
}

/** The best of what waits, where nobody has chosen anything. */
export function standIn({ club, pool }: ChooseFrom): Chosen | null {
  return pool.length === 0 ? null : { papers: papersOf(pool, club), rule: 'stand-in' }
}

/** As many as a meeting has, those that need not be read at the end. */
export function papersOf(
  from: readonly Proposal[],
  club: Pick<Club, 'papersEach' | 'papersOptional'>,
): Chosen['papers'] {
  return from
    .slice(0, club.papersEach)
    .map(({ paper, title }, index) => ({ paper, title, optional: isOptional(index, club) }))
}
