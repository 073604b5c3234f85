import { createHash } from 'node:crypto'
import { fold } from './fold.ts'
import { addOrigin, areOthers, type Origin, originOf, sharesPeople } from './origin.ts'
import type { ParsedDigest, ParsedPaper } from './parsed-digest.ts'
import { setTitle } from './set-title.ts'

/** One digest's entry of a paper. */
export interface Entry {
  digest: string
  /** Whose counts these are: the digest's publication, the same in all of its issues. */
  site: string
  paper: ParsedPaper
  /** The id that its paper had under the title that the entry had first; left out where that is its title still. */
  was?: string
  ruling?: Ruling
}

/** What of an entry says which work it is of. */
export type Grouped = Pick<Entry, 'paper' | 'ruling'>

/** What an organiser says of an entry: those of one `work` are one paper, and those of two are two, whatever they say. */
export interface Ruling {
  work: string
  /** The id that its paper had before it was merged with another. */
  was?: string | undefined
}

/** The id of a paper that is this entry's alone: a title that is corrected does not change it. */
export function ownId({ paper, was }: Pick<Entry, 'paper' | 'was'>): string {
  return was ?? shortId(titleKey(paper.title))
}

/** A digest's entries, in its order. */
export function entriesOf(digest: Omit<ParsedDigest, 'papers'>, papers: readonly ParsedPaper[]): Entry[] {
  const site = siteOf(digest)
  return papers.map((paper) => ({ digest: digest.id, site, paper }))
}

export function siteOf({ id, publication, source }: Pick<ParsedDigest, 'id' | 'publication' | 'source'>): string {
  return publication ?? URL.parse(source ?? '')?.host ?? id
}

/** A title without case, accents, spaces, punctuation and marks of LaTeX: two spellings of one title have one key. */
export function titleKey(title: string): string {
  const key = fold(setTitle(title)).replaceAll(' ', '')
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

/** An arXiv id without version and subject class: `math.GT/0309136v2` and `math/0309136` are one. */
export function arxivKey({ arxivId, doi }: Pick<ParsedPaper, 'arxivId' | 'doi'>): string | null {
  const id = arxivId ?? /^10\.48550\/arxiv\.(.+)$/i.exec(doi ?? '')?.[1]
  if (!id) return null
  return id
    .toLowerCase()
    .replace(/v\d+$/, '')
    .replace(/\.[a-z]{2}\//, '/')
}

/** A DOI without its case and the full stop of the sentence that it stood in. */
export function doiKey({ doi }: Pick<ParsedPaper, 'doi'>): string | null {
  return doi?.toLowerCase().replace(/[.,;]+$/, '') ?? null
}

/** What tells a work from the others of one list. */
export function workKey(paper: ParsedPaper): string {
  return arxivKey(paper) ?? doiKey(paper) ?? titleKey(paper.title)
}

/**
 * Groups the entries of one work. What holds them together: an organiser's word, the arXiv id whatever its version, the DOI, the title in any
 * spelling, or a cut title that only one full title continues. Works of the same title stay apart when their arXiv ids differ, and
 * when both their people and their years do, and where an organiser parted them. Groups and what is in them keep the order of the entries.
 */
export function groupEntries<E extends Grouped>(entries: readonly E[]): E[][] {
  const groups = new Groups(entries)
  for (const ruled of ruledAsOne(entries)) for (const index of ruled) groups.unite(ruled[0] ?? index, index)
  joinEqual(groups, entries, arxivKey)
  joinEqual(groups, entries, doiKey)
  joinTitled(groups, entries)
  joinCut(groups, entries)
  return groups.list()
}

function ruledAsOne(entries: readonly Grouped[]): Iterable<number[]> {
  const ruled = [...entries.keys()].filter((index) => entries[index]?.ruling)
  return Map.groupBy(ruled, (index) => entries[index]?.ruling?.work).values()
}

function joinEqual(
  groups: Groups<Grouped>,
  entries: readonly Grouped[],
  keyOf: (paper: ParsedPaper) => string | null,
): void {
  const works = new Map<string, number[]>()
  entries.forEach(({ paper }, index) => {
    const key = keyOf(paper)
    if (key === null) return
    const known = works.get(key) ?? []
    if (!known.some((work) => groups.join(work, index))) works.set(key, [...known, index])
  })
}

/** Works that share a title beyond this many are not told apart any more. */
const MOST_NAMESAKES = 200

/** Several works may bear one title: an entry goes to the one of its authors, else to the oldest that it can be of. */
function joinTitled(groups: Groups<Grouped>, entries: readonly Grouped[]): void {
  const works = new Map<string, number[]>()
  entries.forEach(({ paper }, index) => {
    if (isCut(paper.title)) return
    const key = titleKey(paper.title)
    const known = works.get(key)
    if (!known) {
      works.set(key, [index])
      return
    }
    const possible = known.filter((work) => groups.mayJoin(work, index))
    const [oldest] = possible
    if (oldest === undefined && known.length < MOST_NAMESAKES) known.push(index)
    if (oldest !== undefined) groups.join(possible.find((work) => groups.sharePeople(work, index)) ?? oldest, index)
  })
}

/** What a cut title must at least have, to tell one work from another. */
export const SHORTEST_CUT = 12

function joinCut(groups: Groups<Grouped>, entries: readonly Grouped[]): void {
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
    if (works.size > 1) return
    for (const { index } of same) if (groups.mayJoin(index, entry.index)) groups.join(index, entry.index)
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
class Groups<E extends Grouped> {
  readonly #entries: readonly E[]
  readonly #parents: number[]
  /** More than one only where an organiser said so. */
  readonly #arxivIds: string[][]
  readonly #ruled: (string | undefined)[]
  /** Of the groups that were asked about, by their roots. */
  readonly #origins = new Map<number, Origin>()

  constructor(entries: readonly E[]) {
    this.#entries = entries
    this.#parents = entries.map((_, index) => index)
    this.#arxivIds = entries.map(({ paper }) => {
      const id = arxivKey(paper)
      return id === null ? [] : [id]
    })
    this.#ruled = entries.map(({ ruling }) => ruling?.work)
  }

  root(index: number): number {
    let at = index
    for (let parent = this.#parents[at] ?? at; parent !== at; parent = this.#parents[at] ?? at) at = parent
    this.#parents[index] = at
    return at
  }

  /** False when the two are known to be different works by their arXiv ids, or by an organiser's word. */
  join(one: number, other: number): boolean {
    const a = this.root(one)
    const b = this.root(other)
    if (a !== b && this.#areKnownAsTwo(a, b)) return false
    this.unite(a, b)
    return true
  }

  /** Whatever they say. */
  unite(one: number, other: number): void {
    const a = this.root(one)
    const b = this.root(other)
    if (a === b) return
    const [oldest, newest] = a < b ? [a, b] : [b, a]
    this.#parents[newest] = oldest
    this.#arxivIds[oldest] = [...new Set([...this.#idsOf(oldest), ...this.#idsOf(newest)])]
    this.#ruled[oldest] ??= this.#ruled[newest]
    addOrigin(this.#originOf(oldest), this.#originOf(newest))
    this.#origins.delete(newest)
  }

  /** Whether two of the same title can be one work. */
  mayJoin(one: number, other: number): boolean {
    const a = this.root(one)
    const b = this.root(other)
    return a === b || !(this.#areKnownAsTwo(a, b) || areOthers(this.#originOf(a), this.#originOf(b)))
  }

  sharePeople(one: number, other: number): boolean {
    return sharesPeople(this.#originOf(this.root(one)), this.#originOf(this.root(other)))
  }

  list(): E[][] {
    const groups = Map.groupBy(this.#entries.keys(), (index) => this.root(index))
    return [...groups.values()].map((members) => members.flatMap((index) => this.#entries[index] ?? []))
  }

  #areKnownAsTwo(a: number, b: number): boolean {
    const [ruledA, ruledB] = [this.#ruled[a], this.#ruled[b]]
    if (ruledA !== undefined && ruledB !== undefined && ruledA !== ruledB) return true
    const [idsA, idsB] = [this.#idsOf(a), this.#idsOf(b)]
    return idsA.length > 0 && idsB.length > 0 && !idsA.some((id) => idsB.includes(id))
  }

  #idsOf(root: number): readonly string[] {
    return this.#arxivIds[root] ?? []
  }

  #originOf(root: number): Origin {
    const known = this.#origins.get(root)
    if (known) return known
    const origin = originOf(this.#entries.slice(root, root + 1).map(({ paper }) => paper))
    this.#origins.set(root, origin)
    return origin
  }
}
