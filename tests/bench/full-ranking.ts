/** The full ranking that ours is held against: every paper that matches, by the BM25 of SQLite's own FTS5. */
import { DatabaseSync } from 'node:sqlite'
import { WORTH } from '../../src/library/index/paper-words.ts'
import type { Paper } from '../../src/library/paper.ts'
import type { Asked } from './search-queries.ts'

const TOP = 5
const AS_GOOD_AS_EQUAL = 1e-3

export interface FullRanking {
  /** The share of the first five that could stand among the first five of the full ranking; undefined when that is empty. */
  agreement(asked: Asked, ids: readonly string[]): number | undefined
  close(): void
}

export function buildFullRanking(papers: Iterable<Paper>): FullRanking {
  const database = new DatabaseSync('')
  database.exec(`
    CREATE TABLE ids (row INTEGER PRIMARY KEY, id TEXT UNIQUE);
    CREATE VIRTUAL TABLE texts USING fts5(title, idea, authors, abstract, content = '');
    BEGIN
  `)
  const addId = database.prepare('INSERT INTO ids (id) VALUES (?)')
  const add = database.prepare('INSERT INTO texts (rowid, title, idea, authors, abstract) VALUES (?, ?, ?, ?, ?)')
  for (const { id, title, idea, authors, abstract } of papers) {
    add.run(addId.run(id).lastInsertRowid, title, idea, authors.join(' '), abstract)
  }
  database.exec('COMMIT')
  const score = `bm25(texts, ${WORTH.title}, ${WORTH.idea}, ${WORTH.author}, ${WORTH.rest})`
  const best = database.prepare(`SELECT ${score} AS score FROM texts WHERE texts MATCH ? ORDER BY score LIMIT ${TOP}`)
  const one = database.prepare(
    `SELECT ${score} AS score FROM texts WHERE texts MATCH ? AND rowid = (SELECT row FROM ids WHERE id = ?)`,
  )
  return {
    agreement({ text }, ids) {
      const words = text.trim().split(' ')
      const match = words.map((word) => `"${word}"`).join(' ') + (text.endsWith(' ') ? '' : ' *')
      const scores = best.all(match).map(({ score }) => Number(score))
      const last = scores.at(-1)
      if (last === undefined) return undefined
      const first = ids.slice(0, scores.length)
      // Of papers as good as equal either may stand there. FTS5's scores are below zero, the best lowest.
      const agreeing = first.filter((id) => Number(one.get(match, id)?.score ?? 0) <= last * (1 - AS_GOOD_AS_EQUAL))
      return agreeing.length / scores.length
    },
    close: () => database.close(),
  }
}
