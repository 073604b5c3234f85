import { existsSync } from 'node:fs'
import type { StoreLocation } from './location.ts'
import { askOnce } from './postgres-question.ts'

/** Whether a bot has made a store there; nothing is made by asking. Where nobody can tell, opening it says why. */
export async function isThere(location: StoreLocation): Promise<boolean> {
  switch (location.kind) {
    case 'memory':
      return true
    case 'sqlite':
      return existsSync(location.path)
    case 'postgres':
      return hasEntries(location.url).catch(() => true)
  }
}

async function hasEntries(url: URL): Promise<boolean> {
  return (await askOnce(url, "SELECT 1 WHERE to_regclass('lectern_entries') IS NOT NULL")).length > 0
}
