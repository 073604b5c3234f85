import { join } from 'node:path'
import type { OpenIndex } from './libraries.ts'

/** Where clubs' search indexes lie, a file each. They are made of the library: deleting them loses nothing. */
export function indexFolder(folder: string): OpenIndex {
  return async (club, onEmptied) => {
    const { openSearchIndex } = await import('../library/index/search-index.ts')
    return openSearchIndex(join(folder, `search-${club}.db`), { onEmptied })
  }
}
