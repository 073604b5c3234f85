import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { emptyLog } from '../../disk/empty-log.ts'
import { fold } from '../fold.ts'
import type { Paper } from '../paper.ts'
import { countsAt } from './counts.ts'
import { PATIENCE, toWrite } from './file.ts'
import { createLeftovers } from './leftovers.ts'
import { createLexicon } from './lexicon.ts'
import { idOf, isOfTitle, pack } from './packed.ts'
import { inTitle, LEVELS, ofLevel, type PaperWords, paperWords, tagLabel } from './paper-words.ts'
import type { Ask } from './statements.ts'

/** What became of the papers that were given. */
export interface Updated {
  added: number
  changed: number
  unchanged: number
  removed: number
}

/** Writes papers to the index. */
export interface Writing {
  /** What is written meanwhile is there whole, or not at all. */
  inTransaction<T>(work: () => T): T
  put(papers: readonly FoundPaper[]): Updated
  /** How many there were. */
  remove(ids: readonly string[]): number
  /** Brings what was written into the shape that is quickest to read. */
  finish(): void
  /** Erases a part of what words that were removed have left behind in FTS5's own tables; whether that is all. */
  purge(): boolean
  close(): void
}

/** `since`: what it is sorted by when nothing is looked for. */
export interface FoundPaper {
  paper: Paper
  since: string
}

export function createWriting(database: DatabaseSync, ask: Ask): Writing {
  const lexicon = createLexicon(database)
  const find = database.prepare('SELECT row, hash FROM main.papers WHERE id = ?')
  const insert = toWrite(
    database,
    'INSERT INTO main.papers (row, id, hash, title, authors, since, reviewed) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertCounts = toWrite(database, 'INSERT INTO main.counts (row, date, words) VALUES (?, ?, ?)')
  const insertWords = toWrite(database, 'INSERT INTO texts (rowid, words) VALUES (?, ?)')
  const erasures = ['papers WHERE row', 'counts WHERE row', 'texts WHERE rowid'].map((where) =>
    toWrite(database, `DELETE FROM main.${where} = ?`),
  )
  const addFact = toWrite(database, 'UPDATE main.facts SET value = value + ? WHERE name = ?')
  const nameTag = toWrite(database, 'INSERT OR IGNORE INTO main.tags (label, name) VALUES (?, ?)')
  const leftovers = createLeftovers(database, lexicon)
  let changes = 0

  function inTransaction<T>(work: () => T): T {
    database.exec('BEGIN IMMEDIATE')
    try {
      // Another process may have erased words whose numbers are known here.
      if (leftovers.werePurged()) lexicon.forget()
      const result = work()
      lexicon.count()
      addFact.run(1, 'steps')
      database.exec('COMMIT')
      return result
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      lexicon.forget()
      throw error
    }
  }

  function put(papers: readonly FoundPaper[]): Updated {
    const updated = { added: 0, changed: 0, unchanged: 0, removed: 0 }
    const fresh: Fresh[] = []
    for (const { paper, since } of papers) {
      const hash = hashOf(paper, since)
      const known = find.get(paper.id)
      if (known && hash.equals(asBytes(known.hash))) updated.unchanged++
      else fresh.push({ paper, since, hash, words: paperWords(paper) })
    }
    lexicon.learn(fresh.flatMap(({ words }) => [...words.counts.keys(), ...words.labels]))
    for (const each of fresh) {
      const before = erase(each.paper.id)
      const words = new Set(write(before?.row ?? null, each))
      if (before?.words.some((id) => !words.has(id))) leftovers.add()
      updated[before ? 'changed' : 'added']++
    }
    return updated
  }

  /** The numbers of its words. */
  function write(before: number | null, { paper, since, hash, words }: Fresh): number[] {
    const { id, title, authors, date, tags, idea, appearances } = paper
    const { counts, titleWords, labels, length } = words
    const kept = [
      ...Array.from(counts, ([word, count]) => ({ id: lexicon.id(word), count, isOfTitle: titleWords.has(word) })),
      ...Array.from(labels, (label) => ({ id: lexicon.id(label), count: 0, isOfTitle: false })),
    ]
    const names = authors.map(fold).join('\n').slice(0, LONGEST_NAMES)
    const reviewed = Number(idea !== null && appearances.some(({ reviewed }) => reviewed))
    const row = Number(insert.run(before, id, hash, title, names, since, reviewed).lastInsertRowid)
    insertCounts.run(row, date, pack(row, date, length, kept))
    insertWords.run(row, [...counts.keys(), ...marked(titleWords, counts), ...labels].join(' '))
    for (const { id, isOfTitle } of kept) lexicon.add(id, 1, isOfTitle ? 1 : 0)
    for (const tag of tags) nameTag.run(tagLabel(tag), tag)
    addFact.run(1, 'papers')
    addFact.run(length, 'length')
    changes++
    return kept.map(({ id }) => id)
  }

  /** The row that the paper had, and the numbers of its words. */
  function erase(id: string): { row: number; words: number[] } | undefined {
    const known = find.get(id)
    if (!known) return undefined
    const row = Number(known.row)
    const counts = countsAt(ask, row)
    for (const word of counts?.words ?? []) lexicon.add(idOf(word), -1, isOfTitle(word) ? -1 : 0)
    for (const erasure of erasures) erasure.run(row)
    addFact.run(-1, 'papers')
    addFact.run(-(counts?.length ?? 0), 'length')
    changes++
    return { row, words: counts?.words.map(idOf) ?? [] }
  }

  return {
    inTransaction,
    put,
    remove(ids) {
      const removed = ids.filter((id) => erase(id) !== undefined).length
      if (removed > 0) leftovers.add()
      return removed
    },
    finish() {
      const papers = Number(database.prepare(`SELECT value FROM facts WHERE name = 'papers'`).get()?.value)
      if (changes > Math.max(papers * MUCH, FEW)) {
        database.exec(`INSERT INTO texts (texts) VALUES ('optimize')`)
        emptyLog(database, PATIENCE)
      }
      changes = 0
    },
    purge: () => inTransaction(leftovers.purge),
    close() {
      lexicon.close()
      database.close()
    },
  }
}

/** Of all papers: after so many changes it pays to lay the whole index out anew. */
const MUCH = 0.2
/** So few changes leave nothing to lay out. */
const FEW = 500
const LONGEST_NAMES = 4_000

interface Fresh extends FoundPaper {
  hash: Buffer
  words: PaperWords
}

function hashOf(paper: Paper, since: string): Buffer {
  return createHash('md5').update(JSON.stringify(paper)).update(since).digest()
}

function marked(titleWords: ReadonlySet<string>, counts: ReadonlyMap<string, number>): string[] {
  return [...titleWords].flatMap((word) => {
    const levels = LEVELS.filter((least) => (counts.get(word) ?? 0) >= least)
    return [inTitle(word), ...levels.map((_, nth) => ofLevel(word, nth))]
  })
}

function asBytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array()
}
