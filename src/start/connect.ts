import { setTimeout } from 'node:timers/promises'
import type { Log } from '../chat/log.ts'
import type { Inbound, Platform } from '../chat/platform.ts'

const FIRST_PAUSE = 5_000
const LONGEST_PAUSE = 300_000

export interface Connection {
  /** Resolves after the first attempt, with a sentence when it failed. */
  firstAttempt: Promise<string | null>
  stop(): Promise<void>
}

/**
 * Connects a chat, and tries again for as long as it does not succeed: one chat that fails does not stop the other.
 * `connected` is called each time that the connection is there, the first time as well.
 */
export function connect(platform: Platform, inbound: Inbound, log: Log, connected: () => void): Connection {
  const ending = new AbortController()
  const first = Promise.withResolvers<string | null>()

  async function keepTrying(): Promise<void> {
    for (let pause = FIRST_PAUSE; !ending.signal.aborted; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      try {
        await platform.start(inbound, connected)
        first.resolve(null)
        connected()
        return
      } catch (error) {
        const sentence = error instanceof Error ? error.message : 'It does not say why.'
        log.error({ err: error, chat: platform.name, retryInSeconds: pause / 1000 }, 'a chat could not be connected')
        first.resolve(sentence)
        await setTimeout(pause, undefined, { signal: ending.signal, ref: false }).catch(() => {})
      }
    }
  }
  const trying = keepTrying()

  return {
    firstAttempt: first.promise,
    async stop() {
      ending.abort()
      await Promise.race([trying, setTimeout(2_000, undefined, { ref: false })])
      await platform.stop()
    },
  }
}
