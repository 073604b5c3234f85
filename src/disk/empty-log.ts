import type { DatabaseSync } from 'node:sqlite'

/** Empties a database's write-ahead log some time after it was written, since what was deleted stands in it until then. */
export interface LogEmptying {
  soon(): void
  /** Nothing is tried any more. */
  stop(): void
}

/** Milliseconds. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000
/** So long others who read may keep the thread waiting; then it is tried again later. */
const PATIENCE = 20

/** `busyTimeout`: the connection's own, in milliseconds, which it gets back after each attempt. */
export function emptyingLog(database: DatabaseSync, busyTimeout: number): LogEmptying {
  let timer: NodeJS.Timeout | undefined
  let dueAt = Infinity

  function attempt(pause: number): void {
    timer = undefined
    if (!emptyLog(database, busyTimeout)) later(Math.min(2 * pause, LONGEST_PAUSE))
  }

  /** Sooner than what is planned already, never later: pauses that have grown are none of what is deleted now. */
  function later(pause: number): void {
    const at = performance.now() + pause
    if (timer && dueAt <= at) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(attempt, pause, pause).unref()
  }

  return {
    soon: () => later(FIRST_PAUSE),
    stop: () => clearTimeout(timer),
  }
}

/** Moves the log into the database and cuts it to nothing; false when somebody who reads or writes keeps it from that. */
export function emptyLog(database: DatabaseSync, busyTimeout: number): boolean {
  try {
    database.exec(`PRAGMA busy_timeout = ${PATIENCE}`)
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0
  } catch {
    return false // a transaction of its own is under way, or the disk is full
  } finally {
    database.exec(`PRAGMA busy_timeout = ${busyTimeout}`)
  }
}
