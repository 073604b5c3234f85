import { statSync } from 'node:fs'

/** Tells the file at a path from every other that lay there before, or will; null while there is none. */
export function fileIdentity(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.dev}:${found.ino}` : null
}
