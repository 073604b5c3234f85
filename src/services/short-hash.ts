import { createHash } from 'node:crypto'

/** A short name for a text, the same in every process. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
