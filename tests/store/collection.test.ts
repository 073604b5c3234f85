import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { Unavailable } from '../../src/club/errors.ts'
import { Adapter } from '../../src/store/adapter.ts'
import { type Collection, collection } from '../../src/store/collection.ts'
import { keyvStore } from '../../src/store/keyv.ts'
import { openMemory } from '../../src/store/memory.ts'
import type { Store } from '../../src/store/store.ts'

const Instant = z.codec(z.string(), z.instanceof(Temporal.Instant), {
  decode: (text) => Temporal.Instant.from(text),
  encode: (instant) => instant.toString(),
})
const Round = z.object({ n: z.number(), closes: Instant, note: z.string().optional() })
type Round = z.output<typeof Round>

const CLOSES = Temporal.Instant.from('2026-11-23T08:00:00Z')

describe('A collection', () => {
  let driver: ReturnType<typeof openMemory>
  let store: Store
  let rounds: Collection<Round>
  let reported: string[]

  beforeEach(() => {
    driver = openMemory()
    store = keyvStore(driver)
    reported = []
    rounds = collection(store, 'rounds', Round, (key) => reported.push(key))
  })

  afterEach(() => store.close())

  const write = (id: string, round: Round) => store.change([], () => ({ writes: rounds.write(id, round) }))

  test('gives back what was written, in the type of its schema', async () => {
    await write('c/1', { n: 1, closes: CLOSES, note: undefined })
    const round = await rounds.get('c/1')
    expectTypeOf(round).toEqualTypeOf<Round | undefined>()
    expect(round).toEqual({ n: 1, closes: CLOSES })
    expect(await store.get('rounds/c/1')).toEqual({ n: 1, closes: '2026-11-23T08:00:00Z' })
    expect(await rounds.get('c/2')).toBeUndefined()
    expect(reported).toEqual([])
  })

  test('takes part in a change with other collections', async () => {
    const due = collection(store, 'due', z.string())
    await write('c/1', { n: 1, closes: CLOSES })
    const before = await store.change([rounds.key('c/1')], (values) => {
      const round = rounds.read(values, 'c/1')
      if (!round) return { writes: {} }
      return {
        writes: { ...rounds.remove('c/1'), ...rounds.write('c/2', { ...round, n: 2 }), ...due.write('monday', 'c/2') },
        result: round.n,
      }
    })
    expect(before).toBe(1)
    expect((await rounds.range()).map(({ id, value }) => [id, value.n])).toEqual([['c/2', 2]])
    expect(await due.get('monday')).toBe('c/2')
  })

  test('ranges by id, within prefix, from and limit, either way', async () => {
    for (const [n, id] of ['a/1', 'b/1', 'b/2', 'b/3', 'c/1'].entries()) await write(id, { n, closes: CLOSES })
    const ids = async (...range: Parameters<typeof rounds.range>) => (await rounds.range(...range)).map(({ id }) => id)
    expect(await ids()).toHaveLength(5)
    expect(await ids({ prefix: 'b/' })).toEqual(['b/1', 'b/2', 'b/3'])
    expect(await ids({ prefix: 'b/', from: 'b/2' })).toEqual(['b/2', 'b/3'])
    expect(await ids({ prefix: 'b/', reverse: true, limit: 2 })).toEqual(['b/3', 'b/2'])
  })

  test('a bad value is reported by its key and passed over, however it is bad', async () => {
    await store.put('rounds/c/1', { n: 'one' })
    await new Adapter(driver, 'facts').set('rounds/c/2', '{"n":')
    await write('c/3', { n: 3, closes: CLOSES })
    expect(await rounds.get('c/1')).toBeUndefined()
    expect(await rounds.get('c/2')).toBeUndefined()
    expect(reported).toEqual(['rounds/c/1', 'rounds/c/2'])
    expect((await rounds.range()).map(({ id }) => id)).toEqual(['c/3'])
  })

  test('F09 bad values in front take no place within a limit', async () => {
    for (let n = 100; n < 350; n++) await store.put(`rounds/c/${n}`, 'bad')
    for (let n = 400; n < 403; n++) await write(`c/${n}`, { n, closes: CLOSES })
    expect((await rounds.range({ limit: 2 })).map(({ id }) => id)).toEqual(['c/400', 'c/401'])
    expect(await rounds.range({ limit: 10, reverse: true, from: 'c/399' })).toEqual([])
  })

  test('a value that does not fit is refused before it is written', async () => {
    const unfit: Round = JSON.parse('{"n":"one"}')
    await expect(write('c/1', unfit)).rejects.toThrow(z.ZodError)
    expect(await store.get('rounds/c/1')).toBeUndefined()
  })

  test('a store that fails is not an empty collection', async () => {
    await store.close()
    await expect(rounds.get('c/1')).rejects.toThrow(Unavailable)
    await expect(rounds.range()).rejects.toThrow(Unavailable)
    expect(reported).toEqual([])
  })
})
