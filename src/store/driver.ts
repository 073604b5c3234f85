/** What a backend has to bring; the Keyv adapter, the ranges and the leases are the same for all of them. */

import type { Row, Rows, RowWrites } from './rows.ts'

/**
 * Pure and synchronous: it is called again when its transaction has to be repeated. `now` is the time by the clock that all
 * processes on the backend have in common, in milliseconds.
 */
export type Decide = (rows: Rows, now: number) => RowWrites

/** A stretch of keys in the order of their UTF-8 bytes. */
export interface Span {
  lower: string
  upper: string
  /** Whether `upper` itself belongs to it. */
  inclusive: boolean
  /** At most this many; null: all. */
  limit: number | null
  reverse: boolean
}

/**
 * One connection to one backend. Every method rejects with Unavailable when the backend does not answer or is closed.
 * Expired rows may be among what `read` and `transact` hand out.
 */
export interface Driver {
  read(keys: readonly string[]): Promise<Rows>
  /** Rows of the span that have not expired at `now`, in its order. */
  scan(span: Span, now: number): Promise<[string, Row][]>
  /** Reads `keys` and writes what `decide` returns in one transaction; resolves once that is on disk. What `decide` throws rejects it. */
  transact(keys: readonly string[], decide: Decide): Promise<void>
  /** All rows as they were at one instant, in pages, in the order of their keys' UTF-8 bytes, expired ones too. */
  snapshot(): AsyncIterable<[string, Row][]>
  /** Erases what removed rows have left behind in the backend, where it can. Others wait meanwhile. */
  tidy(): Promise<void>
  /** At most `limit` keys of rows that have expired by the clock that transactions are decided by. */
  expired(limit: number): Promise<string[]>
  /** The other processes that have it open; none where they cannot be told anything. */
  others?: Others
  /** Resolves once everything under way is done. Closing twice is fine. */
  close(): Promise<void>
}

/** Processes on one backend, as far as they tell each other what they wrote. */
export interface Others {
  /** Tells them soon, without being waited for. */
  tell(keys: readonly string[]): void
  /** Hears them from now on. `null`: anything may have been written. */
  hear(listener: (keys: readonly string[] | null) => void): void
}
