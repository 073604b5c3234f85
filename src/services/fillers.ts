import { type Candidate, filler } from '../club/ballot.ts'
import type { RoundId } from '../club/keys.ts'
import type { Catalogue } from '../club/services.ts'

/** Papers of the library that may fill a round's ballot, best first. */
export async function chooseFillers(
  catalogue: Catalogue,
  { club, n }: RoundId,
  avoid: ReadonlySet<string>,
  wanted: number,
): Promise<Candidate[]> {
  return (await catalogue.fillers(`${club}/${n}`, avoid, wanted)).map(filler)
}
