import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Row } from './rows.ts'
import type { Source } from './transfer.ts'

const PAGE = 500

/** A backup, read where it lies and left as it is. Throws an Error whose message says what to do when it is none. */
export function openBackup(file: string): Source & { close(): void } {
  const what = statSync(file, { throwIfNoEntry: false })
  if (!what) throw new Error(`There is no file ${file}. Name a backup that \`lectern backup\` made.`)
  // SQLite waits for ever at a pipe.
  if (!what.isFile()) throw new Error(`${file} is no file. Name a backup that \`lectern backup\` made.`)
  const database = open(file)
  const page = database.prepare('SELECT key, text, expires FROM entries WHERE key > ? ORDER BY key LIMIT ?')
  const one = database.prepare('SELECT key, text, expires FROM entries WHERE key = ?')
  return {
    read: async (keys) => new Map(keys.flatMap((key) => one.all(key).map(foundOf))),
    async *snapshot() {
      for (let last = ''; ; ) {
        const rows = page.all(last, PAGE).map(foundOf)
        if (rows.length > 0) yield rows
        if (rows.length < PAGE) return
        last = rows.at(-1)?.[0] ?? ''
      }
    },
    close: () => database.close(),
  }
}

function open(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    database.exec('SELECT key, text, expires FROM entries LIMIT 1')
    if (database.prepare('PRAGMA quick_check').get()?.quick_check !== 'ok') throw new Error('Its pages do not fit.')
    return database
  } catch (cause) {
    throw new Error(`${file} is damaged or is not a backup of Lectern’s. Nothing was changed.`, { cause })
  }
}

function foundOf({ key, text, expires }: Record<string, unknown>): [string, Row] {
  return [String(key), { text: String(text), expires: typeof expires === 'number' ? expires : null }]
}
