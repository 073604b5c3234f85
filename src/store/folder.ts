import { dirname, resolve } from 'node:path'
import { makePrivateFolder } from '../disk/private-file.ts'

/** Makes the folder of the store's file. Throws an Error whose message says what to do where that cannot be. */
export function prepareFolder(file: string): void {
  try {
    makePrivateFolder(dirname(resolve(file)))
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? `: ${cause.code}` : ''
    throw new Error(
      `The store ${file} cannot be opened (its folder cannot be made${code}). Make its folder writable, or set STORE_URL to another file, such as sqlite:data/lectern.db.`,
      { cause },
    )
  }
}
