import { UserError } from '../club/errors.ts'
import type { Definition, Digest, Paper } from '../club/paper.ts'
import type { Catalogue } from '../club/services.ts'
import { fold } from '../library/fold.ts'
import { readArxivId, readDoi } from '../library/formats/facts.ts'
import { arxivKey, doiKey, shortId, titleKey } from '../library/identity.ts'
import type { Library } from '../library/merge.ts'
import { createNearest } from '../library/nearest.ts'
import { createSearch, type Hit } from '../library/search.ts'
import { createSimilar } from '../library/similar.ts'

/** A catalogue that is held in memory whole and answers at once. */
export type MemoryCatalogue = Omit<Catalogue, 'find' | 'nearest' | 'resolve' | 'complete' | 'similar'> & {
  find(text: string, limit: number): { papers: Paper[]; total: number }
  nearest(text: string, limit: number): Paper[]
  resolve(text: string): Paper
  complete(text: string, limit: number): Paper[]
  similar(paper: Paper, limit: number): Paper[]
}

/** Look-ups over one library. It holds what it computed from the library, so make a new one when the library changes. */
export function createCatalogue(library: Library): MemoryCatalogue {
  const digests = new Map(library.digests.map((digest) => [digest.id, digest]))
  const newestDigests = library.digests.toReversed().sort((a, b) => Number(!a.period) - Number(!b.period))
  const papers = newestFirst(library.papers, newestDigests)
  const byId = new Map(papers.map((paper) => [paper.id, paper]))
  const search = createSearch(papers, digests)
  const nearestTitles = once(() => createNearest(papers))
  const similarPapers = once(() => createSimilar(papers))
  const byTitle = groupBy(papers, ({ title }) => titleKey(title))
  const byAddress = once(() => addressesOf(papers))
  const definitions = newestDigests.flatMap((digest) =>
    digest.definitions.map((definition) => ({ definition, digest, folded: fold(definition.term) })),
  )

  const get = (id: string) => byId.get(id) ?? byId.get(library.aliases.get(id) ?? '')
  function same({ title, arxivId, doi }: Parameters<Catalogue['same']>[0]): Paper | undefined {
    const named = [arxivKey({ arxivId, doi }), doiKey({ doi })].map((key) => key && byAddress().get(addressOf(key)))
    const known = named.find((paper) => paper != null)
    if (known) return known
    const id = arxivKey({ arxivId, doi })
    const fits = (paper: Paper | undefined) => {
      const other = paper && arxivKey(paper)
      return paper !== undefined && (id === null || other == null || other === id)
    }
    const titled = byTitle.get(titleKey(title)) ?? []
    return titled.find(fits) ?? [get(shortId(titleKey(title)))].find(fits)
  }

  const nearest = (text: string, limit: number) => nearestTitles()(text, limit)

  function find(text: string, limit: number) {
    const hits = search.find(text)
    return { papers: hits.slice(0, limit).map(({ paper }) => paper), total: hits.length }
  }

  function resolve(text: string): Paper {
    const asked = unquote(text)
    const known = get(asked) ?? byAddress().get(addressOf(asked))
    if (known) return known
    const titled = byTitle.get(titleKey(asked)) ?? []
    if (titled.length > 0) return theOnly(titled, asked)
    const hits = asked === '' ? [] : search.find(asked)
    if (hits.length === 0) throw notFound(asked, nearest(asked, 3))
    return (
      clearWinner(hits) ??
      theOnly(
        hits.map(({ paper }) => paper),
        asked,
      )
    )
  }

  function complete(text: string, limit: number): Paper[] {
    if (text.trim() === '') return papers.slice(0, limit)
    const known = get(text.trim()) ?? byAddress().get(addressOf(text.trim()))
    const found = new Set<Paper>(known ? [known] : [])
    for (const { paper } of search.findTitles(text)) found.add(paper)
    if (found.size < limit) for (const { paper } of search.find(text)) found.add(paper)
    if (found.size === 0) for (const paper of nearest(text, limit)) found.add(paper)
    return [...found].slice(0, limit)
  }

  function define(term: string): { definition: Definition; digest: Digest }[] {
    const asked = fold(unquote(term))
    const said = definitions.filter(
      ({ folded }) => folded === asked || `${folded}s` === asked || `${asked}s` === folded,
    )
    const meant =
      said.length > 0 ? said : definitions.filter(({ folded }) => asked !== '' && ` ${folded}`.includes(` ${asked}`))
    return meant.map(({ definition, digest }) => ({ definition, digest }))
  }

  return {
    get,
    same,
    find,
    nearest,
    resolve,
    complete,
    random(tag, dice) {
      const wanted = tag === undefined ? undefined : fold(tag)
      const drawn =
        wanted === undefined ? papers : papers.filter(({ tags }) => tags.some((each) => fold(each) === wanted))
      return drawn[Math.floor(dice() * drawn.length)]
    },
    similar: (paper, limit) => similarPapers()(paper, limit),
    define,
    terms: () => distinct(definitions.map(({ definition }) => definition.term)),
    tags: () => distinct(papers.flatMap(({ tags }) => tags)),
    digests: () => [...newestDigests],
    digest: (text) => findDigest(newestDigests, text),
    papers: () => [...papers],
    problems: () => [...library.problems],
  }
}

/** In the order of the newest digest that has them and in that digest's own order; those of no digest last. */
function newestFirst(papers: readonly Paper[], digests: readonly Digest[]): Paper[] {
  const byId = new Map(papers.map((paper) => [paper.id, paper]))
  const ids = new Set([...digests.flatMap((digest) => digest.papers), ...byId.keys()])
  return [...ids].flatMap((id) => byId.get(id) ?? [])
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

function addressesOf(papers: readonly Paper[]): Map<string, Paper> {
  const addresses = new Map<string, Paper>()
  for (const paper of papers) {
    const { arxivId, doi, link } = paper
    for (const address of [arxivId, doi, link]) {
      const key = address && addressOf(address)
      if (key && !addresses.has(key)) addresses.set(key, paper)
    }
  }
  return addresses
}

/** One spelling for an arXiv id, a DOI and the links to them, and for any other link. */
function addressOf(text: string): string {
  const bare = text.trim().replace(/^<(.*)>$/, '$1')
  const arxivId = readArxivId(bare.replace(/^(?:doi:\s*)?10\.48550\//i, ''))
  if (arxivId) return `arxiv:${arxivKey({ arxivId, doi: null })}`
  const doi = readDoi(bare)
  if (doi) return `doi:${doi}`
  return bare
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[#?].*$/, '')
    .replace(/\/$/, '')
}

function unquote(text: string): string {
  return text
    .trim()
    .replace(/^["“'‘](.*)["”'’]$/s, '$1')
    .trim()
}

/** How much better than the next a hit must be for it to be what was meant. */
const CLEARLY = 1.3

function clearWinner([best, next]: Hit[]): Paper | undefined {
  return best && (!next || best.score >= next.score * CLEARLY) ? best.paper : undefined
}

function theOnly(papers: readonly Paper[], asked: string): Paper {
  const [only, ...others] = papers
  if (only && others.length === 0) return only
  const more = papers.length > 3 ? ` and ${papers.length - 3} more` : ''
  if (new Set(papers.map(({ title }) => titleKey(title))).size === 1) {
    const told = papers.slice(0, 3).map(apart).join(', ')
    const sentence = `${papers.length} papers are called ${quote(asked)}: ${told}${more}. Write one’s number instead.`
    throw new UserError('ambiguous', sentence)
  }
  throw new UserError(
    'ambiguous',
    `${papers.length} papers match ${quote(asked)}: ${titles(papers.slice(0, 3))}${more}. Write more of the title.`,
  )
}

/** What a work is known by beside its title: `2412.14093 (Ryan Greenblatt, 2024)`. */
function apart({ id, arxivId, doi, authors: [author], date }: Paper): string {
  const about = [author, date].filter((fact) => fact != null).join(', ')
  return `${arxivId ?? doi ?? id}${about && ` (${about})`}`
}

function notFound(asked: string, near: readonly Paper[]): UserError {
  if (asked === '') return new UserError('not-found', 'Write a part of the title of the paper you mean.')
  const next = near.length > 0 ? `The nearest titles: ${titles(near)}.` : 'Try fewer or other words.'
  return new UserError('not-found', `No paper in the library matches ${quote(asked)}. ${next}`)
}

function titles(papers: readonly Paper[]): string {
  return papers.map(({ title }) => quote(title)).join(', ')
}

function quote(text: string): string {
  const characters = [...text]
  return `“${characters.length > 120 ? `${characters.slice(0, 119).join('')}…` : text}”`
}

function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const name of names) if (!seen.has(fold(name))) seen.set(fold(name), name)
  return [...seen.values()].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }))
}

function findDigest(newest: readonly Digest[], text: string): Digest | undefined {
  const asked = fold(unquote(text))
  if (asked === '') return undefined
  const names = newest.map((digest) => ({ digest, names: namesOf(digest) }))
  const exact = names.find(({ names }) => names.includes(asked))
  if (exact) return exact.digest
  const wanted = asked.split(' ')
  const holdsAll = (name: string) => wanted.every((word) => ` ${name}`.includes(` ${word}`))
  return names.find(({ names }) => holdsAll(names.join(' ')))?.digest
}

function namesOf({ id, title, publication, issue }: Digest): string[] {
  const names = [id, title, publication ?? '', issue && publication ? `${publication} ${issue}` : '']
  return names.map(fold).filter((name) => name !== '')
}
