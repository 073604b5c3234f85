import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { Unavailable } from '../../src/club/errors.ts'
import { Moment } from '../../src/club/moment.ts'
import { Adapter } from '../../src/store/adapter.ts'
import { keyvStore } from '../../src/store/keyv.ts'
import { openMemory } from '../../src/store/memory.ts'
import { record } from '../../src/store/record.ts'
import type { Store } from '../../src/store/store.ts'
import { BadRecord } from '../../src/store/trouble.ts'

const Round = z.object({ n: z.number(), closes: Moment, note: z.string().optional() })
type Round = z.output<typeof Round>
const Rounds = record(Round)

const closes = Temporal.Instant.from('2026-11-23T08:00:00Z')

describe('a kind of record', () => {
  let driver: ReturnType<typeof openMemory>
  let store: Store
  let reported: string[]

  beforeEach(() => {
    driver = openMemory()
    reported = []
    store = keyvStore(driver, { onProblem: (key) => reported.push(key) })
  })
  afterEach(() => store.close())

  const write = (key: string, round: Round) => store.put(key, Rounds.json(round))
  const keysIn = async (...range: Parameters<typeof Rounds.range> extends [Store, ...infer Rest] ? Rest : never) =>
    (await Rounds.range(store, ...range)).map(({ key }) => key)

  it('gives back what was written, in the type of its schema', async () => {
    await write('rounds/1', { n: 1, closes, note: undefined })
    const round = await Rounds.get(store, 'rounds/1')
    expectTypeOf(round).toEqualTypeOf<Round | undefined>()
    expect(round).toEqual({ n: 1, closes })
    expect(await store.get('rounds/1')).toEqual({ n: 1, closes: '2026-11-23T08:00:00Z' })
    expect(await Rounds.get(store, 'rounds/2')).toBeUndefined()
  })

  it('is passed over and reported by its key in a range when it does not fit', async () => {
    await write('rounds/1', { n: 1, closes })
    await store.put('rounds/2', { n: 'two' })
    await store.put('rounds/3', { n: 3, closes: 'soon' })
    await new Adapter(driver, 'facts').set('rounds/4', '{"n":')
    await write('rounds/5', { n: 5, closes })
    expect(await keysIn('rounds/')).toEqual(['rounds/1', 'rounds/5'])
    expect(reported.toSorted()).toEqual(['rounds/2', 'rounds/3', 'rounds/4'])
  })

  it('F09 takes no place within a limit when it does not fit', async () => {
    for (let n = 100; n < 350; n++) await store.put(`rounds/${n}`, 'bad')
    for (let n = 400; n < 403; n++) await write(`rounds/${n}`, { n, closes })
    expect(await keysIn('rounds/', { limit: 2 })).toEqual(['rounds/400', 'rounds/401'])
  })

  it('is passed over and reported by its key in a change that goes on without it', async () => {
    await store.put('rounds/1', { n: 'one' })
    const found = await store.change(['rounds/1'], (values) => ({
      writes: {},
      result: Rounds.findIn(store, values, 'rounds/1') ?? 'none',
    }))
    expect(found).toBe('none')
    expect(reported).toEqual(['rounds/1'])
  })

  it('is not written over by a change that cannot read it', async () => {
    await store.put('rounds/1', { n: 'one' })
    const change = store.change(['rounds/1'], (values) => ({
      writes: { 'rounds/1': Rounds.json(Rounds.from(values, 'rounds/1') ?? { n: 0, closes }) },
    }))
    await expect(change).rejects.toThrow(BadRecord)
    await expect(Rounds.get(store, 'rounds/1')).rejects.toThrow(BadRecord)
    expect(await store.get('rounds/1')).toEqual({ n: 'one' })
  })

  it('refuses a value that is not of its kind before it is written', () => {
    expect(() => Rounds.json(JSON.parse('{"n":"one"}'))).toThrow(z.ZodError)
  })

  it('is not missing when the store fails', async () => {
    await store.close()
    await expect(Rounds.get(store, 'rounds/1')).rejects.toThrow(Unavailable)
    await expect(Rounds.range(store, 'rounds/')).rejects.toThrow(Unavailable)
    expect(reported).toEqual([])
  })
})
