/** Two libraries that are read as one: what all share, and what one club adds to it or reads otherwise. */
import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { type Gone, NOTHING_GONE } from './gone.ts'
import { idOf, isOfTitle, unpack } from './packed.ts'
import type { Ask } from './statements.ts'

/** Numbers of an overlay's entries, papers and words begin here, so that they are never those of what lies under it. */
export const FIRST = { row: 2 ** 30, word: 2 ** 23 }

/** A paper or an entry of what lies under an overlay. */
export function isShared(row: number): boolean {
  return row < FIRST.row
}

/** The columns that are asked for, by table; and what leaves out a shared row. */
const TABLES = {
  digests: ['id, label, names, site, mark, age, papers, head', 'id NOT IN (SELECT id FROM temp.unread)'],
  definitions: ['digest, n, term, meaning', 'digest NOT IN (SELECT id FROM temp.unread)'],
  entries: ['row, digest, name, n, said, work', 'row NOT IN (SELECT row FROM temp.gone_entries)'],
  keys: ['key, entry', 'entry NOT IN (SELECT row FROM temp.gone_entries)'],
  papers: ['row, id, hash, title, authors, since, reviewed', 'row NOT IN (SELECT row FROM temp.gone_papers)'],
  counts: ['row, date, words', 'true'],
  words: ['id, word, stem, papers, titles', 'true'],
  tags: ['label, name', 'true'],
} as const

/** Makes the names of tables mean both together. What is written names its own table with `main.` before it. */
export function layOver(database: DatabaseSync, shared: string): void {
  // To be read only: who begins to write an overlay locks all that he may write.
  database.prepare('ATTACH ? AS shared').run(`${pathToFileURL(shared)}?mode=ro`)
  database.exec(`
    CREATE TEMP TABLE unread (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TEMP TABLE gone_papers (row INTEGER PRIMARY KEY);
    CREATE TEMP TABLE gone_entries (row INTEGER PRIMARY KEY);
  `)
  for (const [table, [columns, isThere]] of Object.entries(TABLES)) {
    database.exec(`
      CREATE TEMP VIEW ${table} AS SELECT ${columns} FROM shared.${table} WHERE ${isThere}
        UNION ALL SELECT ${columns} FROM main.${table}`)
  }
}

/** Leaves out what the overlay does not read or has put together anew. */
export function leaveOut(database: DatabaseSync): void {
  database.exec('DELETE FROM temp.unread; DELETE FROM temp.gone_papers; DELETE FROM temp.gone_entries')
  database.exec(`
    INSERT INTO temp.unread SELECT id FROM shared.digests WHERE id NOT IN
      (SELECT each.value FROM main.facts CROSS JOIN json_each(facts.value) AS each WHERE name = '${READS}');
    INSERT INTO temp.gone_papers SELECT row FROM shared.papers WHERE id IN (SELECT paper FROM main.replaced);
    INSERT OR IGNORE INTO temp.gone_papers SELECT row FROM shared.papers
      WHERE EXISTS (SELECT 1 FROM temp.unread) AND NOT EXISTS
        (SELECT 1 FROM shared.entries WHERE work = papers.id AND digest NOT IN (SELECT id FROM temp.unread));
    INSERT INTO temp.gone_entries SELECT entries.row FROM temp.gone_papers
      JOIN shared.papers USING (row) CROSS JOIN shared.entries ON work = papers.id;
    INSERT OR IGNORE INTO temp.gone_entries SELECT row FROM temp.unread CROSS JOIN shared.entries ON digest = id;
  `)
}

/** The facts by which an overlay says which shared digests it reads, and how often what it leaves out has changed. */
export const READS = 'reads'
export const LEFT_OUT = 'left out'

/** Changes with whatever is left out. */
export function stateOf(ask: Ask): string {
  return ask(
    `SELECT (SELECT value FROM main.facts WHERE name = '${LEFT_OUT}'), (SELECT value FROM shared.facts WHERE name = 'steps')`,
  ).join()
}

/** How much of the shared statistics is not the overlay's. */
export function goneFrom(ask: Ask): Gone {
  const rows = ask('SELECT words FROM temp.gone_papers JOIN shared.counts USING (row)')
  if (rows.length === 0) return NOTHING_GONE
  const papers = new Map<number, number>()
  const titles = new Map<number, number>()
  let length = 0
  for (const [packed] of rows) {
    for (const paper of unpack(String(packed))) {
      length += paper.length
      for (const word of paper.words) {
        const id = idOf(word)
        papers.set(id, (papers.get(id) ?? 0) + 1)
        if (isOfTitle(word)) titles.set(id, (titles.get(id) ?? 0) + 1)
      }
    }
  }
  return { papers: rows.length, length, having: (id) => papers.get(id) ?? 0, titled: (id) => titles.get(id) ?? 0 }
}
