import { fold } from './fold.ts'
import { arxivKey, doiKey, type Entry, groupEntries, isCut, ownId, shortId, titleKey } from './identity.ts'
import type { Appearance, FactName, Paper, SiteCount, Venue } from './paper.ts'
import type { ParsedDigest, ParsedPaper } from './parsed-digest.ts'
import { isTeam } from './reading/name.ts'

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

/** Sorts digests by age, undated ones last. */
export function ageKey({ period }: Pick<ParsedDigest, 'period'>): string {
  return period ? `${period.from} ${period.to}` : '~'
}

/** Two works may bear one title; the younger one's id then comes also from what sets it apart. */
function freeId(group: readonly Entry[], isTaken: (id: string) => boolean): string {
  const [oldest] = group
  const key = titleKey(oldest?.paper.title ?? '')
  const id = oldest ? ownId(oldest) : shortId(key)
  if (!isTaken(id)) return id
  const apart = firstKnown(group, apartBy)?.value ?? ''
  for (let nth = 0; ; nth++) {
    const other = shortId(`${key}\n${apart}\n${nth}`)
    if (!isTaken(other)) return other
  }
}

function apartBy(paper: ParsedPaper): string | null {
  const said = [...paper.authors.map(fold), paper.date ?? ''].join(' ').trim()
  return arxivKey(paper) ?? doiKey(paper) ?? (said || null)
}

/** One paper of all that digests say of it. `group` is in the order of the digests' age, as {@link groupEntries} leaves it. */
export function mergePaper(id: string, group: readonly Entry[]): Paper {
  const first = <T>(read: (paper: ParsedPaper) => T | null) => firstKnown(group, read)
  const reviews = group.filter(({ paper }) => paper.reviewed)
  const texts = (read: (paper: ParsedPaper) => string | null) => longest(group, read)
  const authors = first(({ authors, andOthers }) =>
    authors.length > 0 && !andOthers && authors.every(isWhole) ? authors : null,
  )
  const arxivId = first((paper) => paper.arxivId)
  const doi = first(({ doi }) => (doi?.startsWith(ARXIV_DOI) ? null : doi)) ?? first(({ doi }) => doi)
  const tags = tagsOf(group)
  const picture = first(({ picture }) => picture ?? null)
  const facts = {
    title: first(({ title }) => (isCut(title) ? null : title)) ?? texts(({ title }) => title),
    idea: firstKnown(reviews, ({ idea }) => idea) ?? first(({ idea }) => idea),
    abstract: texts(({ abstract }) => abstract),
    authors: authors ?? first(({ authors }) => (authors.length > 0 ? authors : null)),
    authorsCount: firstKnown(group.toReversed(), (paper) => paper.authorsCount) ?? countOf(authors),
    affiliations: first(({ affiliations }) => (affiliations.length > 0 ? affiliations : null)),
    venue: fullest(group),
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
    andOthers: authors === null && facts.authorsCount === null && group.some(({ paper }) => paper.andOthers),
    affiliations: facts.affiliations?.value ?? [],
    venue: facts.venue?.value ?? null,
    ...(picture ? { picture: picture.value } : {}),
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

/** The venue that says most of where in it the paper stands; the first of equals. */
function fullest(group: readonly Entry[]): Known<Venue> | null {
  const known = group.flatMap(({ digest, paper }) => (paper.venue ? [{ value: paper.venue, digest }] : []))
  const size = ({ value }: Known<Venue>) => Object.values(value).filter((part) => part !== undefined).length
  return known.reduce<Known<Venue> | null>((best, one) => (best === null || size(one) > size(best) ? one : best), null)
}

function sourcesOf(facts: Record<FactName, Known<unknown> | null>): Partial<Record<FactName, string>> {
  return Object.fromEntries(Object.entries(facts).flatMap(([name, fact]) => (fact ? [[name, fact.digest]] : [])))
}

/** Whether it names a person rather than standing for the rest of them. */
function isWhole(author: string): boolean {
  return !/\bet al\b|…$|\bothers$/i.test(author)
}

function countOf(authors: Known<string[]> | null): Known<number> | null {
  if (!authors || authors.value.some(isTeam)) return null
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
