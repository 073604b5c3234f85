import { isDeepStrictEqual } from 'node:util'
import { arxivKey, doiKey, isCut } from '../../library/identity.ts'
import type { DigestHead } from '../../library/index/library-index.ts'
import type { Paper } from '../../library/paper.ts'
import type { ParsedPaper } from '../../library/parsed-digest.ts'
import type { Added, Catalogue } from '../../ports/library.ts'
import type { House } from '../house.ts'
import { noteArrivals } from './arrivals.ts'
import type { Correction } from './corrections.ts'
import { type Adding, addEntries } from './entries.ts'
import type { ReadDocument } from './reader.ts'

/** The act that takes something in, and what that change of it is called. */
export type Once = Pick<NonNullable<Adding['once']>, 'act' | 'what'>

export interface Taking {
  /** Entries that are there already and say something else now. */
  corrections?: ReadonlyMap<ParsedPaper, Correction>
  /** `fresh`: the papers that the library has not. */
  adding?: (fresh: ReadonlySet<ParsedPaper>) => Adding
}

/**
 * Adds a document's papers to a club's library, and tells which of them it had already. What only announces a later version of a
 * paper changes that paper, and brings none.
 */
export async function takeIn(
  { store, clock, libraries }: House,
  club: string,
  catalogue: Catalogue,
  { digest: { papers: all, ...head }, format, picked, problems, unread = [] }: ReadDocument,
  once: Once,
  { corrections = new Map(), adding = () => ({}) }: Taking = {},
): Promise<Added> {
  const ids = await catalogue.identify(all)
  const idOf = (paper: ParsedPaper, nth: number) => corrections.get(paper)?.id ?? ids[nth] ?? null
  const had = [...new Set(all.flatMap((paper, nth) => idOf(paper, nth) ?? []))]
  const before = await catalogue.papers(had)
  const was = new Map(before.map((paper) => [paper.id, paper]))
  const found = all.map((paper, nth) => {
    const id = idOf(paper, nth)
    const isCorrected = corrections.has(paper)
    return { paper: isCorrected ? paper : titled(paper, head, was.get(id ?? '')), picked: picked[nth] ?? null, id }
  })
  const wanted = found.filter(({ paper, id }) => id !== null || !paper.replaces)
  const papers = wanted.map(({ paper }) => paper)
  const fresh = new Set(wanted.filter(({ id }) => id === null).map(({ paper }) => paper))
  const named = (paper: ParsedPaper) => corrections.get(paper)?.name
  const hadAtFirst = new Set(
    await addEntries(store, club, head, [wanted.map(({ paper, picked }) => ({ paper, picked }))], {
      named,
      once: { ...once, known: had },
      ...adding(fresh),
    }),
  )
  await libraries.refresh(club)
  const after = await catalogue.identify(papers)
  const came = wanted.flatMap(({ paper }, nth) => (fresh.has(paper) ? (after[nth] ?? []) : []))
  await noteArrivals({ store, clock }, club, came)
  const here = await catalogue.papers([...new Set(after.flatMap((id) => id ?? []))])
  const knownIds = new Set(
    wanted.flatMap(({ id }, nth) => (id === null || !hadAtFirst.has(id) ? [] : [after[nth] ?? id])),
  )
  const known = here.filter(({ id }) => knownIds.has(id))
  const changed = known.filter((paper) => isChanged(was.get(paper.id), paper)).length
  return { format, title: head.title, papers: here, known: known.length - changed, changed, problems, unread }
}

/** What no publication dates may be running text, or somebody's notes: it renames no paper that another digest names by the same id. */
function titled(paper: ParsedPaper, { id, period, publication }: DigestHead, known: Paper | undefined): ParsedPaper {
  const isDated = period !== null || publication !== null
  if (!known || isDated || known.sources.title === id || isCut(known.title)) return paper
  return isSame(arxivKey(known), arxivKey(paper)) || isSame(doiKey(known), doiKey(paper))
    ? { ...paper, title: known.title }
    : paper
}

const isSame = (one: string | null, other: string | null): boolean => one !== null && one === other

/** Whether anything that was said is said otherwise now; a gap that is filled contradicts nothing. */
function isChanged(before: Paper | undefined, after: Paper): boolean {
  if (!before) return false
  return FACTS.some((name) => {
    const [was, is] = [before[name], after[name]]
    const isGap = was === null || (Array.isArray(was) && was.length === 0)
    const isCloser = typeof was === 'string' && typeof is === 'string' && is.startsWith(was)
    return !isGap && !isCloser && !isDeepStrictEqual(was, is)
  })
}

const FACTS = ['title', 'idea', 'abstract', 'authors', 'date', 'arxivId', 'doi'] as const
