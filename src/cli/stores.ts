import { BadSettings, readConfig } from '../start/config.ts'
import { WrongUse } from '../start/program.ts'
import type { Driver } from '../store/driver.ts'
import { isInUse } from '../store/in-use.ts'
import { isThere } from '../store/is-there.ts'
import { describeStore, storeLocation } from '../store/location.ts'
import { openDriver } from '../store/open.ts'
import type { Contents } from '../store/transfer.ts'
import type { Io } from './io.ts'

/** Where the store is. Half a chat's settings must not keep anybody from a backup. */
export function storeUrl({ env }: Io): string {
  const read = readConfig({ STORE_URL: env.STORE_URL })
  if ('problems' in read) throw new BadSettings(read.problems.join('\n'))
  return read.config.STORE_URL
}

/** Opens a store as it is, without bringing it to this version's format, and closes it afterwards. */
export async function withDriver<T>(url: string, work: (driver: Driver) => Promise<T>): Promise<T> {
  const driver = await openDriver(url)
  try {
    return await work(driver)
  } finally {
    await driver.close()
  }
}

/** Throws an Error that says what to do where there is nothing to be read. */
export async function mustExist(url: string): Promise<void> {
  const location = storeLocation(url)
  if (location.kind === 'memory')
    throw new Error('A store at memory: is gone with its process: there is nothing to read.')
  if (!(await isThere(location))) {
    const place = location.kind === 'sqlite' ? location.path : describeStore(url)
    throw new Error(`There is no store at ${place}. ${ELSEWHERE}`)
  }
}

export const ELSEWHERE = 'Start this in the bot’s folder, or set STORE_URL as the bot has it.'

/** Throws an Error that says what to do where something would be lost. */
export function notEmpty(url: string): Error {
  const location = storeLocation(url)
  const place = location.kind === 'sqlite' ? ` at ${location.path}` : ''
  return new Error(
    `The store${place} is not empty. Stop the bot, make a backup if you may want it back, and add --force to replace all that is in it.`,
  )
}

/** Throws an Error that says what to do where anybody has a store open: what they write meanwhile would be lost. */
export async function mustBeStopped(url: string): Promise<void> {
  if (!(await isInUse(storeLocation(url)))) return
  throw new Error(
    `The store ${describeStore(url)} is in use. Stop the bot, and wait for a backup or an export that is under way. Nothing was changed.`,
  )
}

/** The one file that was named. Throws {@link WrongUse}. */
export function oneFile(files: readonly string[]): string {
  const [file, ...more] = files
  if (!file || more.length > 0) throw new WrongUse('Name one file.')
  return file
}

/** Tells of each record that cannot be read, by what it is called for logs. `isWhole`: whether there was none. */
export function tellingOfUnread({ stderr }: Io): { onProblem(record: string): void; isWhole(): boolean } {
  let isWhole = true
  return {
    onProblem(record) {
      isWhole = false
      stderr.write(`Left out, as it cannot be read: ${record}\n`)
    },
    isWhole: () => isWhole,
  }
}

export function described({ rows, checksum }: Contents): string {
  return `${rows} ${rows === 1 ? 'record' : 'records'}, checksum ${checksum.slice(0, 16)}`
}
