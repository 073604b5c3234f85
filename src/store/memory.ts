import type { Driver, Span } from './driver.ts'
import { byBytes } from './keys.ts'
import { isLive, pick, type Row } from './rows.ts'
import { closed, unread, unsaved } from './trouble.ts'

/** Keeps everything in this process and nothing beyond it. */
export function openMemory(): Driver {
  return memory().connect()
}

/** Rows that several connections share for as long as somebody holds on to them. */
export function memory(): { connect(): Driver } {
  const rows = new Map<string, Row>()
  let sorted: string[] | undefined

  function write(key: string, row: Row | null): void {
    if (row === null ? rows.delete(key) : !rows.has(key)) sorted = undefined
    if (row) rows.set(key, row)
  }

  function within({ lower, upper, inclusive, reverse }: Span): string[] {
    sorted ??= [...rows.keys()].sort(byBytes)
    const start = firstFrom(sorted, lower)
    const end = firstFrom(sorted, upper)
    const keys = sorted.slice(start, inclusive && sorted[end] === upper ? end + 1 : end)
    return reverse ? keys.reverse() : keys
  }

  function scan(span: Span, now: number): [string, Row][] {
    const found: [string, Row][] = []
    for (const key of within(span)) {
      if (found.length === span.limit) break
      const row = rows.get(key)
      if (isLive(row, now)) found.push([key, row])
    }
    return found
  }

  function connect(): Driver {
    let open = true
    const reading = <T>(read: () => T): T => {
      if (open) return read()
      throw unread(closed())
    }

    return {
      read: async (keys) => reading(() => pick(rows, keys)),
      scan: async (span, now) => reading(() => scan(span, now)),
      expired: async (limit) =>
        reading(() => {
          const dead = [...rows].filter(([, row]) => !isLive(row, Date.now()))
          return dead.slice(0, limit).map(([key]) => key)
        }),
      async *snapshot() {
        yield reading(() => [...rows].sort(([a], [b]) => byBytes(a, b)))
      },
      tidy: async () => {},
      async transact(keys, decide) {
        if (!open) throw unsaved(closed())
        for (const [key, row] of decide(pick(rows, keys), Date.now())) write(key, row)
      },
      async close() {
        open = false
      },
    }
  }

  return { connect }
}

function firstFrom(sorted: readonly string[], key: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (byBytes(sorted[middle] ?? '', key) < 0) low = middle + 1
    else high = middle
  }
  return low
}
