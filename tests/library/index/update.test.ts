import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type IndexThreads, openIndexThreads } from '../../../src/library/index/index-threads.ts'
import { openLibraryIndex, type SourceDigest } from '../../../src/library/index/library-index.ts'
import { indexOf, listed, newFile, paper, source, titlesFor } from './papers.ts'

const some = [paper('On newts'), paper('On toads'), paper('On frogs')]
const NOTHING = { added: 0, changed: 0, unchanged: 0, removed: 0 }

describe('an update', () => {
  test('writes only what is new or has changed', async () => {
    const index = await indexOf([listed(some)])
    const [, ...others] = some
    const changed = paper('On newts', { idea: 'They glow.' })
    expect(await index.update(source([listed([changed, ...others, paper('On axolotls')])]))).toEqual({
      ...NOTHING,
      added: 1,
      changed: 1,
      unchanged: 2,
    })
    expect(await titlesFor(index, 'glow')).toEqual(['On newts'])
    expect((await index.size()).papers).toBe(4)
  })

  test('reads no digest that is there as it was', async () => {
    const index = await indexOf([listed(some, 'old')])
    const given = source([listed(some, 'old'), listed([paper('On axolotls')], 'new')])
    const [old, ...others] = given.digests
    const unread: SourceDigest[] = old
      ? [
          {
            ...old,
            entries: () => {
              throw new Error('read again')
            },
          },
          ...others,
        ]
      : []
    expect(await index.update({ ...given, digests: unread })).toEqual({ ...NOTHING, added: 1 })
    expect((await index.size()).digests).toBe(2)
  })

  test('forgets what a paper no longer says', async () => {
    const index = await indexOf([listed([paper('On newts', { idea: 'They glow.', tags: ['fire'] })])])
    expect(await index.tags()).toEqual(['fire'])
    await index.update(source([listed([paper('On newts', { idea: 'They hide.' })])]))
    expect(await titlesFor(index, 'glow')).toEqual([])
    expect(await titlesFor(index, 'tag:fire')).toEqual([])
    expect(await index.tags()).toEqual([])
    expect(await titlesFor(index, 'hide')).toEqual(['On newts'])
    expect((await index.find('glwo', 1)).corrected).toBeUndefined()
  })

  test('takes out what a digest has no more, and digests that are gone', async () => {
    const index = await indexOf([listed(some, 'one'), listed([paper('On axolotls')], 'two')])
    expect(await index.update(source([listed(some.slice(1), 'one')]))).toEqual({ ...NOTHING, removed: 2 })
    expect(await titlesFor(index, 'on')).toHaveLength(2)
    expect((await index.digests()).map(({ id, papers }) => [id, papers])).toEqual([['one', 2]])
  })

  test('of many entries lets look-ups go on, and papers be found before all are written', async () => {
    const index = await indexOf([listed(some, 'some')])
    const begun = Promise.withResolvers<void>()
    const [kept, ...numbered] = source([listed(some, 'some'), listed([], 'numbered')]).digests
    async function* coming() {
      for (let from = 0; from < 4_500; from += 500) {
        yield Array.from({ length: 500 }, (_, nth) => entryOf(`Numbered ${from + nth}`, from + nth))
      }
      await begun.promise
      yield [entryOf('The last', 4_500)]
    }
    const digests = [...(kept ? [kept] : []), ...numbered.map((digest) => ({ ...digest, entries: coming }))]
    const update = index.update({ version: 'both', digests, ideas: async () => [] })
    onTestFinished(() => begun.resolve())
    const total = async () => (await index.find('numbered ', 1)).total
    await expect.poll(total, { timeout: 15_000 }).toBeGreaterThanOrEqual(1_000)
    expect(await titlesFor(index, 'newts')).toEqual(['On newts'])
    expect((await index.find('last', 1)).total).toBe(0)
    begun.resolve()
    expect(await update).toMatchObject({ added: 4_501 })
    expect((await index.find('last', 1)).total).toBe(1)
    expect(await index.version()).toBe('both')
  })

  test('waits for the one before it', async () => {
    const index = await indexOf([])
    const [newts] = some
    if (!newts) throw new Error('no paper')
    await Promise.all([
      index.update(source([listed(some)])),
      index.update(source([])),
      index.update(source([listed([newts])])),
    ])
    expect((await index.size()).papers).toBe(1)
  })

  test('waits for one that is under way where the same process has the file open as well', async () => {
    const threads = openIndexThreads(1)
    onTestFinished(() => threads.close())
    const file = newFile()
    const isAtEnd = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const slow: IndexThreads = {
      ...threads,
      any() {
        const thread = threads.any()
        return {
          ...thread,
          ask(...given) {
            if (given[0] !== 'end') return thread.ask(...given)
            isAtEnd.resolve()
            return mayEnd.promise.then(() => thread.ask(...given))
          },
        }
      },
    }
    const one = await openLibraryIndex(file, { threads: slow })
    const other = await openLibraryIndex(file, { threads })
    const given = source([listed(some)])
    const first = one.update(given)
    await isAtEnd.promise
    const second = other.update(given)
    for (let asked = 0; asked < 50; asked++) await other.version()
    mayEnd.resolve()
    expect(await Promise.all([first, second])).toEqual([{ ...NOTHING, added: 3 }, NOTHING])
    expect(await titlesFor(other, 'newts')).toEqual(['On newts'])
  })

  test('that fails says so, and the next one writes what is missing', async () => {
    const index = await indexOf([])
    const given = source([listed(some)])
    const failing = given.digests.map((digest) => ({
      ...digest,
      async *entries() {
        yield [entryOf('On newts', 0)]
        throw new Error('the source ran dry')
      },
    }))
    await expect(index.update({ ...given, digests: failing })).rejects.toThrow('the source ran dry')
    expect(await index.version()).not.toBe(given.version)
    await index.update(given)
    expect((await index.size()).papers).toBe(3)
  })
})

describe('what is in the index', () => {
  test('is still there when it is opened again', async () => {
    const file = newFile()
    const index = await openLibraryIndex(file)
    await index.update(source([listed(some)]))
    await index.close()
    const again = await openLibraryIndex(file)
    onTestFinished(() => again.close())
    expect(await titlesFor(again, 'toads')).toEqual(['On toads'])
    expect(await again.version()).toBe(source([listed(some)]).version)
    expect(await again.update(source([listed(some)]))).toEqual(NOTHING)
  })

  test('is seen by others that have the file open', async () => {
    const file = newFile()
    const one = await indexOf([], file)
    const other = await indexOf([], file)
    await one.update(source([listed(some)]))
    expect(await titlesFor(other, 'newts')).toEqual(['On newts'])
    expect(await other.update(source([listed(some)]))).toEqual(NOTHING)
  })

  test('cannot be asked for once it is closed', async () => {
    const index = await openLibraryIndex(newFile())
    await index.close()
    await expect(index.find('newts', 1)).rejects.toThrow('closed')
    await expect(index.update(source([]))).rejects.toThrow('closed')
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
    const before = await openLibraryIndex(file)
    await before.update(source([listed(some)]))
    await before.close()
    spoil(file)
    const index = await indexOf([listed(some)], file)
    expect(await titlesFor(index, 'newts')).toEqual(['On newts'])
    expect((await index.size()).papers).toBe(3)
  })

  test('when damage shows only in a look-up, which finds nothing, and all is asked for again', async () => {
    const file = await spoiledInside()
    let emptied = 0
    const index = await openLibraryIndex(file, { onEmptied: () => emptied++ })
    onTestFinished(() => index.close())
    expect(await titlesFor(index, 'salamander')).toEqual([])
    expect(emptied).toBe(1)
    await index.update(source([listed(some)]))
    expect(await titlesFor(index, 'newts')).toEqual(['On newts'])
  })

  test('when damage shows only in an update, which then writes all', async () => {
    const index = await openLibraryIndex(await spoiledInside())
    onTestFinished(() => index.close())
    expect(await index.update(source([listed(some)]))).toMatchObject({ added: 3 })
    expect(await titlesFor(index, 'newts')).toEqual(['On newts'])
  })
})

function entryOf(title: string, n: number) {
  return { name: String(n), n, paper: paper(title), picked: null }
}

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}

/** A file whose head is whole, so that it opens, and whose inner pages are not. */
async function spoiledInside(): Promise<string> {
  const file = newFile()
  const index = await openLibraryIndex(file)
  await index.update(source([listed(Array.from({ length: 1_500 }, (_, nth) => paper(`Salamander ${nth}`)))]))
  await index.close()
  const whole = new DatabaseSync(file)
  const pagesOf = (name: string) =>
    whole
      .prepare(`SELECT pageno FROM dbstat WHERE pagetype = 'leaf' AND name = ?`)
      .all(name)
      .map(({ pageno }) => Number(pageno))
  const inner = ['papers', 'counts'].flatMap((table) => pagesOf(table).slice(1, -1))
  const pages = [...inner, ...pagesOf('sqlite_autoindex_papers_1')]
  whole.close()
  const bytes = readFileSync(file)
  for (const page of pages) bytes.fill(0xff, (page - 1) * 4_096, page * 4_096)
  const spoiled = newFile()
  await (await openLibraryIndex(spoiled)).close()
  writeFileSync(spoiled, bytes)
  return spoiled
}
