import { waitOf } from '../retry-after.ts'
import { HeldBack, type Limited } from './held-back.ts'

/** Keeps to what Discord said of waiting: the client forgets a long wait as soon as it has told its caller. */
export interface Holds {
  /** Rejects with {@link HeldBack} while the same call is to wait. */
  pass<R extends Limited>(call: string, send: () => Promise<R>): Promise<R>
}

const REMEMBERED = 1_000

/** `patience`: milliseconds up to which the client waits by itself. */
export function createHolds(patience: number, now: () => number = Date.now): Holds {
  const until = new Map<string, number>()

  return {
    async pass(call, send) {
      const left = (until.get(call) ?? 0) - now()
      if (left > 0) throw new HeldBack('Discord has said to wait', left)
      until.delete(call)
      const response = await send()
      const isBusy = response.status === 429 || response.status >= 500
      const wait = isBusy ? (waitOf(response.headers.get('retry-after')) ?? 0) : 0
      if (wait <= patience) return response
      until.set(call, now() + wait)
      const [oldest] = until.keys()
      if (until.size > REMEMBERED && oldest !== undefined) until.delete(oldest)
      return response
    },
  }
}
