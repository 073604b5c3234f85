import { chmodSync, closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const OWNERS_FILE = 0o600
const OWNERS_FOLDER = 0o700
/** What each database of SQLite’s begins with. */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1')

/** What SQLite keeps beside a database. */
export const DATABASE_FILES = ['', '-wal', '-shm'] as const

/**
 * Makes a database's file that only its owner may read, in a folder that only its owner may enter if there is none. A database that
 * is there already is closed to others; any other file was named by mistake, and stays as it is.
 */
export function makePrivate(file: string): void {
  makePrivateFolder(dirname(resolve(file)))
  if (!statSync(file, { throwIfNoEntry: false })) closeSync(openSync(file, 'a', OWNERS_FILE))
  const open = DATABASE_FILES.map((ending) => `${file}${ending}`).filter(isOpenToOthers)
  // Only then is it read: closing a file that this process has open as a database would let go of its locks.
  if (open.length > 0 && isDatabase(file)) for (const one of open) closeToOthers(one)
}

function isOpenToOthers(file: string): boolean {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? OWNERS_FILE
  return (mode & 0o077) !== 0
}

/** Makes a folder where there is none, step by step: Node’s own way of making all at once never ends in some file systems. */
export function makePrivateFolder(folder: string): void {
  if (isFolder(folder)) return
  makePrivateFolder(dirname(folder))
  try {
    mkdirSync(folder, OWNERS_FOLDER)
  } catch (error) {
    // Another process may have made it since.
    if (!isFolder(folder)) throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** Or an empty file, which becomes one. */
function isDatabase(file: string): boolean {
  if (!statSync(file).isFile()) return false
  const start = Buffer.alloc(MAGIC.length)
  const descriptor = openSync(file, 'r')
  try {
    const length = readSync(descriptor, start, 0, MAGIC.length, 0)
    return length === 0 || start.equals(MAGIC)
  } finally {
    closeSync(descriptor)
  }
}

function closeToOthers(file: string): void {
  try {
    chmodSync(file, OWNERS_FILE)
  } catch {
    // It belongs to somebody else, who decides who may read it; or its disk knows no owners.
  }
}
