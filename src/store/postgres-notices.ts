/** How processes on one PostgreSQL tell each other which keys they wrote: keys alone, after the transaction, and never in it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Others } from './driver.ts'

const CHANNEL = 'lectern_written'
/** What is written within so many milliseconds is told at once. */
const TOGETHER = 20
/** PostgreSQL takes 8,000 bytes a message. */
const LONGEST = 7_000
/** Of more keys than this others are told only that there were many. */
const MOST = 500
/** Milliseconds that a connection which is just being made may keep the end waiting. */
const CLOSING = 1_000
/** Milliseconds between attempts to listen again. */
const PAUSES = [200, 1_000, 5_000, 10_000]

interface Options {
  connection: pg.ClientConfig
  /** Sends a statement of its own, on any connection. */
  query(sql: string, values: unknown[]): Promise<unknown>
}

export function openNotices({ connection, query }: Options): Others & { close(): Promise<void> } {
  const own = randomUUID()
  const listeners = new Set<(keys: readonly string[] | null) => void>()
  const untold = new Set<string>()
  const ending = new AbortController()
  let telling: Promise<void> | undefined
  let listening: Promise<void> | undefined
  let client: pg.Client | undefined

  async function tellAll(): Promise<void> {
    while (untold.size > 0) {
      await sleep(TOGETHER)
      const keys = [...untold]
      untold.clear()
      for (const payload of payloadsOf(own, keys)) {
        // Whoever cannot be told now has lost its connection, and reads afresh; or it is ours, and they look by themselves.
        await query('SELECT pg_notify($1, $2)', [CHANNEL, payload]).catch(() => {})
      }
    }
    telling = undefined
  }

  async function listenOn(): Promise<void> {
    let attempts = 0
    for (let isFirst = true; !ending.signal.aborted; isFirst = false) {
      try {
        const { promise, resolve } = Promise.withResolvers<void>()
        client = new pg.Client({ ...connection, keepAlive: true, keepAliveInitialDelayMillis: 10_000 })
        client.on('error', () => resolve())
        client.on('end', () => resolve())
        client.on('notification', ({ payload = '' }) => hear(payload))
        await client.connect()
        await client.query(`LISTEN ${CHANNEL}`)
        attempts = 0
        // What was written before it was listened for has been told to nobody here.
        if (!isFirst) for (const listener of listeners) listener(null)
        await promise
      } catch {
        // It is tried again.
      }
      await client?.end().catch(() => {})
      const pause = PAUSES[Math.min(attempts++, PAUSES.length - 1)]
      await sleep(pause, undefined, { signal: ending.signal, ref: false }).catch(() => {})
    }
  }

  function hear(payload: string): void {
    const [from, keys] = read(payload)
    if (from === own) return
    for (const listener of listeners) listener(keys)
  }

  return {
    tell(keys) {
      for (const key of keys) untold.add(key)
      telling ??= tellAll()
    },
    hear(listener) {
      listeners.add(listener)
      listening ??= listenOn()
    },
    async close() {
      ending.abort()
      await telling
      void client?.end().catch(() => {})
      await Promise.race([listening, sleep(CLOSING, undefined, { ref: false })])
    },
  }
}

/** By lines, whose first is who tells; nothing behind it: too much to name. */
function* payloadsOf(own: string, keys: readonly string[]): Generator<string> {
  if (keys.length > MOST) return yield own
  let payload = own
  for (const key of keys) {
    const longer = `${payload}\n${key}`
    if (payload !== own && Buffer.byteLength(longer) > LONGEST) {
      yield payload
      payload = `${own}\n${key}`
    } else payload = longer
  }
  yield payload
}

function read(payload: string): [from: string | undefined, keys: readonly string[] | null] {
  const [from, ...keys] = payload.split('\n')
  return [from, keys.length > 0 ? keys : null]
}
