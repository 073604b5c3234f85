import Keyv, { type KeyvSerializationAdapter } from 'keyv'
import { Unavailable } from '../club/errors.ts'
import { Adapter } from './adapter.ts'
import type { Driver } from './driver.ts'
import { keepSwept } from './expiry.ts'
import { filledRange } from './filled-range.ts'
import { checkedKey } from './keys.ts'
import type { Changes, Entry, Json, RangeOptions, Store, Values, Writes } from './store.ts'
import { BadRecord, recordName } from './trouble.ts'

export interface StoreOptions {
  /** Called once with the name of each record that cannot be read, and why. It never tells who voted. Default: nothing. */
  onProblem?: (record: string, error: Error) => void
  /** Whether what has expired is taken out now and then. Default: true. */
  sweeps?: boolean
}

const SWEEP_EVERY = 10 * 60_000
const MOST_REPORTED = 1_000

/** The store over Keyv over one backend. Facts, what expires, and leases each have a namespace of their own. */
export function keyvStore(driver: Driver, { onProblem = () => {}, sweeps = true }: StoreOptions = {}): Store {
  const adapter = new Adapter(driver, 'facts')
  const facts = new FrankKeyv({ store: adapter, namespace: 'facts', serialization: plainJson, checkExpired: false })
  const expiring = new FrankKeyv({ store: new Adapter(driver), namespace: 'expiring' })
  const leases = new Adapter(driver, 'leases')
  const listeners = new Set<(keys: readonly string[]) => void>()
  const missed = new Set<() => void>()
  /** What is told to other processes. */
  const told = new Set<string>()
  const stopSweeping = sweeps ? keepSwept(driver, SWEEP_EVERY) : () => {}

  function announce(keys: readonly string[]): void {
    if (keys.length === 0) return
    tellHere(keys)
    const shared = driver.others ? keys.filter(isTold) : []
    if (shared.length > 0) driver.others?.tell(shared)
  }

  function tellHere(keys: readonly string[]): void {
    // In a microtask of its own a listener's mistake cannot make a write look failed.
    for (const listener of listeners) queueMicrotask(() => listener(keys))
  }

  function isTold(key: string): boolean {
    for (const prefix of told) if (key.startsWith(prefix)) return true
    return false
  }

  function hearOthers(): void {
    driver.others?.hear((keys) => {
      if (keys) tellHere(keys)
      else for (const listener of missed) queueMicrotask(listener)
    })
  }

  async function get(key: string): Promise<Json | undefined> {
    checkedKey(key)
    try {
      return await facts.get<Json>(key)
    } catch (error) {
      throw error instanceof Unavailable ? error : new BadRecord(key, error)
    }
  }

  function range(prefix: string, options: RangeOptions = {}): Promise<Entry[]> {
    return filledRange(options, (wanted) => adapter.range(prefix, wanted), readable)
  }

  /** What is met with every tick is told of once. */
  const reported = new Set<string>()
  function report(key: string, error: Error): void {
    if (reported.has(key)) return
    if (reported.size >= MOST_REPORTED) reported.clear()
    reported.add(key)
    onProblem(recordName(key), error)
  }

  function readable({ key, text }: { key: string; text: string }): Entry | undefined {
    try {
      return { key, value: parse(key, text) }
    } catch (error) {
      report(key, error instanceof Error ? error : new BadRecord(key, error))
      return undefined
    }
  }

  async function change<T = undefined>(
    keys: readonly string[],
    decide: (values: Values) => Changes & { result?: T },
  ): Promise<T> {
    let written: string[] = []
    const result = await adapter.change(keys, (texts) => {
      const decided = decide(new ReadValues(texts))
      const writes = textsOf(decided.writes)
      const { passing } = decided
      written = [...writes.keys()]
      return {
        writes,
        ...(passing && { passing: { ...passing, writes: textsOf(passing.writes) } }),
        result: decided.result as T,
      } // the port's `result` may only be left out where T is undefined
    })
    announce(written)
    return result
  }

  return {
    get,
    range,
    change,
    async put(key, value) {
      checkedKey(key)
      await facts.set(key, value)
      announce([key])
    },
    async remove(key) {
      checkedKey(key)
      await facts.delete(key)
      announce([key])
    },
    claim: async (key, lease) => leases.claim(key, lease),
    renew: async (key, lease) => leases.renew(key, lease),
    release: (key) => leases.release(key),
    expiring,
    report,
    onWrite(listener, among = []) {
      listeners.add(listener)
      if (among.length > 0 && told.size === 0) hearOthers()
      for (const prefix of among) told.add(prefix)
      return () => listeners.delete(listener)
    },
    onMissed: (listener) => void missed.add(listener),
    async close() {
      stopSweeping()
      await driver.close()
    },
  }
}

/** Only who asks for a value that cannot be read is refused: it can be written over, or its neighbours written. */
class ReadValues extends Map<string, Json> {
  readonly #unreadable = new Map<string, BadRecord>()

  constructor(texts: ReadonlyMap<string, string>) {
    super()
    for (const [key, text] of texts) {
      try {
        this.set(key, parse(key, text))
      } catch (error) {
        if (!(error instanceof BadRecord)) throw error
        this.#unreadable.set(key, error)
      }
    }
  }

  override get(key: string): Json | undefined {
    const trouble = this.#unreadable.get(key)
    if (trouble) throw trouble
    return super.get(key)
  }

  override has(key: string): boolean {
    return super.has(key) || this.#unreadable.has(key)
  }
}

/** With a listener for errors Keyv answers a failed read as if the key were missing. This one rejects, whoever listens. */
class FrankKeyv extends Keyv {
  override emit(event: string | symbol, ...details: unknown[]): boolean {
    const heard = super.emit(event, ...details)
    if (event === 'error') throw details[0]
    return heard
  }
}

/** Facts never expire, so they lie in the backend as plain JSON without Keyv's envelope. */
const plainJson: KeyvSerializationAdapter = {
  stringify: (envelope) => JSON.stringify(Object(envelope).value),
  parse: (text) => Object({ value: JSON.parse(text) }),
}

function parse(key: string, text: string): Json {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new BadRecord(key, cause)
  }
}

const textsOf = (writes: Writes) => new Map(Object.entries(writes).map(([key, value]) => [key, textOf(key, value)]))

function textOf(key: string, value: Json | undefined): string | undefined {
  if (value === undefined) return undefined
  const text: string | undefined = JSON.stringify(value)
  if (text === undefined) throw new TypeError(`What is stored under ${JSON.stringify(key)} must be JSON.`)
  return text
}
