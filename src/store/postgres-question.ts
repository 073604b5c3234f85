import pg from 'pg'

/** The rows that answer one question, asked of a database in which nothing is made for it. */
export async function askOnce(url: URL, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}
