/** One process at a time writes a library's file. The claim ends with its process, whatever becomes of that. */
import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { fileIdentity } from '../../disk/file-identity.ts'
import { makePrivate } from '../../disk/private-file.ts'
import { errcodeOf } from '../../worker/trouble.ts'

/** Milliseconds between two looks whether another has done. */
const PAUSE = 50
/** What SQLite says of a file that another has locked. */
const BUSY = 5

/** Carries out what writes a library once nobody else writes it, in this process or another. `stop`: throws when nobody wants it any more. */
export async function withClaim<T>(library: string, stop: () => void, work: () => Promise<T>): Promise<T> {
  const release = await claim(`${library}-claim`, stop)
  try {
    return await work()
  } finally {
    release()
  }
}

async function claim(file: string, stop: () => void): Promise<() => void> {
  for (;;) {
    stop()
    const release = taken(file)
    if (release) return release
    await setTimeout(PAUSE)
  }
}

/** The claim is a lock of the file system, which SQLite knows how to take on each of them; null while another has it. */
function taken(file: string): (() => void) | null {
  makePrivate(file)
  const wanted = fileIdentity(file)
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (errcodeOf(error) === BUSY) return null
    throw error
  }
  // Whoever had it before has taken the file away with it.
  if (wanted === null || fileIdentity(file) !== wanted) {
    database.close()
    return null
  }
  return () => {
    rmSync(file, { force: true })
    database.close()
  }
}
