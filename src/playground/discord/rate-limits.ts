/** How fast the bot may call: 50 requests a second in all, by the real clock, and headers that say how many are left. */

const PER_WINDOW = 50
const WINDOW = 1_000

export interface RateLimits {
  /** Counts a call. `wait`: seconds until the next may come, 0 when this one may pass. */
  count(bucket: string): { wait: number; headers: Record<string, string> }
}

export function openRateLimits(now: () => number): RateLimits {
  let all = { from: 0, used: 0 }
  const buckets = new Map<string, { from: number; used: number }>()

  return {
    count(bucket) {
      const at = now()
      if (at - all.from >= WINDOW) {
        all = { from: at, used: 0 }
        buckets.clear()
      }
      if (all.used >= PER_WINDOW) return { wait: (all.from + WINDOW - at) / 1_000, headers: {} }
      all.used++
      const window = buckets.get(bucket) ?? { from: at, used: 0 }
      window.used++
      buckets.set(bucket, window)
      const resetAfter = Math.max(0, window.from + WINDOW - at) / 1_000
      return {
        wait: 0,
        headers: {
          'X-RateLimit-Limit': String(PER_WINDOW),
          'X-RateLimit-Remaining': String(PER_WINDOW - window.used),
          'X-RateLimit-Reset': ((at + resetAfter * 1_000) / 1_000).toFixed(3),
          'X-RateLimit-Reset-After': resetAfter.toFixed(3),
          'X-RateLimit-Bucket': nameOf(bucket),
        },
      }
    },
  }
}

/** The same for every place that the route has, as Discord's buckets are: the client adds the place itself. */
function nameOf(bucket: string): string {
  return Buffer.from(bucket.split(' ').slice(0, 2).join(' ')).toString('hex').slice(-32)
}
