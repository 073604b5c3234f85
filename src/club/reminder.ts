import { z } from 'zod'
import { breakOf, type Calendar } from './calendar/calendar.ts'
import { saysNone } from './calendar/written.ts'
import type { ReminderKind } from './keys.ts'

/** How long before a meeting its rooms are reminded of it. */
export const Reminder = z.enum(['week', 'day', 'hour'])
export type Reminder = z.infer<typeof Reminder>

export const REMINDERS: Readonly<Record<Reminder, { kind: ReminderKind; before: Temporal.DurationLike }>> = {
  week: { kind: 'weekahead', before: { days: 7 } },
  day: { kind: 'dayahead', before: { days: 1 } },
  hour: { kind: 'hourahead', before: { hours: 1 } },
}

/** Nobody is reminded of what they have only just read. */
const AFTER_PICK = { hours: 1 }

/**
 * When a club is reminded of a meeting that is to come: days before are at the same local time. What would come in a break comes
 * an hour before the meeting.
 */
export function remindersOf(
  meets: { at: Temporal.Instant; cancelled: object | null } | null,
  { reminders, zone, calendar }: { reminders: readonly Reminder[]; zone: string; calendar?: Calendar | undefined },
  now: Temporal.Instant,
): { kind: ReminderKind; at: Temporal.Instant }[] {
  if (!meets || meets.cancelled) return []
  const local = meets.at.toZonedDateTimeISO(zone)
  const isBreak = (at: Temporal.Instant) =>
    calendar !== undefined && breakOf(calendar, at.toZonedDateTimeISO(zone).toPlainDate().toString()) !== undefined
  const before = (reminder: Reminder) => local.subtract(REMINDERS[reminder].before).toInstant()
  const inTime = reminders
    .map((reminder) => ({ kind: REMINDERS[reminder].kind, at: before(reminder) }))
    .map((one) => (isBreak(one.at) && !isBreak(meets.at) ? { ...one, at: before('hour') } : one))
    .filter(({ at }) => Temporal.Instant.compare(at, now.add(AFTER_PICK)) >= 0)
  return inTime.filter(({ at }, index) => !inTime.slice(index + 1).some((other) => other.at.equals(at)))
}

/** Reads `a week, a day and an hour`, `1 day`, `none`; null when it is none of them. */
export function remindersFrom(text: string): Reminder[] | null {
  const words = text.toLowerCase().match(/[\p{L}]+/gu) ?? []
  if (words.length === 1 && saysNone(words[0] ?? '')) return []
  const known = words.filter((word) => !FILL.has(word)).map((word) => Reminder.safeParse(word.replace(/s$/, '')).data)
  const found = known.filter((one) => one !== undefined)
  return found.length === 0 || found.length < known.length
    ? null
    : Reminder.options.filter((reminder) => found.includes(reminder))
}

const FILL = new Set(['a', 'an', 'and', 'one', 'before', 'the'])
