import { mkdtemp, open as openFile, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Unavailable } from '../../src/club/errors.ts'
import { openDriver, openStore } from '../../src/store/open.ts'
import type { Row } from '../../src/store/rows.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { libraryContract } from '../contracts/library.ts'
import { durableContract, storeContract } from '../contracts/store.ts'

const inFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-store-'))
  const url = `sqlite://${join(folder, 'lectern.db')}`
  return { url, connect: () => openDriver(url), dispose: () => rm(folder, { recursive: true }) }
}

storeContract('an SQLite file', inFolder)
durableContract('an SQLite file', inFolder)
libraryContract('an SQLite file', inFolder)

describe('A store in an SQLite file', () => {
  let folder: string
  let file: string
  let url: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-store-'))
    file = join(folder, 'lectern.db')
    url = `sqlite://${file}`
  })

  afterEach(() => rm(folder, { recursive: true }))

  test('changes that wait together share their transactions', async () => {
    const store = await openStore(url)
    // Whoever reads keeps the log from being emptied, so that all commits can be counted in it.
    const onlooker = new DatabaseSync(file)
    onlooker.exec('BEGIN; SELECT count(*) FROM entries')
    const before = await commitsIn(file)
    await Promise.all(Array.from({ length: 200 }, (_, at) => store.put(`k/${at}`, at)))
    expect((await commitsIn(file)) - before).toBeLessThan(20)
    for (let at = 0; at < 20; at++) await store.put(`l/${at}`, at)
    expect((await commitsIn(file)) - before).toBeGreaterThanOrEqual(21)
    onlooker.close()
    await store.close()
  })

  test('a write that SQLite refuses takes back its own change only, and what saw it is decided again', async () => {
    const driver = await openDriver(url)
    const unfit: Row = JSON.parse('{"text":{"not":"a text"},"expires":null}')
    const seen: (string | undefined)[] = []
    const put = (key: string, row: Row) => driver.transact([key], () => new Map([[key, row]]))
    const ends = await Promise.allSettled([
      put('a', rowOf('1')),
      driver.transact(
        [],
        () =>
          new Map([
            ['b', rowOf('half')],
            ['c', unfit],
          ]),
      ),
      driver.transact(['b'], (rows) => {
        seen.push(rows.get('b')?.text)
        return new Map([['d', rowOf('4')]])
      }),
    ])
    expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(ends[1]).toMatchObject({ reason: expect.any(Unavailable) })
    expect(seen).toEqual(['half', undefined])
    expect([...(await driver.read(['a', 'b', 'c', 'd'])).keys()]).toEqual(['a', 'd'])
    await driver.close()
  })

  test('a slow disk leaves the main thread free, and what was asked is carried out', async () => {
    let delay = 0
    const store = await openStore(url, { delay: () => delay })
    delay = 200
    let ticks = 0
    const timer = setInterval(() => ticks++, 5)
    const put = store.put('k', 1)
    expect(await Promise.race([put.then(() => 'kept'), sleep(100, 'waiting')])).toBe('waiting')
    await put
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(10)
    delay = 0
    expect(await store.get('k')).toBe(1)
    await store.close()
  })

  test('a disk that stands still keeps no call, nor the end, and what comes after it is kept', async () => {
    let delay = 0
    const driver = await openSqlite(file, () => delay, 1_000)
    const put = (key: string) => driver.transact([key], () => new Map([[key, rowOf('1')]]))
    await put('a')
    delay = 4_000
    const stuck = put('b')
    await sleep(50)
    delay = 0
    await expect(Promise.all([stuck, put('c')])).rejects.toThrow(Unavailable)
    await expect(driver.read(['a'])).rejects.toThrow(Unavailable)
    await expect
      .poll(
        () =>
          put('d').then(
            () => 'kept',
            () => 'not yet',
          ),
        { timeout: 20_000 },
      )
      .toBe('kept')
    expect([...(await driver.read(['a', 'd'])).keys()]).toEqual(['a', 'd'])
    delay = 4_000 // the disk stands still again
    const lost = driver.read(['a']).catch((error: Error) => error.name)
    await driver.close()
    expect(await lost).toBe('Unavailable')
  })

  test('a file damaged in the middle is unavailable, not empty', async () => {
    const before = await openStore(url)
    await before.change([], () => ({
      writes: Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`k/${at}`, 'x'.repeat(300)])),
    }))
    await before.close()
    const handle = await openFile(file, 'r+')
    const { size } = await handle.stat()
    await handle.write(Buffer.alloc(size - 3 * 4096, 0xff), 0, size - 3 * 4096, 3 * 4096)
    await handle.close()

    const after = await openStore(url)
    await expect(after.range('k/')).rejects.toThrow(Unavailable)
    await expect(after.get('k/1000')).rejects.toThrow(Unavailable)
    await expect(after.put('k/1000', 1)).rejects.toThrow(Unavailable)
    await after.close()
  })

  test('the folder is created', async () => {
    const store = await openStore(`sqlite:${join(folder, 'a', 'b', 'lectern.db')}`)
    await store.close()
    expect((await stat(join(folder, 'a', 'b', 'lectern.db'))).isFile()).toBe(true)
  })

  test('a folder that cannot be written stops the opening with what to do', async () => {
    await writeFile(join(folder, 'occupied'), '')
    await expect(openStore(`sqlite:${join(folder, 'occupied', 'lectern.db')}`)).rejects.toThrow(
      /^The store .*occupied.lectern\.db cannot be opened \(.+\)\. Make its folder writable, or set STORE_URL to another file/,
    )
  })

  test('a file that is no database stops the opening with what to do, and is left as it is', async () => {
    await writeFile(file, 'These are notes of somebody, and not a database of SQLite.\n'.repeat(100))
    await expect(openStore(url)).rejects.toThrow(/damaged or is not an SQLite file\. Restore it from a backup/)
    expect(await readFile(file, 'utf8')).toMatch(/^These are notes/)
  })
})

function rowOf(text: string): Row {
  return { text, expires: null }
}

/** Transactions in the write-ahead log: frames that carry the size of the database end one. */
async function commitsIn(file: string): Promise<number> {
  const log = await readFile(`${file}-wal`)
  const frame = 24 + log.readUInt32BE(8)
  let commits = 0
  for (let at = 32; at + frame <= log.length; at += frame) if (log.readUInt32BE(at + 4) > 0) commits++
  return commits
}
