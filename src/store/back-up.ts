import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Unavailable } from '../club/errors.ts'
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
  try {
    await remove(partial)
    return await writeAll(driver, partial, file)
  } catch (cause) {
    throw new Error(sentenceFor(file, cause), { cause })
  } finally {
    await remove(partial).catch(() => {}) // what could not be written is not there
  }
}

async function writeAll(driver: Driver, partial: string, file: string): Promise<Contents> {
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
}

function sentenceFor(file: string, cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (cause instanceof Unavailable) return `${reason} Nothing was backed up.`
  if (/malformed|not a database/.test(reason)) {
    return 'The store is damaged, so that not all of it can be read. Restore it from an earlier backup.'
  }
  const [code = reason] = /\bE[A-Z]{3,}\b/.exec(reason) ?? []
  return `${file} cannot be written (${code}). Name a file in a folder that you may write to, on a disk with room for it.`
}

function isSqlite(driver: Driver): driver is SqliteDriver {
  return 'copyTo' in driver
}

async function remove(file: string): Promise<void> {
  for (const ending of DATABASE_FILES) await rm(`${file}${ending}`, { force: true })
}
