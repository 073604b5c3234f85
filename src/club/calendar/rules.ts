/** One rule of a calendar: on which days a club meets, and at what time. */
import { z } from 'zod'
import { Day, TimeOfDay } from './date-name.ts'
import { describeRhythm, rhythmOf } from './rule.ts'

export const Rule = z.object({
  /** What the names of its dates end in; empty for the first that a club had. */
  key: z.string().regex(/^[b-z]?$/),
  /** A rule of RFC 5545, one that {@link rhythmOf} knows. */
  rule: z.string().refine((rule) => rhythmOf(rule) !== null),
  /** The first day that counts: every second or third week is counted from it. */
  from: Day,
  /** The last day that counts; null goes on. */
  until: Day.nullable(),
  /** Null: the club's. */
  time: TimeOfDay.nullable(),
  /** How long its meetings are, in minutes; null: as long as the club's. */
  minutes: z.number().int().positive().nullable(),
})
export type Rule = z.infer<typeof Rule>

/** `every second Friday 16:00`, with what it has of its own. `time`: the club's. */
export function describeRule({ rule, time: own, minutes }: Rule, time: string): string {
  const rhythm = rhythmOf(rule)
  const length = minutes === null ? '' : ` for ${minutes} minutes`
  return `${rhythm ? describeRhythm(rhythm) : rule} ${own ?? time}${length}`
}
