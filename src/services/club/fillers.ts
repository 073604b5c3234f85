import { BALLOT_LIMIT, filler, type Proposal } from '../../club/ballot.ts'
import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { Picked } from '../records.ts'
import { readBefore } from './read-before.ts'
import { mostWanted } from './seconds.ts'
import { readRound } from './views.ts'

/** What the club has not read: what most would read first, then what the last ballot did not offer as long as there is enough else. */
export async function fillersFor(
  house: House,
  club: Club,
  n: number,
  besides: readonly string[] = [],
): Promise<Proposal[]> {
  const [read, before] = await Promise.all([
    Picked.range(house.store, keys.picked(club.id, '')),
    readBefore(house, club),
  ])
  const prefix = keys.picked(club.id, '').length
  const catalogue = await house.libraries.of(club.id)
  const ofBefore = before.flatMap(({ papers }) => papers.map(({ paper }) => paper))
  const taken = [...besides, ...read.map(({ key }) => key.slice(prefix)), ...ofBefore]
  const avoid = new Set([...taken, ...(await catalogue.idsNow(taken)).flatMap((id) => id ?? [])])
  const last = n > 1 ? await readRound(house, { club: club.id, n: n - 1 }) : undefined
  const offered = new Set([...avoid, ...(last?.candidates ?? []).map(({ paper }) => paper)])
  const seed = keys.round({ club: club.id, n })
  const [seconded, fresh, others] = await Promise.all([
    mostWanted(house, club.id),
    catalogue.mix(seed, [...offered], BALLOT_LIMIT),
    catalogue.mix(seed, [...avoid], BALLOT_LIMIT),
  ])
  return [...seconded.filter(({ id }) => !avoid.has(id)), ...fresh, ...others].map(filler)
}
