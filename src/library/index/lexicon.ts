import type { DatabaseSync } from 'node:sqlite'
import { toWrite } from './file.ts'
import { spellingKeys } from './spelling.ts'
import { createStems } from './stems.ts'

/** Numbers the words of the library and counts the papers that have them. */
export interface Lexicon {
  /** Numbers those words that are new. */
  learn(words: Iterable<string>): void
  /** The number of a word that was learned. */
  id(word: string): number
  /** Adds to the number of papers and titles that have the word; written by {@link count}. */
  add(id: number, papers: number, titles: number): void
  count(): void
  /** Drops what was not written, after a transaction that failed. */
  forget(): void
  /** Erases the words that no paper has any more. */
  prune(): void
  close(): void
}

/** So many words are held in memory while papers are written. */
const HELD = 200_000

export function createLexicon(database: DatabaseSync): Lexicon {
  const stems = createStems()
  const find = database.prepare('SELECT id FROM main.words WHERE word = ?')
  const insert = toWrite(database, 'INSERT INTO main.words (word, stem) VALUES (?, ?)')
  const insertKeys = toWrite(database, 'INSERT INTO spellings (rowid, keys) VALUES (?, ?)')
  const update = toWrite(database, 'UPDATE main.words SET papers = papers + ?, titles = titles + ? WHERE id = ?')
  const unused = database.prepare('SELECT id, word FROM main.words WHERE papers <= 0')
  const remove = toWrite(database, 'DELETE FROM main.words WHERE id = ?')
  const removeKeys = toWrite(database, `INSERT INTO spellings (spellings, rowid, keys) VALUES ('delete', ?, ?)`)
  const ids = new Map<string, number>()
  const changes = new Map<number, { papers: number; titles: number }>()

  return {
    learn(words) {
      if (ids.size > HELD) ids.clear()
      const unknown: string[] = []
      for (const word of new Set(words)) {
        if (ids.has(word)) continue
        const known = find.get(word)
        if (known) ids.set(word, Number(known.id))
        else unknown.push(word)
      }
      const stemmed = stems.of(unknown)
      for (const word of unknown) {
        const id = Number(insert.run(word, stemmed.get(word) ?? word).lastInsertRowid)
        ids.set(word, id)
        const keys = spellingKeys(word)
        if (keys.length > 0) insertKeys.run(id, keys.join(' '))
      }
    },
    id(word) {
      const id = ids.get(word)
      if (id === undefined) throw new Error(`“${word}” was not learned.`)
      return id
    },
    add(id, papers, titles) {
      const change = changes.get(id)
      if (change) {
        change.papers += papers
        change.titles += titles
      } else changes.set(id, { papers, titles })
    },
    count() {
      for (const [id, { papers, titles }] of changes) if (papers !== 0 || titles !== 0) update.run(papers, titles, id)
      changes.clear()
    },
    forget() {
      ids.clear()
      changes.clear()
    },
    prune() {
      for (const { id, word } of unused.all()) {
        const keys = spellingKeys(String(word))
        if (keys.length > 0) removeKeys.run(Number(id), keys.join(' '))
        remove.run(Number(id))
      }
      ids.clear()
    },
    close: () => stems.close(),
  }
}
