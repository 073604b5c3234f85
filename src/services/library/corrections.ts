/** Which entries of a digest are others by now: the same to its publisher, under a title that was corrected. */
import { arxivKey, doiKey, ownId, titleKey } from '../../library/identity.ts'
import type { IndexedEntry } from '../../library/index/library-index.ts'
import type { ParsedPaper } from '../../library/parsed-digest.ts'
import type { Catalogue } from '../../ports/library.ts'
import type { Store } from '../../store/store.ts'
import { shortHash } from '../short-hash.ts'
import { entriesOf, nameOf } from './entries.ts'

/** Where an entry goes. `name`: among the digest's entries; `id`: of its paper, null for one that only bears another's title. */
export interface Correction {
  name: string
  id: string | null
}

/** An entry is known again by its guid or link, where no other entry has the same. */
export async function correctionsOf(
  store: Store,
  club: string,
  digest: string,
  papers: readonly ParsedPaper[],
  catalogue: Catalogue,
): Promise<Map<ParsedPaper, Correction>> {
  const known = new Map<string, IndexedEntry>()
  for await (const page of entriesOf(store, club, digest)) for (const entry of page) known.set(entry.name, entry)
  const news = papers.filter((paper) => !known.has(nameOf({ paper })))
  const still = new Set(papers.map((paper) => nameOf({ paper })))
  const marked = only(
    [...known.values()].filter(({ name }) => !still.has(name)),
    ({ paper }) => marksOf(paper),
  )
  const corrections = new Map<ParsedPaper, Correction>()
  for (const paper of papers) {
    const bearer = known.get(nameOf({ paper }))
    // Its name is held by a paper that was called so before it was corrected.
    if (bearer?.was === undefined || titleKey(bearer.paper.title) === titleKey(paper.title)) continue
    const [mark = 'other'] = marksOf(paper)
    if (!marksOf(bearer.paper).includes(mark)) {
      corrections.set(paper, { name: `e${shortHash(`${bearer.name} ${mark}`)}`, id: null })
    }
  }
  for (const [mark, paper] of only(news, marksOf)) {
    const entry = marked.get(mark)
    if (!entry || corrections.has(paper) || areTwo(entry.paper, paper)) continue
    const own = ownId(entry.was === undefined ? { paper: entry.paper } : { paper: entry.paper, was: entry.was })
    corrections.set(paper, { name: entry.name, id: (await catalogue.get(own))?.id ?? own })
  }
  return corrections
}

/** A guid says more than the link beside it; the front page of a site marks nothing. */
function marksOf({ guid, link }: ParsedPaper): string[] {
  if (guid) return [`guid ${guid}`]
  return link && URL.parse(link)?.pathname !== '/' ? [`link ${link}`] : []
}

/** What one alone is marked by. */
function only<T>(all: readonly T[], marksOf: (one: T) => string[]): Map<string, T> {
  const marked = new Map<string, T>()
  const shared = new Set<string>()
  for (const one of all) {
    for (const mark of marksOf(one)) {
      if (marked.has(mark)) shared.add(mark)
      marked.set(mark, one)
    }
  }
  for (const mark of shared) marked.delete(mark)
  return marked
}

function areTwo(one: ParsedPaper, other: ParsedPaper): boolean {
  return differ(arxivKey(one), arxivKey(other)) || differ(doiKey(one), doiKey(other))
}

function differ(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other
}
