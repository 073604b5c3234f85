import type pg from 'pg'

/** One connection of the pool for the length of a transaction. */
export interface Session {
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<pg.QueryResult<Row>>
  release(): void
  /** Cuts the connection, which rolls its transaction back, and tells what was behind an error. */
  abandon(error: unknown): unknown
}

export async function session(pool: pg.Pool): Promise<Session> {
  const client = await pool.connect()
  let broken: Error | undefined
  const notice = (error: Error) => {
    broken = error
  }
  // The server may end a session between two queries; nobody else listens for that while the connection is out.
  client.on('error', notice)
  return {
    query: (sql, values) => client.query(sql, values),
    release() {
      client.off('error', notice)
      client.release()
    },
    abandon(error) {
      client.release(true)
      return broken ?? error
    },
  }
}
