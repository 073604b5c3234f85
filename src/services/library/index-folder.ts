import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LibraryIndex } from '../../library/index/library-index.ts'

/**
 * Where clubs' libraries lie on disk, a file each. They are made of the store and the shipped digests: deleting them loses
 * nothing. Without a folder, or where nothing can be written, they lie in a temporary one and end with the process.
 */
export function indexFolder(folder: string | null): (club: string, onEmptied: () => void) => Promise<LibraryIndex> {
  return async (club, onEmptied) => {
    const { openLibraryIndex } = await import('../../library/index/library-index.ts')
    const open = (where: string) => openLibraryIndex(join(where, `search-${club}.db`), { onEmptied })
    const lasting = folder === null ? undefined : await open(folder).catch(() => undefined)
    if (lasting) return lasting
    const passing = await mkdtemp(join(tmpdir(), 'lectern-library-'))
    const index = await open(passing)
    return {
      ...index,
      async close() {
        await index.close()
        await rm(passing, { recursive: true, force: true })
      },
    }
  }
}
