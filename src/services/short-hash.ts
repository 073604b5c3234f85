import { createHash } from 'node:crypto'

/** A short name for a content, the same in every process. */
export function shortHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}
