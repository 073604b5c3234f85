import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../club/clock.ts'

/** Timers hold 2^31 − 1 ms; a longer wait is made of several. */
const LONGEST_TIMER = 2_000_000_000

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  async wait(until, signal) {
    for (;;) {
      const left = until.epochMilliseconds - Date.now()
      if (left <= 0) return
      await setTimeout(Math.min(left, LONGEST_TIMER), undefined, { ...(signal ? { signal } : {}), ref: false })
    }
  },
}
