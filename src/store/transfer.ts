/** Rows on their way from one store into another. */
import { createHash, randomUUID } from 'node:crypto'
import { about, aboutKey, FORMAT, isAbout, setAbout } from './about.ts'
import type { Driver } from './driver.ts'
import { isLive, type Row } from './rows.ts'

/** What tells whether two stores hold the same. */
export interface Contents {
  rows: number
  /** SHA-256 of the rows in their order. */
  checksum: string
}

/** Where rows come from: a store, or a backup of one. */
export type Source = Pick<Driver, 'snapshot' | 'read'>

type Page = [string, Row][]

/** All that is worth keeping: neither leases, whose holders are elsewhere, nor what has expired. */
async function* keptRows(driver: Source): AsyncGenerator<Page> {
  const now = Date.now()
  for await (const page of driver.snapshot()) {
    yield page.filter(([key, row]) => !isAbout(key) && !key.startsWith('leases:') && isLive(row, now))
  }
}

export async function contentsOf(driver: Source): Promise<Contents> {
  const count = counter()
  for await (const page of keptRows(driver)) count.add(page)
  return count.contents()
}

/** Whether nothing was ever kept in it. */
export async function isEmpty(driver: Source): Promise<boolean> {
  for await (const page of keptRows(driver)) if (page.length > 0) return false
  return true
}

/**
 * Puts all of one store into another in place of what that held, and compares the two. Until it is done the other is marked,
 * so that nobody takes half of it for all. Throws an Error whose message says what to do, and changes nothing, where the one
 * cannot be all that the other shall hold.
 */
export async function transfer(from: Source, to: Driver): Promise<Contents> {
  const format = await formatOfWhole(from)
  await markAsHalf(to, from)
  await clear(to)
  const count = counter()
  for await (const page of keptRows(from)) {
    count.add(page)
    await to.transact([], () => new Map(page))
  }
  const sent = count.contents()
  const arrived = await contentsOf(to)
  if (sent.rows !== arrived.rows || sent.checksum !== arrived.checksum) {
    throw new Error(
      `Of ${sent.rows} rows ${arrived.rows} arrived, or not all as they were. Nothing else may write to either store meanwhile; do it again.`,
    )
  }
  await setAbout(to, { format, restoring: null })
  return arrived
}

async function formatOfWhole(from: Source): Promise<string> {
  if ((await about(from, 'restoring')) !== undefined) {
    throw new Error(
      'A part of what is to be taken is missing: it was broken off while it was written. Take another one.',
    )
  }
  const format = (await about(from, 'format')) ?? '1'
  if (Number(format) <= FORMAT) return format
  throw new Error(
    'What is to be taken was written by a later version of Lectern. Use that version. Nothing was changed.',
  )
}

/** The mark tells that both are one: files have several names, and servers several addresses. */
async function markAsHalf(to: Driver, from: Source): Promise<void> {
  const before = await about(to, 'restoring')
  const mark = randomUUID()
  await setAbout(to, { restoring: mark })
  if ((await about(from, 'restoring')) !== mark) return
  await setAbout(to, { restoring: before ?? null })
  throw new Error('Both are one and the same store. Nothing was changed.')
}

async function clear(driver: Driver): Promise<void> {
  for await (const page of driver.snapshot()) {
    const keys = page.map(([key]) => key).filter((key) => key !== aboutKey('restoring'))
    await driver.transact([], () => new Map(keys.map((key) => [key, null])))
  }
}

function counter() {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add(page: Page): void {
      rows += page.length
      for (const [key, { text, expires }] of page) hash.update(`${JSON.stringify([key, text, expires])}\n`)
    },
    contents: (): Contents => ({ rows, checksum: hash.digest('hex') }),
  }
}
