import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Paper } from '../../../src/club/paper.ts'
import { openSearchIndex } from '../../../src/library/index/search-index.ts'
import { DamagedIndex } from '../../../src/library/index/thread.ts'
import { indexOf, newFile, paper, titlesFor } from './papers.ts'

const some = [paper('On newts'), paper('On toads'), paper('On frogs')]
const NOTHING = { added: 0, changed: 0, unchanged: 0, removed: 0 }

describe('an update', () => {
  test('writes only what is new or has changed', async () => {
    const index = await indexOf(some)
    const [newts, ...others] = some
    const changed = { ...newts, ...paper('On newts and salamanders', { id: newts?.id ?? '' }) }
    expect(await index.update([changed, ...others, paper('On axolotls')])).toEqual({
      ...NOTHING,
      added: 1,
      changed: 1,
      unchanged: 2,
    })
    expect(await titlesFor(index, [changed], 'salamanders')).toEqual(['On newts and salamanders'])
    expect(await index.size()).toBe(4)
  })

  test('forgets what a paper no longer says', async () => {
    const before = paper('On newts', { idea: 'They glow.', tags: ['fire'] })
    const index = await indexOf([before])
    await index.update([{ ...before, idea: 'They hide.', tags: [] }])
    expect((await index.find('glow', { limit: 1 })).ids).toEqual([])
    expect((await index.find('tag:fire', { limit: 1 })).ids).toEqual([])
    expect((await index.find('hide', { limit: 1 })).ids).toEqual([before.id])
    expect((await index.find('glwo', { limit: 1 })).corrected).toBeUndefined()
  })

  test('takes out the papers that are named', async () => {
    const index = await indexOf(some)
    const ids = some.slice(0, 2).map(({ id }) => id)
    expect(await index.update([], [...ids, 'unknown1'])).toEqual({ ...NOTHING, removed: 2 })
    expect(await titlesFor(index, some, 'on')).toEqual(['On frogs'])
  })

  test('takes out all others when asked to', async () => {
    const index = await indexOf(some)
    const kept = some.slice(1)
    expect(await index.update([...kept, paper('On axolotls')], 'others')).toEqual({
      ...NOTHING,
      added: 1,
      unchanged: 2,
      removed: 1,
    })
    expect(await titlesFor(index, some, 'newts')).toEqual([])
    expect(await index.size()).toBe(3)
  })

  test('takes papers as they come', async () => {
    const index = await indexOf([])
    async function* coming(): AsyncGenerator<Paper> {
      for (let nth = 0; nth < 2_500; nth++) yield paper(`Numbered ${nth}`)
    }
    expect(await index.update(coming())).toEqual({ ...NOTHING, added: 2_500 })
    expect((await index.find('numbered 2499', { limit: 1 })).total).toBe(1)
  })

  test('lets look-ups go on meanwhile, and papers be found before all are written', async () => {
    const index = await indexOf(some)
    const firstBatch = Promise.withResolvers<void>()
    async function* coming(): AsyncGenerator<Paper> {
      for (let nth = 0; nth < 3_000; nth++) yield paper(`Numbered ${nth}`)
      await firstBatch.promise
      yield paper('The last')
    }
    const update = index.update(coming())
    onTestFinished(() => firstBatch.resolve())
    const total = async () => (await index.find('numbered ', { limit: 1 })).total
    await expect.poll(total, { timeout: 15_000 }).toBeGreaterThanOrEqual(1_000)
    expect(await titlesFor(index, some, 'newts')).toEqual(['On newts'])
    expect((await index.find('last', { limit: 1 })).total).toBe(0)
    firstBatch.resolve()
    await update
    expect((await index.find('last', { limit: 1 })).total).toBe(1)
  })

  test('waits for the one before it', async () => {
    const index = await indexOf([])
    const [newts] = some
    if (!newts) throw new Error('no paper')
    await Promise.all([index.update(some), index.update([], [newts.id]), index.update([newts], 'others')])
    expect(await index.size()).toBe(1)
  })

  test('that fails says so, and the next one succeeds', async () => {
    const index = await indexOf([])
    async function* failing(): AsyncGenerator<Paper> {
      yield paper('On newts')
      throw new Error('the source ran dry')
    }
    await expect(index.update(failing())).rejects.toThrow('the source ran dry')
    expect(await index.update(some)).toMatchObject({ removed: 0 })
    expect(await index.size()).toBe(3)
  })

  test('counts a paper once that comes twice', async () => {
    const index = await indexOf([...some, ...some])
    expect(await index.size()).toBe(3)
  })
})

describe('what is in the index', () => {
  test('is still there when it is opened again', async () => {
    const file = newFile()
    const index = await openSearchIndex(file)
    await index.update(some)
    await index.close()
    const again = await openSearchIndex(file)
    onTestFinished(() => again.close())
    expect(await titlesFor(again, some, 'toads')).toEqual(['On toads'])
    expect(await again.update(some)).toEqual({ ...NOTHING, unchanged: 3 })
  })

  test('is seen by others that have the file open', async () => {
    const file = newFile()
    const one = await indexOf([], file)
    const other = await indexOf([], file)
    await Promise.all([one.update(some.slice(0, 1)), other.update(some.slice(1))])
    expect(await one.size()).toBe(3)
    expect(await titlesFor(other, some, 'newts')).toEqual(['On newts'])
  })

  test('cannot be asked for once it is closed', async () => {
    const index = await openSearchIndex(newFile())
    await index.close()
    await expect(index.find('newts', { limit: 1 })).rejects.toThrow('closed')
    await expect(index.update(some)).rejects.toThrow('closed')
  })
})

describe('a file that cannot be used is made anew', () => {
  test.each([
    ['a text', (file: string) => writeFileSync(file, 'no database at all '.repeat(1_000))],
    ['an empty file', (file: string) => writeFileSync(file, '')],
    ['cut short', (file: string) => truncateSync(file, 5_000)],
    ['of an older format', (file: string) => change(file, `UPDATE facts SET value = 0 WHERE name = 'format'`)],
    ['of another program', (file: string) => change(file, 'DROP TABLE facts; CREATE TABLE facts (other)')],
    ['without a table', (file: string) => change(file, 'DROP TABLE texts')],
  ])('when it is %s', async (_, spoil) => {
    const file = newFile()
    await (await openSearchIndex(file)).close()
    const before = await openSearchIndex(file)
    await before.update(some)
    await before.close()
    spoil(file)
    const index = await indexOf(some, file)
    expect(await titlesFor(index, some, 'newts')).toEqual(['On newts'])
    expect(await index.size()).toBe(3)
  })

  test('when damage shows only in a look-up, which finds nothing, and all is asked for again', async () => {
    const file = await spoiledInside()
    let emptied = 0
    const index = await openSearchIndex(file, { onEmptied: () => emptied++ })
    onTestFinished(() => index.close())
    expect((await index.find('salamander', { limit: 1 })).ids).toEqual([])
    expect(emptied).toBe(1)
    await index.update(some)
    expect(await titlesFor(index, some, 'newts')).toEqual(['On newts'])
  })

  test('when damage shows only in an update, which then writes all papers', async () => {
    const index = await openSearchIndex(await spoiledInside())
    onTestFinished(() => index.close())
    expect(await index.update(some)).toEqual({ ...NOTHING, added: 3 })
    expect(await titlesFor(index, some, 'newts')).toEqual(['On newts'])
  })

  test('and when the papers cannot be had a second time, says so', async () => {
    const index = await openSearchIndex(await spoiledInside())
    onTestFinished(() => index.close())
    async function* once(): AsyncGenerator<Paper> {
      yield* some
    }
    await expect(index.update(once())).rejects.toThrow(DamagedIndex)
    expect(await index.update(some)).toEqual({ ...NOTHING, added: 3 })
  })
})

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}

/** A file whose head is whole, so that it opens, and whose inner pages are not. */
async function spoiledInside(): Promise<string> {
  const file = newFile()
  const index = await openSearchIndex(file)
  await index.update(Array.from({ length: 1_500 }, (_, nth) => paper(`Salamander ${nth}`)))
  await index.close()
  const whole = new DatabaseSync(file)
  const pagesOf = (name: string) =>
    whole
      .prepare(`SELECT pageno FROM dbstat WHERE pagetype = 'leaf' AND name = ?`)
      .all(name)
      .map(({ pageno }) => Number(pageno))
  const pages = [...pagesOf('papers').slice(1, -1), ...pagesOf('sqlite_autoindex_papers_1')]
  whole.close()
  const bytes = readFileSync(file)
  for (const page of pages) bytes.fill(0xff, (page - 1) * 4_096, page * 4_096)
  const spoiled = newFile()
  await (await openSearchIndex(spoiled)).close()
  writeFileSync(spoiled, bytes)
  return spoiled
}
