import type Keyv from 'keyv'

/** What the store holds: plain JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export interface Entry {
  key: string
  value: Json
}

/** Writes by key; `undefined` removes. */
export type Writes = Readonly<Record<string, Json | undefined>>

/** What a change writes. */
export interface Changes {
  writes: Writes
  /** Written in the same transaction, and missing again after `lasting` milliseconds. */
  passing?: { writes: Writes; lasting: number }
}

/** What a key held before the change; missing keys are absent. */
export type Values = ReadonlyMap<string, Json>

export interface RangeOptions {
  /** The first key wanted, whole (prefix included); default: the first with the prefix. */
  from?: string
  /** At most this many entries; default: all. */
  limit?: number
  /** Last key first. Then `from` is the last key wanted. */
  reverse?: boolean
}

/**
 * Persistence, as the services see it. Every method rejects with {@link Unavailable} when the backend does not answer,
 * and resolves only once what was written is on disk.
 */
export interface Store {
  get(key: string): Promise<Json | undefined>
  /** Entries whose key begins with `prefix`, in the order of their keys' UTF-8 bytes. */
  range(prefix: string, options?: RangeOptions): Promise<Entry[]>
  /**
   * Reads several keys and writes what `decide` returns, in one transaction. `decide` is pure and synchronous; it may be
   * called again when the transaction has to be repeated. What it throws rejects the change and writes nothing.
   * Resolves with its `result`.
   */
  change<T = undefined>(keys: readonly string[], decide: (values: Values) => Changes & { result?: T }): Promise<T>
  put(key: string, value: Json): Promise<void>
  remove(key: string): Promise<void>
  /** Takes a lease of `lease` milliseconds on a key; false while another holds it. */
  claim(key: string, lease: number): Promise<boolean>
  /** Makes a lease that this process has last so many milliseconds from now; false when it ran out or another holds it. */
  renew(key: string, lease: number): Promise<boolean>
  /** Gives a claimed key back before its lease ends. */
  release(key: string): Promise<void>
  /** Plain Keyv with a time to live, for what expires: event ids seen, codes, leases. */
  readonly expiring: Keyv
  /** Tells whoever opened the store of a record that cannot be used, once, and without naming a person. */
  report(key: string, error: Error): void
  /**
   * Called after each committed change with the keys it wrote, in this process. Returns how to stop. `among`: prefixes of the keys
   * that it is for; what other processes wrote of those is told as well, soon and mostly, where the backend can.
   */
  onWrite(listener: (keys: readonly string[]) => void, among?: readonly string[]): () => void
  /** Called when other processes may have written anything without having been heard. */
  onMissed(listener: () => void): void
  close(): Promise<void>
}
