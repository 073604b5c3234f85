/** Watches whether Discord takes the bot's token: one refusal may be a stumble, two are said, and tried again until it is taken. */
import type { REST } from 'discord.js'

export interface TokenWatch {
  /** Sends once more what was refused for its token. */
  pass<R extends { status: number; arrayBuffer(): Promise<ArrayBuffer> }>(send: () => Promise<R>): Promise<R>
  stop(): void
}

export interface TokenWatchOptions {
  /** Any call that needs the token; its outcome is seen by `pass`. */
  probe(): Promise<unknown>
  /** Discord refuses the token. */
  refused(): void
  /** It takes it again. */
  taken(): void
}

/** Milliseconds between attempts, the last one for all that follow. */
const PAUSES = [2_000, 10_000, 60_000, 300_000]

export function createTokenWatch({ probe, refused, taken }: TokenWatchOptions): TokenWatch {
  let attempts: number | null = null
  let next: NodeJS.Timeout | undefined

  function tryLater(): void {
    clearTimeout(next)
    const pause = PAUSES[Math.min(attempts ?? 0, PAUSES.length - 1)]
    next = setTimeout(() => void tryNow(), pause).unref()
  }

  async function tryNow(): Promise<void> {
    if (attempts === null) return
    attempts++
    await probe().catch(() => undefined)
    if (attempts !== null) tryLater()
  }

  return {
    async pass(send) {
      let response = await send()
      if (response.status === 401) {
        await response.arrayBuffer()
        response = await send()
      }
      if (response.status === 401) {
        if (attempts === null) {
          attempts = 0
          refused()
          tryLater()
        }
      } else if (attempts !== null && knowsUs(response.status)) {
        attempts = null
        clearTimeout(next)
        taken()
      }
      return response
    },
    stop() {
      attempts = null
      clearTimeout(next)
    },
  }
}

/** The client forgets its token at the first refusal, and after that refuses everything itself. */
export function keepToken<R extends REST>(rest: R): R {
  const set = rest.setToken.bind(rest)
  rest.setToken = (token) => (token ? set(token) : rest)
  return rest
}

/** A limit or a breakdown says nothing of the token. */
function knowsUs(status: number): boolean {
  return status < 500 && status !== 429
}
