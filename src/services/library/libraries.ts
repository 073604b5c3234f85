import { keys } from '../../club/keys.ts'
import type { LibraryIndex } from '../../library/index/library-index.ts'
import type { Catalogue, ShippedDigest } from '../../ports/services.ts'
import type { Store } from '../../store/store.ts'
import { pause } from '../pause.ts'
import { createCatalogue } from './catalogue.ts'
import { libraryKeys } from './library-keys.ts'
import { type Shipped, sourceOf, versionOf } from './library-source.ts'

/** The libraries of all clubs: the shipped digests, which are everyone's, and what each club's members added. */
export interface Libraries {
  /** Waits a moment for what was added while nobody looked; a large library is looked up as far as it is there. */
  of(club: string): Promise<Catalogue>
  /** The digests that ship, by their names. */
  shipped(): ShippedDigest[]
  /** Takes in what was added to the clubs' libraries since, by this process or another. */
  refresh(): Promise<void>
  /** Closes a club's library and erases its file: nobody looks anything up in it any more. */
  erase(club: string): Promise<void>
  close(): Promise<void>
}

/** Where the libraries lie on local disk. */
export interface IndexOptions {
  /** `onEmptied`: called when all that was in it is lost. */
  open(club: string, onEmptied: () => void): Promise<LibraryIndex>
  /** Erases what lies of a club; it is closed. Default: nothing does. */
  erase?(club: string): Promise<void>
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
      const club = libraryKeys.clubOfVersion(key) ?? clubOf(key)
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
    shipped: () => shipped.digests().map(({ id, title, publication, issue }) => ({ id, title, publication, issue })),
    async refresh() {
      await Promise.all([...clubs].map(([club, held]) => update(club, held)))
    },
    async erase(club) {
      const held = clubs.get(club)
      clubs.delete(club)
      await held?.updates
      await held?.index.then(
        (index) => index.close(),
        () => {},
      )
      await indexes.erase?.(club)
    },
    async close() {
      isClosed = true
      const opened = await Promise.allSettled([...clubs.values()].map(({ index }) => index))
      await Promise.all(opened.map((each) => (each.status === 'fulfilled' ? each.value.close() : undefined)))
    },
  }
}

/** A club may read other digests from now on. */
function clubOf(key: string): string | null {
  const prefix = keys.club('')
  return key.startsWith(prefix) ? key.slice(prefix.length) : null
}
