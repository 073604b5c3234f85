import type { Appearance, Digest, Paper } from '../club/paper.ts'
import { fold } from './fold.ts'
import { type Entry, groupEntries, isCut, shortId, titleKey } from './identity.ts'
import type { ParsedDigest, ParsedPaper } from './parsed-digest.ts'

/** What a club can find. */
export interface Library {
  papers: Paper[]
  /** Oldest first, undated ones last. */
  digests: Digest[]
  /** Ids that a paper had or would have under another of its titles, each with the paper's id. */
  aliases: ReadonlyMap<string, string>
}

/** Makes one library of many digests. Of two digests with one id the later counts; the order is otherwise of no matter. */
export function merge(parsed: readonly ParsedDigest[]): Library {
  const sources = [...new Map(parsed.map((digest) => [digest.id, digest])).values()].sort(byAge)
  const entries = sources.flatMap((digest) => digest.papers.map((paper): Entry => ({ digest: digest.id, paper })))
  const works = worksOf(entries)
  const papers = works.map(({ id, entries }) => mergePaper(id, entries))
  const taken = new Set(works.map(({ id }) => id))
  const aliases = new Map<string, string>()
  const idOf = new Map(works.flatMap(({ id, entries }) => entries.map(({ paper }) => [paper, id] as const)))
  for (const { paper } of entries) {
    const alias = shortId(titleKey(paper.title))
    const id = idOf.get(paper)
    if (id && !taken.has(alias)) aliases.set(alias, id)
  }
  return { papers, digests: sources.map((digest) => toDigest(digest, idOf)), aliases }
}

/** One work, with its entries in all digests. */
export interface Work<E extends Entry = Entry> {
  id: string
  entries: E[]
}

/** The works of these entries, which come oldest digest first. `isTaken`: whether a work besides these has an id. */
export function worksOf<E extends Entry>(
  entries: readonly E[],
  isTaken: (id: string) => boolean = () => false,
): Work<E>[] {
  const taken = new Set<string>()
  return groupEntries(entries).map((group) => {
    const id = freeId(group, (id) => taken.has(id) || isTaken(id))
    taken.add(id)
    return { id, entries: group }
  })
}

function byAge(a: ParsedDigest, b: ParsedDigest): number {
  return compare(ageKey(a), ageKey(b)) || compare(a.id, b.id)
}

/** Sorts digests by age, undated ones last. */
export function ageKey({ period }: Pick<ParsedDigest, 'period'>): string {
  return period ? `${period.from} ${period.to}` : '~'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Two works may bear one title; the younger one's id then comes from its arXiv id as well. */
function freeId(group: readonly Entry[], isTaken: (id: string) => boolean): string {
  const key = titleKey(group[0]?.paper.title ?? '')
  const id = shortId(key)
  if (!isTaken(id)) return id
  const arxivId = group.find(({ paper }) => paper.arxivId)?.paper.arxivId ?? ''
  for (let nth = 0; ; nth++) {
    const other = shortId(`${key}\n${arxivId}\n${nth}`)
    if (!isTaken(other)) return other
  }
}

/** What all entries of a work say of it. */
export function mergePaper(id: string, group: readonly Entry[]): Paper {
  const entries = group.map(({ paper }) => paper)
  const first = <T>(read: (paper: ParsedPaper) => T | null): T | null => firstKnown(entries, read)
  const idea =
    firstKnown(
      entries.filter(({ reviewed }) => reviewed),
      ({ idea }) => idea,
    ) ?? first((paper) => paper.idea)
  const authors = first(({ authors }) => (authors.length > 0 && authors.every(isWhole) ? authors : null))
  const arxivId = first((paper) => paper.arxivId)
  const doi = first((paper) => paper.doi)
  return {
    id,
    title: first(({ title }) => (isCut(title) ? null : title)) ?? longest(entries.map(({ title }) => title)),
    idea,
    ideaFrom: idea === null ? null : 'digest',
    abstract: longest(entries.flatMap(({ abstract }) => abstract ?? [])) || null,
    authors: authors ?? first(({ authors }) => (authors.length > 0 ? authors : null)) ?? [],
    authorsCount: firstKnown(entries.toReversed(), (paper) => paper.authorsCount) ?? countOf(authors),
    affiliations: first(({ affiliations }) => (affiliations.length > 0 ? affiliations : null)) ?? [],
    date: longest(entries.flatMap(({ date }) => date ?? [])) || null,
    link: first((paper) => paper.link) ?? linkOf(arxivId, doi),
    arxivId,
    doi,
    tags: distinct(entries.flatMap(({ tags }) => tags)),
    appearances: appearancesOf(group),
  }
}

function firstKnown<P, T>(papers: readonly P[], read: (paper: P) => T | null): T | null {
  for (const paper of papers) {
    const value = read(paper)
    if (value !== null) return value
  }
  return null
}

/** Whether it names a person rather than standing for the rest of them. */
function isWhole(author: string): boolean {
  return !/\bet al\b|…$|\bothers$/i.test(author)
}

function countOf(authors: string[] | null): number | null {
  return authors && !authors.some((author) => /\b(?:team|group|collaboration|consortium)\b/i.test(author))
    ? authors.length
    : null
}

/** The most exact or most complete of several spellings; the first of equals. */
function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '')
}

function linkOf(arxivId: string | null, doi: string | null): string | null {
  if (arxivId) return `https://arxiv.org/abs/${arxivId}`
  return doi ? `https://doi.org/${doi}` : null
}

function distinct(tags: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const tag of tags) if (!seen.has(fold(tag))) seen.set(fold(tag), tag)
  return [...seen.values()]
}

/** One a digest, oldest first. Where a digest has a work under two titles, the later entry's counts stand. */
function appearancesOf(group: readonly Entry[]): Appearance[] {
  const appearances = new Map<string, Appearance>()
  for (const { digest, paper } of group) {
    const before = appearances.get(digest)
    appearances.set(digest, {
      digest,
      pick: paper.pick || (before?.pick ?? false),
      reviewed: paper.reviewed || (before?.reviewed ?? false),
      likes: paper.likes ?? before?.likes ?? null,
      upvotes: paper.upvotes ?? before?.upvotes ?? null,
      comments: paper.comments ?? before?.comments ?? null,
      remarks: [before?.remarks, paper.remarks].filter((text) => text != null).join('\n\n') || null,
    })
  }
  return [...appearances.values()]
}

function toDigest({ papers, ...facts }: ParsedDigest, idOf: ReadonlyMap<ParsedPaper, string>): Digest {
  return { ...facts, papers: [...new Set(papers.flatMap((paper) => idOf.get(paper) ?? []))] }
}
