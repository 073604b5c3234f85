import type { LibraryIndex, Source } from '../../library/index/library-index.ts'
import type { ShippedDigest } from '../../ports/club.ts'
import type { Catalogue } from '../../ports/library.ts'
import type { Store } from '../../store/store.ts'
import { pause } from '../pause.ts'
import { createCatalogue } from './catalogue.ts'
import type { Indexes } from './index-folder.ts'
import { libraryKeys } from './library-keys.ts'
import { ownOf, ownSource, type Shipped, shippedSource, stateOf, versionOf } from './library-source.ts'

/** The libraries of all clubs: the shipped digests, which are everyone's, and what each club's members added. */
export interface Libraries {
  /** Waits a moment for what was added while nobody looked; a large library is looked up as far as it is there. */
  of(club: string): Promise<Catalogue>
  /** The digests that ship, by their names. */
  shipped(): ShippedDigest[]
  /** Takes in what was added since, by this process or another: to one club's library, or to all that are held. */
  refresh(club?: string): Promise<void>
  /** The same for those in which somebody has looked since this was called last; others are seen to when they are looked up again. */
  keepUp(): Promise<void>
  /** Closes a club's library and erases its file: nobody looks anything up in it any more. */
  erase(club: string): Promise<void>
  close(): Promise<void>
}

export interface LibraryOptions {
  /** Where they lie on local disk. */
  indexes: Indexes
  /** Told of what fails in the background; it is tried again. `club`: null for what ships. */
  onFailure(club: string | null, error: unknown): void
}

/** Milliseconds that a look-up waits for a library that is being read. */
const PATIENCE = 2_000
/** Milliseconds after which nothing is held any more of a library in which nobody looked; and so many are held. */
const IDLE = 10 * 60_000
const MOST_HELD = 200

/** One library, as it is brought up to date. */
interface Held {
  index: Promise<LibraryIndex>
  /** What was taken in last. */
  version: string | undefined
  updates: Promise<void>
  /** How many updates are not done. */
  pending: number
}

interface HeldOfClub extends Held {
  catalogue: Catalogue
  usedAt: number
  /** Of what was taken in last. */
  state: string | undefined
}

export function openLibraries(store: Store, shipped: Shipped, { indexes, onFailure }: LibraryOptions): Libraries {
  let ships: Held | undefined
  const clubs = new Map<string, HeldOfClub>()
  let isClosed = false
  /** When those in use were brought up to date last. */
  let keptUp = 0

  function holdShipped(): Held {
    if (ships) return ships
    const held: Held = { index: indexes.shipped(emptied), version: undefined, updates: Promise.resolve(), pending: 0 }
    held.index.catch(() => {
      ships = undefined
    })
    ships = held
    return held

    function emptied(): void {
      held.version = undefined
      for (const each of clubs.values()) each.version = undefined
      beside(null, updateShipped(held))
    }
  }

  function hold(club: string): HeldOfClub {
    const known = clubs.get(club)
    if (known) return known
    const held: HeldOfClub = {
      index: ownOf(store, club, shipped).then((own) => (own ? openOf(club, held) : holdShipped().index)),
      catalogue: createCatalogue(() => hold(club).index),
      version: undefined,
      updates: Promise.resolve(),
      pending: 0,
      usedAt: performance.now(),
      state: undefined,
    }
    clubs.set(club, held)
    // One that cannot be opened is tried again by whoever asks next.
    held.index.catch(() => clubs.delete(club))
    updateSoon(club, held)
    return held
  }

  function openOf(club: string, held: HeldOfClub): Promise<LibraryIndex> {
    return indexes.ofClub(club, () => {
      held.version = undefined
      updateSoon(club, held)
    })
  }

  async function updateAll(those: Iterable<[string, HeldOfClub]>): Promise<void> {
    await Promise.all(Array.from(those, ([club, held]) => update(club, held)))
  }

  async function takeInShipped(held: Held): Promise<void> {
    const wanted = versionOf(shipped)
    if (held.version === wanted || isClosed) return
    const index = await held.index
    // At a start it is there already, unless something was changed meanwhile.
    const isMissing = async () => (await index.version()) !== wanted
    if (await isMissing()) await index.update(async () => ((await isMissing()) ? shippedSource(shipped) : null))
    held.version = wanted
  }

  async function takeIn(club: string, held: HeldOfClub): Promise<void> {
    const state = await stateOf(store, club, shipped)
    if (held.version !== undefined && held.state === state) return
    const all = holdShipped()
    await updateShipped(all)
    const own = await ownOf(store, club, shipped)
    const wanted = own?.version ?? versionOf(shipped)
    if (isClosed) return
    if (held.version === wanted) {
      held.state = state
      return
    }
    const isShipped = (await held.index) === (await all.index)
    if (isShipped !== (own === undefined)) held.index = own ? openOf(club, held) : all.index
    const index = await held.index
    if (own && (await index.version()) !== wanted) await index.update(() => latestOf(club, index))
    held.version = wanted
    held.state = state
  }

  /** What there is once it can be written: another process may have added more, or written it, meanwhile. */
  async function latestOf(club: string, index: LibraryIndex): Promise<Source | null> {
    const own = await ownOf(store, club, shipped)
    return !own || (await index.version()) === own.version ? null : ownSource(store, club, shipped, own)
  }

  const update = (club: string, held: HeldOfClub) => inTurn(held, () => takeIn(club, held))
  const updateShipped = (held: Held) => inTurn(held, () => takeInShipped(held))

  function inTurn(held: Held, takeIn: () => Promise<void>): Promise<void> {
    held.pending++
    const next = held.updates.then(takeIn).finally(() => held.pending--)
    held.updates = next.catch(() => {})
    return next
  }

  const updateSoon = (club: string, held: HeldOfClub) => beside(club, update(club, held))

  function beside(club: string | null, work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!isClosed) onFailure(club, error)
    })
  }

  store.onWrite((written) => {
    for (const key of written) {
      const club = libraryKeys.clubOfChange(key)
      const held = club === null ? undefined : clubs.get(club)
      if (club !== null && held) updateSoon(club, held)
    }
  }, libraryKeys.changes)
  store.onMissed(() => {
    for (const [club, held] of clubs) updateSoon(club, held)
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

  function dropIdle(): void {
    const since = performance.now() - IDLE
    for (const [club, { usedAt, pending }] of clubs) {
      if (usedAt >= since && clubs.size <= MOST_HELD) return
      if (pending === 0) clubs.delete(club)
    }
  }

  return {
    async of(club) {
      const held = hold(club)
      const wasIdle = held.usedAt < keptUp
      held.usedAt = performance.now()
      if (wasIdle) updateSoon(club, held)
      // Those that were used last stand at the end.
      clubs.delete(club)
      clubs.set(club, held)
      if (clubs.size > MOST_HELD) dropIdle()
      // What cannot be opened is told of by each look-up.
      if (held.version === undefined) await soon(held).catch(() => {})
      return held.catalogue
    },
    shipped: () => shipped.digests().map(({ id, title, publication, issue }) => ({ id, title, publication, issue })),
    async refresh(club) {
      const one = club === undefined ? undefined : clubs.get(club)
      if (club === undefined) await updateAll(clubs)
      else if (one) await update(club, one)
    },
    async keepUp() {
      dropIdle()
      const since = keptUp
      keptUp = performance.now()
      await updateAll([...clubs].filter(([, { usedAt }]) => usedAt >= since))
    },
    async erase(club) {
      const held = clubs.get(club)
      clubs.delete(club)
      await held?.updates
      await indexes.erase(club)
    },
    async close() {
      isClosed = true
      const opened = await Promise.allSettled([...clubs.values(), ...(ships ? [ships] : [])].map(({ index }) => index))
      const all = new Set(opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])))
      await Promise.all([...all].map((index) => index.close()))
      await indexes.close()
    },
  }
}
