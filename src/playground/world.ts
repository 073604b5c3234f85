import { DatabaseSync } from 'node:sqlite'
import { makePrivate } from '../disk/private-file.ts'
import type { ChatName, Fault } from './types.ts'

/** The playground's shared ground: one clock, one file that keeps both chats, one list of faults to come. */
export interface World {
  /** Milliseconds since the epoch, by the playground's clock. */
  now(): number
  offset(): number
  /** Moves the clock; negative moves it back. */
  advance(ms: number): void
  /** A kept collection; what it returns is the caller's to change, and kept once `set` again. */
  collection<T>(name: string): Collection<T>
  /** Tells the page and whoever waits that something is to be seen. */
  changed(): void
  onChange(listener: () => void): () => void
  version(): number
  /** The next fault for a call of the bot's, used up by the asking. */
  fault(chat: ChatName, call: string): Fault | undefined
  addFault(fault: Fault): void
  close(): void
}

export interface Collection<T> {
  get(id: string): T | undefined
  set(id: string, value: T): void
  delete(id: string): void
  /** In the order in which they were first set. */
  values(): T[]
}

/** Opens the world kept in `file` (`:memory:` for one that is not kept). */
export function openWorld(file: string): World {
  if (file !== ':memory:') makePrivate(file)
  const db = new DatabaseSync(file)
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON')
  db.exec(
    'CREATE TABLE IF NOT EXISTS things (seq INTEGER PRIMARY KEY, kind TEXT, id TEXT, value TEXT, UNIQUE (kind, id))',
  )
  const all = db.prepare('SELECT id, value FROM things WHERE kind = ? ORDER BY seq')
  const upsert = db.prepare(
    'INSERT INTO things (kind, id, value) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET value = excluded.value',
  )
  const remove = db.prepare('DELETE FROM things WHERE kind = ? AND id = ?')

  const listeners = new Set<() => void>()
  const faults: (Fault & { left: number })[] = []
  let versionNumber = 0

  function collection<T>(name: string): Collection<T> {
    const cache = new Map<string, T>()
    for (const row of all.all(name)) cache.set(String(row.id), JSON.parse(String(row.value)) as T)
    return {
      get: (id) => cache.get(id),
      set(id, value) {
        cache.set(id, value)
        upsert.run(name, id, JSON.stringify(value))
      },
      delete(id) {
        cache.delete(id)
        remove.run(name, id)
      },
      values: () => [...cache.values()],
    }
  }

  const clock = collection<number>('clock')
  const changed = () => {
    versionNumber++
    for (const listener of listeners) listener()
  }

  return {
    now: () => Date.now() + (clock.get('offset') ?? 0),
    offset: () => clock.get('offset') ?? 0,
    advance(ms) {
      clock.set('offset', (clock.get('offset') ?? 0) + ms)
      changed()
    },
    collection,
    changed,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => versionNumber,
    fault(chat, call) {
      const index = faults.findIndex((fault) => fault.chat === chat && call.includes(fault.match))
      const fault = faults[index]
      if (!fault) return undefined
      fault.left--
      if (fault.left <= 0) faults.splice(index, 1)
      return fault
    },
    addFault(fault) {
      faults.push({ ...fault, left: fault.times ?? 1 })
    },
    close: () => db.close(),
  }
}
