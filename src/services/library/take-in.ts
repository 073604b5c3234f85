import type { ParsedPaper } from '../../library/parsed-digest.ts'
import type { Added, Catalogue } from '../../ports/services.ts'
import type { House } from '../house.ts'
import { type Adding, addEntries } from './entries.ts'
import type { ReadDocument } from './reader.ts'

/** Adds a document's papers to a club's library, and tells which of them it had already: all but the `fresh` ones. */
export async function takeIn(
  { store, libraries }: House,
  club: string,
  catalogue: Catalogue,
  { digest: { papers, ...head }, format, picked, problems, unread = [] }: ReadDocument,
  adding: (fresh: ReadonlySet<ParsedPaper>) => Adding = () => ({}),
): Promise<Added> {
  const before = await catalogue.identify(papers)
  const fresh = new Set(papers.filter((_, nth) => before[nth] === null))
  const entries = papers.map((paper, nth) => ({ paper, picked: picked[nth] ?? null }))
  await addEntries(store, club, head, [entries], adding(fresh))
  await libraries.refresh()
  const after = await catalogue.identify(papers)
  const here = await catalogue.papers([...new Set(after.flatMap((id) => id ?? []))])
  return { format, title: head.title, papers: here, known: papers.length - fresh.size, problems, unread }
}
