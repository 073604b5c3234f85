import type { Paper } from '../club/paper.ts'
import type { Catalogue, EntryFacts } from '../club/services.ts'

/** The papers of the library that a document's entries are of, each once. */
export async function papersOf(catalogue: Catalogue, entries: readonly EntryFacts[]): Promise<Paper[]> {
  const papers = (await catalogue.same(entries)).filter((paper) => paper !== undefined)
  return [...new Map(papers.map((paper) => [paper.id, paper])).values()]
}
