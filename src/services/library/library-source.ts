/** What a club's library is made of: the shipped digests, and what lies in the store. */
import { createHash } from 'node:crypto'
import { keys } from '../../club/keys.ts'
import type { Source, SourceDigest } from '../../library/index/library-index.ts'
import type { ParsedDigest } from '../../library/parsed-digest.ts'
import type { Store } from '../../store/store.ts'
import { Additions, Clubs, Ideas, Rulings, Versions } from '../records.ts'
import { entriesOf, nameOf } from './entries.ts'
import { libraryKeys } from './library-keys.ts'

/** Where the shipped digests come from. */
export interface Shipped {
  digests(): ParsedDigest[]
}

/** What a club's library differs by from the shipped one. */
export interface Own {
  /** Tells one state of it from every other, also of those that read other digests. */
  version: string
  /** The shipped digests that it reads, by their ids. */
  reads: string[]
}

/** Is another one whenever something was added to a club's library, or it reads other digests; or what ships has changed. */
export async function stateOf(store: Store, club: string, shipped: Shipped): Promise<string> {
  return `${addedIn(await Versions.find(store, libraryKeys.version(club)))} ${versionOf(shipped)}`
}

/** Undefined where nothing was added, and all that ships is read. */
export async function ownOf(store: Store, club: string, shipped: Shipped): Promise<Own | undefined> {
  const [stored, read] = await Promise.all([
    Versions.find(store, libraryKeys.version(club)),
    Clubs.find(store, keys.club(club)),
  ])
  const wanted = read?.digests ?? null
  if (!stored && !wanted) return undefined
  const all = shipped.digests().map(({ id }) => id)
  const reads = wanted ? all.filter((id) => wanted.includes(id)) : all
  return { version: `${addedIn(stored)} ${hashOf([versionOf(shipped), ...reads])}`, reads }
}

function addedIn(stored: Awaited<ReturnType<typeof Versions.find>>): string {
  return stored ? (stored.mark ?? String(stored.version)) : 'nothing'
}

/** Tells one state of what ships from every other. */
export function versionOf(shipped: Shipped): string {
  return hashOf(shipped.digests().map(markOf))
}

export function shippedSource(shipped: Shipped): Source {
  return { version: versionOf(shipped), digests: shipped.digests().map(asSource), ideas: async () => [] }
}

/** Of two digests with one id the club's own counts. */
export async function ownSource(
  store: Store,
  club: string,
  shipped: Shipped,
  { version, reads: wanted }: Own,
): Promise<Source> {
  const heads = await Additions.range(store, libraryKeys.additions(club))
  const digests = heads.map(({ value }): SourceDigest => {
    const { next: _, version: mark = version, ...head } = value
    return { head, mark, entries: () => entriesOf(store, club, head.id) }
  })
  const reads = wanted.filter((id) => digests.every(({ head }) => head.id !== id))
  const prefix = libraryKeys.ideas(club)
  return {
    version,
    over: { basis: hashOf([versionOf(shipped), ...reads]), reads },
    digests,
    async rulings() {
      const rulings = await Rulings.range(store, libraryKeys.rulings(club))
      return rulings.map(({ key, value }) => ({ ...libraryKeys.entryOfRuling(key), ...value }))
    },
    ideas: async () => {
      const ideas = await Ideas.range(store, prefix)
      return ideas.map(({ key, value }) => [key.slice(prefix.length), value] as const)
    },
  }
}

function asSource(digest: ParsedDigest): SourceDigest {
  const { papers, ...head } = digest
  const names = new Set<string>()
  const entries = papers.map((paper, n) => {
    const own = nameOf({ paper })
    const name = names.has(own) ? `${own}-${n}` : own
    names.add(name)
    return { name, n, paper, picked: null }
  })
  return { head, mark: markOf(digest), entries: () => [entries] }
}

const marks = new WeakMap<ParsedDigest, string>()

/** A digest that was not read again is the same object, and need not be hashed again. */
function markOf(digest: ParsedDigest): string {
  const mark = marks.get(digest) ?? hashOf([JSON.stringify(digest)])
  marks.set(digest, mark)
  return mark
}

function hashOf(parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\n')
  return hash.digest('hex')
}
