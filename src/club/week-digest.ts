/** What is new in a club's library as a post of its own, where the club wants one. */
import { z } from 'zod'
import { TimeOfDay } from './calendar/calendar.ts'
import { Moment } from './moment.ts'
import { nextTime, type Schedule } from './schedule.ts'

export const ArrivalsPost = z.object({
  /** ISO weekday: 1 is Monday, 7 is Sunday. */
  weekday: z.number().int().min(1).max(7),
  /** Local time of day, `09:00`. */
  time: TimeOfDay,
  /** What came in since then is to be told. */
  since: Moment,
  /** Whether it was said last that nothing is new, which is not said twice. */
  isQuiet: z.boolean(),
})
export type ArrivalsPost = z.infer<typeof ArrivalsPost>

/** When it is wanted. */
export type DigestTime = Pick<ArrivalsPost, 'weekday' | 'time'>

/** The first post tells of the week before. */
const A_WEEK = { hours: 7 * 24 }

/** A club's wish as it is from now on; null: no post. What was told already is not told again. */
export function arrivalsPostFrom(wanted: DigestTime | null, before: ArrivalsPost | null, now: Temporal.Instant) {
  if (!wanted) return null
  const { since = now.subtract(A_WEEK), isQuiet = false } = before ?? {}
  return { weekday: wanted.weekday, time: wanted.time, since, isQuiet }
}

/** The first one strictly later than `after`; null where none is wanted. */
export function nextArrivals(
  post: DigestTime | null,
  { zone }: Pick<Schedule, 'zone'>,
  after: Temporal.Instant,
): Temporal.Instant | null {
  return post && nextTime({ weekday: post.weekday, time: post.time, zone }, after)
}

/** The post after one that told of so many papers. */
export function told(post: ArrivalsPost, papers: number, now: Temporal.Instant): ArrivalsPost {
  return papers > 0 ? { ...post, since: now, isQuiet: false } : { ...post, isQuiet: true }
}
