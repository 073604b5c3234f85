import type { Paper } from '../club/paper.ts'
import type { Catalogue } from '../club/services.ts'

/** The papers of the library that a document's entries are of, each once. */
export async function papersOf(catalogue: Catalogue, entries: Parameters<Catalogue['identify']>[0]): Promise<Paper[]> {
  const ids = await catalogue.identify(entries)
  return catalogue.papers([...new Set(ids.flatMap((id) => id ?? []))])
}
