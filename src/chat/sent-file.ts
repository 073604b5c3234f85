import { UserError } from '../club/errors.ts'
import type { Log } from './log.ts'

/** A file that someone sent, still where the chat holds it. */
export interface SentFile {
  name: string
  /** Bytes, as the chat declares them. */
  size: number
  /** All of its bytes. Throws {@link UserError} with a sentence for whatever keeps them from being had. */
  read(): Promise<Uint8Array<ArrayBuffer>>
}

const MOST_BYTES = 10_000_000
/** Milliseconds from the question to the last byte. */
const LONGEST_WAIT = 15_000

/** Why a file is not read at all, as far as its declared size tells; null when it can be. */
export function tooLarge({ name, size }: Pick<SentFile, 'name' | 'size'>): string | null {
  return size > MOST_BYTES ? `“${name}” is over 10 MB, which is more than can be read.` : null
}

/**
 * A file within the limits of all chats. `ask` asks for it where the chat holds it, and nowhere else; a redirect is handed
 * back as it is, which then is no file.
 */
export function sentFile(
  { name, size }: Pick<SentFile, 'name' | 'size'>,
  ask: (signal: AbortSignal) => Promise<Response>,
  log: Log,
): SentFile {
  return {
    name,
    size,
    async read() {
      refuseLarge({ name, size })
      const signal = AbortSignal.timeout(LONGEST_WAIT)
      try {
        return await bytesOf(name, await ask(signal))
      } catch (error) {
        if (error instanceof UserError) throw error
        log.warn({ error: error instanceof Error ? error.name : typeof error }, 'A file of a chat could not be had')
        const why = signal.aborted ? 'did not arrive within 15 seconds' : 'cannot be had from the chat'
        throw noFile(`“${name}” ${why}. Please send it once more.`)
      }
    },
  }
}

/** What a chat throws where it can say why a file cannot be had. */
export function noFile(sentence: string): UserError {
  return new UserError('no-file', sentence)
}

function refuseLarge(file: Pick<SentFile, 'name' | 'size'>): void {
  const sentence = tooLarge(file)
  if (sentence !== null) throw new UserError('file-too-large', sentence)
}

/** Stops at the limit, whatever was declared. */
async function bytesOf(name: string, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.ok || !response.body) {
    await response.body?.cancel()
    throw new Error(`the chat answered ${response.status}`)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    refuseLarge({ name, size })
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
