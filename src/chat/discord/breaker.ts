import { HeldBack, type Limited } from './held-back.ts'

/** Lets requests through until too many were refused. */
export interface Breaker {
  /** Rejects with {@link HeldBack} instead of sending. */
  pass<R extends Limited>(send: () => Promise<R>): Promise<R>
  /** Sends whatever was refused before, and counts its refusal too: a person waits for it. */
  count<R extends Limited>(send: () => Promise<R>): Promise<R>
}

/**
 * Discord shuts out an address that is refused 10,000 requests within ten minutes, and every bot behind it: see “Invalid Request
 * Limit” in its documentation. Long before, nothing more is sent until the oldest refusals are ten minutes old.
 */
const MOST = 200
const WINDOW = 10 * 60_000

/** `opened`: called when it begins to hold requests back. `now`: in milliseconds. */
export function createBreaker(opened: () => void, now: () => number = Date.now): Breaker {
  const refusals: number[] = []

  const count: Breaker['count'] = async (send) => {
    const response = await send()
    if (!isRefusal(response)) return response
    refusals.push(now())
    if (refusals.length === MOST) opened()
    return response
  }

  return {
    count,
    async pass(send) {
      const since = now() - WINDOW
      while (refusals[0] !== undefined && refusals[0] <= since) refusals.shift()
      if (refusals[0] !== undefined && refusals.length >= MOST) {
        throw new HeldBack('Discord has refused too many requests of late', refusals[0] - since)
      }
      return count(send)
    },
  }
}

/** A limit that is shared with other bots is nobody's fault, and Discord does not count it. */
function isRefusal({ status, headers }: Limited): boolean {
  if (status === 429) return headers.get('x-ratelimit-scope') !== 'shared'
  return status === 401 || status === 403
}
