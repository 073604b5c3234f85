import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

const MEGABYTE = 1024 * 1024
/** With less, an evening of votes may not fit. */
const LEAST = 10 * MEGABYTE

/** That there is hardly any room left beside a file, as a sentence; null where there is, or where nobody can tell. */
export async function diskProblem(file: string): Promise<string | null> {
  try {
    const { bavail, bsize } = await statfs(dirname(resolve(file)))
    const left = bavail * bsize
    if (left >= LEAST) return null
    return `The disk of the store has ${Math.floor(left / MEGABYTE)} MB left. Free some space on it before it is full.`
  } catch {
    return null
  }
}
