import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import {
  type KeyvStorageAdapter,
  type KeyvStorageCapability,
  type KeyvStorageEntry,
  type KeyvStorageGetResult,
  keyvStorageCapability,
} from 'keyv'
import type { Driver } from './driver.ts'
import { dropExpired } from './expiry.ts'
import { joinedReads } from './joined-reads.ts'
import { checkedKey, spanOf } from './keys.ts'
import { isLive, type Row, type RowWrites } from './rows.ts'
import type { RangeOptions } from './store.ts'

/** What a change writes, as texts; `undefined` removes. */
export type TextWrites = ReadonlyMap<string, string | undefined>

/** What a change writes for good, and what is missing again after `lasting` milliseconds. */
export interface TextChanges {
  writes: TextWrites
  passing?: { writes: TextWrites; lasting: number }
}

const PAGE = 500

/** A Keyv 6 storage adapter over any driver, with what Keyv lacks: transactions, ranges and leases. A namespace is a part of the keys. */
export class Adapter extends EventEmitter implements KeyvStorageAdapter {
  namespace: string | undefined
  readonly #driver: Driver
  readonly #read: Driver['read']
  readonly #owner = randomUUID()

  constructor(driver: Driver, namespace?: string) {
    super()
    this.#driver = driver
    this.#read = joinedReads(driver)
    this.namespace = namespace
  }

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this)
  }

  async get<Value>(key: string): Promise<KeyvStorageGetResult<Value>> {
    const [text] = await this.#texts([key])
    return text
  }

  async getMany<Value>(keys: string[]): Promise<KeyvStorageGetResult<Value | undefined>[]> {
    return this.#texts(keys)
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return (await this.#texts(keys)).map((text) => text !== undefined)
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    await this.setMany([{ key, value, ...(expires === undefined ? {} : { expires }) }])
    return true
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    const writes = new Map(entries.map((entry) => [this.#stored(entry.key), rowOf(entry)]))
    await this.#driver.transact([], () => writes)
    return entries.map(() => true)
  }

  async delete(key: string): Promise<boolean> {
    const [existed] = await this.deleteMany([key])
    return existed ?? false
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    const stored = keys.map((key) => this.#stored(key))
    let existed: boolean[] = []
    await this.#driver.transact(stored, (rows, now) => {
      existed = stored.map((key) => isLive(rows.get(key), now))
      return new Map([...rows.keys()].map((key) => [key, null]))
    })
    return existed
  }

  async clear(): Promise<void> {
    for await (const page of this.#pages()) {
      const writes = new Map(page.map(([key]) => [key, null]))
      await this.#driver.transact([], () => writes)
    }
  }

  async *iterator<Value>(): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    for await (const page of this.#pages()) {
      for (const [key, row] of page) yield [this.#own(key), row.text]
    }
  }

  async disconnect(): Promise<void> {
    await this.#driver.close()
  }

  /** Reads texts by key and writes what `decide` returns, in one transaction. `decide` may be called again. */
  async change<T>(
    keys: readonly string[],
    decide: (texts: ReadonlyMap<string, string>) => TextChanges & { result: T },
  ): Promise<T> {
    const stored = new Map(keys.map((key) => [this.#stored(key), key]))
    let decided: { result: T } | undefined
    await this.#driver.transact([...stored.keys()], (rows, now) => {
      const texts = new Map<string, string>()
      for (const [key, own] of stored) {
        const row = rows.get(key)
        if (isLive(row, now)) texts.set(own, row.text)
      }
      const { writes, passing, result } = decide(texts)
      decided = { result }
      return new Map([
        ...this.#rows(writes, null),
        ...(passing ? this.#rows(passing.writes, now + passing.lasting) : []),
      ])
    })
    if (!decided) throw new Error('The change was carried out without being asked.')
    return decided.result
  }

  async range(prefix: string, options: RangeOptions = {}): Promise<{ key: string; text: string }[]> {
    const rows = await this.#driver.scan(spanOf(this.#space, prefix, options), Date.now())
    return rows.map(([key, row]) => ({ key: this.#own(key), text: row.text }))
  }

  /** Takes a lease of so many milliseconds; false while another holds it. */
  async claim(key: string, lease: number): Promise<boolean> {
    return this.#lease(key, lease, (row, now) => !isLive(row, now))
  }

  /** Makes a lease longer that this one holds; false where it ran out. */
  async renew(key: string, lease: number): Promise<boolean> {
    return this.#lease(key, lease, (row, now) => isLive(row, now) && row.text === this.#owner)
  }

  async #lease(key: string, lease: number, mayTake: (row: Row | undefined, now: number) => boolean): Promise<boolean> {
    const stored = this.#stored(key)
    let taken = false
    await this.#driver.transact([stored], (rows, now) => {
      taken = mayTake(rows.get(stored), now)
      return new Map(taken ? [[stored, { text: this.#owner, expires: now + lease }]] : [])
    })
    return taken
  }

  /** Gives a lease back, unless it ran out and somebody else has it now. */
  async release(key: string): Promise<void> {
    const stored = this.#stored(key)
    await this.#driver.transact(
      [stored],
      (rows) => new Map(rows.get(stored)?.text === this.#owner ? [[stored, null]] : []),
    )
  }

  async #texts(keys: readonly string[]): Promise<(string | undefined)[]> {
    const stored = keys.map((key) => this.#stored(key))
    const rows = await this.#read(stored)
    const now = Date.now()
    const dead = stored.filter((key) => rows.has(key) && !isLive(rows.get(key), now))
    if (dead.length > 0) dropExpired(this.#driver, dead).catch(() => {}) // the sweep will come by
    return stored.map((key) => {
      const row = rows.get(key)
      return isLive(row, now) ? row.text : undefined
    })
  }

  async *#pages(): AsyncGenerator<[string, Row][], void> {
    const span = { ...spanOf(this.#space, '', {}), limit: PAGE }
    for (;;) {
      const page = await this.#driver.scan(span, Date.now())
      const last = page.at(-1)?.[0]
      const fresh = page.filter(([key]) => key !== span.lower)
      if (fresh.length > 0) yield fresh
      if (last === undefined || page.length < span.limit) return
      span.lower = last
    }
  }

  #rows(writes: TextWrites, expires: number | null): RowWrites {
    return new Map([...writes].map(([key, text]) => [this.#stored(key), text === undefined ? null : { text, expires }]))
  }

  get #space(): string {
    return `${encodeURIComponent(this.namespace ?? '')}:`
  }

  #stored(key: string): string {
    return this.#space + checkedKey(key)
  }

  #own(stored: string): string {
    return stored.slice(this.#space.length)
  }
}

function rowOf({ key, value, expires }: KeyvStorageEntry<unknown>): Row {
  if (typeof value !== 'string') throw new TypeError(`What is stored under ${JSON.stringify(key)} must be a text.`)
  return { text: value, expires: expires ?? null }
}
