import { z } from 'zod'
import { breakOf, type Calendar } from './calendar/calendar.ts'
import { durationFrom } from './calendar/duration.ts'
import { saysNone } from './calendar/written.ts'
import type { ReminderKind } from './keys.ts'

/** When its rooms are reminded of a meeting: how long before it, or once it is over of what there is to say then. */
export const Reminder = z.enum([
  '2 weeks',
  'week',
  '3 days',
  '2 days',
  'day',
  '3 hours',
  '2 hours',
  'hour',
  '30 minutes',
  '15 minutes',
  '10 minutes',
  'afterwards',
])
export type Reminder = z.infer<typeof Reminder>

/** `before`: null for what comes once it is over. */
export const REMINDERS: Readonly<
  Record<Reminder, { kind: ReminderKind; before: Temporal.DurationLike | null; words: string }>
> = {
  '2 weeks': { kind: 'twoweeksahead', before: { days: 14 }, words: '2 weeks' },
  week: { kind: 'weekahead', before: { days: 7 }, words: 'a week' },
  '3 days': { kind: 'threedaysahead', before: { days: 3 }, words: '3 days' },
  '2 days': { kind: 'twodaysahead', before: { days: 2 }, words: '2 days' },
  day: { kind: 'dayahead', before: { days: 1 }, words: 'a day' },
  '3 hours': { kind: 'threehoursahead', before: { hours: 3 }, words: '3 hours' },
  '2 hours': { kind: 'twohoursahead', before: { hours: 2 }, words: '2 hours' },
  hour: { kind: 'hourahead', before: { hours: 1 }, words: 'an hour' },
  '30 minutes': { kind: 'halfhourahead', before: { minutes: 30 }, words: '30 minutes' },
  '15 minutes': { kind: 'quarterahead', before: { minutes: 15 }, words: '15 minutes' },
  '10 minutes': { kind: 'tenminutesahead', before: { minutes: 10 }, words: '10 minutes' },
  afterwards: { kind: 'wrapup', before: null, words: 'afterwards' },
}

/** Nobody is reminded of what they have only just read. */
const AFTER_PICK = { hours: 1 }

/** Minutes of a meeting of which nobody has said how long it is. */
const USUAL_LENGTH = 60

/** What of a club says when it is reminded of its meetings. */
interface Reminded {
  reminders: readonly Reminder[]
  zone: string
  calendar?: Calendar | undefined
  /** How long a meeting is. */
  minutes: number | null
}

/**
 * When a club is reminded of a meeting that is to come: days before are at the same local time. What would come in a break comes
 * an hour before the meeting.
 */
export function remindersOf(
  meets: { at: Temporal.Instant; cancelled: object | null } | null,
  { reminders, zone, calendar, minutes }: Reminded,
  now: Temporal.Instant,
): { kind: ReminderKind; at: Temporal.Instant }[] {
  if (!meets || meets.cancelled) return []
  const local = meets.at.toZonedDateTimeISO(zone)
  const isBreak = (at: Temporal.Instant) =>
    calendar !== undefined && breakOf(calendar, at.toZonedDateTimeISO(zone).toPlainDate().toString()) !== undefined
  const due = (reminder: Reminder) => {
    const { kind, before } = REMINDERS[reminder]
    if (before === null) return { kind, at: meets.at.add({ minutes: minutes ?? USUAL_LENGTH }), isAfter: true }
    const at = local.subtract(before).toInstant()
    const kept = isBreak(at) && !isBreak(meets.at) ? local.subtract(REMINDERS.hour.before ?? {}).toInstant() : at
    return { kind, at: kept, isAfter: false }
  }
  const inTime = reminders
    .map(due)
    .filter(({ at, isAfter }) => Temporal.Instant.compare(at, isAfter ? now : now.add(AFTER_PICK)) >= 0)
  return inTime
    .filter(({ at }, index) => !inTime.slice(index + 1).some((other) => other.at.equals(at)))
    .map(({ kind, at }) => ({ kind, at }))
}

/** Those that come before a meeting, and those that cannot: the paper stands too late. `lead`: in hours. */
export function remindersBefore(reminders: readonly Reminder[], lead = 0): { come: Reminder[]; late: Reminder[] } {
  const ahead = reminders.filter((reminder) => REMINDERS[reminder].before !== null)
  const isInTime = (reminder: Reminder) => hoursFor(reminder) <= lead
  return { come: ahead.filter(isInTime), late: ahead.filter((reminder) => !isInTime(reminder)) }
}

/** How early a paper has to stand so that all of those reminders come, in hours: days where they come days before. */
export function leadNeeded(reminders: readonly Reminder[]): number {
  const hours = Math.max(0, ...reminders.map(hoursFor))
  return hours > 24 ? Math.ceil(hours / 24) * 24 : Math.ceil(hours)
}

function hoursFor(reminder: Reminder): number {
  return ((minutesOf(REMINDERS[reminder].before) ?? 0) + 60 * AFTER_PICK.hours) / 60
}

/** Reads `a week, a day and an hour`, `3 days`, `P3D, PT3H`, `10 minutes, afterwards`, `none`; null when it is none of them. */
export function remindersFrom(text: string): Reminder[] | null {
  if (saysNone(text)) return []
  const said = text
    .toLowerCase()
    .replaceAll(/\b(before|the)\b/g, ' ')
    .split(/[,;]|\band\b/)
    .map((part) => part.trim().replaceAll(/\s+/g, ' '))
    .filter((part) => part !== '')
  const found = said.map(reminderFrom)
  const known = found.filter((one) => one !== null)
  return known.length === 0 || known.length < found.length
    ? null
    : Reminder.options.filter((reminder) => known.includes(reminder))
}

function reminderFrom(words: string): Reminder | null {
  if (/^after(wards?)?$/.test(words)) return 'afterwards'
  const minutes = /^p/.test(words) ? minutesOf(isoFrom(words.toUpperCase())) : durationFrom(words)
  return Reminder.options.find((one) => minutes !== null && minutes === minutesOf(REMINDERS[one].before)) ?? null
}

function isoFrom(text: string): Temporal.DurationLike | null {
  try {
    return Temporal.Duration.from(text)
  } catch {
    return null
  }
}

function minutesOf(duration: Temporal.DurationLike | null): number | null {
  if (duration === null) return null
  const { weeks, days, hours, minutes } = Temporal.Duration.from(duration)
  return ((weeks * 7 + days) * 24 + hours) * 60 + minutes
}
