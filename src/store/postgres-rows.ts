import type { Span } from './driver.ts'
import type { Outcome } from './group-commit.ts'
import { byBytes } from './keys.ts'
import type { Session } from './postgres-session.ts'
import type { Row, Rows, RowWrites } from './rows.ts'

type Query = Session['query']

interface Stored extends Row {
  key: string
}

/** Any small number that all processes agree on: two that create the table at once get in each other's way. */
const CREATING = 5_327_836

export const CREATE = `
  BEGIN;
  SELECT pg_advisory_xact_lock(${CREATING});
  CREATE TABLE IF NOT EXISTS lectern_entries (key text COLLATE "C" PRIMARY KEY, text text NOT NULL, expires bigint);
  CREATE INDEX IF NOT EXISTS lectern_expiring ON lectern_entries (expires) WHERE expires IS NOT NULL;
  COMMIT`

const PAGE = 500

/** The server's clock, in milliseconds: those of the machines that ask may differ. */
const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint'

const COLUMNS = 'key, text, expires::float8 AS expires'

export async function readRows(query: Query, keys: readonly string[]): Promise<Rows> {
  const { rows } = await query<Stored>(`SELECT ${COLUMNS} FROM lectern_entries WHERE key = ANY($1)`, [keys])
  return new Map(rows.map(entryOf))
}

export async function scanRows(query: Query, span: Span, now: number): Promise<[string, Row][]> {
  const { rows } = await query<Stored>(
    `SELECT ${COLUMNS} FROM lectern_entries
     WHERE key >= $1 AND key ${span.inclusive ? '<=' : '<'} $2 AND (expires IS NULL OR expires > $3)
     ORDER BY key ${span.reverse ? 'DESC' : 'ASC'} LIMIT $4`,
    [span.lower, span.upper, now, span.limit],
  )
  return rows.map(entryOf)
}

/** All rows that a transaction sees. */
export async function* pagesOf(query: Query): AsyncGenerator<[string, Row][]> {
  for (let last = ''; ; ) {
    const { rows } = await query<Stored>(
      `SELECT ${COLUMNS} FROM lectern_entries WHERE key > $1 ORDER BY key LIMIT ${PAGE}`,
      [last],
    )
    if (rows.length > 0) yield rows.map(entryOf)
    if (rows.length < PAGE) return
    last = rows.at(-1)?.key ?? ''
  }
}

export async function expiredKeys(query: Query, limit: number): Promise<string[]> {
  const { rows } = await query<Stored>(`SELECT key FROM lectern_entries WHERE expires <= ${NOW} LIMIT $1`, [limit])
  return rows.map(({ key }) => key)
}

/**
 * Locks keys in their order, so that two processes do not wait for each other. Only a row can be locked: a key that is
 * absent gets an empty one, which nobody else sees and which the transaction removes unless it writes the key.
 */
export async function lockRows(query: Query, keys: readonly string[]): Promise<Locked> {
  const sorted = [...keys].sort(byBytes)
  const absent = new Set<string>()
  for (;;) {
    const inserted = await query<Stored>(
      `INSERT INTO lectern_entries (key, text)
       SELECT key, '' FROM unnest($1::text[]) WITH ORDINALITY AS wanted (key, place) ORDER BY place
       ON CONFLICT DO NOTHING RETURNING key`,
      [sorted],
    )
    for (const { key } of inserted.rows) absent.add(key)
    const { rows } = await query<Stored & { now: number }>(
      `SELECT ${COLUMNS}, ${NOW}::float8 AS now FROM lectern_entries WHERE key = ANY($1) ORDER BY key FOR UPDATE`,
      [sorted],
    )
    // A row that another process removes between the two is locked by neither: once more.
    if (rows.length < sorted.length) continue
    const now = rows[0]?.now ?? (await clock(query))
    return { rows: new Map(rows.filter(({ key }) => !absent.has(key)).map(entryOf)), absent: [...absent], now }
  }
}

interface Locked {
  rows: Rows
  absent: string[]
  now: number
}

async function clock(query: Query): Promise<number> {
  const { rows } = await query<{ now: number }>(`SELECT ${NOW}::float8 AS now`)
  return rows[0]?.now ?? Date.now()
}

/** Applies the changes in one go, or one by one up to the first that PostgreSQL refuses. */
export async function applyChanges(query: Query, absent: readonly string[], changes: RowWrites[]): Promise<Outcome> {
  const nothing: RowWrites = new Map(absent.map((key) => [key, null]))
  const together = new Map([nothing, ...changes].flatMap((writes) => [...writes]))
  if (!(await refusalOf(query, together))) return { applied: changes.length }

  await writeRows(query, nothing)
  for (const [index, writes] of changes.entries()) {
    const refusal = await refusalOf(query, writes)
    if (refusal) return { applied: index, failed: { index, cause: refusal } }
  }
  return { applied: changes.length }
}

/** Writes under a savepoint; what PostgreSQL has against the data itself is returned, and the writes are taken back. */
async function refusalOf(query: Query, writes: RowWrites): Promise<unknown> {
  await query('SAVEPOINT change')
  try {
    await writeRows(query, writes)
    return undefined
  } catch (error) {
    if (!isAboutData(error)) throw error
    await query('ROLLBACK TO change')
    return error
  }
}

async function writeRows(query: Query, writes: RowWrites): Promise<void> {
  const removed = [...writes].filter(([, row]) => row === null).map(([key]) => key)
  const put = [...writes].flatMap(([key, row]) => (row ? [{ key, ...row }] : [])).sort((a, b) => byBytes(a.key, b.key))
  if (removed.length > 0) await query('DELETE FROM lectern_entries WHERE key = ANY($1)', [removed.sort(byBytes)])
  if (put.length === 0) return
  await query(
    `INSERT INTO lectern_entries (key, text, expires) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
     ON CONFLICT (key) DO UPDATE SET text = excluded.text, expires = excluded.expires`,
    [put.map(({ key }) => key), put.map(({ text }) => text), put.map(({ expires }) => expires)],
  )
}

function entryOf({ key, text, expires }: Stored): [string, Row] {
  return [key, { text, expires }]
}

/** Classes of error codes: 22 data, 23 constraint, 54 limit. */
function isAboutData(error: unknown): boolean {
  return /^(22|23|54)/.test(codeOf(error))
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
