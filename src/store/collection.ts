import { z } from 'zod'
import { filledRange } from './filled-range.ts'
import type { Json, RangeOptions, Store, Values, Writes } from './store.ts'
import { BadRecord } from './trouble.ts'

/** A value with the part of its key that is its own. */
interface Item<T> {
  id: string
  value: T
}

interface ItemRange extends RangeOptions {
  /** The ids wanted begin with this; default: all. */
  prefix?: string
  /** The first id wanted (in reverse, the last), whole. */
  from?: string
}

/** Values of one kind under `<name>/<id>`, checked on the way in and out. A bad one counts as missing and is reported by its key. */
export interface Collection<T> {
  key(id: string): string
  get(id: string): Promise<T | undefined>
  /** In the order of the ids' UTF-8 bytes. Bad values take no place within the limit. */
  range(options?: ItemRange): Promise<Item<T>[]>
  parse(key: string, json: Json | undefined): T | undefined
  /** For use in a change: what `values` holds under this id. */
  read(values: Values, id: string): T | undefined
  /** For use in a change: spread what this returns into its writes. Throws when the value is not what the collection holds. */
  write(id: string, value: T): Writes
  remove(id: string): Writes
}

export function collection<Schema extends z.ZodType>(
  store: Store,
  name: string,
  schema: Schema,
  report: (key: string, error: Error) => void = () => {},
): Collection<z.output<Schema>> {
  const folder = `${name}/`
  const key = (id: string) => folder + id

  function parse(key: string, json: Json | undefined): z.output<Schema> | undefined {
    if (json === undefined) return undefined
    const parsed = schema.safeParse(json)
    if (!parsed.success) report(key, new BadRecord(key, parsed.error))
    return parsed.data
  }

  async function get(id: string): Promise<z.output<Schema> | undefined> {
    try {
      return parse(key(id), await store.get(key(id)))
    } catch (error) {
      if (!(error instanceof BadRecord)) throw error
      report(error.key, error)
      return undefined
    }
  }

  function range({ prefix = '', from, ...rest }: ItemRange = {}): Promise<Item<z.output<Schema>>[]> {
    const options = from === undefined ? rest : { ...rest, from: key(from) }
    return filledRange(
      options,
      (wanted) => store.range(key(prefix), wanted),
      (entry) => {
        const value = parse(entry.key, entry.value)
        return value === undefined ? undefined : { id: entry.key.slice(folder.length), value }
      },
    )
  }

  return {
    key,
    get,
    range,
    parse,
    read: (values, id) => parse(key(id), values.get(key(id))),
    write: (id, value) => ({ [key(id)]: plain(z.encode(schema, value)) }),
    remove: (id) => ({ [key(id)]: undefined }),
  }
}

/** JSON without the members that are only there as undefined. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value))
}
