import { z } from 'zod'

/** When a club's week turns. */
export const Schedule = z.object({
  /** ISO weekday: 1 is Monday, 7 is Sunday. */
  weekday: z.number().int().min(1).max(7),
  /** Local time of day, `09:00`. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00'),
  /** IANA time zone. */
  zone: z.string().min(1),
})
export type Schedule = z.infer<typeof Schedule>

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/**
 * The first club time strictly later than `after`. One a local week: where a clock change skips the local time the instant
 * after the gap is taken, where it repeats it the earlier one (Temporal's `compatible`).
 */
export function nextTime(schedule: Schedule, after: Temporal.Instant): Temporal.Instant {
  const today = after.toZonedDateTimeISO(schedule.zone).toPlainDate()
  const time = Temporal.PlainTime.from(schedule.time)
  const daysAhead = (schedule.weekday - today.dayOfWeek + 7) % 7
  for (let days = daysAhead; ; days += 7) {
    const candidate = today.add({ days }).toZonedDateTime({ timeZone: schedule.zone, plainTime: time }).toInstant()
    if (Temporal.Instant.compare(candidate, after) > 0) return candidate
  }
}

/** The first club time at least 24 hours away: nobody meets a ballot that closes before they have seen it. */
export function nextTimeWithNotice(schedule: Schedule, now: Temporal.Instant): Temporal.Instant {
  return nextTime(schedule, now.add({ hours: 24 }).subtract({ nanoseconds: 1 }))
}

/** `Monday 09:00 (Europe/Berlin)` */
export function describeSchedule(schedule: Schedule): string {
  return `${WEEKDAYS[schedule.weekday - 1]} ${schedule.time} (${schedule.zone})`
}

const CLUB_TIME =
  /^(?:every |on )?(?<day>[a-z]{2,}?)(?:s|\.)?,?\s+(?:at )?(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?(?:\s*(?<half>[ap])\.?m\.?)?$/i

/** Reads `Monday 09:00`, `mon 9:00`, `Mondays at 9` or `Fri 4 pm`; null when it is none of them. */
export function parseClubTime(text: string): { weekday: number; time: string } | null {
  const { day = '', hour = '', minute = '00', half } = CLUB_TIME.exec(text.trim())?.groups ?? {}
  const weekday = parseWeekday(day)
  const time = `${hourOf(hour, half).padStart(2, '0')}:${minute}`
  return weekday && Schedule.shape.time.safeParse(time).success ? { weekday, time } : null
}

/** On a clock of 24 hours; an hour that the other clock does not have is no hour. */
function hourOf(hour: string, half: string | undefined): string {
  if (!half) return hour
  if (Number(hour) < 1 || Number(hour) > 12) return ''
  return String((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0))
}

/** The IANA zone that a text means: its name, or the place in it; null when it means none. */
export function parseZone(text: string): string | null {
  const wanted = text.trim()
  const place = wanted.toLowerCase().replaceAll(/\s+/g, '_')
  const named = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().split('/').at(-1) === place)
  for (const zone of [wanted, named]) {
    try {
      if (zone) return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
    } catch {
      // The next one may be one.
    }
  }
  return null
}

/** 1 to 7, from a weekday's English name or its first letters; null when it is none. */
export function parseWeekday(text: string): number | null {
  const word = text.trim().toLowerCase()
  if (word.length < 2) return null
  const index = WEEKDAYS.findIndex((day) => day.toLowerCase().startsWith(word))
  return index < 0 ? null : index + 1
}
