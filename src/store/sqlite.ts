import { openThread, type Thread } from '../worker/client.ts'
import type { Driver } from './driver.ts'
import { groupCommit } from './group-commit.ts'
import type { Row } from './rows.ts'
import type { StoreOperations } from './sqlite-worker.ts'
import { unread } from './trouble.ts'

export interface SqliteDriver extends Driver {
  /** Writes all there is into a file that is not there yet: a store of its own, with nothing of what was removed. */
  copyTo(file: string): Promise<void>
}

const PROGRAM = new URL('./sqlite-worker.ts', import.meta.url)

const PAGE = 500

/** Milliseconds after which a call that the disk keeps from its end is given up: more than others may hold the file's lock. */
const PATIENCE = 45_000
/** What takes as long as the file is large. */
const AT_LEISURE: ReadonlySet<string> = new Set<keyof StoreOperations>(['tidy', 'copyTo'])

/** One SQLite file, owned by a thread of its own. Changes that wait for the disk together share a transaction. */
export async function openSqlite(
  path: string,
  delay: () => number = () => 0,
  patience = PATIENCE,
): Promise<SqliteDriver> {
  let most = PATIENCE // for the opening
  const thread = openThread<StoreOperations>(PROGRAM, {
    title: 'the SQLite file',
    workerData: { path },
    patience: (name) => (AT_LEISURE.has(name) ? undefined : most),
  })
  const ask: Thread<StoreOperations>['ask'] = (name, args) => {
    const pause = delay()
    if (pause > 0) void thread.ask('stall', [pause]).catch(() => {})
    return thread.ask(name, args)
  }
  await ask('read', [[]]).catch((cause) => {
    throw new Error(cannotOpen(path, cause), { cause })
  })
  most = patience

  async function* snapshot(): AsyncGenerator<[string, Row][]> {
    const id = await ask('openSnapshot', []).catch(refuse)
    try {
      for (let last = ''; ; ) {
        const page = await ask('readSnapshot', [id, last, PAGE]).catch(refuse)
        if (page.length > 0) yield page
        if (page.length < PAGE) return
        last = page.at(-1)?.[0] ?? ''
      }
    } finally {
      await ask('closeSnapshot', [id]).catch(() => {}) // the thread has ended, and the snapshot with it
    }
  }

  const { transact, idle } = groupCommit(async (keys) => ({
    rows: new Map(await ask('begin', [keys])),
    now: Date.now(),
    commit: (changes) => ask('commit', [changes.map((writes) => [...writes])]),
  }))

  return {
    transact,
    read: async (keys) => new Map(await ask('read', [keys]).catch(refuse)),
    scan: (span, now) => ask('scan', [span, now]).catch(refuse),
    snapshot,
    tidy: () => ask('tidy', []).catch(refuse),
    copyTo: (file) => ask('copyTo', [file]),
    expired: (limit) => ask('expired', [Date.now(), limit]).catch(refuse),
    async close() {
      await idle()
      await thread.close()
    },
  }
}

function refuse(cause: unknown): never {
  throw unread(cause)
}

function cannotOpen(path: string, cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (/not a database|malformed/.test(reason)) {
    return `The store ${path} is damaged or is not an SQLite file. Restore it from a backup, or move it away to start empty.`
  }
  return `The store ${path} cannot be opened (${reason}). Make its folder writable, or set STORE_URL to another file, such as sqlite:data/lectern.db.`
}
