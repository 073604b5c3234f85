import type { Fields } from './fields.ts'

/** The three doors of an app. */
export type Door = 'events_api' | 'interactive' | 'slash_commands'

export interface Retry {
  attempt: number
  reason: string
}

/** What the app answered in time, or why it did not. */
export type Ack =
  | { ok: true; body: unknown }
  | { ok: false; reason: 'timeout' | 'unreachable' | 'error'; final?: boolean }

/** A way to reach the app: its sockets, or its URL. */
export interface Transport {
  /** Resolves within three seconds; never rejects. */
  send(door: Door, payload: Fields, retry?: Retry): Promise<Ack>
}

export const ACK_WITHIN = 3000
