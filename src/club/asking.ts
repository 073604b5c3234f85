/** When whoever presents next is asked for their paper: in good time, and once more before it is to stand. */
import { z } from 'zod'
import { datedOf, type Schedule } from './schedule.ts'

/** For which date somebody was asked, by the calendar's own day, and how often. */
export const Asked = z.object({ day: z.string(), times: z.number().int().min(1) })
export type Asked = z.infer<typeof Asked>

/** How long before the paper is to stand, in hours. */
const BEFORE = [14 * 24, 24] as const

/** Null while there is nobody to ask, or nothing to ask for. */
export function nextAsk(
  { schedule, nextPick, asked }: { schedule: Schedule; nextPick: Temporal.Instant; asked: Asked | null },
  now: Temporal.Instant,
): Temporal.Instant | null {
  const day = datedOf(schedule, nextPick)?.day
  if (day === undefined || schedule.settled?.some((one) => one.day === day)) return null
  const hours = BEFORE[asked?.day === day ? asked.times : 0]
  if (hours === undefined) return null
  const at = nextPick.subtract({ hours })
  const isOver = Temporal.Instant.compare(at, now) <= 0
  // What is due is kept by the second; nobody is reminded of what they have only just been asked.
  if (isOver) return asked?.day === day ? null : now.round({ smallestUnit: 'second', roundingMode: 'ceil' })
  return at
}
