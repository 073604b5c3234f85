import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Driver } from './driver.ts'
import { groupCommit, type Outcome, type Transaction } from './group-commit.ts'
import { CLIENT } from './in-use.ts'
import { openNotices } from './postgres-notices.ts'
import { applyChanges, CREATE, codeOf, expiredKeys, lockRows, pagesOf, readRows, scanRows } from './postgres-rows.ts'
import { type Session, session } from './postgres-session.ts'
import type { Row, RowWrites } from './rows.ts'
import { closed, unread } from './trouble.ts'

const CONNECTIONS = 4
const CONNECT_PATIENCE = 5_000
/** Whoever asked is told by then that it does not answer. */
const ANSWER_PATIENCE = 10_000
const MOST_REPEATS = 10
/** A server that was killed may have to read its log through before it takes connections. */
const START_PATIENCE = 60_000
const START_PAUSE = 250

/** A process that stalls in the middle of a decision must not keep the others from the rows it has locked. */
const BEGIN = `BEGIN; SET LOCAL idle_in_transaction_session_timeout = '5s'; SET LOCAL lock_timeout = '8s'`

/** What a transaction may meet without anyone's fault: a conflict, a deadlock, its session ended by the server. */
const PASSING = new Set(['40001', '40P01', '25P03', '57P01'])

/** One PostgreSQL database, shared by any number of processes. */
export async function openPostgres(url: URL): Promise<Driver> {
  const connection = {
    connectionString: url.href,
    connectionTimeoutMillis: CONNECT_PATIENCE,
    query_timeout: ANSWER_PATIENCE,
  }
  const pool = new pg.Pool({
    ...connection,
    application_name: CLIENT,
    // One stays, so that others see that the store is in use.
    min: 1,
    max: CONNECTIONS,
    keepAlive: true,
  })
  pool.on('error', () => {}) // an idle connection broke: the next call opens another, or says why it cannot
  await onceStarted(() => pool.query(CREATE)).catch(async (cause) => {
    await pool.end()
    throw new Error(cannotOpen(url, cause), { cause })
  })

  let repeats = 0
  let closing: Promise<void> | undefined

  async function begin(keys: readonly string[]): Promise<Transaction> {
    for (;;) {
      const current = await session(pool)
      try {
        await current.query(BEGIN)
        const { rows, absent, now } = await lockRows(current.query, keys)
        return { rows, now, commit: (changes) => commit(current, absent, changes) }
      } catch (error) {
        await repeatAfter(current.abandon(error))
      }
    }
  }

  async function commit(current: Session, absent: readonly string[], changes: RowWrites[]): Promise<Outcome> {
    try {
      const outcome = await applyChanges(current.query, absent, changes)
      await current.query('COMMIT')
      current.release()
      repeats = 0
      return outcome
    } catch (error) {
      await repeatAfter(current.abandon(error))
      return 'repeat'
    }
  }

  /** Waits a little when the trouble passes by itself, else throws it. */
  async function repeatAfter(trouble: unknown): Promise<void> {
    repeats++
    if (!PASSING.has(codeOf(trouble)) || repeats > MOST_REPEATS) {
      repeats = 0
      throw trouble
    }
    await sleep(Math.random() * 20 * repeats)
  }

  async function reading<T>(read: (query: Session['query']) => Promise<T>): Promise<T> {
    try {
      if (closing) throw closed()
      return await read((sql, values) => pool.query(sql, values))
    } catch (cause) {
      throw unread(cause)
    }
  }

  async function* snapshot(): AsyncGenerator<[string, Row][]> {
    const current = await session(pool).catch(refuse)
    let trouble: unknown = null
    try {
      await current.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      yield* pagesOf(current.query)
    } catch (error) {
      trouble = error
    } finally {
      // Whoever has seen enough leaves in the middle; the connection's end ends its transaction.
      trouble = current.abandon(trouble)
    }
    if (trouble !== null) throw unread(trouble)
  }

  const others = openNotices({ connection, query: (sql, values) => pool.query(sql, values) })
  const { transact, idle } = groupCommit(begin)

  return {
    transact,
    read: (keys) => reading((query) => readRows(query, keys)),
    scan: (span, now) => reading((query) => scanRows(query, span, now)),
    snapshot,
    // Dead rows are PostgreSQL's own to clear away, or its operator's: docs/running.md says how.
    tidy: async () => {},
    expired: (limit) => reading((query) => expiredKeys(query, limit)),
    others,
    close() {
      closing ??= idle()
        .then(others.close)
        .then(() => pool.end())
      return closing
    },
  }
}

/** Asks again while the server says that it is still starting: after a power cut both may start at once. */
async function onceStarted(ask: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + START_PATIENCE
  for (;;) {
    try {
      await ask()
      return
    } catch (error) {
      if (codeOf(error) !== STARTING || performance.now() > until) throw error
      await sleep(START_PAUSE)
    }
  }
}

/** `cannot_connect_now`, by PostgreSQL's table of error codes. */
const STARTING = '57P03'

function refuse(cause: unknown): never {
  throw unread(cause)
}

function cannotOpen(url: URL, cause: unknown): string {
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : codeOf(cause)
  return `The store PostgreSQL ${url.host}${url.pathname} cannot be opened (${reason}). Check that the server is running and that STORE_URL has the right host, database, user and password.`
}
