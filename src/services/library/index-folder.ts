import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LibraryIndex } from '../../library/index/library-index.ts'

/**
 * Where libraries lie on disk: what ships once for all clubs, and over it a file for each club that adds to it or reads otherwise.
 * They are made of the store and the shipped digests: deleting them loses nothing.
 */
export interface Indexes {
  shipped(onEmptied: () => void): Promise<LibraryIndex>
  ofClub(club: string, onEmptied: () => void): Promise<LibraryIndex>
  /** Erases what lies of a club, once nothing is written to it any more. */
  erase(club: string): Promise<void>
  close(): Promise<void>
}

/** Without a folder, or where nothing can be written, they lie in a temporary one and end with the process. */
export function indexFolder(folder: string | null): Indexes {
  let opened: ReturnType<typeof openFolder> | undefined
  const place = () => {
    opened ??= openFolder(folder)
    // One that cannot be opened is tried again by whoever asks next.
    opened.catch(() => {
      opened = undefined
    })
    return opened
  }
  return {
    shipped: async (onEmptied) => (await place()).open(SHIPPED, { onEmptied }),
    async ofClub(club, onEmptied) {
      const { open, fileOf } = await place()
      return open(ofClub(club), { onEmptied, shared: fileOf(SHIPPED) })
    },
    async erase(club) {
      const { fileOf, threads, withClaim } = await place()
      const file = fileOf(ofClub(club))
      // What is written to it meanwhile would make it anew.
      const remove = async () => {
        await threads.release(file)
        for (const suffix of ['', '-wal', '-shm']) await rm(file + suffix, { force: true })
      }
      await threads.inTurn(file, () => withClaim(file, () => {}, remove))
    },
    close: async () => (await opened)?.close(),
  }
}

const SHIPPED = 'library.db'
const ofClub = (club: string): string => `library-${club}.db`
/** What versions before wrote, a whole library for each club. */
const EARLIER = /^search-.*\.db(?:-wal|-shm)?$/

async function openFolder(folder: string | null) {
  const [{ openLibraryIndex }, { openIndexThreads }, { withClaim }] = await Promise.all([
    import('../../library/index/library-index.ts'),
    import('../../library/index/index-threads.ts'),
    import('../../library/index/claim.ts'),
  ])
  const threads = openIndexThreads()
  const lasting = folder !== null && (await isUsable(folder))
  const where = lasting ? folder : await mkdtemp(join(tmpdir(), 'lectern-library-'))
  const fileOf = (name: string) => join(where, name)
  if (lasting) await removeEarlier(where)

  async function isUsable(folder: string): Promise<boolean> {
    return openLibraryIndex(join(folder, SHIPPED), { threads }).then(
      () => true,
      () => false,
    )
  }

  return {
    threads,
    withClaim,
    fileOf,
    open: (name: string, options: { shared?: string; onEmptied(): void }) =>
      openLibraryIndex(fileOf(name), { ...options, threads }),
    async close() {
      await threads.close()
      if (!lasting) await rm(where, { recursive: true, force: true })
    },
  }
}

async function removeEarlier(folder: string): Promise<void> {
  const names = await readdir(folder)
  for (const name of names) if (EARLIER.test(name)) await rm(join(folder, name), { force: true })
}
