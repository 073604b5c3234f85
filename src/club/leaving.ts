/** How long a club is kept that has no rooms any more. */
import { z } from 'zod'
import { Moment } from './moment.ts'

/** `spent`: milliseconds of its time that have passed, counted up to `at`. `warned`: whether its end was announced. */
export const Leaving = z.object({ since: Moment, spent: z.number(), at: Moment, warned: z.boolean() })
export type Leaving = z.output<typeof Leaving>

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Milliseconds before the end that it is announced. */
const NOTICE = 7 * DAY

export function leavingSince(now: Temporal.Instant): Leaving {
  return { since: now, spent: 0, at: now, warned: false }
}

/**
 * The time that has passed, counted hour by hour: only since `up`, when whoever counts began to look, and of a clock that jumps
 * no more than a day. The same one while there is nothing to count.
 */
export function spend(leaving: Leaving, up: Temporal.Instant, now: Temporal.Instant): Leaving {
  const from = Temporal.Instant.compare(leaving.at, up) > 0 ? leaving.at : up
  const passed = now.since(from).total('milliseconds')
  if (passed < HOUR) return leaving
  return { ...leaving, spent: leaving.spent + Math.min(passed, DAY), at: now }
}

/** What of the time is left, in milliseconds, and what is to be done about that. */
export function remaining({ spent, warned }: Leaving, days: number): { left: number; due: 'erase' | 'warn' | null } {
  const left = days * DAY - spent
  return { left, due: left <= 0 ? 'erase' : left <= NOTICE && !warned ? 'warn' : null }
}
