import { addressOf } from '../addresses.ts'
import { arxivKey, doiKey, type Entry, isCut, MOST_CONTINUATIONS, SHORTEST_CUT, titleKey } from '../identity.ts'
import type { ParsedPaper } from '../parsed-digest.ts'
import type { Ask, Row } from './statements.ts'

/** A digest's entry as the index keeps it. */
export interface KeptEntry extends Entry {
  row: number
  /** Tells it from the digest's other entries. */
  name: string
  /** The line picked from the abstract, where the digest has none. */
  picked: string | null
  /** Id of the paper that it is an entry of; null until that is settled. */
  work: string | null
}

/** What the column `said` holds. */
export interface Said {
  paper: ParsedPaper
  picked: string | null
  /** As {@link Entry} has it. */
  was?: string | undefined
}

/** Under what an entry is found by its title, arXiv id, DOI and link, and, when its title was cut off, by that. */
export function keysOf(paper: ParsedPaper): string[] {
  const { title, link } = paper
  const key = titleKey(title)
  return [
    keys.title(key),
    ...idKeysOf(paper),
    ...(link ? [keys.link(link)] : []),
    ...(isCut(title) && key.length >= SHORTEST_CUT ? [keys.cut(key)] : []),
  ]
}

/** Under what works of any title are one. */
export function idKeysOf(paper: Pick<ParsedPaper, 'arxivId' | 'doi'>): string[] {
  const [arxivId, doi] = [arxivKey(paper), doiKey(paper)]
  return [...(arxivId ? [keys.arxiv(arxivId)] : []), ...(doi ? [keys.doi(doi)] : [])]
}

export const keys = {
  title: (key: string) => `t:${key}`,
  arxiv: (id: string) => `a:${id}`,
  doi: (doi: string) => `d:${doi}`,
  link: (link: string) => `l:${addressOf(link)}`,
  cut: (key: string) => `c:${key}`,
  /** An id that a paper would have under the title of another of its entries. */
  alias: (id: string) => `i:${id}`,
}

/** The entries of a work, oldest digest first. */
export function entriesOf(ask: Ask, work: string): KeptEntry[] {
  return ask(`${ENTRIES} WHERE entries.work = ?`, work).sort(byAge).map(toEntry)
}

/**
 * All entries that hang together with some, oldest digest first: those that share a title, an arXiv id or a DOI, those whose
 * cut title the other may continue, those that an organiser called one, and what hangs together with these. What is one work depends on no others.
 */
export function connected(ask: Ask, rows: Iterable<number>): KeptEntry[] {
  const found = new Set<number>()
  const followed = new Set<string>()
  const open = [...rows]
  const entries: { entry: KeptEntry; kept: Row }[] = []
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (found.has(row)) continue
    found.add(row)
    const [kept] = ask(`${ENTRIES} WHERE row = ?`, row)
    if (!kept) continue
    const entry = toEntry(kept)
    entries.push({ entry, kept })
    open.push(...neighbours(ask, entry.paper, followed))
    const work = entry.ruling?.work
    if (work !== undefined && !followed.has(`ruled ${work}`)) open.push(...rowsRuled(ask, work))
    followed.add(`ruled ${work}`)
  }
  return entries.sort((a, b) => byAge(a.kept, b.kept)).map(({ entry }) => entry)
}

/** The entries that share a key with this one. `followed`: keys that were looked at already. */
export function neighbours(ask: Ask, paper: ParsedPaper, followed: Set<string> = new Set()): number[] {
  const key = titleKey(paper.title)
  const once = (name: string, look: () => number[]) => {
    if (followed.has(name)) return []
    followed.add(name)
    return look()
  }
  const shared = [keys.title(key), ...idKeysOf(paper)]
  const rows = shared.flatMap((each) => once(each, () => rowsOf(ask, each)))
  if (key.length < SHORTEST_CUT) return rows
  const beginnings = once(`beginnings of ${key}`, () => cutBeginningsOf(ask, key))
  const continuations = isCut(paper.title) ? once(`after ${key}`, () => continuationsOf(ask, key)) : []
  return [...rows, ...beginnings, ...continuations]
}

/** The entries of what an organiser called one work. */
export function rowsRuled(ask: Ask, work: string): number[] {
  return ask('SELECT digest, name FROM main.rulings WHERE work = ?', work).flatMap(([digest, name]) =>
    rowsNamed(ask, String(digest), String(name)),
  )
}

/** The entry of a digest that has this name, if there is one. */
export function rowsNamed(ask: Ask, digest: string, name: string): number[] {
  return ask('SELECT row FROM entries WHERE digest = ? AND name = ?', digest, name).map(([row]) => Number(row))
}

export function rowsOf(ask: Ask, key: string): number[] {
  return ask('SELECT entry FROM keys WHERE key = ?', key).map(([row]) => Number(row))
}

function continuationsOf(ask: Ask, key: string): number[] {
  const from = keys.title(key)
  const sql = 'SELECT entry FROM keys WHERE key > ? AND key < ? ORDER BY key LIMIT ?'
  return ask(sql, from, `${from}\u{10FFFF}`, MOST_CONTINUATIONS).map(([row]) => Number(row))
}

/** Entries whose cut title is the beginning of this one. Each step leaves out all that cannot be. */
function cutBeginningsOf(ask: Ask, key: string): number[] {
  const rows: number[] = []
  for (let bound = key; bound.length >= SHORTEST_CUT; ) {
    const sql = 'SELECT key FROM keys WHERE key <= ? AND key > ? ORDER BY key DESC LIMIT 1'
    const [nearest] = ask(sql, keys.cut(bound), keys.cut(''))[0] ?? []
    if (nearest === undefined) return rows
    const other = String(nearest).slice(keys.cut('').length)
    if (key.startsWith(other)) rows.push(...rowsOf(ask, keys.cut(other)))
    bound = key.startsWith(other) ? shorter(other, other.length - 1) : shorter(key, commonLength(key, other))
  }
  return rows
}

function commonLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

/** The beginning of a text, never cut within a character. */
function shorter(text: string, length: number): string {
  const cut = text.slice(0, length)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

const ENTRIES = `SELECT row, entries.digest, site, said, entries.work, age, n, entries.name, rulings.work, rulings.was
  FROM entries JOIN digests ON id = entries.digest
  LEFT JOIN main.rulings ON rulings.digest = entries.digest AND rulings.name = entries.name`

function toEntry([row, digest, site, said, work, , , name, ruled, before]: Row): KeptEntry {
  const { paper, picked, was }: Said = JSON.parse(String(said))
  return {
    row: Number(row),
    name: String(name),
    digest: String(digest),
    site: String(site),
    paper,
    picked,
    work: work === null ? null : String(work),
    ...(was === undefined ? {} : { was }),
    ...(ruled === null ? {} : { ruling: { work: String(ruled), ...(before === null ? {} : { was: String(before) }) } }),
  }
}

function byAge(a: Row, b: Row): number {
  const [rowA, digestA, , , , ageA, nA] = a
  const [rowB, digestB, , , , ageB, nB] = b
  const byDigest = compare(String(ageA), String(ageB)) || compare(String(digestA), String(digestB))
  return byDigest || Number(nA) - Number(nB) || Number(rowA) - Number(rowB)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
