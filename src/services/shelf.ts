import { createHash } from 'node:crypto'
import type { Definition, Digest, Paper, Problem } from '../club/paper.ts'
import type { EntryFacts } from '../club/services.ts'
import { fold } from '../library/fold.ts'
import { readArxivId, readDoi } from '../library/formats/facts.ts'
import { arxivKey, doiKey, shortId, titleKey } from '../library/identity.ts'
import type { Library } from '../library/merge.ts'

/** One state of a library, asked for what it is called rather than for its words. */
export interface Shelf {
  get(id: string): Paper | undefined
  same(entry: EntryFacts): Paper | undefined
  /** The papers that go by an id, a link, or a whole title. */
  named(text: string): Paper[]
  random(tag: string | undefined, drawn: number): Paper | undefined
  define(term: string): { definition: Definition; digest: Digest }[]
  terms(): string[]
  tags(): string[]
  /** Newest first. */
  digests(): Digest[]
  digest(text: string): Digest | undefined
  /** Those of the newest digest first, in its order. */
  papers(): readonly Paper[]
  fillers(mix: string, avoid: ReadonlySet<string>, wanted: number): Paper[]
  problems(): Problem[]
}

/** It holds what it computed from the library, so make a new one when the library changes. */
export function createShelf(library: Library): Shelf {
  const newestDigests = library.digests.toReversed().sort((a, b) => Number(!a.period) - Number(!b.period))
  const papers = newestFirst(library.papers, newestDigests)
  const byId = new Map(papers.map((paper) => [paper.id, paper]))
  const byTitle = once(() => groupBy(papers, ({ title }) => titleKey(title)))
  const byAddress = once(() => addressesOf(papers))
  const definitions = newestDigests.flatMap((digest) =>
    digest.definitions.map((definition) => ({ definition, digest, folded: fold(definition.term) })),
  )

  const get = (id: string) => byId.get(id) ?? byId.get(library.aliases.get(id) ?? '')
  function same({ title, arxivId, doi }: EntryFacts): Paper | undefined {
    const named = [arxivKey({ arxivId, doi }), doiKey({ doi })].map((key) => key && byAddress().get(addressOf(key)))
    const known = named.find((paper) => paper != null)
    if (known) return known
    const id = arxivKey({ arxivId, doi })
    const fits = (paper: Paper | undefined) => {
      const other = paper && arxivKey(paper)
      return paper !== undefined && (id === null || other == null || other === id)
    }
    const titled = byTitle().get(titleKey(title)) ?? []
    return titled.find(fits) ?? [get(shortId(titleKey(title)))].find(fits)
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
    named(text) {
      const known = get(text) ?? byAddress().get(addressOf(text))
      return known ? [known] : (byTitle().get(titleKey(text)) ?? [])
    },
    random(tag, drawn) {
      const wanted = tag === undefined ? undefined : fold(tag)
      const among =
        wanted === undefined ? papers : papers.filter(({ tags }) => tags.some((each) => fold(each) === wanted))
      return among[Math.floor(drawn * among.length)]
    },
    define,
    terms: () => distinct(definitions.map(({ definition }) => definition.term)),
    tags: () => distinct(papers.flatMap(({ tags }) => tags)),
    digests: () => [...newestDigests],
    digest: (text) => findDigest(newestDigests, text),
    papers: () => papers,
    /** First those that a digest reviewed and put into a line, then the rest. */
    fillers: (mix, avoid, wanted) =>
      papers
        .filter(({ id }) => !avoid.has(id))
        .map((paper) => ({
          paper,
          order: `${paper.idea && paper.appearances.some(({ reviewed }) => reviewed) ? 0 : 1}${mixed(mix, paper.id)}`,
        }))
        .sort((a, b) => (a.order < b.order ? -1 : 1))
        .slice(0, wanted)
        .map(({ paper }) => paper),
    problems: () => [...library.problems],
  }
}

function mixed(mix: string, paper: string): string {
  return createHash('sha256').update(`${mix}/${paper}`).digest('hex')
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

/** What stands inside quotes. */
export function unquote(text: string): string {
  return text
    .trim()
    .replace(/^["“'‘](.*)["”'’]$/s, '$1')
    .trim()
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
