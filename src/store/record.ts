import { z } from 'zod'
import { filledRange } from './filled-range.ts'
import type { Json, RangeOptions, Store, Values } from './store.ts'
import { BadRecord } from './trouble.ts'

export { BadRecord }

/** One kind of thing in the store: plain JSON there, checked by its schema on the way in and out. */
export interface RecordKind<T> {
  readonly schema: z.ZodType
  /** Rejects with {@link BadRecord} when what is there does not fit. */
  get(store: Store, key: string): Promise<T | undefined>
  /** As {@link get}, but one that does not fit is reported and counts as missing: for what another record can give back. */
  find(store: Store, key: string): Promise<T | undefined>
  /** One that does not fit is reported and passed over; it takes no place within the limit. */
  range(store: Store, prefix: string, options?: RangeOptions): Promise<{ key: string; value: T }[]>
  /** Within a change. Throws {@link BadRecord} when it does not fit: nothing is written over what is not understood. */
  from(values: Values, key: string): T | undefined
  /** As {@link from}, but one that does not fit is reported and counts as missing: it may be written over. */
  findIn(store: Store, values: Values, key: string): T | undefined
  /** Throws when the value is not of this kind. */
  json(value: T): Json
}

/** `upgrade`: what was written by an earlier version becomes what this one writes; all else it hands back as it is. */
export function record<S extends z.ZodType>(
  schema: S,
  upgrade: (record: unknown) => unknown = (record) => record,
): RecordKind<z.output<S>> {
  const read = (json: Json) => schema.safeParse(upgrade(json))

  function parse(key: string, json: Json): z.output<S> {
    const parsed = read(json)
    if (parsed.success) return parsed.data
    throw new BadRecord(key, parsed.error)
  }

  async function get(store: Store, key: string): Promise<z.output<S> | undefined> {
    const json = await store.get(key)
    return json === undefined ? undefined : parse(key, json)
  }

  function from(values: Values, key: string): z.output<S> | undefined {
    const json = values.get(key)
    return json === undefined ? undefined : parse(key, json)
  }

  return {
    schema,
    get,
    find: (store, key) => get(store, key).catch((error: unknown) => passOver(store, error)),
    range(store, prefix, options = {}) {
      return filledRange(
        options,
        (wanted) => store.range(prefix, wanted),
        ({ key, value }) => {
          const parsed = read(value)
          if (parsed.success) return { key, value: parsed.data }
          store.report(key, new BadRecord(key, parsed.error))
          return undefined
        },
      )
    },
    from,
    findIn(store, values, key) {
      try {
        return from(values, key)
      } catch (error) {
        return passOver(store, error)
      }
    },
    json: (value) => plain(z.encode(schema, value)),
  }
}

function passOver(store: Store, error: unknown): undefined {
  if (!(error instanceof BadRecord)) throw error
  store.report(error.key, error)
}

/** JSON without the members that are only there as undefined. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value))
}
