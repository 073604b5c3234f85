import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { StoreLocation } from './location.ts'
import { askOnce } from './postgres-question.ts'

/** How the bot and its command line call themselves to PostgreSQL, which tells others so. */
export const CLIENT = 'lectern'

/** Whether another process has the store open. Where nobody can tell, what opens the store next says why. */
export async function isInUse(location: StoreLocation): Promise<boolean> {
  switch (location.kind) {
    case 'memory':
      return false
    case 'sqlite':
      return existsSync(location.path) && isFileInUse(location.path)
    case 'postgres':
      return isDatabaseInUse(location.url).catch(() => false)
  }
}

/** Only who has a file alone can take its write-ahead log away; opening it makes that anew. */
function isFileInUse(path: string): boolean {
  try {
    using database = new DatabaseSync(path, { timeout: 0 })
    database.exec('PRAGMA journal_mode = DELETE')
    return false
  } catch (error) {
    return error instanceof Error && /locked|busy/.test(error.message)
  }
}

async function isDatabaseInUse(url: URL): Promise<boolean> {
  const others = 'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1'
  return (await askOnce(url, others, [CLIENT])).length > 0
}
