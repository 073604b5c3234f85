import { createHash } from 'node:crypto'
import { fold } from './fold.ts'
import type { ParsedPaper } from './parsed-digest.ts'

/** One digest's entry of a paper. */
export interface Entry {
  digest: string
  paper: ParsedPaper
}

/** A title without case, accents, spaces and punctuation: two spellings of one title have one key. */
export function titleKey(title: string): string {
  const key = fold(title).replaceAll(' ', '')
  return key === '' ? title.normalize('NFKC').toLowerCase().replace(/\s+/g, '') : key
}

/** The opaque id that belongs to a key: the same in every process. */
export function shortId(key: string): string {
  const digest = createHash('sha256').update(key).digest()
  let id = ''
  for (const byte of digest.subarray(0, LENGTH)) id += ALPHABET.charAt(byte % ALPHABET.length)
  return id
}

const LENGTH = 8
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Whether a title was cut off by whoever printed it. */
export function isCut(title: string): boolean {
  return /(?:…|\.{3})$/.test(title.trim())
}

/**
 * Groups the entries of one work. What holds them together: the arXiv id whatever its version, the DOI, the title in any
 * spelling, or a cut title that only one full title continues. Works of the same title with different arXiv ids stay apart.
 * Groups and what is in them keep the order of the entries.
 */
export function groupEntries<E extends Entry>(entries: readonly E[]): E[][] {
  const groups = new Groups(entries)
  const full = entries.map((entry, index) => ({ index, paper: entry.paper })).filter(({ paper }) => !isCut(paper.title))
  joinEqual(
    groups,
    entries.map((entry, index) => ({ index, key: entry.paper.arxivId })),
  )
  joinEqual(
    groups,
    entries.map((entry, index) => ({ index, key: entry.paper.doi })),
  )
  joinEqual(
    groups,
    full.map(({ index, paper }) => ({ index, key: titleKey(paper.title) })),
  )
  joinCut(groups, entries)
  return groups.list()
}

function joinEqual(groups: Groups<Entry>, keyed: { index: number; key: string | null }[]): void {
  const first = new Map<string, number[]>()
  for (const { index, key } of keyed) {
    if (key === null) continue
    const others = first.get(key) ?? []
    // Several works may bear one title: an entry without an arXiv id goes to the oldest of them.
    if (!others.some((other) => groups.join(other, index))) first.set(key, [...others, index])
  }
}

/** What a cut title must at least have, to tell one work from another. */
export const SHORTEST_CUT = 12

function joinCut(groups: Groups<Entry>, entries: readonly Entry[]): void {
  const sorted = entries
    .map(({ paper }, index) => ({ key: titleKey(paper.title), index, cut: isCut(paper.title) }))
    .filter(({ key }) => key.length >= SHORTEST_CUT)
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index))
  sorted.forEach((entry, at) => {
    if (!entry.cut) return
    const continued = sorted.slice(at + 1, at + 1 + MOST_CONTINUATIONS)
    const stop = continued.findIndex(({ key }) => !key.startsWith(entry.key))
    const same = [...equalBefore(sorted, at), ...(stop < 0 ? continued : continued.slice(0, stop))]
    const works = new Set(same.filter(({ cut }) => !cut).map(({ index }) => groups.root(index)))
    if (works.size <= 1) for (const other of same) groups.join(other.index, entry.index)
  })
}

/** Of the titles that continue a cut one, so many are looked at, in the order of the alphabet. */
export const MOST_CONTINUATIONS = 50

function equalBefore<T extends { key: string }>(sorted: T[], at: number): T[] {
  const found: T[] = []
  const key = sorted[at]?.key
  for (let before = at - 1; before >= 0; before--) {
    const entry = sorted[before]
    if (!entry || entry.key !== key) break
    found.push(entry)
  }
  return found
}

/** Entries that turn out to be one work, joined step by step; the earliest entry stands for its group. */
class Groups<E extends Entry> {
  readonly #entries: readonly E[]
  readonly #parents: number[]
  readonly #arxivIds: (string | null)[]

  constructor(entries: readonly E[]) {
    this.#entries = entries
    this.#parents = entries.map((_, index) => index)
    this.#arxivIds = entries.map(({ paper }) => paper.arxivId)
  }

  root(index: number): number {
    let at = index
    for (let parent = this.#parents[at] ?? at; parent !== at; parent = this.#parents[at] ?? at) at = parent
    this.#parents[index] = at
    return at
  }

  /** False when the two are known to be different works. */
  join(one: number, other: number): boolean {
    const a = this.root(one)
    const b = this.root(other)
    if (a === b) return true
    const idA = this.#arxivIds[a] ?? null
    const idB = this.#arxivIds[b] ?? null
    if (idA !== null && idB !== null && idA !== idB) return false
    const [oldest, newest] = a < b ? [a, b] : [b, a]
    this.#parents[newest] = oldest
    this.#arxivIds[oldest] = idA ?? idB
    return true
  }

  list(): E[][] {
    const groups = new Map<number, E[]>()
    this.#entries.forEach((entry, index) => {
      const root = this.root(index)
      const group = groups.get(root)
      if (group) group.push(entry)
      else groups.set(root, [entry])
    })
    return [...groups.values()]
  }
}
