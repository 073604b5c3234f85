import { createHash, randomUUID } from 'node:crypto'
import type { Catalogue } from '../club/services.ts'
import { titleKey } from '../library/identity.ts'
import type { IndexedEntry, LibraryIndex, Source, SourceDigest } from '../library/index/library-index.ts'
import type { ParsedDigest } from '../library/parsed-digest.ts'
import { sameEntry } from '../library/same-entry.ts'
import type { Store, Writes } from '../store/store.ts'
import { createCatalogue } from './catalogue.ts'
import { libraryKeys } from './library-keys.ts'
import { pause } from './pause.ts'
import { Additions, Entries, Ideas, Versions } from './records.ts'

/** The libraries of all clubs: the shipped digests, which are everyone's, and what each club's members added. */
export interface Libraries {
  /** Waits a moment for what was added while nobody looked; a large library is looked up as far as it is there. */
  of(club: string): Promise<Catalogue>
  /** Takes in what was added to the clubs' libraries since, by this process or another. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/** Where the shipped digests come from. */
export interface Shipped {
  digests(): ParsedDigest[]
}

/** Where the libraries lie on local disk. */
export interface IndexOptions {
  /** `onEmptied`: called when all that was in it is lost. */
  open(club: string, onEmptied: () => void): Promise<LibraryIndex>
  /** Told of what fails in the background; it is tried again. */
  onFailure(club: string, error: unknown): void
}

/** Milliseconds that a look-up waits for a library that is being read. */
const PATIENCE = 2_000

interface Held {
  index: Promise<LibraryIndex>
  catalogue: Catalogue
  /** What was taken in last. */
  version: string | undefined
  updates: Promise<void>
}

export function openLibraries(store: Store, shipped: Shipped, indexes: IndexOptions): Libraries {
  const clubs = new Map<string, Held>()
  let isClosed = false

  function hold(club: string): Held {
    const known = clubs.get(club)
    if (known) return known
    const index = indexes.open(club, () => {
      held.version = undefined
      updateSoon(club, held)
    })
    const held: Held = {
      index,
      catalogue: createCatalogue(() => hold(club).index),
      version: undefined,
      updates: Promise.resolve(),
    }
    clubs.set(club, held)
    // One that cannot be opened is tried again by whoever asks next.
    index.catch(() => clubs.delete(club))
    updateSoon(club, held)
    return held
  }

  async function takeIn(club: string, held: Held): Promise<void> {
    const index = await held.index
    const wanted = await versionOf(store, club, shipped)
    if (held.version === wanted || isClosed) return
    // At a start it is there already, unless something was added meanwhile.
    if (held.version !== undefined || (await index.version()) !== wanted) {
      await index.update(await sourceOf(store, club, shipped, wanted))
    }
    held.version = wanted
  }

  function update(club: string, held: Held): Promise<void> {
    const next = held.updates.then(() => takeIn(club, held))
    held.updates = next.catch(() => {})
    return next
  }

  function updateSoon(club: string, held: Held): void {
    update(club, held).catch((error: unknown) => {
      if (!isClosed) indexes.onFailure(club, error)
    })
  }

  store.onWrite((written) => {
    for (const key of written) {
      const club = libraryKeys.clubOfVersion(key)
      const held = club === null ? undefined : clubs.get(club)
      if (club !== null && held) updateSoon(club, held)
    }
  })

  /** Waits for what is being taken in: not for all of a large library, but for some of it. */
  async function soon(held: Held): Promise<void> {
    let isDone = false
    const done = held.updates.then(() => {
      isDone = true
    })
    do await Promise.race([done, pause(PATIENCE)])
    while (!isDone && (await (await held.index).size()).papers === 0)
  }

  return {
    async of(club) {
      const held = hold(club)
      // What cannot be opened is told of by each look-up.
      if (held.version === undefined) await soon(held).catch(() => {})
      return held.catalogue
    },
    async refresh() {
      await Promise.all([...clubs].map(([club, held]) => update(club, held)))
    },
    async close() {
      isClosed = true
      const opened = await Promise.allSettled([...clubs.values()].map(({ index }) => index))
      await Promise.all(opened.map((each) => (each.status === 'fulfilled' ? each.value.close() : undefined)))
    },
  }
}

/** Writes of one change at most, and entries read at once: a large library must not hold the store for long. */
const BATCH = 500

/** A paper to be added. `picked`: the line from its abstract, where the digest has none. */
export interface NewEntry {
  paper: ParsedDigest['papers'][number]
  picked: string | null
}

/**
 * Adds papers to a digest of a club's library as they come; one of the same id is added to, and an entry that it has already
 * takes the place of the one before. Everything is there once it resolves; what was written before a crash stays.
 */
export async function addEntries(
  store: Store,
  club: string,
  head: Omit<ParsedDigest, 'papers'>,
  parts: AsyncIterable<NewEntry[]> | Iterable<NewEntry[]>,
): Promise<void> {
  const headKey = libraryKeys.addition(club, head.id)
  let next = (await Additions.get(store, headKey))?.entries ?? (await renameNumbered(store, club, head.id))
  for await (const part of parts) {
    for (let start = 0; start < part.length; start += BATCH) {
      next = await addBatch(store, club, head.id, part.slice(start, start + BATCH), next)
    }
  }
  const version = randomUUID()
  await store.change([headKey, libraryKeys.version(club)], (values) => ({
    writes: {
      [headKey]: Additions.json({ ...head, entries: next, version }),
      ...nextVersion(club, Versions.from(values, libraryKeys.version(club)), version),
    },
  }))
}

/** Resolves with the number of the next new entry. */
function addBatch(
  store: Store,
  club: string,
  digest: string,
  batch: readonly NewEntry[],
  next: number,
): Promise<number> {
  const keyed = batch.map((entry) => ({ key: libraryKeys.entry(club, digest, nameOf(entry)), entry }))
  return store.change([...new Set(keyed.map(({ key }) => key))], (values) => {
    const writes = new Map<string, Writes[string]>()
    let n = next
    for (const { key, entry } of keyed) {
      const known = Entries.from(writes.has(key) ? new Map([[key, writes.get(key) ?? null]]) : values, key)
      if (known)
        writes.set(key, Entries.json({ ...entry, paper: sameEntry(known.paper, entry.paper), n: known.n ?? n }))
      else writes.set(key, Entries.json({ ...entry, n: n++ }))
    }
    return { writes: Object.fromEntries(writes), result: n }
  })
}

/** What makes every process take in a change of a club's library. */
export function nextVersion(
  club: string,
  before: { version: number } | undefined,
  mark: string = randomUUID(),
): Writes {
  return { [libraryKeys.version(club)]: Versions.json({ version: (before?.version ?? 0) + 1, mark }) }
}

/** Entries were numbered once; that way the same document was kept anew each time. Resolves with how many there are. */
async function renameNumbered(store: Store, club: string, digest: string): Promise<number> {
  const prefix = libraryKeys.entries(club, digest)
  for (let next = 0; ; ) {
    const numbered = (await Entries.range(store, prefix, { limit: BATCH })).filter(({ key }) => isNumbered(key))
    if (numbered.length === 0) return next
    next = await addBatch(
      store,
      club,
      digest,
      numbered.map(({ value: { paper, picked } }) => ({ paper, picked })),
      next,
    )
    await store.change([], () => ({ writes: Object.fromEntries(numbered.map(({ key }) => [key, undefined])) }))
  }
}

function isNumbered(key: string): boolean {
  return /\/\d{7}$/.test(key)
}

/** Tells an entry from the others of its digest, and is the same whenever the digest is read. */
function nameOf({ paper: { title, arxivId } }: NewEntry): string {
  const hash = createHash('sha256').update(`${titleKey(title)}\n${arxivId ?? ''}`)
  return `e${hash.digest('hex').slice(0, 24)}`
}

async function versionOf(store: Store, club: string, shipped: Shipped): Promise<string> {
  const stored = await Versions.get(store, libraryKeys.version(club))
  const own = stored ? (stored.mark ?? stored.version) : 'nothing'
  const hash = createHash('sha256')
  for (const digest of shipped.digests()) hash.update(markOf(digest))
  return `${own} ${hash.digest('hex')}`
}

/** Of two digests with one id the club's own counts. */
async function sourceOf(store: Store, club: string, shipped: Shipped, version: string): Promise<Source> {
  const heads = await Additions.range(store, libraryKeys.additions(club))
  const digests = new Map(shipped.digests().map((digest) => [digest.id, shippedSource(digest)]))
  for (const { value } of heads) {
    const { entries: _, version: mark = version, ...head } = value
    digests.set(head.id, { head, mark, entries: () => entriesOf(store, club, head.id) })
  }
  const prefix = libraryKeys.ideas(club)
  return {
    version,
    digests: [...digests.values()],
    ideas: async () => {
      const ideas = await Ideas.range(store, prefix)
      return ideas.map(({ key, value }) => [key.slice(prefix.length), value] as const)
    },
  }
}

function shippedSource(digest: ParsedDigest): SourceDigest {
  const { papers, ...head } = digest
  const entries = papers.map((paper, n) => ({ name: String(n), n, paper, picked: null }))
  return { head, mark: markOf(digest), entries: () => [entries] }
}

async function* entriesOf(store: Store, club: string, digest: string): AsyncGenerator<IndexedEntry[]> {
  const prefix = libraryKeys.entries(club, digest)
  for (let last = ''; ; ) {
    // A range begins with its first key, which the page before has given already.
    const page = await Entries.range(store, prefix, { from: last || prefix, limit: BATCH + 1 })
    const fresh = page.filter(({ key }) => key !== last)
    yield fresh.map(({ key, value: { paper, picked, n } }) => {
      const name = key.slice(prefix.length)
      return { name, n: n ?? Number(name), paper, picked }
    })
    if (page.length <= BATCH) return
    last = page.at(-1)?.key ?? ''
  }
}

const marks = new WeakMap<ParsedDigest, string>()

/** A digest that was not read again is the same object, and need not be hashed again. */
function markOf(digest: ParsedDigest): string {
  const mark = marks.get(digest) ?? createHash('sha256').update(JSON.stringify(digest)).digest('hex')
  marks.set(digest, mark)
  return mark
}
