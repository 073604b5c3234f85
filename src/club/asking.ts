/** When whoever presents next is asked for their paper: in good time, and once more before it is to stand. */
import { z } from 'zod'
import { breakOf } from './calendar/calendar.ts'
import { datedOf, dayIn, type Schedule } from './schedule.ts'

/** For which date somebody was asked, by the calendar's own day, and how often. `posts`: the numbers of the messages that ask. */
export const Asked = z.object({
  day: z.string(),
  times: z.number().int().min(1),
  posts: z.array(z.number().int()).default([]),
})
export type Asked = z.infer<typeof Asked>

/** How long before the paper is to stand, in hours. */
const BEFORE = [14 * 24, 24] as const

/** Null while there is nobody to ask, or nothing to ask for. */
export function nextAsk(
  {
    schedule,
    nextPick,
    asked,
  }: { schedule: Schedule; nextPick: Temporal.Instant; asked: Pick<Asked, 'day' | 'times'> | null },
  now: Temporal.Instant,
): Temporal.Instant | null {
  const day = datedOf(schedule, nextPick)?.day
  if (day === undefined || schedule.settled?.some((one) => one.day === day)) return null
  const hours = BEFORE[asked?.day === day ? asked.times : 0]
  if (hours === undefined) return null
  const at = outsideBreaks(schedule, nextPick.subtract({ hours }), now)
  if (Temporal.Instant.compare(at, now) > 0) return Temporal.Instant.compare(at, nextPick) < 0 ? at : null
  // Nobody is reminded of what they have only just been asked.
  if (asked?.day === day) return null
  // What is due is kept by the second.
  const soon = outsideBreaks(schedule, now.round({ smallestUnit: 'second', roundingMode: 'ceil' }), now)
  return Temporal.Instant.compare(soon, nextPick) < 0 ? soon : null
}

/** The same time on the day before a break that it would lie in, and on the day after it where that is over. */
export function outsideBreaks(
  { zone, calendar }: Schedule,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant {
  const local = at.toZonedDateTimeISO(zone)
  const pause = calendar && breakOf(calendar, dayIn(at, zone))
  if (!pause) return at
  const on = (day: Temporal.PlainDate) =>
    day.toZonedDateTime({ timeZone: zone, plainTime: local.toPlainTime() }).toInstant()
  const before = on(Temporal.PlainDate.from(pause.from).subtract({ days: 1 }))
  return Temporal.Instant.compare(before, now) > 0 ? before : on(Temporal.PlainDate.from(pause.to).add({ days: 1 }))
}
