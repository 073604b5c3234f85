import type { Appearance, Digest, FactName, Paper, Problem, SiteCount } from '../club/paper.ts'
import { fold } from './fold.ts'
import { arxivKey, doiKey, type Entry, entriesOf, groupEntries, isCut, shortId, titleKey } from './identity.ts'
import type { ParsedDigest, ParsedPaper } from './parsed-digest.ts'

/** What a club can find. */
export interface Library {
  papers: Paper[]
  /** Oldest first, undated ones last. */
  digests: Digest[]
  /** Ids that a paper had or would have under another of its titles, each with the paper's id. */
  aliases: ReadonlyMap<string, string>
  problems: Problem[]
}

/** Makes one library of many digests. Of two digests with one id the later counts; the order is otherwise of no matter. */
export function merge(parsed: readonly ParsedDigest[], problems: readonly Problem[] = []): Library {
  const sources = [...new Map(parsed.map((digest) => [digest.id, digest])).values()].sort(byAge)
  const entries = sources.flatMap((digest) => entriesOf(digest, digest.papers))
  const papers: Paper[] = []
  const taken = new Set<string>()
  const aliases = new Map<string, string>()
  const idOf = new Map<ParsedPaper, string>()
  const groups = groupEntries(entries)
  for (const group of groups) {
    const id = freeId(group, taken)
    taken.add(id)
    papers.push(mergePaper(id, group))
    for (const { paper } of group) idOf.set(paper, id)
  }
  for (const { paper } of entries) {
    const alias = shortId(titleKey(paper.title))
    const id = idOf.get(paper)
    if (id && !taken.has(alias)) aliases.set(alias, id)
  }
  return { papers, digests: sources.map((digest) => toDigest(digest, idOf)), aliases, problems: [...problems] }
}

function byAge(a: ParsedDigest, b: ParsedDigest): number {
  return compare(ageKey(a), ageKey(b)) || compare(a.id, b.id)
}

function ageKey({ period }: ParsedDigest): string {
  return period ? `${period.from} ${period.to}` : '~'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Two works may bear one title; the younger one's id then comes also from what sets it apart. */
function freeId(group: readonly Entry[], taken: ReadonlySet<string>): string {
  const key = titleKey(group[0]?.paper.title ?? '')
  const id = shortId(key)
  if (!taken.has(id)) return id
  const apart = firstKnown(group, apartBy)?.value ?? ''
  for (let nth = 0; ; nth++) {
    const other = shortId(`${key}\n${apart}\n${nth}`)
    if (!taken.has(other)) return other
  }
}

function apartBy(paper: ParsedPaper): string | null {
  const said = [...paper.authors.map(fold), paper.date ?? ''].join(' ').trim()
  return arxivKey(paper) ?? doiKey(paper) ?? (said || null)
}

/** One paper of all that digests say of it. `group` is in the order of the digests' age, as {@link groupEntries} leaves it. */
function mergePaper(id: string, group: readonly Entry[]): Paper {
  const first = <T>(read: (paper: ParsedPaper) => T | null) => firstKnown(group, read)
  const reviews = group.filter(({ paper }) => paper.reviewed)
  const texts = (read: (paper: ParsedPaper) => string | null) => longest(group, read)
  const authors = first(({ authors }) => (authors.length > 0 && authors.every(isWhole) ? authors : null))
  const arxivId = first((paper) => paper.arxivId)
  const doi = first(({ doi }) => (doi?.startsWith(ARXIV_DOI) ? null : doi)) ?? first(({ doi }) => doi)
  const tags = tagsOf(group)
  const facts = {
    title: first(({ title }) => (isCut(title) ? null : title)) ?? texts(({ title }) => title),
    idea: firstKnown(reviews, ({ idea }) => idea) ?? first(({ idea }) => idea),
    abstract: texts(({ abstract }) => abstract),
    authors: authors ?? first(({ authors }) => (authors.length > 0 ? authors : null)),
    authorsCount: firstKnown(group.toReversed(), (paper) => paper.authorsCount) ?? countOf(authors),
    affiliations: first(({ affiliations }) => (affiliations.length > 0 ? affiliations : null)),
    date: texts(({ date }) => date),
    link: first((paper) => paper.link) ?? linkOf(arxivId, doi),
    arxivId,
    doi,
  } satisfies Record<FactName, Known<unknown> | null>
  return {
    id,
    title: facts.title?.value ?? '',
    idea: facts.idea?.value ?? null,
    ideaFrom: facts.idea ? 'digest' : null,
    ideaBy: null,
    abstract: facts.abstract?.value ?? null,
    authors: facts.authors?.value ?? [],
    authorsCount: facts.authorsCount?.value ?? null,
    affiliations: facts.affiliations?.value ?? [],
    date: facts.date?.value ?? null,
    link: facts.link?.value ?? null,
    arxivId: arxivId?.value ?? null,
    doi: doi?.value ?? null,
    tags: tags.map(({ value }) => value),
    counts: countsOf(group),
    sources: { ...sourcesOf(facts), tags: tags.map(({ digest }) => digest) },
    appearances: appearancesOf(group),
  }
}

/** arXiv's own DOI says no more than the arXiv id does. */
const ARXIV_DOI = '10.48550/'

/** A fact and the digest that says it. */
interface Known<T> {
  value: T
  digest: string
}

function firstKnown<T>(entries: readonly Entry[], read: (paper: ParsedPaper) => T | null): Known<T> | null {
  for (const { digest, paper } of entries) {
    const value = read(paper)
    if (value !== null) return { value, digest }
  }
  return null
}

/** The most exact or most complete of several spellings; the first of equals. */
function longest(entries: readonly Entry[], read: (paper: ParsedPaper) => string | null): Known<string> | null {
  let best: Known<string> | null = null
  for (const { digest, paper } of entries) {
    const value = read(paper)
    if (value !== null && (best === null || value.length > best.value.length)) best = { value, digest }
  }
  return best
}

function sourcesOf(facts: Record<FactName, Known<unknown> | null>): Partial<Record<FactName, string>> {
  return Object.fromEntries(Object.entries(facts).flatMap(([name, fact]) => (fact ? [[name, fact.digest]] : [])))
}

/** Whether it names a person rather than standing for the rest of them. */
function isWhole(author: string): boolean {
  return !/\bet al\b|…$|\bothers$/i.test(author)
}

function countOf(authors: Known<string[]> | null): Known<number> | null {
  if (!authors || authors.value.some((author) => /\b(?:team|group|collaboration|consortium)\b/i.test(author)))
    return null
  return { ...authors, value: authors.value.length }
}

function linkOf(arxivId: Known<string> | null, doi: Known<string> | null): Known<string> | null {
  if (arxivId) return { ...arxivId, value: `https://arxiv.org/abs/${arxivId.value}` }
  return doi && { ...doi, value: `https://doi.org/${doi.value}` }
}

function tagsOf(group: readonly Entry[]): Known<string>[] {
  const seen = new Map<string, Known<string>>()
  for (const { digest, paper } of group) {
    for (const value of paper.tags) if (!seen.has(fold(value))) seen.set(fold(value), { value, digest })
  }
  return [...seen.values()]
}

const COUNTS = ['likes', 'upvotes', 'comments'] as const

function countsOf(group: readonly Entry[]): SiteCount[] {
  const newest = new Map<string, SiteCount>()
  for (const { digest, site, paper } of group) {
    for (const kind of COUNTS) {
      const count = paper[kind]
      if (count !== null) newest.set(`${kind} ${fold(site)}`, { kind, count, site, digest })
    }
  }
  return [...newest.values()]
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
      remarks: together(before?.remarks ?? null, paper.remarks),
    })
  }
  return [...appearances.values()]
}

/** A digest that was taken in twice says the same twice. */
function together(before: string | null, now: string | null): string | null {
  if (before === null || now === null) return before ?? now
  return `\n\n${before}\n\n`.includes(`\n\n${now}\n\n`) ? before : `${before}\n\n${now}`
}

function toDigest({ papers, ...facts }: ParsedDigest, idOf: ReadonlyMap<ParsedPaper, string>): Digest {
  return { ...facts, papers: [...new Set(papers.flatMap((paper) => idOf.get(paper) ?? []))] }
}
