import { platformOf, type RoomId } from '../../club/keys.ts'
import type { House } from '../house.ts'

/** Where something may have been said that is still to be read back: what is said now comes after it. */
export interface Behind {
  /** Of a chat or a room. Call what it gives once that is read. */
  add(where: string): () => void
  drop(where: string): void
  has(room: RoomId): boolean
}

/** Milliseconds: after that long nobody waits any more for what came before. */
const PATIENCE = 30_000

/** From the start on it is every chat that is not connected yet. */
export function openBehind({ platforms }: House): Behind {
  const since = new Map<string, number>()
  const add: Behind['add'] = (where) => {
    const now = performance.now()
    since.set(where, now)
    return () => since.get(where) === now && since.delete(where)
  }
  const isBehind = (where: string) => performance.now() - (since.get(where) ?? Number.NEGATIVE_INFINITY) < PATIENCE
  for (const { name, health } of platforms.values()) if (health().state !== 'ready') add(name)
  return {
    add,
    drop: (where) => void since.delete(where),
    has: (room) => isBehind(platformOf(room)) || isBehind(room),
  }
}
