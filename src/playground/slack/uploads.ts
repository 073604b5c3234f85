/** Files that the app sends: asked for a place, brought there, then shown in a channel. */
import { newId } from './ids.ts'

interface Upload {
  name: string
  length: number
  bytes: Buffer | null
}

export interface Uploads {
  /** Answers the file's id and the path to bring it to. */
  begin(name: string, length: number): { id: string; path: string }
  /** Takes what is brought to a path; false where nothing is awaited there. */
  take(path: string, bytes: Buffer): boolean
  /** What was brought, once. */
  finish(id: string): { name: string; bytes: Buffer } | undefined
}

const PATH = '/upload/v1/'

export function openUploads(): Uploads {
  const awaited = new Map<string, Upload>()
  return {
    begin(name, length) {
      const id = newId('F')
      awaited.set(id, { name, length, bytes: null })
      return { id, path: `${PATH}${id}` }
    },
    take(path, bytes) {
      const upload = path.startsWith(PATH) ? awaited.get(path.slice(PATH.length)) : undefined
      if (!upload || upload.length !== bytes.length) return false
      upload.bytes = bytes
      return true
    },
    finish(id) {
      const { name, bytes } = awaited.get(id) ?? { name: '', bytes: null }
      awaited.delete(id)
      return bytes ? { name, bytes } : undefined
    },
  }
}
