import type { RecordKind } from '../store/record.ts'
import type { Entry, Store } from '../store/store.ts'

/** Everything below a prefix, so many entries at a time: others get in between. What goes meanwhile is not missed for it. */
export async function* pagesOf(store: Store, prefix: string, size: number): AsyncGenerator<Entry[]> {
  for (let from = prefix; ; ) {
    const page = await store.range(prefix, { from, limit: size + 1 })
    const next = page[size]
    yield page.slice(0, size)
    if (!next) return
    from = next.key
  }
}

/** The records of a page, each read when it is asked for; those that cannot be read are told of, and passed over. */
export function* recordsIn<T>(
  store: Store,
  kind: RecordKind<T>,
  page: readonly Entry[],
): Generator<{ key: string; value: T }> {
  const values = new Map(page.map(({ key, value }) => [key, value]))
  for (const { key } of page) {
    const value = kind.findIn(store, values, key)
    if (value !== undefined) yield { key, value }
  }
}
