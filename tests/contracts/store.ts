/** What every store must do, whatever keeps its rows. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Keyv, { detectKeyvStorage } from 'keyv'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Unavailable, UserError } from '../../src/club/errors.ts'
import { Adapter } from '../../src/store/adapter.ts'
import type { Driver } from '../../src/store/driver.ts'
import { keyvStore } from '../../src/store/keyv.ts'
import { openStore } from '../../src/store/open.ts'
import type { Json, Store, Values } from '../../src/store/store.ts'
import { BadRecord } from '../../src/store/trouble.ts'
import { plusOne } from '../store/plus-one.ts'

export interface Backend {
  /** Another connection to the same rows, as a second process would have. */
  connect(): Promise<Driver>
  /** Removes everything; all connections are closed by then. */
  dispose(): Promise<void>
}

const ODD_KEYS = [
  'plain',
  'with space',
  'quote\'and"double',
  'percent%under_score',
  'star*[a-z]?',
  'back\\slash',
  'line\nbreak',
  'a/b:c|d',
  '__proto__',
  'naïve café',
  'e\u0301 combining',
  '論文',
  '\u{1F4DA} books',
  '\uFFFD\uFFFF',
  '\u{10FFFF}',
  'x'.repeat(2048),
]

const ODD_VALUES: Json[] = [
  null,
  true,
  0,
  -1.5,
  '',
  ':colon first',
  ':base64:AAAA',
  ':bigint:12',
  '\0 and \uD800 alone',
  [],
  [null, [1]],
  {},
  { __proto__x: 1, 'a b': { c: ['論文', '\u{1F4DA}'] } },
]

export function storeContract(name: string, open: () => Promise<Backend>): void {
  describe(`A store in ${name}`, () => {
    let backend: Backend
    let driver: Driver
    let store: Store
    let problems: string[]

    beforeEach(async () => {
      backend = await open()
      driver = await backend.connect()
      problems = []
      store = keyvStore(driver, { onProblem: (key) => problems.push(key) })
    })

    afterEach(async () => {
      await store.close()
      await backend.dispose()
    })

    const fill = (keys: readonly string[]) =>
      store.change([], () => ({ writes: Object.fromEntries(keys.map((key) => [key, key])) }))
    const keysOf = async (...range: Parameters<Store['range']>) => (await store.range(...range)).map(({ key }) => key)

    describe('keeps facts', () => {
      test('a key that was never written is undefined', async () => {
        expect(await store.get('nothing')).toBeUndefined()
      })

      test('what was put is what is got, for every kind of JSON', async () => {
        for (const [at, value] of ODD_VALUES.entries()) await store.put(`v/${at}`, value)
        for (const [at, value] of ODD_VALUES.entries()) expect(await store.get(`v/${at}`)).toStrictEqual(value)
        expect((await store.range('v/')).map(({ value }) => value)).toHaveLength(ODD_VALUES.length)
      })

      test('what one change of a batch removes is missing to the next', async () => {
        await store.put('n', 5)
        const gone = store.change(['n'], () => ({ writes: { n: undefined } }))
        const seen = store.change(['n'], (values) => ({ writes: { n: 1 }, result: values.has('n') }))
        const last = store.change(['n'], plusOne('n'))
        await Promise.all([gone, seen, last])
        expect([await seen, await store.get('n')]).toEqual([false, 2])
      })

      test('a put replaces, a remove removes, and removing what is not there does nothing', async () => {
        await store.put('k', 1)
        await store.put('k', 2)
        expect(await store.get('k')).toBe(2)
        await store.remove('k')
        await store.remove('k')
        expect(await store.get('k')).toBeUndefined()
      })

      test('what was got can be altered without altering what is kept', async () => {
        const given = { list: [1] }
        await store.put('k', given)
        given.list.push(2)
        const got = await store.get('k')
        if (got && typeof got === 'object' && 'list' in got && Array.isArray(got.list)) got.list.push(3)
        expect(await store.get('k')).toEqual({ list: [1] })
      })

      test('keys with odd characters each name a fact of their own', async () => {
        for (const key of ODD_KEYS) await store.put(key, `value of ${key}`)
        for (const key of ODD_KEYS) expect(await store.get(key)).toBe(`value of ${key}`)
        expect(await keysOf('')).toHaveLength(ODD_KEYS.length)
      })

      test('keys that no backend could hold are refused by name, not bent into others', async () => {
        for (const key of ['', 'nul\0', 'half \uD83D', 'x'.repeat(2049)]) {
          await expect(store.put(key, 1)).rejects.toThrow(TypeError)
          await expect(store.get(key)).rejects.toThrow(TypeError)
          await expect(store.change([key], () => ({ writes: {} }))).rejects.toThrow(TypeError)
          await expect(store.change([], () => ({ writes: { [key]: 1 } }))).rejects.toThrow(TypeError)
        }
        expect(await store.range('')).toEqual([])
      })

      test('a value of five megabytes comes back whole', async () => {
        const text = 'long 論文 '.repeat(500_000)
        await store.put('big', { text })
        expect(await store.get('big')).toEqual({ text })
      })
    })

    describe('changes several keys at once', () => {
      test('a change sees what its keys hold, writes what it decides and resolves with its result', async () => {
        await store.put('a', 1)
        const seen = await store.change(['a', 'b'], (values) => ({
          writes: { a: undefined, b: 2, c: 3 },
          result: [...values],
        }))
        expect(seen).toEqual([['a', 1]])
        expect(await store.range('')).toEqual([
          { key: 'b', value: 2 },
          { key: 'c', value: 3 },
        ])
      })

      test('200 increments in parallel all count', async () => {
        await Promise.all(Array.from({ length: 200 }, () => store.change(['n'], plusOne('n'))))
        expect(await store.get('n')).toBe(200)
      })

      test('changes through two connections all count, on shared and on separate keys', async () => {
        const other = keyvStore(await backend.connect())
        const stores = Array.from({ length: 300 }, (_, at) => (at % 2 ? store : other))
        const keys = ['x', 'y', 'z']
        await Promise.all(
          stores.map((each, at) =>
            each.change([keys[at % 3] ?? '', 'all'], (values) => ({
              writes: { ...plusOne(keys[at % 3] ?? '')(values).writes, ...plusOne('all')(values).writes },
            })),
          ),
        )
        expect(await store.range('')).toEqual([{ key: 'all', value: 300 }, ...keys.map((key) => ({ key, value: 100 }))])
        await other.close()
      })

      test('transfers between two keys in both orders neither lose nor lock up', async () => {
        const other = keyvStore(await backend.connect())
        await store.change([], () => ({ writes: { left: 500, right: 500 } }))
        await Promise.all(
          Array.from({ length: 100 }, (_, at) => {
            const [from, to] = at % 2 ? ['left', 'right'] : ['right', 'left']
            return (at % 4 < 2 ? store : other).change([from, to], (values) => ({
              writes: { [from]: Number(values.get(from)) - at, [to]: Number(values.get(to)) + at },
            }))
          }),
        )
        expect(Number(await store.get('left')) + Number(await store.get('right'))).toBe(1000)
        await other.close()
      })

      test('one that throws is rejected with what it threw, writes nothing and leaves the others alone', async () => {
        const refused = new UserError('closed', 'The ballot is closed.')
        const changes = Array.from({ length: 30 }, (_, at) =>
          store.change(['n', 'm'], (values) => {
            if (at % 3 === 1) throw refused
            return plusOne('n')(values)
          }),
        )
        const ends = await Promise.allSettled(changes)
        expect(ends.filter((end) => end.status === 'rejected').map((end) => end.reason)).toEqual(
          Array.from({ length: 10 }, () => refused),
        )
        expect(await store.get('n')).toBe(20)
      })

      test('a change sees what the one asked for before it wrote', async () => {
        const [, second] = await Promise.all([
          store.change(['k'], () => ({ writes: { k: 'first' } })),
          store.change(['k'], (values) => ({ writes: { k: 'second' }, result: values.get('k') })),
        ])
        expect(second).toBe('first')
      })

      test('a change without writes leaves no trace of the keys it asked for', async () => {
        await store.change(['k', 'l'], () => ({ writes: {} }))
        expect(await store.range('')).toEqual([])
      })

      test('a write that is not JSON is refused and the change writes nothing', async () => {
        const notJson: Record<string, Json> = JSON.parse('{}')
        Object.assign(notJson, { bad: () => 1 })
        await expect(store.change([], () => ({ writes: { good: 1, ...notJson } }))).rejects.toThrow(TypeError)
        expect(await store.get('good')).toBeUndefined()
      })
    })

    describe('ranges over keys', () => {
      test('the signs that patterns use mean only themselves', async () => {
        await fill(['a%b/1', 'a%b/2', 'aXb/1', 'a_b/1', 'a*b/1', 'A%B/1'])
        expect(await keysOf('a%b/')).toEqual(['a%b/1', 'a%b/2'])
        expect(await keysOf('a_b/')).toEqual(['a_b/1'])
        expect(await keysOf('a*')).toEqual(['a*b/1'])
      })

      test('keys come in the order of their UTF-8 bytes, beyond the basic plane too', async () => {
        const keys = ['Z', 'a', 'é', '論', '\uE000', '\uFFFD', '\u{10000}', '\u{1F4DA}', '\u{10FFFF}']
        await fill([...keys].reverse())
        expect(await keysOf('')).toEqual(keys)
        expect(await keysOf('', { reverse: true })).toEqual([...keys].reverse())
      })

      test('a prefix ends where it should, at the last code points too', async () => {
        await fill([
          'p',
          'p\u{10FFFF}',
          'p\u{10FFFF}\u{10FFFF}',
          'p\u{10FFFF}a',
          'q',
          '\uD7FF/1',
          '\uE000/1',
          '\u{10FFFF}',
        ])
        expect(await keysOf('p')).toEqual(['p', 'p\u{10FFFF}', 'p\u{10FFFF}a', 'p\u{10FFFF}\u{10FFFF}'].sort(byBuffer))
        expect(await keysOf('p\u{10FFFF}')).toHaveLength(3)
        expect(await keysOf('\u{10FFFF}')).toEqual(['\u{10FFFF}'])
        expect(await keysOf('\uD7FF')).toEqual(['\uD7FF/1'])
        expect(await keysOf('none')).toEqual([])
      })

      test('from and limit cut a page, forwards and in reverse', async () => {
        await fill(['o/9', 'p/1', 'p/2', 'p/3', 'p/4', 'q/1'])
        expect(await keysOf('p/', { from: 'p/2' })).toEqual(['p/2', 'p/3', 'p/4'])
        expect(await keysOf('p/', { from: 'p/25', limit: 1 })).toEqual(['p/3'])
        expect(await keysOf('p/', { limit: 2 })).toEqual(['p/1', 'p/2'])
        expect(await keysOf('p/', { reverse: true, limit: 2 })).toEqual(['p/4', 'p/3'])
        expect(await keysOf('p/', { reverse: true, from: 'p/3' })).toEqual(['p/3', 'p/2', 'p/1'])
        expect(await keysOf('p/', { reverse: true, from: 'p/35', limit: 1 })).toEqual(['p/3'])
        expect(await keysOf('p/', { limit: 0 })).toEqual([])
      })

      test('from outside the prefix does not widen it', async () => {
        await fill(['o', 'p/1', 'p/2', 'q'])
        expect(await keysOf('p/', { from: 'a' })).toEqual(['p/1', 'p/2'])
        expect(await keysOf('p/', { from: 'z' })).toEqual([])
        expect(await keysOf('p/', { from: 'z', reverse: true })).toEqual(['p/2', 'p/1'])
        expect(await keysOf('p/', { from: 'a', reverse: true })).toEqual([])
      })

      test('leases and what expires are not among the facts', async () => {
        await store.claim('lease', 60_000)
        await store.expiring.set('code', 1, 60_000)
        await store.put('fact', 1)
        expect(await keysOf('')).toEqual(['fact'])
      })
    })

    describe('shows all its rows at once', () => {
      test('in the order of their keys and as they were when it began, whatever is written meanwhile', async () => {
        const keys = Array.from({ length: 1201 }, (_, at) => `k/${at}`)
        await fill(keys)
        await store.expiring.set('code', 1, 60_000)
        const seen: string[] = []
        for await (const page of driver.snapshot()) {
          if (seen.length === 0) await store.change([], () => ({ writes: { 'k/7': 'later', 'k/9': undefined, z: 1 } }))
          seen.push(...page.map(([key, { text }]) => `${key} ${text}`))
        }
        const facts = keys.sort(byBuffer).map((key) => `facts:${key} "${key}"`)
        expect(seen.filter((line) => line.startsWith('facts:'))).toEqual(facts)
        expect(seen.filter((line) => line.startsWith('expiring:'))).toHaveLength(1)
        for await (const page of driver.snapshot()) if (page.length > 0) break
        await driver.tidy()
        expect(await keysOf('k/', { limit: 1 })).toEqual(['k/0'])
        expect(await store.get('z')).toBe(1)
      })
    })

    describe('holds what fails apart', () => {
      const plant = async (...keys: string[]) => {
        const raw = new Adapter(driver, 'facts')
        await raw.setMany(keys.map((key) => ({ key, value: '{"torn":' })))
      }

      test('a value that cannot be read rejects its own get by name and leaves its neighbours in the range', async () => {
        await fill(['p/1', 'p/2', 'p/3'])
        await plant('p/2')
        await expect(store.get('p/2')).rejects.toThrow(BadRecord)
        await expect(store.get('p/2')).rejects.toThrow(/p\/2/)
        expect(await keysOf('p/')).toEqual(['p/1', 'p/3'])
        expect(problems).toEqual(['p/2'])
      })

      test('values that cannot be read take no place within a limit', async () => {
        await plant(...Array.from({ length: 25 }, (_, at) => `p/${at + 10}`))
        await fill(['p/90', 'p/91', 'p/92'])
        expect(await keysOf('p/', { limit: 2 })).toEqual(['p/90', 'p/91'])
        expect(await keysOf('p/', { limit: 4, reverse: true })).toEqual(['p/92', 'p/91', 'p/90'])
      })

      test('a change that reads such a value is rejected by name, and changes beside it count', async () => {
        await plant('bad')
        const [bad, good] = await Promise.allSettled([
          store.change(['bad', 'n'], (values) => ({ writes: { n: Number(values.get('bad')) } })),
          store.change(['n'], plusOne('n')),
        ])
        expect(bad).toMatchObject({ status: 'rejected', reason: { key: 'bad' } })
        expect(good.status).toBe('fulfilled')
        expect(await store.get('n')).toBe(1)
      })

      test('it can be written over, by a change too that does not look at it', async () => {
        await plant('bad')
        await store.change(['bad', 'n'], (values) => ({ writes: { bad: values.has('bad') } }))
        expect(await store.get('bad')).toBe(true)
        await plant('bad')
        await store.put('bad', 'good')
        expect(await store.get('bad')).toBe('good')
      })
    })

    describe('keeps a part of a change for a while', () => {
      const passing = (lasting: number) => () => ({ writes: { fact: 1 }, passing: { writes: { seen: true }, lasting } })

      test('it is there with the rest, to every way of asking, and then it is missing', async () => {
        await store.change([], passing(60_000))
        expect([await store.get('seen'), await keysOf('')]).toEqual([true, ['fact', 'seen']])
        await store.change([], passing(30))
        await sleep(60)
        expect([await store.get('seen'), await keysOf('')]).toEqual([undefined, ['fact']])
        expect(await store.change(['seen', 'fact'], (values) => ({ writes: {}, result: [...values.keys()] }))).toEqual([
          'fact',
        ])
      })

      test('of two that read it at once one finds it', async () => {
        const other = keyvStore(await backend.connect())
        const once = (values: Values) =>
          values.has('seen')
            ? { writes: {}, result: false }
            : { writes: {}, passing: { writes: { seen: true }, lasting: 60_000 }, result: true }
        const results = await Promise.all([store, other, store, other].map((each) => each.change(['seen'], once)))
        expect(results.filter(Boolean)).toHaveLength(1)
        await other.close()
      })
    })

    describe('grants leases', () => {
      test('of twenty that claim at once one gets the lease', async () => {
        const other = keyvStore(await backend.connect())
        const claims = await Promise.all(
          Array.from({ length: 20 }, (_, at) => (at % 2 ? store : other).claim('post', 60_000)),
        )
        expect(claims.filter(Boolean)).toHaveLength(1)
        await other.close()
      })

      test('a lease that ran out can be taken, and giving it back then does not take it from the new holder', async () => {
        const other = keyvStore(await backend.connect())
        expect(await store.claim('post', 20)).toBe(true)
        await sleep(40)
        expect(await other.claim('post', 60_000)).toBe(true)
        await store.release('post')
        expect(await store.claim('post', 60_000)).toBe(false)
        await other.close()
      })

      test('whoever holds a lease makes it longer; nobody else does, nor whoever let it run out', async () => {
        const other = keyvStore(await backend.connect())
        expect(await store.renew('post', 60_000)).toBe(false)
        expect(await store.claim('post', 1_500)).toBe(true)
        expect(await other.renew('post', 20)).toBe(false)
        expect(await store.renew('post', 60_000)).toBe(true)
        await sleep(1_600)
        expect(await other.claim('post', 60_000)).toBe(false)
        expect(await store.renew('post', 20)).toBe(true)
        await sleep(40)
        expect(await store.renew('post', 60_000)).toBe(false)
        await other.close()
      })

      test('a lease given back can be taken at once; giving back what nobody holds does nothing', async () => {
        await store.release('post')
        expect(await store.claim('post', 60_000)).toBe(true)
        await store.release('post')
        expect(await store.claim('post', 60_000)).toBe(true)
      })
    })

    describe('tells of writes', () => {
      test('a listener hears the keys of each change once it can be read, until it stops', async () => {
        const heard: (readonly string[])[] = []
        const stop = store.onWrite((keys) => heard.push(keys))
        await store.put('a', 1)
        await store.change(['a'], () => ({ writes: { b: 1, a: undefined } }))
        await store.remove('b')
        await store.change(['a'], () => ({ writes: {} }))
        await store
          .change([], () => {
            throw new Error('no')
          })
          .catch(() => {})
        stop()
        await store.put('c', 1)
        expect(heard).toEqual([['a'], ['b', 'a'], ['b']])
      })
    })

    describe('keeps what expires', () => {
      test('a value is there until its time is over, then missing to every way of asking', async () => {
        const { expiring } = store
        await expiring.set('code', 'abc', 60_000)
        await expiring.set('stays', 'def')
        expect(await expiring.get('code')).toBe('abc')
        await expiring.set('code', 'abc', 30)
        await sleep(60)
        expect(await expiring.get('code')).toBeUndefined()
        expect(await expiring.has('code')).toBe(false)
        expect(await expiring.getMany(['code', 'stays'])).toEqual([undefined, 'def'])
        expect(await expiring.hasMany(['code', 'stays'])).toEqual([false, true])
        expect(await Array.fromAsync(expiring.iterator())).toEqual([['stays', 'def']])
      })

      test('setting again moves the time, and 0 means for good', async () => {
        await store.expiring.set('a', 1, 30)
        await store.expiring.set('a', 2, 60_000)
        await store.expiring.set('b', 1, 0)
        await sleep(50)
        expect(await store.expiring.getMany(['a', 'b'])).toEqual([2, 1])
      })

      test('expired rows leave the backend, read or not', async () => {
        const adapter = new Adapter(driver, 'expiring')
        const past = Date.now() - 1
        await adapter.setMany(Array.from({ length: 700 }, (_, at) => ({ key: `k${at}`, value: '1', expires: past })))
        expect(await driver.expired(1000)).toHaveLength(700)
        expect(await adapter.get('k1')).toBeUndefined()
        await store.put('after', 1)
        expect(await driver.expired(1000)).toHaveLength(699)
        const opened = keyvStore(await backend.connect()) // sweeps when it is opened, then at intervals
        await expect.poll(async () => (await driver.expired(1000)).length).toBe(0)
        await opened.close()
      })
    })

    describe('is a Keyv 6 storage adapter', () => {
      let adapter: Adapter
      beforeEach(() => {
        adapter = new Adapter(driver, 'cache')
      })

      test('it declares itself as one that takes an absolute expiry, and Keyv takes it as it is', () => {
        expect(adapter.capabilities).toMatchObject({ compatible: true, store: 'keyvStorage', expires: true })
        expect(detectKeyvStorage(adapter).methods.iterator.exists).toBe(true)
        expect(detectKeyvStorage(adapter).methods.disconnect.exists).toBe(true)
        expect(new Keyv({ store: adapter }).store).toBe(adapter)
      })

      test('set, get, has and delete', async () => {
        expect(await adapter.get('a')).toBeUndefined()
        expect(await adapter.set('a', '1')).toBe(true)
        expect(await adapter.get('a')).toBe('1')
        expect(await adapter.has('a')).toBe(true)
        expect(await adapter.delete('a')).toBe(true)
        expect(await adapter.delete('a')).toBe(false)
        expect(await adapter.has('a')).toBe(false)
      })

      test('setMany, getMany, hasMany and deleteMany answer in the order of what they are asked', async () => {
        expect(await adapter.setMany([entry('a'), entry('b')])).toEqual([true, true])
        expect(await adapter.getMany(['b', 'none', 'a', 'b'])).toEqual(['b', undefined, 'a', 'b'])
        expect(await adapter.hasMany(['none', 'a'])).toEqual([false, true])
        expect(await adapter.deleteMany(['a', 'none'])).toEqual([true, false])
        expect(await adapter.getMany([])).toEqual([])
        expect(await adapter.setMany([])).toEqual([])
        expect(await adapter.deleteMany([])).toEqual([])
      })

      test('a row whose expiry has come is missing, one whose expiry is ahead is there', async () => {
        await adapter.set('gone', '1', Date.now() - 1)
        await adapter.set('there', '1', Date.now() + 60_000)
        expect(await adapter.hasMany(['gone', 'there'])).toEqual([false, true])
        expect(await adapter.delete('gone')).toBe(false)
      })

      test('namespaces share the backend and nothing else, whatever their names hold', async () => {
        const namespaces = [undefined, 'cache', 'cache:', 'ca', 'b%', 'ü/']
        const adapters = namespaces.map((namespace) => new Adapter(driver, namespace))
        for (const [at, each] of adapters.entries()) await each.set(':key', `${at}`)
        for (const [at, each] of adapters.entries()) expect(await each.get(':key')).toBe(`${at}`)
        await adapters[1]?.clear()
        expect(await Promise.all(adapters.map((each) => each.has(':key')))).toEqual([
          true,
          false,
          true,
          true,
          true,
          true,
        ])
      })

      test('the iterator yields every entry of its namespace, over several pages, and clear removes them', async () => {
        const keys = Array.from({ length: 1201 }, (_, at) => `k${at}`)
        await adapter.setMany(keys.map(entry))
        await new Adapter(driver, 'other').set('k', 'other')
        expect(await Array.fromAsync(adapter.iterator())).toEqual(keys.sort(byBuffer).map((key) => [key, key]))
        await adapter.clear()
        expect(await Array.fromAsync(adapter.iterator())).toEqual([])
        expect(await new Adapter(driver, 'other').get('k')).toBe('other')
      })

      test('a Keyv over it does all that Keyv promises', async () => {
        const keyv = new Keyv({ store: adapter, namespace: 'app' })
        expect(await keyv.set('a', { n: 1n, text: ':x' })).toBe(true)
        expect(await keyv.get('a')).toEqual({ n: 1n, text: ':x' })
        expect(
          await keyv.setMany([
            { key: 'b', value: 2, ttl: 20 },
            { key: 'c', value: 3 },
          ]),
        ).toEqual([true, true])
        await sleep(40)
        expect(await keyv.get(['a', 'b', 'c'])).toEqual([{ n: 1n, text: ':x' }, undefined, 3])
        expect(await keyv.has(['a', 'b'])).toEqual([true, false])
        expect((await Array.fromAsync(keyv.iterator())).map(([key]) => key)).toEqual(['a', 'c'])
        expect(await keyv.delete(['a', 'b'])).toEqual([true, false])
        await keyv.clear()
        expect(await keyv.has('c')).toBe(false)
      })
    })

    describe('that is closed', () => {
      beforeEach(async () => {
        await store.put('k', 1)
        await store.expiring.set('k', 1)
        await store.close()
      })

      test('refuses every call as unavailable: nothing looks missing', async () => {
        const calls = [
          () => store.get('k'),
          () => store.range(''),
          () => store.put('k', 2),
          () => store.remove('k'),
          () => store.change(['k'], () => ({ writes: {} })),
          () => store.claim('k', 1000),
          () => store.renew('k', 1000),
          () => store.release('k'),
          () => store.expiring.get('k'),
          () => store.expiring.has('k'),
          () => store.expiring.set('k', 2),
          () => store.expiring.delete('k'),
          () => Array.fromAsync(store.expiring.iterator()),
        ]
        for (const call of calls) await expect(call()).rejects.toThrow(Unavailable)
      })

      test('refuses with a listener for errors on Keyv as well', async () => {
        const heard: unknown[] = []
        store.expiring.on('error', (error) => heard.push(error))
        await expect(store.expiring.get('k')).rejects.toThrow(Unavailable)
        await expect(store.expiring.getMany(['k'])).rejects.toThrow(Unavailable)
        await expect(store.expiring.set('k', 2)).rejects.toThrow(Unavailable)
        expect(heard).toHaveLength(3)
      })

      test('says whether anything was lost, and why', async () => {
        const read = await store.get('k').catch((error: unknown) => error)
        const write = await store.put('k', 2).catch((error: unknown) => error)
        expect(read).toMatchObject({ lost: false, cause: expect.any(Error) })
        expect(write).toMatchObject({ lost: true, cause: expect.any(Error) })
      })

      test('can be closed again', async () => {
        await store.close()
      })
    })

    test('closing waits for what is under way', async () => {
      const changes = Array.from({ length: 20 }, () => store.change(['n'], plusOne('n')))
      await store.close()
      await expect(Promise.all(changes)).resolves.toHaveLength(20)
    })
  })
}

export interface Place {
  url: string
  dispose(): Promise<void>
}

/** For stores that outlive their process and are shared with others. */
export function durableContract(name: string, open: () => Promise<Place>): void {
  describe(`What is kept in ${name}`, () => {
    let place: Place
    let store: Store | undefined
    const reopen = async () => {
      store = await openStore(place.url)
      return store
    }

    beforeEach(async () => {
      place = await open()
    })

    afterEach(async () => {
      await store?.close()
      store = undefined
      await place.dispose()
    })

    test('is there when it is opened again', async () => {
      const before = await openStore(place.url)
      await before.put('fact', { n: 1 })
      await before.expiring.set('code', 'abc', 60_000)
      await before.claim('post', 60_000)
      await before.close()

      const after = await reopen()
      expect(await after.range('')).toEqual([{ key: 'fact', value: { n: 1 } }])
      expect(await after.expiring.get('code')).toBe('abc')
      expect(await after.claim('post', 60_000)).toBe(false)
    })

    test('F30 two processes with 1,000 changes each lose none', async () => {
      const processes = [child(place.url, 'count'), child(place.url, 'count')]
      expect(await Promise.all(processes.map(async (each) => (await once(each, 'exit'))[0]))).toEqual([0, 0])
      expect(await (await reopen()).get('n')).toBe(2000)
    })

    test('is every change that was acknowledged before kill -9', async () => {
      const voting = child(place.url, 'vote')
      const acknowledged: string[] = []
      for await (const key of createInterface(voting.stdout)) {
        acknowledged.push(key)
        if (acknowledged.length === 200) voting.kill('SIGKILL')
      }

      const kept = new Set((await (await reopen()).range('votes/')).map(({ key }) => key))
      expect(acknowledged.length).toBeGreaterThanOrEqual(200)
      expect(acknowledged.filter((key) => !kept.has(key))).toEqual([])
    })

    test('can be written while another process stands still in the middle of a decision', async () => {
      const stalled = child(place.url, 'stall')
      await createInterface(stalled.stdout)[Symbol.asyncIterator]().next()

      const other = await reopen()
      await other.change(['n'], plusOne('n'))
      expect(await other.get('n')).toBe(1)

      await once(stalled, 'exit')
      expect(await other.get('n')).toBe(2)
    })
  })
}

function child(url: string, task: string) {
  return spawn(process.execPath, [fileURLToPath(new URL('../store/child.ts', import.meta.url)), url, task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function entry(key: string) {
  return { key, value: key }
}

function byBuffer(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
