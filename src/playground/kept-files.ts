import type { FileSent } from './types.ts'
import type { World } from './world.ts'

/** What is kept of a file beside its bytes. */
export interface KeptFile {
  id: string
  name: string
  type: string
  size: number
}

/** The files that people sent in one chat. The oldest go when all together weigh too much. */
export interface KeptFiles<T extends KeptFile> {
  keep(file: FileSent, more: Omit<T, Exclude<keyof KeptFile, 'id'>>): T
  get(id: string): T | undefined
  bytes(id: string): Buffer | undefined
}

const MOST_BYTES = 32_000_000

export function openKeptFiles<T extends KeptFile>(world: World, kind: string): KeptFiles<T> {
  const files = world.collection<{ about: T; base64: string }>(kind)

  function makeRoom(): void {
    let weight = files.values().reduce((sum, { about }) => sum + about.size, 0)
    for (const { about } of files.values()) {
      if (weight <= MOST_BYTES) return
      files.delete(about.id)
      weight -= about.size
    }
  }

  return {
    keep({ name, type, base64 }, more) {
      const about = { ...more, name, type, size: Buffer.byteLength(base64, 'base64') } as T
      files.set(about.id, { about, base64 })
      makeRoom()
      return about
    },
    get: (id) => files.get(id)?.about,
    bytes(id) {
      const kept = files.get(id)
      return kept && Buffer.from(kept.base64, 'base64')
    },
  }
}
