import { join } from 'node:path'
import type { SearchIndex } from '../library/index/search-index.ts'

/** Where clubs' search indexes lie, a file each. They are made of the library: deleting them loses nothing. */
export function indexFolder(folder: string): (club: string) => Promise<SearchIndex> {
  return async (club) => {
    const { openSearchIndex } = await import('../library/index/search-index.ts')
    return openSearchIndex(join(folder, `search-${club}.db`))
  }
}
