import type { Store, Writes } from '../store/store.ts'

/** What removes the keys. */
export function removing(keys: readonly string[]): Writes {
  return Object.fromEntries(keys.map((key) => [key, undefined]))
}

/** Writes what is missing again after `lasting` milliseconds. */
export async function keepFor(store: Store, lasting: number, writes: Writes): Promise<void> {
  await store.change([], () => ({ writes: {}, passing: { writes, lasting } }))
}
