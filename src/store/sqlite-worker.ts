/** SQLite's thread: owns the file, so that a slow disk stops neither timers nor sockets. */
import { closeSync, fsyncSync, openSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import { emptyingLog } from '../disk/empty-log.ts'
import { makePrivate } from '../disk/private-file.ts'
import { serve } from '../worker/serve.ts'
import { errcodeOf, type Trouble, troubleOf } from '../worker/trouble.ts'
import type { Span } from './driver.ts'
import type { Row } from './rows.ts'

type Written = [key: string, row: Row | null]
type Found = [key: string, row: Row]

export type Ending = 'repeat' | { applied: number; failed?: { index: number; cause: Trouble } }

/** What can be asked of the thread. */
export type StoreOperations = typeof operations

/** Other processes may hold the file's lock; each attempt waits this long, so that reads get in between. */
const LOCK_ATTEMPT = 100
const LOCK_PATIENCE = 30_000
/** The main thread decides while the lock is held. When it has stalled for this long, others get the lock. */
const DECISION_PATIENCE = 5_000
const READ_PATIENCE = 5_000
const BUSY = 5

const path: string = workerData.path
const sleeper = new Int32Array(new SharedArrayBuffer(4))
const { writer, reader } = await opened()
const { ino } = statSync(path)
const log = emptyingLog(writer, LOCK_ATTEMPT)
const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
let stalled: NodeJS.Timeout | undefined
const snapshots = new Map<number, DatabaseSync>()
let lastSnapshot = 0

const operations = {
  read: (keys: readonly string[]): Found[] => readRows(reader, keys),

  scan(span: Span, now: number): Found[] {
    const upper = span.inclusive ? '<=' : '<'
    const order = span.reverse ? 'DESC' : 'ASC'
    const sql = `SELECT key, text, expires FROM entries
      WHERE key >= ? AND key ${upper} ? AND (expires IS NULL OR expires > ?) ORDER BY key ${order} LIMIT ?`
    return statement(reader, sql)
      .all(span.lower, span.upper, now, span.limit ?? -1)
      .map(foundOf)
  },

  expired: (now: number, limit: number): string[] =>
    statement(reader, 'SELECT key FROM entries WHERE expires <= ? LIMIT ?')
      .all(now, limit)
      .map(({ key }) => String(key)),

  async begin(keys: readonly string[]): Promise<Found[]> {
    // Whoever began before has given up since.
    clearTimeout(stalled)
    giveUp()
    mustBeInPlace()
    await lock()
    stalled = setTimeout(giveUp, DECISION_PATIENCE)
    return readRows(writer, keys)
  },

  commit(changes: Written[][]): Ending {
    clearTimeout(stalled)
    if (!writer.isTransaction) return 'repeat'
    try {
      const ending = applyAll(changes)
      if (writer.isTransaction) writer.exec('COMMIT')
      log.soon()
      return ending
    } catch (error) {
      giveUp()
      throw error
    }
  },

  /** All rows as they are now, to be read in pages. */
  openSnapshot(): number {
    mustBeInPlace()
    const database = new DatabaseSync(path, { timeout: READ_PATIENCE })
    database.exec('PRAGMA query_only = ON; BEGIN')
    database.prepare('SELECT 1 FROM entries LIMIT 1').get() // the transaction begins with its first look
    snapshots.set(++lastSnapshot, database)
    return lastSnapshot
  },

  readSnapshot(id: number, after: string, limit: number): Found[] {
    const select = snapshots
      .get(id)
      ?.prepare('SELECT key, text, expires FROM entries WHERE key > ? ORDER BY key LIMIT ?')
    return select?.all(after, limit).map(foundOf) ?? []
  },

  closeSnapshot(id: number): void {
    snapshots.get(id)?.close()
    snapshots.delete(id)
    log.soon()
  },

  /** Writes all there is into another file, which has none of what was removed. */
  copyTo(file: string): void {
    mustBeInPlace()
    makePrivate(file)
    const database = new DatabaseSync(path, { timeout: READ_PATIENCE })
    try {
      database.prepare('VACUUM INTO ?').run(file)
    } finally {
      database.close()
    }
    sync(file)
  },

  async tidy(): Promise<void> {
    while (writer.isTransaction) await pause(10)
    await patiently(() => writer.exec('VACUUM'))
    log.soon()
  },

  /** Stands still, as a slow disk would. */
  stall(milliseconds: number): void {
    Atomics.wait(sleeper, 0, 0, milliseconds)
  },
}

serve(operations, {
  close() {
    clearTimeout(stalled)
    log.stop()
    reader.close()
    writer.close()
  },
})

/** What is written into a file that was deleted, moved or replaced is lost with this process. */
function mustBeInPlace(): void {
  if (statSync(path, { throwIfNoEntry: false })?.ino !== ino) throw new Error('the file is not in its place any more')
}

function giveUp(): void {
  if (writer.isTransaction) writer.exec('ROLLBACK')
}

/** Each change under its own savepoint: the first that fails ends the transaction, and those after it are done again. */
function applyAll(changes: Written[][]): Ending {
  let applied = 0
  for (const writes of changes) {
    try {
      writer.exec('SAVEPOINT change')
      for (const [key, row] of writes) write(key, row)
      writer.exec('RELEASE change')
      applied++
    } catch (error) {
      const failed = { index: applied, cause: troubleOf(error) }
      if (!writer.isTransaction) return { applied: 0, failed } // a full disk makes SQLite roll back all of it
      writer.exec('ROLLBACK TO change')
      writer.exec('RELEASE change')
      return { applied, failed }
    }
  }
  return { applied }
}

function write(key: string, row: Row | null): void {
  if (row === null) {
    statement(writer, 'DELETE FROM entries WHERE key = ?').run(key)
    return
  }
  const sql = `INSERT INTO entries (key, text, expires) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET text = excluded.text, expires = excluded.expires`
  statement(writer, sql).run(key, row.text, row.expires)
}

function readRows(database: DatabaseSync, keys: readonly string[]): Found[] {
  const select = statement(database, 'SELECT text, expires FROM entries WHERE key = ?')
  return keys.flatMap((key): Found[] => {
    const row = select.get(key)
    return row ? [[key, rowOf(row.text, row.expires)]] : []
  })
}

function foundOf({ key, text, expires }: Record<string, unknown>): Found {
  return [String(key), rowOf(text, expires)]
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

function rowOf(text: unknown, expires: unknown): Row {
  return { text: String(text), expires: typeof expires === 'number' ? expires : null }
}

async function lock(): Promise<void> {
  await patiently(() => writer.exec('BEGIN IMMEDIATE'))
}

async function opened() {
  makePrivate(path)
  const writer = new DatabaseSync(path, { timeout: LOCK_ATTEMPT })
  await patiently(() => {
    writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
    writer.exec(`
      CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, expires INTEGER) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS expiring ON entries (expires) WHERE expires IS NOT NULL;
    `)
  })
  const reader = new DatabaseSync(path, { timeout: READ_PATIENCE })
  reader.exec('PRAGMA query_only = ON')
  return { writer, reader }
}

async function patiently(attempt: () => void): Promise<void> {
  const until = Date.now() + LOCK_PATIENCE
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error
    }
    await nextTurn()
  }
}

function statement(database: DatabaseSync, sql: string) {
  const name = `${database === writer ? 'write' : 'read'}: ${sql}`
  const known = statements.get(name)
  if (known) return known
  const prepared = database.prepare(sql)
  statements.set(name, prepared)
  return prepared
}

function isBusy(error: unknown): boolean {
  const code = errcodeOf(error)
  return code !== undefined && (code & 0xff) === BUSY
}
