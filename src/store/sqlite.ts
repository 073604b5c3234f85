import { openThread, type Thread } from '../worker/client.ts'
import type { Driver } from './driver.ts'
import { groupCommit } from './group-commit.ts'
import type { StoreOperations } from './sqlite-worker.ts'
import { unread } from './trouble.ts'

const PROGRAM = new URL('./sqlite-worker.ts', import.meta.url)

/** One SQLite file, owned by a thread of its own. Changes that wait for the disk together share a transaction. */
export async function openSqlite(path: string, delay: () => number = () => 0): Promise<Driver> {
  const thread = openThread<StoreOperations>(PROGRAM, { title: 'the SQLite file', workerData: { path } })
  const ask: Thread<StoreOperations>['ask'] = (name, args) => {
    const pause = delay()
    if (pause > 0) void thread.ask('stall', [pause]).catch(() => {})
    return thread.ask(name, args)
  }
  await ask('read', [[]]).catch((cause) => {
    throw new Error(cannotOpen(path, cause), { cause })
  })

  const { transact, idle } = groupCommit(async (keys) => ({
    rows: new Map(await ask('begin', [keys])),
    commit: (changes) => ask('commit', [changes.map((writes) => [...writes])]),
  }))

  return {
    transact,
    read: async (keys) => new Map(await ask('read', [keys]).catch(refuse)),
    scan: (span, now) => ask('scan', [span, now]).catch(refuse),
    expired: (now, limit) => ask('expired', [now, limit]).catch(refuse),
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
