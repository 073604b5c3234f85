/** Slack's rate limits, roughly: a bucket a method (a channel's own for posting) that refills evenly. */
export interface Rates {
  /** Seconds to wait, or 0 when the call may go on. */
  take(bucket: string, perMinute: number, burst: number): number
}

export function openRates(factor: number): Rates {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(bucket, perMinute, burst) {
      if (!Number.isFinite(factor)) return 0
      const now = performance.now()
      const rate = (perMinute * factor) / 60_000
      const before = buckets.get(bucket) ?? { left: burst * factor, at: now }
      const left = Math.min(burst * factor, before.left + (now - before.at) * rate)
      buckets.set(bucket, { left: left >= 1 ? left - 1 : left, at: now })
      return left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) / rate / 1000))
    },
  }
}
