/** One rule of a calendar: on which days a club meets, and at what time. */
import { z } from 'zod'
import { WAY_WORDS, Way } from '../choosing/way-name.ts'
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
  /** What its meetings are called; null: nothing in particular. */
  name: z.string().nullable().default(null),
  /** Where they are; null: where the club meets. */
  place: z.string().nullable().default(null),
  /** How their papers are chosen; null: as the club chooses. */
  way: Way.nullable().default(null),
})
export type Rule = z.infer<typeof Rule>

/** `every second Friday 16:00`, `methods: every Friday 15:00 in Room 7, we vote`, with what it has of its own. `time`: the club's. */
export function describeRule({ rule, time: own, minutes, name, place, way }: Rule, time: string): string {
  const rhythm = rhythmOf(rule)
  const length = minutes === null ? '' : ` for ${minutes} minutes`
  const [called, where] = [name === null ? '' : `${name}: `, place === null ? '' : ` in ${place}`]
  const how = way === null ? '' : `, ${WAY_WORDS[way]}`
  return `${called}${rhythm ? describeRhythm(rhythm) : rule} ${own ?? time}${length}${where}${how}`
}
