/** What a club's library is made of: the shipped digests, and what lies in the store. */
import { createHash } from 'node:crypto'
import { keys } from '../../club/keys.ts'
import type { Source, SourceDigest } from '../../library/index/library-index.ts'
import type { ParsedDigest } from '../../library/parsed-digest.ts'
import type { Store } from '../../store/store.ts'
import { Additions, Clubs, Ideas, Versions } from '../records.ts'
import { entriesOf } from './entries.ts'
import { libraryKeys } from './library-keys.ts'

/** Where the shipped digests come from. */
export interface Shipped {
  digests(): ParsedDigest[]
}

/** Tells one state of a club's library from every other, also of those that read other digests. */
export async function versionOf(store: Store, club: string, shipped: Shipped): Promise<string> {
  const stored = await Versions.find(store, libraryKeys.version(club))
  const own = stored ? (stored.mark ?? stored.version) : 'nothing'
  const hash = createHash('sha256')
  for (const digest of await readBy(store, club, shipped)) hash.update(markOf(digest))
  return `${own} ${hash.digest('hex')}`
}

/** Of two digests with one id the club's own counts. */
export async function sourceOf(store: Store, club: string, shipped: Shipped, version: string): Promise<Source> {
  const heads = await Additions.range(store, libraryKeys.additions(club))
  const read = await readBy(store, club, shipped)
  const digests = new Map(read.map((digest) => [digest.id, shippedSource(digest)]))
  for (const { value } of heads) {
    const { next: _, version: mark = version, ...head } = value
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

/** The shipped digests that a club reads from: all, unless it chose some. */
async function readBy(store: Store, club: string, shipped: Shipped): Promise<ParsedDigest[]> {
  const wanted = (await Clubs.find(store, keys.club(club)))?.digests ?? null
  return wanted ? shipped.digests().filter(({ id }) => wanted.includes(id)) : shipped.digests()
}

function shippedSource(digest: ParsedDigest): SourceDigest {
  const { papers, ...head } = digest
  const entries = papers.map((paper, n) => ({ name: String(n), n, paper, picked: null }))
  return { head, mark: markOf(digest), entries: () => [entries] }
}

const marks = new WeakMap<ParsedDigest, string>()

/** A digest that was not read again is the same object, and need not be hashed again. */
function markOf(digest: ParsedDigest): string {
  const mark = marks.get(digest) ?? createHash('sha256').update(JSON.stringify(digest)).digest('hex')
  marks.set(digest, mark)
  return mark
}
