import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { fold } from '../fold.ts'
import type { Paper } from '../paper.ts'
import { countsAt } from './counts.ts'
import { toWrite } from './file.ts'
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
  close(): void
}

/** `since`: what it is sorted by when nothing is looked for. */
export interface FoundPaper {
  paper: Paper
  since: string
}

export function createWriting(database: DatabaseSync, ask: Ask): Writing {
  const lexicon = createLexicon(database)
  const find = database.prepare('SELECT row, hash FROM papers WHERE id = ?')
  const insert = toWrite(
    database,
    'INSERT INTO papers (row, id, hash, title, authors, since, reviewed) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertCounts = toWrite(database, 'INSERT INTO counts (row, date, words) VALUES (?, ?, ?)')
  const insertWords = toWrite(database, 'INSERT INTO texts (rowid, words) VALUES (?, ?)')
  const erasures = ['papers WHERE row', 'counts WHERE row', 'texts WHERE rowid'].map((where) =>
    toWrite(database, `DELETE FROM ${where} = ?`),
  )
  const addFact = toWrite(database, 'UPDATE facts SET value = value + ? WHERE name = ?')
  const nameTag = toWrite(database, 'INSERT OR IGNORE INTO tags (label, name) VALUES (?, ?)')
  let changes = 0

  function inTransaction<T>(work: () => T): T {
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      lexicon.count()
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
      const row = erase(each.paper.id)
      write(row, each)
      updated[row === null ? 'added' : 'changed']++
    }
    return updated
  }

  function write(before: number | null, { paper, since, hash, words }: Fresh): void {
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
  }

  /** The row that the paper had. */
  function erase(id: string): number | null {
    const known = find.get(id)
    if (!known) return null
    const row = Number(known.row)
    const counts = countsAt(ask, row)
    for (const word of counts?.words ?? []) lexicon.add(idOf(word), -1, isOfTitle(word) ? -1 : 0)
    for (const erasure of erasures) erasure.run(row)
    addFact.run(-1, 'papers')
    addFact.run(-(counts?.length ?? 0), 'length')
    changes++
    return row
  }

  return {
    inTransaction,
    put,
    remove: (ids) => ids.filter((id) => erase(id) !== null).length,
    finish() {
      const papers = Number(database.prepare(`SELECT value FROM facts WHERE name = 'papers'`).get()?.value)
      if (changes > Math.max(papers * MUCH, FEW)) {
        database.exec(`INSERT INTO texts (texts) VALUES ('optimize')`)
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      }
      changes = 0
    },
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
