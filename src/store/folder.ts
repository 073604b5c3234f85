import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Makes the folder of the store's file. Throws an Error whose message says what to do where that cannot be. */
export function prepareFolder(file: string): void {
  try {
    make(dirname(resolve(file)))
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? `: ${cause.code}` : ''
    throw new Error(
      `The store ${file} cannot be opened (its folder cannot be made${code}). Make its folder writable, or set STORE_URL to another file, such as sqlite:data/lectern.db.`,
      { cause },
    )
  }
}

/** Step by step: Node’s own way of making all at once never ends in some file systems. */
function make(folder: string): void {
  if (isFolder(folder)) return
  if (!isFolder(dirname(folder))) make(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process may have made it since.
    if (!isFolder(folder)) throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
