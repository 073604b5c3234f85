/** When those who asked for it are told that they have not voted: once a ballot, a day before it closes, in the daytime and no break. */
import { outsideBreaks } from './asking.ts'
import type { Schedule } from './schedule.ts'

const BEFORE = { hours: 24 }
/** Hours between which it is daytime, in the club's zone: the chats do not all tell anybody's own. */
const DAYTIME = [9, 20] as const

/** Null where that time is over, or would not come before the ballot closes. */
export function nudgeAt(schedule: Schedule, closes: Temporal.Instant, now: Temporal.Instant): Temporal.Instant | null {
  const local = closes.subtract(BEFORE).toZonedDateTimeISO(schedule.zone)
  const [from, to] = DAYTIME
  const isNight = local.hour < from || local.hour >= to
  const day = isNight ? local.withPlainTime({ hour: local.hour < from ? from : to }) : local
  const at = outsideBreaks(schedule, day.toInstant(), now)
  const isAhead = Temporal.Instant.compare(at, now) > 0 && Temporal.Instant.compare(at, closes) < 0
  return isAhead ? at : null
}
