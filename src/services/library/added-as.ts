import type { Added, Catalogue } from '../../ports/library.ts'
import type { AddedAs } from '../records.ts'

type Kept = Parameters<typeof AddedAs.json>[0]

/** What an addition brought, with its papers by their ids: for when it is told of again. */
export function asKept({ papers, unread = [], ...added }: Added): Kept {
  return { ...added, unread, papers: papers.map(({ id }) => id) }
}

/** Of papers that left the library meanwhile nothing is told. */
export async function asTold(catalogue: Catalogue, { papers, unread = [], ...added }: Kept): Promise<Added> {
  return { ...added, unread, papers: await catalogue.papers(papers) }
}
