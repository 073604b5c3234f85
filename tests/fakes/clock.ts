import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../src/club/clock.ts'
import type { World } from '../../src/playground/world.ts'

export interface Span {
  days?: number
  hours?: number
  minutes?: number
  seconds?: number
}

/** A clock that stands still until it is moved. */
export interface FixedClock extends Clock {
  set(instant: string | Temporal.Instant): void
  /** Days are of 24 hours. */
  advance(by: Span): void
}

export function fixedClock(start: string): FixedClock {
  let now = Temporal.Instant.from(start)
  return {
    now: () => now,
    wait: async (until) => {
      if (Temporal.Instant.compare(until, now) > 0) now = until
    },
    set(instant) {
      now = Temporal.Instant.from(instant)
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      now = now.add({ hours: 24 * days + hours, minutes, seconds })
    },
  }
}

/** The world’s clock, for what really waits by it. */
export function clockOf(world: World): Clock {
  const now = () => Temporal.Instant.fromEpochMilliseconds(world.now())
  return {
    now,
    async wait(until, signal) {
      while (Temporal.Instant.compare(now(), until) < 0) {
        await setTimeout(5, undefined, signal ? { signal } : {})
      }
    },
  }
}
