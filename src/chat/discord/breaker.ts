/** Lets requests through until too many were refused. */
export interface Breaker {
  /** Rejects with {@link TooManyRefusals} instead of sending. */
  pass<Response extends { status: number }>(send: () => Promise<Response>): Promise<Response>
}

export class TooManyRefusals extends Error {
  override name = 'TooManyRefusals'
}

/**
 * Discord shuts out an address that is refused 10,000 requests within ten minutes, and every bot behind it: see “Invalid Request
 * Limit” in its documentation. Long before, nothing more is sent until the oldest refusals are ten minutes old.
 */
const MOST = 200
const WINDOW = 10 * 60_000
const REFUSED = new Set([401, 403, 429])

/** `opened`: called when it begins to hold requests back. `now`: in milliseconds. */
export function createBreaker(opened: () => void, now: () => number = Date.now): Breaker {
  const refusals: number[] = []
  return {
    async pass(send) {
      const since = now() - WINDOW
      while (refusals[0] !== undefined && refusals[0] <= since) refusals.shift()
      if (refusals.length >= MOST) throw new TooManyRefusals('Discord has refused too many requests of late')
      const response = await send()
      if (!REFUSED.has(response.status)) return response
      refusals.push(now())
      if (refusals.length === MOST) opened()
      return response
    },
  }
}
