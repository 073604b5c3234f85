import type { Log } from '../chat/log.ts'
import { Unavailable } from '../club/errors.ts'
import type { Paper } from '../club/paper.ts'
import type { Catalogue } from '../club/services.ts'
import { titleKey } from '../library/identity.ts'
import type { SearchIndex } from '../library/index/search-index.ts'
import { merge } from '../library/merge.ts'
import type { ParsedDigest, ParsedPaper } from '../library/parsed-digest.ts'
import type { Store, Writes } from '../store/store.ts'
import { createCatalogue } from './catalogue.ts'
import { libraryKeys } from './library-keys.ts'
import { Additions, Entries, Ideas, Versions } from './records.ts'
import { createShelf, type Shelf } from './shelf.ts'

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

/** Opens a club's search index. `onEmptied`: it was damaged, and all that was in it is gone. */
export type OpenIndex = (club: string, onEmptied: () => void) => Promise<SearchIndex>

interface Held {
  version: number
  /** The shipped digests that it was made of: another array after a reload. */
  shipped: string
  shelf: Shelf
}

/** A club's index and how far it is. */
interface Indexed {
  opened: Promise<SearchIndex>
  /** Resolves when it is up to date, or takes long to become so. */
  ready: Promise<void>
  /** Whether the last update failed. */
  isBehind: boolean
}

/** Milliseconds after which look-ups no longer wait for an index that is being brought up to date, but take it as it is. */
const PATIENCE = 10_000

export function openLibraries(store: Store, shipped: Shipped, openIndex: OpenIndex, log: Log): Libraries {
  const held = new Map<string, Held>()
  const loading = new Map<string, Promise<Held>>()
  const served = new Map<string, Catalogue>()
  const indexed = new Map<string, Indexed>()

  async function load(club: string): Promise<Held> {
    const { version } = (await Versions.get(store, libraryKeys.version(club))) ?? { version: 0 }
    const digests = shipped.digests()
    return { version, shipped: markOf(digests), shelf: await readShelf(store, club, shipped) }
  }

  function reload(club: string): Promise<Held> {
    const running = loading.get(club)
    if (running) return running
    const started = load(club)
      .then((next) => {
        held.set(club, next)
        if (indexed.has(club)) updateIndex(club)
        return next
      })
      .finally(() => loading.delete(club))
    loading.set(club, started)
    return started
  }

  function shelfOf(club: string): Shelf {
    const now = held.get(club)
    if (!now) throw new Error(`the library of ${club} is not loaded`)
    return now.shelf
  }

  /** Opened by the first look-up. */
  async function indexOf(club: string): Promise<SearchIndex> {
    const known = indexed.get(club)
    const { opened, ready } = known && !known.isBehind ? known : updateIndex(club)
    try {
      const index = await opened
      await ready
      return index
    } catch (cause) {
      throw new Unavailable(NO_INDEX, { lost: false, cause })
    }
  }

  function updateIndex(club: string): Indexed {
    const opened = indexed.get(club)?.opened ?? openIndex(club, () => void updateIndex(club))
    const update = async () => {
      const index = await opened
      const shelf = shelfOf(club)
      await index.update(shelf.papers().toReversed(), 'others', shelf.digests())
    }
    const updated = update().catch((error: unknown) => {
      now.isBehind = true
      log.error({ err: error, club }, 'the search index could not be brought up to date; the next look-up tries again')
    })
    opened.catch(() => indexed.delete(club))
    const now = { opened, ready: Promise.race([updated, patience()]), isBehind: false }
    indexed.set(club, now)
    return now
  }

  store.onWrite((written) => {
    for (const key of written) {
      const club = libraryKeys.clubOfVersion(key)
      if (club !== null && held.has(club)) void reload(club).catch(() => {})
    }
  })

  return {
    async of(club) {
      const now = held.get(club)
      if (!now || now.shipped !== markOf(shipped.digests())) await reload(club)
      const catalogue =
        served.get(club) ??
        createCatalogue(
          () => shelfOf(club),
          () => indexOf(club),
        )
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
      await Promise.allSettled([...indexed.values()].map(async ({ opened }) => (await opened).close()))
    },
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE).unref()
  })
}

const NO_INDEX = 'The library cannot be searched just now. Nothing was lost; please try again in a minute.'

/** A club's library as it is now. */
export async function readShelf(store: Store, club: string, shipped: Shipped): Promise<Shelf> {
  const [own, ideas] = await Promise.all([digestsOf(store, club), acceptedIdeas(store, club)])
  const library = merge([...shipped.digests(), ...own.digests], shipped.problems())
  return createShelf({ ...library, papers: library.papers.map((paper) => withIdea(paper, ideas, own.picked)) })
}

/** Writes of one change at most: a large addition must not hold the store for long. */
const BATCH = 500

/** A paper to be added. `picked`: the line from its abstract, where the digest has none. */
export interface NewEntry {
  paper: ParsedPaper
  picked: string | null
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
