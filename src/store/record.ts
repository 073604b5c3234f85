import type { z } from 'zod'
import type { Json, RangeOptions, Store, Values } from './store.ts'

/** One kind of thing in the store: plain JSON there, parsed on the way out. */
export interface RecordKind<T> {
  get(store: Store, key: string): Promise<T | undefined>
  /** Entries with the prefix; one that does not parse is passed over, so that it takes none of its neighbours along. */
  range(store: Store, prefix: string, options?: RangeOptions): Promise<{ key: string; value: T }[]>
  /** Within a change. Throws when the record does not parse: nothing may be written over what is not understood. */
  from(values: Values, key: string): T | undefined
  json(value: T): Json
}

/** `onBad` hears of each record that does not parse, by its key. */
export function record<S extends z.ZodType>(
  schema: S,
  onBad: (key: string) => void = () => {},
): RecordKind<z.output<S>> {
  function parse(key: string, json: Json): z.output<S> {
    const parsed = schema.safeParse(json)
    if (parsed.success) return parsed.data
    throw new Error(`the record ${key} cannot be read`, { cause: parsed.error })
  }

  return {
    async get(store, key) {
      const json = await store.get(key)
      return json === undefined ? undefined : parse(key, json)
    },
    async range(store, prefix, options) {
      const entries = await store.range(prefix, options)
      return entries.flatMap(({ key, value }) => {
        const parsed = schema.safeParse(value)
        if (parsed.success) return [{ key, value: parsed.data }]
        onBad(key)
        return []
      })
    },
    from(values, key) {
      const json = values.get(key)
      return json === undefined ? undefined : parse(key, json)
    },
    json: (value) => JSON.parse(JSON.stringify(value)) as Json,
  }
}
