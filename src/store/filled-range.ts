import type { RangeOptions } from './store.ts'

const LEAST_MORE = 100

/**
 * Reads a range of which some entries turn out to be unusable. They take no place within the limit, so that a few bad
 * ones in front never hide the good ones behind them.
 */
export async function filledRange<Entry extends { key: string }, Usable>(
  options: RangeOptions,
  fetch: (options: RangeOptions) => Promise<Entry[]>,
  use: (entry: Entry) => Usable | undefined,
): Promise<Usable[]> {
  const { limit } = options
  if (limit === undefined) return usableOf(await fetch(options), use)
  if (limit <= 0) return []

  const found: Usable[] = []
  let page = await fetch(options)
  let asked = limit
  for (;;) {
    found.push(...usableOf(page, use))
    const last = page.at(-1)?.key
    if (found.length >= limit || page.length < asked || last === undefined) return found.slice(0, limit)
    asked = Math.max(limit - found.length, LEAST_MORE) + 1
    const more = await fetch({ ...options, from: last, limit: asked })
    page = more.filter((entry) => entry.key !== last)
    asked -= 1
  }
}

function usableOf<Entry, Usable>(entries: Entry[], use: (entry: Entry) => Usable | undefined): Usable[] {
  return entries.map(use).filter((usable) => usable !== undefined)
}
