import type { DatabaseSync } from 'node:sqlite'
import { toWrite } from './file.ts'
import type { Lexicon } from './lexicon.ts'

/**
 * What words that were removed leave behind. FTS5 only notes which rows are gone; their words stay in its tables until those are
 * merged, and in the lexicon. `facts` counts what is left, so that a process that ends before has it erased by the next one.
 */
export interface Leftovers {
  add(): void
  /** Erases a part; whether nothing is left. */
  purge(): boolean
  /** Whether words were erased since this was asked last, here or by another process. */
  werePurged(): boolean
}

/** What one part may take, in pages that FTS5 writes: some milliseconds. */
const PART = 200

export function createLeftovers(database: DatabaseSync, lexicon: Lexicon): Leftovers {
  const fact = database.prepare('SELECT value FROM facts WHERE name = ?')
  const count = toWrite(
    database,
    'INSERT INTO facts (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1',
  )
  const settle = toWrite(database, `UPDATE facts SET value = 0 WHERE name = '${LEFT}'`)
  const merge = toWrite(database, `INSERT INTO texts (texts, rank) VALUES ('merge', ?)`)
  const changes = database.prepare('SELECT total_changes() AS n')
  const dropTags = toWrite(database, 'DELETE FROM main.tags WHERE label NOT IN (SELECT word FROM main.words)')
  const numberOf = (name: string) => Number(fact.get(name)?.value ?? 0)
  const changed = () => Number(changes.get()?.n)
  let seen = numberOf(PURGES)
  /** How much was left when the merge under way began: what came to it since is not in it. */
  let merging: number | undefined

  return {
    add: () => void count.run(LEFT),
    purge() {
      const left = numberOf(LEFT)
      if (left === 0) return true
      const before = changed()
      // A negative number begins to merge all there is, a positive one goes on with that.
      merge.run(merging === undefined ? -PART : PART)
      merging ??= left
      if (changed() - before >= 2) return false
      const isAll = merging === left
      merging = undefined
      if (!isAll) return false
      lexicon.prune()
      dropTags.run()
      count.run(PURGES)
      settle.run()
      return true
    },
    werePurged() {
      const before = seen
      seen = numberOf(PURGES)
      return seen !== before
    },
  }
}

export const LEFT = 'left'
const PURGES = 'purges'
