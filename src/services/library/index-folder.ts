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
    const open = (where: string) => openLibraryIndex(fileOf(where, club), { onEmptied })
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

/** Erases what lies of a club in such a folder. */
export function erasingIndex(folder: string): (club: string) => Promise<void> {
  return async (club) => {
    for (const suffix of ['', '-wal', '-shm']) await rm(fileOf(folder, club) + suffix, { force: true })
  }
}

const fileOf = (folder: string, club: string): string => join(folder, `search-${club}.db`)
