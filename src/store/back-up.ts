import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { DATABASE_FILES } from '../disk/private-file.ts'
import type { Driver } from './driver.ts'
import { openSqlite, type SqliteDriver } from './sqlite.ts'
import { type Contents, contentsOf, transfer } from './transfer.ts'

/**
 * Writes all that a store holds, as it is at one instant, into an SQLite file that only its owner may read. Others may read and
 * write meanwhile. The file comes to be whole or not at all.
 */
export async function backUp(driver: Driver, file: string, { replace = false } = {}): Promise<Contents> {
  if (!replace && existsSync(file)) throw new Error(`${file} is there already. Name a file that is not.`)
  const partial = `${file}.partial`
  await remove(partial)
  try {
    if (isSqlite(driver)) await driver.copyTo(partial)
    const copy = await openSqlite(partial)
    try {
      const contents = isSqlite(driver) ? await contentsOf(copy) : await transfer(driver, copy)
      await copy.close()
      await rename(partial, file)
      return contents
    } finally {
      await copy.close()
    }
  } finally {
    await remove(partial)
  }
}

function isSqlite(driver: Driver): driver is SqliteDriver {
  return 'copyTo' in driver
}

async function remove(file: string): Promise<void> {
  for (const ending of DATABASE_FILES) await rm(`${file}${ending}`, { force: true })
}
