import type { Paper } from '../club/paper.ts'
import type { Catalogue } from '../club/services.ts'
import { titleKey } from '../library/identity.ts'
import type { SearchIndex } from '../library/index/search-index.ts'
import { merge } from '../library/merge.ts'
import type { ParsedDigest, ParsedPaper } from '../library/parsed-digest.ts'
import type { Store, Writes } from '../store/store.ts'
import { createCatalogue, type MemoryCatalogue } from './catalogue.ts'
import { indexedCatalogue } from './indexed-catalogue.ts'
import { libraryKeys } from './library-keys.ts'
import { Additions, Entries, Ideas, Versions } from './records.ts'

/** The libraries of all clubs: the shipped digests, which are everyone's, and what each club's members added. */
export interface Libraries {
  of(club: string): Promise<Catalogue>
  /** Takes in what another process added to the clubs' libraries since. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/** Where the shipped digests come from. */
export interface Shipped {
  digests(): ParsedDigest[]
  problems(): ReturnType<Catalogue['problems']>
}

/** Where large libraries keep their search index. */
export interface IndexOptions {
  open(club: string): Promise<SearchIndex>
  /** Told of an index that fails; look-ups then go on in memory. */
  onFailure(club: string, error: unknown): void
}

/** A library of more papers is looked up in an index; below it memory is faster, and needs no threads of its own. */
const INDEXED_FROM = 2_000

interface Held {
  version: number
  /** The shipped digests that it was made of: another array after a reload. */
  shipped: string
  catalogue: MemoryCatalogue
}

export function openLibraries(store: Store, shipped: Shipped, indexes?: IndexOptions): Libraries {
  const held = new Map<string, Held>()
  const loading = new Map<string, Promise<Held>>()
  const served = new Map<string, Catalogue>()
  const indexed = new Map<string, { index: SearchIndex; isCurrent: boolean }>()

  async function load(club: string): Promise<Held> {
    const { version } = (await Versions.get(store, libraryKeys.version(club))) ?? { version: 0 }
    const digests = shipped.digests()
    const [own, ideas] = await Promise.all([digestsOf(store, club), acceptedIdeas(store, club)])
    const library = merge([...digests, ...own.digests], shipped.problems())
    const papers = library.papers.map((paper) => withIdea(paper, ideas, own.picked))
    return { version, shipped: markOf(digests), catalogue: createCatalogue({ ...library, papers }) }
  }

  function reload(club: string): Promise<Held> {
    const running = loading.get(club)
    if (running) return running
    const started = load(club)
      .then((next) => {
        held.set(club, next)
        void bringIndexUpToDate(club, next.catalogue)
        return next
      })
      .finally(() => loading.delete(club))
    loading.set(club, started)
    return started
  }

  async function bringIndexUpToDate(club: string, catalogue: MemoryCatalogue): Promise<void> {
    const papers = catalogue.papers()
    if (!indexes || papers.length < INDEXED_FROM) return
    try {
      const known = indexed.get(club) ?? { index: await indexes.open(club), isCurrent: false }
      indexed.set(club, known)
      known.isCurrent = false
      await known.index.update(papers.toReversed(), 'others', catalogue.digests())
      known.isCurrent = held.get(club)?.catalogue === catalogue
    } catch (error) {
      indexes.onFailure(club, error)
    }
  }

  async function current(club: string): Promise<void> {
    const now = held.get(club)
    if (!now || now.shipped !== markOf(shipped.digests())) await reload(club)
  }

  store.onWrite((written) => {
    for (const key of written) {
      const club = libraryKeys.clubOfVersion(key)
      if (club !== null && held.has(club)) void reload(club).catch(() => {})
    }
  })

  return {
    async of(club) {
      await current(club)
      const known = served.get(club)
      if (known) return known
      const memory = () => {
        const now = held.get(club)
        if (!now) throw new Error(`the library of ${club} is not loaded`)
        return now.catalogue
      }
      const index = () => {
        const ready = indexed.get(club)
        return ready?.isCurrent ? ready.index : undefined
      }
      const catalogue = indexedCatalogue(memory, index, (error) => indexes?.onFailure(club, error))
      served.set(club, catalogue)
      return catalogue
    },
    async refresh() {
      for (const [club, { version, shipped: mark }] of held) {
        const stored = (await Versions.get(store, libraryKeys.version(club)))?.version ?? 0
        if (stored === version && mark === markOf(shipped.digests())) continue
        await reload(club)
        // A loading that was under way may have begun before the change.
        if (held.get(club)?.version !== stored) await reload(club)
      }
    },
    async close() {
      await Promise.all([...indexed.values()].map(({ index }) => index.close()))
    },
  }
}

/** Writes of one change at most: a large addition must not hold the store for long. */
const BATCH = 500

/** A paper to be added. `picked`: the line from its abstract, where the digest has none. */
export interface NewEntry {
  paper: ParsedPaper
  picked: string | null
}

/** Adds a digest's papers to a club's library. `pickIdea` makes a line from an abstract where the digest has none. */
export async function addDigest(
  store: Store,
  club: string,
  { papers, ...head }: ParsedDigest,
  pickIdea: (paper: ParsedPaper) => string | null,
): Promise<void> {
  const entries = papers.map((paper) => ({ paper, picked: paper.idea === null ? pickIdea(paper) : null }))
  await addEntries(store, club, head, [entries])
}

/**
 * Adds papers to a digest of a club's library as they come; one of the same id is added to. Everything is there once it
 * resolves; what was written before a crash stays.
 */
export async function addEntries(
  store: Store,
  club: string,
  head: Omit<ParsedDigest, 'papers'>,
  parts: AsyncIterable<NewEntry[]> | Iterable<NewEntry[]>,
): Promise<void> {
  const prefix = libraryKeys.entries(club, head.id)
  const [last] = await Entries.range(store, prefix, { reverse: true, limit: 1 })
  let next = last ? Number(last.key.slice(prefix.length)) + 1 : 0
  for await (const part of parts) {
    for (let start = 0; start < part.length; start += BATCH) {
      const batch = part.slice(start, start + BATCH)
      const writes = batch.map((entry, index) => [libraryKeys.entry(club, head.id, next + index), Entries.json(entry)])
      await store.change([], () => ({ writes: Object.fromEntries(writes) }))
      next += batch.length
    }
  }
  const headKey = libraryKeys.addition(club, head.id)
  await store.change([headKey, libraryKeys.version(club)], (values) => ({
    writes: { [headKey]: Additions.json(head), ...nextVersion(club, Versions.from(values, libraryKeys.version(club))) },
  }))
}

/** What makes every process take in a change of a club's library. */
export function nextVersion(club: string, before: { version: number } | undefined): Writes {
  return { [libraryKeys.version(club)]: Versions.json({ version: (before?.version ?? 0) + 1 }) }
}

async function digestsOf(
  store: Store,
  club: string,
): Promise<{ digests: ParsedDigest[]; picked: Map<string, string> }> {
  const heads = await Additions.range(store, libraryKeys.additions(club))
  const picked = new Map<string, string>()
  const digests = await Promise.all(
    heads.map(async ({ value: head }) => {
      const entries = await Entries.range(store, libraryKeys.entries(club, head.id))
      for (const { value } of entries) if (value.picked) picked.set(titleKey(value.paper.title), value.picked)
      return { ...head, papers: entries.map(({ value }) => value.paper) }
    }),
  )
  return { digests, picked }
}

async function acceptedIdeas(store: Store, club: string): Promise<Map<string, AcceptedIdea>> {
  const prefix = libraryKeys.ideas(club)
  const ideas = await Ideas.range(store, prefix)
  return new Map(ideas.map(({ key, value }) => [key.slice(prefix.length), value]))
}

interface AcceptedIdea {
  line: string
  name: string
}

/** A member's accepted line goes before the digest's, and the digest's before one picked from the abstract. */
function withIdea(
  paper: Paper,
  accepted: ReadonlyMap<string, AcceptedIdea>,
  picked: ReadonlyMap<string, string>,
): Paper {
  const { idea: _, ...sources } = paper.sources
  const better = accepted.get(paper.id)
  if (better) return { ...paper, idea: better.line, ideaFrom: 'member', ideaBy: better.name, sources }
  const fromAbstract = paper.idea === null ? picked.get(titleKey(paper.title)) : undefined
  if (!fromAbstract) return paper
  const from = sources.abstract ? { idea: sources.abstract } : {}
  return { ...paper, idea: fromAbstract, ideaFrom: 'abstract', sources: { ...sources, ...from } }
}

const marks = new WeakMap<ParsedDigest, number>()
let serial = 0

/** Tells one set of digests from another without reading them: a digest that was read again is another object. */
function markOf(digests: readonly ParsedDigest[]): string {
  return digests
    .map((digest) => {
      const mark = marks.get(digest) ?? ++serial
      marks.set(digest, mark)
      return mark
    })
    .join(' ')
}
