/** When papers came into a club's library, so that it can be told what is new there. */
import { bestFirst } from '../../library/best-first.ts'
import type { Catalogue, Fresh } from '../../ports/library.ts'
import { mostWanted } from '../club/seconds.ts'
import type { House } from '../house.ts'
import { Arrivals } from '../records.ts'
import { removing } from '../writes.ts'
import { libraryKeys } from './library-keys.ts'

/** Hours for which it is known. */
const KEPT = 100 * 24
/** Of a digest, and of what was added, so many are looked at. */
export const LOOKED_AT = 300
/** Old ones that are cleared away at once. */
const CLEARED = 20

/** Notes that papers have come in now. `papers`: their ids. */
export async function noteArrivals(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  club: string,
  papers: readonly string[],
): Promise<void> {
  if (papers.length === 0) return
  const now = clock.now()
  const key = libraryKeys.arrival(club, now)
  const gone = libraryKeys.arrival(club, now.subtract({ hours: KEPT }))
  const oldest = await Arrivals.range(store, libraryKeys.arrivals(club), { limit: CLEARED })
  const old = oldest.map(({ key }) => key).filter((key) => key < gone)
  await store.change([key], (values) => {
    const all = [...new Set([...(Arrivals.from(values, key)?.papers ?? []), ...papers])]
    return { writes: { ...removing(old), [key]: Arrivals.json({ papers: all }) } }
  })
}

/** Best first: what was added from an instant on, and the papers of digests whose days end at that time or later. */
export async function freshSince(
  house: Pick<House, 'store' | 'libraries'>,
  club: string,
  catalogue: Catalogue,
  since: Temporal.Instant,
): Promise<Fresh[]> {
  const from = libraryKeys.arrival(club, since)
  const noted = await Arrivals.range(house.store, libraryKeys.arrivals(club), { from })
  const arrived = [...new Set(noted.flatMap(({ value }) => value.papers))].slice(-LOOKED_AT)
  const day = since.toZonedDateTimeISO('UTC').toPlainDate().toString()
  const latest = (await catalogue.digests()).filter(({ period }) => period !== null && period.to >= day)
  const issues = await Promise.all(latest.map(({ id }) => catalogue.digest(id, LOOKED_AT)))
  const all = [...issues.flatMap((issue) => issue?.papers ?? []), ...(await catalogue.papers(arrived))]
  const papers = [...new Map(all.map((paper) => [paper.id, paper])).values()]
  const seconds = new Map((await mostWanted(house, club)).map(({ id, count }) => [id, count]))
  return bestFirst(papers, seconds).map((paper) => ({ paper, seconds: seconds.get(paper.id) ?? 0 }))
}
