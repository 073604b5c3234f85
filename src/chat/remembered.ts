/** What another is asked for once, and remembered for a while. */

export interface Remembered<K, V> {
  /** What was said of it lately, or is just being asked for. Rejects as the asking does, and then it is asked again. */
  of(key: K): Promise<V>
  clear(): void
}

const MOST = 5_000

/** `keep`: for how many milliseconds an answer holds; 0 where it is to be asked again. */
export function remembered<K, V>(ask: (key: K) => Promise<V>, keep: (value: V) => number): Remembered<K, V> {
  const known = new Map<K, { value: Promise<V>; until: number }>()

  return {
    of(key) {
      const before = known.get(key)
      if (before && before.until > performance.now()) return before.value
      if (known.size >= MOST) known.clear()
      const entry = { value: ask(key), until: Number.POSITIVE_INFINITY }
      known.set(key, entry)
      entry.value.then(
        (value) => {
          entry.until = performance.now() + keep(value)
        },
        () => {
          entry.until = 0
        },
      )
      return entry.value
    },
    clear: () => known.clear(),
  }
}
