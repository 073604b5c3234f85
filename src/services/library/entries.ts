/** The entries of the digests that a club added, as they lie in the store. */
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { arxivKey, doiKey, shortId, titleKey, workKey } from '../../library/identity.ts'
import type { DigestHead, IndexedEntry } from '../../library/index/library-index.ts'
import { areOthers, originOf } from '../../library/origin.ts'
import { ParsedPaper } from '../../library/parsed-digest.ts'
import { sameEntry } from '../../library/same-entry.ts'
import type { Json, Store, Values, Writes } from '../../store/store.ts'
import { type Act, actOf } from '../act.ts'
import { Additions, Entries, KnownAs, Versions } from '../records.ts'
import { shortHash } from '../short-hash.ts'
import { libraryKeys } from './library-keys.ts'

/** A paper to be added. `picked`: the line from its abstract, where the digest has none. */
export interface NewEntry {
  paper: ParsedPaper
  picked: string | null
}

export interface Adding {
  /** The name under which an entry is there already, where it is known to be one that was corrected since. */
  named?(paper: ParsedPaper): string | undefined
  /** What becomes of an entry that comes again. Default: the later one counts, and what it leaves out stays. */
  again?(before: NewEntry, later: NewEntry): NewEntry
  /** With it the papers that the library had before are kept with the act, and given back as they were at its first delivery. */
  once?: { act: Act; what: string; known: readonly string[] }
  /** Written in the same change as entries are: `added` are those that are new. Once it is null nothing more is added. */
  beside?: { key: string; write(values: Values, added: readonly NewEntry[]): Writes | null }
}

/** Entries of one change at most, and read at once: a large digest must not hold the store for long. */
const BATCH = 500

/**
 * Adds papers to a digest of a club's library as they come; one of the same id is added to, and without a paper none comes to
 * be. Everything is there once it resolves; what was written before a crash stays, and shows once the digest is added to again.
 */
export async function addEntries(
  store: Store,
  club: string,
  head: DigestHead,
  parts: AsyncIterable<NewEntry[]> | Iterable<NewEntry[]>,
  adding: Adding = {},
): Promise<readonly string[]> {
  const { once = { act: actOf(store, undefined), what: 'added', known: [] } } = adding
  const { known } = once
  const place = await firstFreePlace(store, club, head.id)
  let isEmpty = true
  for await (const part of parts) {
    for (let start = 0; start < part.length; start += BATCH) {
      const isWanted = await addBatch(store, club, { ...head, next: place }, part.slice(start, start + BATCH), adding)
      if (!isWanted) return known
      isEmpty = false
    }
  }
  return isEmpty ? known : finish(store, club, { ...head, next: place }, once)
}

type Addition = DigestHead & { next: number }

/** Until it is finished, the digest has no version. */
async function addBatch(
  store: Store,
  club: string,
  addition: Addition,
  batch: readonly NewEntry[],
  adding: Adding,
): Promise<boolean> {
  const added = await tryBatch(store, club, addition, batch, adding, false)
  // Works of one title are rare, so names that tell them apart are looked for only then.
  if (added !== 'namesakes') return added
  return (await tryBatch(store, club, addition, batch, adding, true)) === true
}

function tryBatch(
  store: Store,
  club: string,
  { next: place, ...head }: Addition,
  batch: readonly NewEntry[],
  { again = addedTo, beside, named }: Adding,
  tellApart: boolean,
): Promise<boolean | 'namesakes'> {
  const headKey = libraryKeys.addition(club, head.id)
  const places = batch.map((entry) => {
    const known = named?.(entry.paper)
    const key = libraryKeys.entry(club, head.id, known ?? nameOf(entry))
    const mayBeNamesake = known === undefined && hasNoId(entry.paper)
    const apart = mayBeNamesake && tellApart ? libraryKeys.entry(club, head.id, nameApart(entry)) : null
    return { entry, key, apart, mayBeNamesake }
  })
  const keys = [...new Set(places.flatMap(({ key, apart }) => (apart === null ? [key] : [key, apart])))]
  return store.change<boolean | 'namesakes'>([headKey, ...(beside ? [beside.key] : []), ...keys], (values) => {
    // Without what cannot be read: that is written anew.
    const readable = new Map<string, Json>(values)
    const after = new Map(readable)
    const added: NewEntry[] = []
    let next = Additions.findIn(store, values, headKey)?.next ?? place
    for (const { entry, key: own, apart, mayBeNamesake } of places) {
      const there = Entries.findIn(store, after, own)
      const isOther =
        mayBeNamesake && there !== undefined && areOthers(originOf([there.paper]), originOf([entry.paper]))
      if (isOther && apart === null) return { writes: {}, result: 'namesakes' }
      const key = isOther && apart !== null ? apart : own
      const before = isOther ? Entries.findIn(store, after, key) : there
      if (!before) added.push(entry)
      after.set(key, Entries.json(before ? changed(before, again(before, entry)) : { ...stored(entry), n: next++ }))
    }
    const besides = beside ? beside.write(values, added) : {}
    if (!besides) return { writes: {}, result: false }
    const differing = keys.filter((key) => !isDeepStrictEqual(after.get(key), readable.get(key)))
    if (differing.length === 0) return { writes: {}, result: true }
    const entries = Object.fromEntries(differing.map((key) => [key, after.get(key)]))
    return { writes: { ...entries, ...besides, [headKey]: Additions.json({ ...head, next }) }, result: true }
  })
}

interface Kept extends NewEntry {
  n?: number | undefined
  was?: string | undefined
  edited?: { [Name in keyof ParsedPaper]?: ParsedPaper[Name] | undefined } | undefined
}

/** An entry that comes again keeps its place and what was edited, and its paper keeps its id, also under another title. */
export function changed(before: Kept, later: NewEntry, edited = before.edited): Kept {
  const after = stored(later)
  const paper = edited
    ? ParsedPaper.parse({ ...after.paper, ...(edited.authors ? { andOthers: undefined } : {}), ...edited })
    : after.paper
  const was = before.was ?? shortId(titleKey(before.paper.title))
  return {
    ...after,
    paper,
    ...(before.n === undefined ? {} : { n: before.n }),
    ...(was === shortId(titleKey(paper.title)) ? {} : { was }),
    ...(edited ? { edited } : {}),
  }
}

/** That it was a replacement once tells nothing of the paper. */
function stored({ paper: { replaces: _, ...paper }, picked }: NewEntry): NewEntry {
  return { paper, picked }
}

function hasNoId(paper: ParsedPaper): boolean {
  return arxivKey(paper) === null && doiKey(paper) === null
}

/** Of several works of one title that have no ids the later ones go by their people and years as well. */
function nameApart({ paper }: NewEntry): string {
  const { lasts, years } = originOf([paper])
  return `e${shortHash([workKey(paper), ...lasts, ...years].join('\n'))}`
}

function addedTo(before: NewEntry, later: NewEntry): NewEntry {
  return { paper: sameEntry(before.paper, later.paper), picked: later.picked ?? before.picked }
}

/** Where anything has changed, every process takes it in from now on. */
async function finish(
  store: Store,
  club: string,
  addition: Addition,
  { act, what, known }: NonNullable<Adding['once']>,
): Promise<readonly string[]> {
  const headKey = libraryKeys.addition(club, addition.id)
  const versionKey = libraryKeys.version(club)
  return act.change(what, KnownAs, [headKey, versionKey], (values) => {
    const result = [...known]
    const before = Additions.findIn(store, values, headKey)
    const after = { ...addition, next: before?.next ?? addition.next }
    const isSame = isDeepStrictEqual(
      Additions.json({ ...after, version: before?.version }),
      new Map(values).get(headKey),
    )
    if (isSame && before?.version !== undefined) return { writes: {}, result }
    return {
      result,
      writes: {
        [headKey]: Additions.json({ ...after, version: randomUUID() }),
        ...nextVersion(club, Versions.findIn(store, values, versionKey)),
      },
    }
  })
}

/** What makes every process take in a change of a club's library. */
export function nextVersion(club: string, before: { version: number } | undefined): Writes {
  const version = { version: (before?.version ?? 0) + 1, mark: randomUUID() }
  return { [libraryKeys.version(club)]: Versions.json(version) }
}

/** Where the next new entry goes. Entries had other names once; under those the same work would come to be there twice. */
async function firstFreePlace(store: Store, club: string, digest: string): Promise<number> {
  const known = (await Additions.find(store, libraryKeys.addition(club, digest)))?.next
  if (known !== undefined) return known
  let next = 0
  for await (const page of entriesOf(store, club, digest)) {
    next = page.reduce((most, { n }) => Math.max(most, n + 1), next)
    await rename(
      store,
      club,
      digest,
      page.filter((entry) => entry.name !== nameOf(entry)),
    )
  }
  return next
}

async function rename(store: Store, club: string, digest: string, entries: readonly IndexedEntry[]): Promise<void> {
  if (entries.length === 0) return
  const moves = entries.map((entry) => ({
    from: libraryKeys.entry(club, digest, entry.name),
    to: entryKey(club, digest, entry),
    entry,
  }))
  const keys = [...new Set(moves.flatMap(({ from, to }) => [from, to]))]
  await store.change(keys, (values) => {
    const after = new Map<string, Json>(values)
    for (const { from, to, entry } of moves) {
      const there = Entries.findIn(store, after, to)
      const { paper, picked } = there ? addedTo(there, entry) : entry
      after.set(to, Entries.json({ paper, picked, n: there?.n ?? entry.n }))
      after.delete(from)
    }
    return { writes: Object.fromEntries(keys.map((key) => [key, after.get(key)])) }
  })
}

/** A digest's entries, in pages. */
export async function* entriesOf(store: Store, club: string, digest: string): AsyncGenerator<IndexedEntry[]> {
  const prefix = libraryKeys.entries(club, digest)
  for (let last = ''; ; ) {
    // A range begins with its first key, which the page before has given already.
    const page = await Entries.range(store, prefix, { from: last || prefix, limit: BATCH + 1 })
    const fresh = page.filter(({ key }) => key !== last)
    yield fresh.map(({ key, value: { n, ...said } }) => {
      const name = key.slice(prefix.length)
      return { ...said, name, n: n ?? Number(name) }
    })
    if (page.length <= BATCH) return
    last = page.at(-1)?.key ?? ''
  }
}

function entryKey(club: string, digest: string, entry: NewEntry): string {
  return libraryKeys.entry(club, digest, nameOf(entry))
}

/** Tells an entry from the others of its digest, and is the same whenever the digest is read. */
export function nameOf({ paper }: Pick<NewEntry, 'paper'>): string {
  return `e${shortHash(workKey(paper))}`
}

/** The same for an entry of a feed however its title is corrected. */
export function markOf(paper: ParsedPaper): string {
  return shortHash(paper.guid ?? paper.link ?? workKey(paper))
}
