import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openLibraryIndex } from '../../src/library/index/library-index.ts'
import { openWorld } from '../../src/playground/world.ts'
import { openStore } from '../../src/store/open.ts'
import { idOf, listed, paper, source } from '../library/index/papers.ts'

const EARLIER = fileURLToPath(new URL('./fixtures/earlier.db', import.meta.url))
const PATIENCE = { timeout: 20_000 }

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-erasure-'))
  file = join(folder, 'lectern.db')
})
afterEach(() => rm(folder, { recursive: true }))

/** The files of the folder that hold a text, whatever they are. */
async function holding(text: RegExp): Promise<string[]> {
  const names = await readdir(folder)
  const held = await Promise.all(names.map(async (name) => text.test(await readFile(join(folder, name), 'latin1'))))
  return names.filter((_, at) => held[at])
}

async function modes(): Promise<Record<string, string>> {
  const names = await readdir(folder)
  const found = await Promise.all(
    // A claim may be over by now.
    names.map(async (name) => ({ name, status: await stat(join(folder, name)).catch(() => null) })),
  )
  return Object.fromEntries(
    found.flatMap(({ name, status }) => (status ? [[name, (status.mode & 0o777).toString(8)]] : [])),
  )
}

describe('F52 a text that was deleted', () => {
  test('is gone from the store’s files while the store goes on, though somebody was reading', async () => {
    const store = await openStore(`sqlite:${file}`)
    const secret = (n: number) => `quokka-${n} `.repeat(1 + 97 * (n % 5))
    for (let n = 0; n < 60; n++) await store.put(`comments/${n}`, secret(n))
    await expect.poll(() => holding(/quokka-/), PATIENCE).toEqual(['lectern.db'])

    const reader = new DatabaseSync(file)
    reader.exec('BEGIN; SELECT count(*) FROM entries')
    for (let n = 0; n < 30; n++) await store.remove(`comments/${n}`)
    for (let n = 30; n < 60; n++) await store.put(`comments/${n}`, null)
    await sleep(700)
    expect(await holding(/quokka-/)).toContain('lectern.db-wal')
    reader.close()
    await expect.poll(() => holding(/quokka-/), PATIENCE).toEqual([])
    expect(await store.range('comments/')).toHaveLength(30)
    await store.close()
  })

  test('before an upgrade is gone after it, from the backup too', async () => {
    await copyFile(EARLIER, file)
    expect(await holding(/walrus/)).toEqual(['lectern.db'])
    const store = await openStore(`sqlite:${file}`)
    await expect.poll(() => holding(/walrus/), PATIENCE).toEqual([])
    await expect.poll(() => holding(/A remark that stays/), PATIENCE).toHaveLength(2)
    await store.close()
  })

  test('is gone from the library on disk: titles, abstracts, lines, tags and the words that only it had', async () => {
    const index = await openLibraryIndex(file)
    const stays = Array.from({ length: 40 }, (_, n) =>
      paper(`A paper that stays ${n}`, { abstract: 'Of common words.' }),
    )
    const goes = paper('The zyzzyva problem', { abstract: 'Weevils, called zyzzyva, eat.', tags: ['Zyzzyvology'] })
    await index.update(source([listed([...stays, goes])], [[idOf(goes), 'A line on the Zyzzyva.']]))
    expect((await index.find('zyzzyva', 5)).total).toBe(1)
    await index.update(source([listed(stays)]))
    await expect.poll(() => holding(/zyzzyv/i), PATIENCE).toEqual([])
    expect((await index.find('common', 5)).total).toBe(40)

    await index.update(source([listed([...stays, goes])]))
    expect((await index.find('zyzzyba', 5)).papers.map(({ title }) => title)).toEqual(['The zyzzyva problem'])
    const redacted = paper('The zyzzyva problem', { abstract: 'Nothing is told.' })
    await index.update(source([listed([...stays, redacted])]))
    await expect.poll(() => holding(/weevils|zyzzyvology/i), PATIENCE).toEqual([])
    expect((await index.find('zyzzyva', 5)).total).toBe(1)
    await index.close()
  })
})

describe('the files of a store', () => {
  test('are for their owner alone, and so is a folder that had to be made', async () => {
    const inside = join(folder, 'made')
    const store = await openStore(`sqlite:${join(inside, 'lectern.db')}`)
    await store.put('a', 1)
    const index = await openLibraryIndex(join(inside, 'search.db'))
    const world = openWorld(join(inside, 'playground.db'))
    world.collection('things').set('a', 1)
    expect((await stat(inside)).mode & 0o777).toBe(0o700)
    folder = inside
    expect(Object.values(await modes()).filter((mode) => mode !== '600')).toEqual([])
    expect(Object.keys(await modes()).length).toBeGreaterThanOrEqual(8)
    world.close()
    await index.close()
    await store.close()
    folder = join(inside, '..')
  })

  test('that others could read are closed to them at the next start', async () => {
    await copyFile(EARLIER, file)
    await chmod(file, 0o644)
    const store = await openStore(`sqlite:${file}`)
    expect(Object.values(await modes()).filter((mode) => mode !== '600')).toEqual([])
    await store.close()
  })
})

test('a file that is no database, and was named for one by mistake, stays as it is', async () => {
  await writeFile(file, 'the notes of somebody else')
  await chmod(file, 0o644)
  await expect(openStore(`sqlite:${file}`)).rejects.toThrow()
  expect((await stat(file)).mode & 0o777).toBe(0o644)
  expect(await readFile(file, 'utf8')).toBe('the notes of somebody else')
})

describe('a store that an earlier version wrote', () => {
  test('is upgraded by itself, once, with a backup beside it first, and nothing of it is lost', async () => {
    await copyFile(EARLIER, file)
    const before = rowsOf(file)
    expect(before.length).toBeGreaterThan(20)
    const stores = await Promise.all([1, 2, 3].map(() => openStore(`sqlite:${file}`)))
    for (const store of stores) await store.close()
    expect(rowsOf(file)).toEqual(before)
    const backup = `${file}.format-1.backup`
    expect(rowsOf(backup)).toEqual(before)
    expect((await stat(backup)).mode & 0o777).toBe(0o600)
    await rm(backup)
    await (await openStore(`sqlite:${file}`)).close()
    expect(existsSync(backup)).toBe(false)
  })

  test('has its backup deleted after seven good days, and others’ backups left alone', async () => {
    await copyFile(EARLIER, file)
    await (await openStore(`sqlite:${file}`)).close()
    await copyFile(EARLIER, join(folder, 'mine.backup'))
    for (let day = 1; day <= 7; day++) {
      expect(existsSync(`${file}.format-1.backup`)).toBe(true)
      caredForADayAgo(file)
      const store = await openStore(`sqlite:${file}`)
      await expect.poll(() => daysOf(file), PATIENCE).toBe(day)
      await store.close()
    }
    await expect.poll(() => readdir(folder)).toEqual(['lectern.db', 'mine.backup'])
  })

  test('and one that a later version wrote is left alone, with what to do', async () => {
    await (await openStore(`sqlite:${file}`)).close()
    write(file, `UPDATE entries SET text = '999' WHERE key = 'about:format'`)
    await expect(openStore(`sqlite:${file}`)).rejects.toThrow(
      /a later version of Lectern\. Start that version, or restore/,
    )
  })
})

function rowsOf(path: string): unknown[] {
  const database = new DatabaseSync(path)
  const rows = database.prepare(`SELECT key, text FROM entries WHERE key >= 'facts:' AND key < 'facts;'`).all()
  database.close()
  return rows
}

function write(path: string, sql: string): void {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}

function caredForADayAgo(path: string): void {
  const days = daysOf(path)
  write(path, `UPDATE entries SET text = '{"at":${Date.now() - 90_000_000},"days":${days}}' WHERE key = 'about:care'`)
}

function daysOf(path: string): number {
  const database = new DatabaseSync(path)
  const care = database.prepare(`SELECT text FROM entries WHERE key = 'about:care'`).get()
  database.close()
  return JSON.parse(String(care?.text)).days
}
