import { rmSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { DATABASE_FILES, makePrivate } from '../../disk/private-file.ts'
import { errcodeOf } from '../../worker/trouble.ts'
import { isDamage } from './damage.ts'
import { FIRST, layOver } from './layers.ts'

/** Of what the tables hold and mean. A file of another format is made anew. */
const FORMAT = 8

/**
 * `digests` and `entries` hold what the library is made of, `keys` under what its entries are found; a paper is what all entries
 * of its work say. Words are folded before they reach SQLite, so its tokenizer only has to part them. `texts` holds which words
 * a paper has, and a second time, marked, which its title has; how often is in `counts`, which ranking reads by the hundred and
 * which therefore holds nothing else.
 */
const TABLES = `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE digests (
    id TEXT PRIMARY KEY, label TEXT NOT NULL, names TEXT NOT NULL, site TEXT NOT NULL, mark TEXT, age TEXT NOT NULL,
    papers INTEGER NOT NULL DEFAULT 0, head TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE definitions (digest TEXT NOT NULL, n INTEGER NOT NULL, term TEXT NOT NULL, meaning TEXT NOT NULL,
    PRIMARY KEY (digest, n)) WITHOUT ROWID;
  CREATE TABLE entries (
    row INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL, said TEXT NOT NULL,
    work TEXT, isCopy INTEGER NOT NULL DEFAULT 0, UNIQUE (digest, name)
  );
  CREATE INDEX entries_in_order ON entries (digest, n);
  CREATE INDEX entries_by_work ON entries (work);
  CREATE TABLE keys (key TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
  CREATE TABLE replaced (paper TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE ideas (paper TEXT PRIMARY KEY, line TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE rulings (digest TEXT NOT NULL, name TEXT NOT NULL, work TEXT NOT NULL, was TEXT,
    PRIMARY KEY (digest, name)) WITHOUT ROWID;
  CREATE INDEX rulings_by_work ON rulings (work);
  CREATE TABLE tags (label TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE papers (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, hash BLOB NOT NULL, title TEXT NOT NULL, authors TEXT NOT NULL,
    since TEXT NOT NULL, reviewed INTEGER NOT NULL
  );
  CREATE TABLE counts (row INTEGER PRIMARY KEY, date TEXT, words TEXT NOT NULL);
  CREATE INDEX papers_newest ON papers (since DESC);
  CREATE INDEX papers_reviewed ON papers (id) WHERE reviewed = 1;
  CREATE TABLE words (
    id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL UNIQUE, stem TEXT NOT NULL,
    papers INTEGER NOT NULL DEFAULT 0, titles INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX words_by_stem ON words (stem);
  CREATE VIRTUAL TABLE texts USING fts5(
    words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4', tokenize = "ascii tokenchars '=~-'"
  );
  CREATE VIRTUAL TABLE spellings USING fts5(keys, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '<>'");
  INSERT INTO spellings (spellings, rank) VALUES ('secure-delete', 1);
`

export const PATIENCE = 10_000

/** Makes sure that there is a file of this format. What it cannot read it deletes: all of it can be had again. */
export function prepareFile(file: string, isOverlay = false): void {
  makePrivate(file)
  const state = stateOf(file)
  if (state === 'usable') return
  if (state === 'damaged') {
    removeFile(file)
    makePrivate(file)
  }
  create(file, isOverlay)
}

export function removeFile(file: string): void {
  for (const ending of DATABASE_FILES) rmSync(`${file}${ending}`, { force: true })
}

/** `shared`: the file of what lies under it. */
export function openToRead(file: string, shared?: string): DatabaseSync {
  return opened(file, shared, 'PRAGMA query_only = ON; PRAGMA cache_size = -4000')
}

export function openToWrite(file: string, shared?: string): DatabaseSync {
  return opened(file, shared, 'PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000; PRAGMA secure_delete = ON')
}

function opened(file: string, shared: string | undefined, pragmas: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: PATIENCE })
  database.exec('PRAGMA temp_store = MEMORY')
  if (shared !== undefined) layOver(database, shared)
  database.exec(pragmas)
  return database
}

/** A statement that writes. FTS5 leaves row numbers behind that no number of JavaScript holds, and `run` tells the last one. */
export function toWrite(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql)
  statement.setReadBigInts(true)
  return statement
}

/** What SQLite says of SQL that does not fit the tables. */
const OTHER_TABLES = 1

export function isUsable(file: string): boolean {
  return stateOf(file) === 'usable'
}

/** `other`: of another format, or empty, as while somebody else makes it. */
function stateOf(file: string): 'usable' | 'other' | 'damaged' {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: PATIENCE })
    return hasTables(database) ? 'usable' : 'other'
  } catch (error) {
    if (isDamage(error)) return 'damaged'
    throw error
  } finally {
    database?.close()
  }
}

function hasTables(database: DatabaseSync): boolean {
  try {
    const format = database.prepare(`SELECT value FROM facts WHERE name = 'format'`).get()?.value
    for (const table of ['texts', 'spellings']) {
      database.prepare(`SELECT rowid FROM ${table} WHERE ${table} MATCH '"a"' LIMIT 1`).all()
    }
    for (const [table, last] of Object.entries({
      papers: 'row',
      counts: 'row',
      words: 'id',
      entries: 'row',
      keys: 'key',
    })) {
      database.prepare(`SELECT max(${last}) FROM ${table}`).get()
    }
    return format === FORMAT
  } catch (error) {
    if (errcodeOf(error) === OTHER_TABLES) return false
    throw error
  }
}

function create(file: string, isOverlay: boolean): void {
  const database = new DatabaseSync(file, { timeout: PATIENCE })
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA secure_delete = ON')
    database.exec('BEGIN IMMEDIATE')
    // Another thread or process may have been quicker, and have it open: the file itself stays.
    if (!hasTables(database)) {
      dropTables(database)
      createTables(database, isOverlay)
    }
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}

/** Drops what an earlier format has; tables of SQLite's own, and those that a virtual one keeps, go with theirs. */
function dropTables(database: DatabaseSync): void {
  const named = database.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC`,
  )
  for (const { name } of named.all()) {
    const isLeft = database.prepare(
      `SELECT 1 FROM sqlite_master WHERE name = ? AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    if (isLeft.get(name ?? null)) database.exec(`DROP TABLE "${name}"`)
  }
}

export function createTables(database: DatabaseSync, isOverlay = false): void {
  database.exec(TABLES)
  if (isOverlay) {
    const begin = database.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)')
    begin.run('entries', FIRST.row)
    begin.run('papers', FIRST.row)
    begin.run('words', FIRST.word)
  }
  const set = database.prepare('INSERT INTO facts (name, value) VALUES (?, ?)')
  for (const [name, value] of [
    ['format', FORMAT],
    ['papers', 0],
    ['length', 0],
    ['steps', 0],
  ] as const)
    set.run(name, value)
}
