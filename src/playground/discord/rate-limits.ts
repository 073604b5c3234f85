/** How fast the bot may call, by the real clock: 50 requests a second in all, and on most routes fewer to one place. */
import { createHash } from 'node:crypto'
import { BOT } from './personas.ts'

const ALL = { calls: 50, window: 1_000 }

/** As measured on Discord, in milliseconds; other routes have the limit of all calls together. */
const ROUTES: Readonly<Record<string, Limit>> = {
  'POST /channels/:channel/messages': { calls: 5, window: 5_000 },
  'PATCH /channels/:channel/messages/:message': { calls: 5, window: 5_000 },
  'DELETE /channels/:channel/messages/:message': { calls: 5, window: 1_000 },
  'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': { calls: 1, window: 250 },
  'POST /guilds/:guild/scheduled-events': { calls: 5, window: 60_000 },
  [`POST /webhooks/${BOT.id}/:token`]: { calls: 5, window: 2_000 },
  'POST /webhooks/:webhook/:token': { calls: 5, window: 2_000 },
}

export interface Limit {
  calls: number
  window: number
}

export interface RateLimits {
  /** Counts a call. `wait`: seconds until the next may come, 0 when this one may pass. `scope`: whose limit was met. */
  count(route: string, place: string): Counted
}

export interface Counted {
  wait: number
  scope: 'global' | 'user'
  headers: Record<string, string>
}

interface Window {
  from: number
  used: number
}

/** `override`: holds on every route instead of its own; asked at each call. */
export function openRateLimits(now: () => number, override: () => Limit | null): RateLimits {
  let all: Window = { from: 0, used: 0 }
  const buckets = new Map<string, Window>()

  function windowOf(bucket: string, at: number, { window }: Limit): Window {
    const running = buckets.get(bucket)
    if (running && at - running.from < window) return running
    if (buckets.size > KEPT_BUCKETS) buckets.clear()
    const fresh = { from: at, used: 0 }
    buckets.set(bucket, fresh)
    return fresh
  }

  return {
    count(route, place) {
      const at = now()
      if (at - all.from >= ALL.window) all = { from: at, used: 0 }
      if (all.used >= ALL.calls) {
        return { wait: (all.from + ALL.window - at) / 1_000, scope: 'global', headers: {} }
      }
      all.used++
      const limit = override() ?? ROUTES[route] ?? ALL
      const window = windowOf(`${route} ${place}`, at, limit)
      const over = window.used >= limit.calls
      if (!over) window.used++
      const resetAfter = Math.max(0, window.from + limit.window - at) / 1_000
      return {
        wait: over ? resetAfter : 0,
        scope: 'user',
        headers: {
          'X-RateLimit-Limit': String(limit.calls),
          'X-RateLimit-Remaining': String(limit.calls - window.used),
          'X-RateLimit-Reset': (at / 1_000 + resetAfter).toFixed(3),
          'X-RateLimit-Reset-After': resetAfter.toFixed(3),
          'X-RateLimit-Bucket': nameOf(route),
        },
      }
    },
  }
}

const KEPT_BUCKETS = 5_000

/** The same for every place that the route has, as Discord's buckets are: the client adds the place itself. */
function nameOf(route: string): string {
  return createHash('sha256').update(route).digest('hex').slice(0, 32)
}
