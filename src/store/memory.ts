import type { Driver, Span } from './driver.ts'
import { byBytes } from './keys.ts'
import { isLive, pick, type Row } from './rows.ts'
import { closed, unread, unsaved } from './trouble.ts'

/** Keeps everything in this process and nothing beyond it. */
export function openMemory(): Driver {
  const rows = new Map<string, Row>()
  let sorted: string[] | undefined
  let open = true

  function write(key: string, row: Row | null): void {
    if (row === null ? rows.delete(key) : !rows.has(key)) sorted = undefined
    if (row) rows.set(key, row)
  }

  function within({ lower, upper, inclusive }: Span): string[] {
    sorted ??= [...rows.keys()].sort(byBytes)
    const start = firstFrom(sorted, lower)
    const end = firstFrom(sorted, upper)
    return sorted.slice(start, inclusive && sorted[end] === upper ? end + 1 : end)
  }

  return {
    async read(keys) {
      if (!open) throw unread(closed())
      return pick(rows, keys)
    },
    async scan(span, now) {
      if (!open) throw unread(closed())
      const keys = within(span)
      if (span.reverse) keys.reverse()
      const found: [string, Row][] = []
      for (const key of keys) {
        if (span.limit !== null && found.length >= span.limit) break
        const row = rows.get(key)
        if (isLive(row, now)) found.push([key, row])
      }
      return found
    },
    async transact(keys, decide) {
      if (!open) throw unsaved(closed())
      for (const [key, row] of decide(pick(rows, keys))) write(key, row)
    },
    async expired(now, limit) {
      if (!open) throw unread(closed())
      return [...rows]
        .filter(([, row]) => !isLive(row, now))
        .slice(0, limit)
        .map(([key]) => key)
    },
    async close() {
      open = false
    },
  }
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
