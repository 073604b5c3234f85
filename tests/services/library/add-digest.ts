import type { ParsedDigest } from '../../../src/library/parsed-digest.ts'
import { addEntries } from '../../../src/services/library/entries.ts'
import type { Store } from '../../../src/store/store.ts'

/** Adds a digest's papers to a club's library, without ideas from their abstracts. */
export async function addDigest(store: Store, club: string, { papers, ...head }: ParsedDigest): Promise<void> {
  await addEntries(store, club, head, [papers.map((paper) => ({ paper, picked: null }))])
}
