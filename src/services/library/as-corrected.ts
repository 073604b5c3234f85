/** What a correction would make of papers, before it is made: one of two, or two of one. */
import { groupEntries } from '../../library/identity.ts'
import type { EntryOf } from '../../library/index/papers.ts'
import type { Paper } from '../../library/paper.ts'
import type { Catalogue } from '../../ports/library.ts'

type Placed = Pick<EntryOf, 'digest' | 'name' | 'paper'>

/** `entries`: all that is said of a paper; `corrected`: some of that as it would be. */
export async function asCorrected(
  catalogue: Catalogue,
  { id }: Pick<Paper, 'id'>,
  entries: readonly EntryOf[],
  corrected: readonly Placed[],
): Promise<{ oneWith: Paper | null; isParted: boolean }> {
  const its = entries.map((entry) => ({
    ...entry,
    paper: corrected.find((one) => areSame(one, entry))?.paper ?? entry.paper,
  }))
  const ids = new Set((await Promise.all(corrected.map(({ paper }) => catalogue.alike(paper)))).flat())
  for (const other of ids) {
    if (other === id) continue
    const works = groupEntries([...its, ...(await catalogue.entries(other))])
    const isOne = works.some((work) => work.some((one) => its.includes(one)) && !work.every((one) => its.includes(one)))
    const oneWith = isOne && (await catalogue.get(other))
    if (oneWith) return { oneWith, isParted: false }
  }
  return { oneWith: null, isParted: groupEntries(its).length > groupEntries(entries).length }
}

function areSame(one: Pick<Placed, 'digest' | 'name'>, other: Pick<Placed, 'digest' | 'name'>): boolean {
  return one.digest === other.digest && one.name === other.name
}
