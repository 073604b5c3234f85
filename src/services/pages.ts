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
