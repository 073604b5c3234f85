import { z } from 'zod'
import {
  breakOf,
  Calendar,
  DateName,
  dayOfName,
  describeDays,
  meetingDayOf,
  nextMeetingDay,
  TimeOfDay,
  usualTime,
} from './calendar/calendar.ts'
import { listed, parseWeekday, WEEKDAYS } from './calendar/rule.ts'
import { timeFrom } from './calendar/written.ts'
import { UserError } from './errors.ts'
import { dayOfSaid, type SaidDate, saidText, timeOfSaid } from './said-date.ts'

/** When a club's ballots close: at its meetings, or some time before them. */
export const Schedule = z.object({
  /** ISO weekday: 1 is Monday, 7 is Sunday. A calendar takes its place. */
  weekday: z.number().int().min(1).max(7),
  /** The first day that counts, where the weekday was another one before. */
  from: z.iso.date().optional(),
  /** Local time of day, `09:00`. */
  time: TimeOfDay,
  /** IANA time zone. */
  zone: z.string().min(1),
  /** The days, where they are not simply one a week. */
  calendar: Calendar.optional(),
  /** How long before the meeting the paper stands, in hours; days are of 24 on the local clock. None: the pick is the meeting. */
  lead: z.number().int().min(0).optional(),
  /** Without a calendar: one date, by the weekday's own day, that stays when it was though the hour is another one since. */
  kept: z.object({ day: z.iso.date(), to: z.iso.date(), time: TimeOfDay }).optional(),
  /** Dates that nothing is to be chosen for, by the calendar's own day: their papers are chosen ahead, or they have none. */
  settled: z.array(z.object({ day: DateName, papers: z.boolean() })).optional(),
})
export type Schedule = z.infer<typeof Schedule>

/** A schedule that never ends. */
export type Weekly = Schedule & { calendar?: undefined }

export { parseWeekday, WEEKDAYS }

/** The longest lead, in hours. */
export const LONGEST_LEAD = 60 * 24

/** At what time a date is, by its name, where nobody said another one: that of its rule, or the club's. */
export function usualTimeOf({ time, calendar }: Pick<Schedule, 'time' | 'calendar'>, name: string): string {
  return usualTime(calendar, time, name)
}

/** Whether the paper of a meeting should stand already, or all but, where none has been picked for it yet. */
export function isPickOver(schedule: Schedule, day: string, time: string, now: Temporal.Instant): boolean {
  const meeting = instantOf(day, time, schedule.zone)
  return Temporal.Instant.compare(leadBefore(schedule, meeting), now.add(NOTICE)) < 0
}

/** The first meeting strictly later than `after`; null when the calendar has none any more. */
export function nextMeeting(schedule: Schedule, after: Temporal.Instant): Temporal.Instant | null {
  return comingMeetings(schedule, after, 1)[0]?.at ?? null
}

/**
 * The first pick strictly later than `after`; null when the calendar has no meeting any more. Where a clock change skips the
 * local time the instant after the gap is taken, where it repeats it the earlier one (Temporal's `compatible`).
 */
export function nextTime(schedule: Weekly, after: Temporal.Instant): Temporal.Instant
export function nextTime(schedule: Schedule, after: Temporal.Instant): Temporal.Instant | null
export function nextTime(schedule: Schedule, after: Temporal.Instant): Temporal.Instant | null {
  let found: Temporal.Instant | null = null
  for (const date of datesFrom(schedule, after)) {
    const pick = pickBefore(schedule, date.at)
    const isLater = Temporal.Instant.compare(pick, after) > 0
    if (hasPaper(schedule, date.day) && isLater && (!found || Temporal.Instant.compare(pick, found) < 0)) found = pick
    // Only of a date that was added late does the paper stand later than those of dates after it.
    if (found && !isLateDate(schedule, date) && Temporal.Instant.compare(pick, found) >= 0) return found
  }
  return found
}

/** That pick, or the first after it that is for none of those days: what was chosen early is not chosen again. */
export function pickBeside(
  schedule: Schedule,
  pick: Temporal.Instant | null,
  chosen: readonly string[],
): Temporal.Instant | null {
  let next = pick
  while (next && chosen.includes(datedOf(schedule, next)?.day ?? '')) next = nextTime(schedule, next)
  return next
}

/** The club's hour, strictly later than `after`, on whatever day. */
export function nextHourOf({ time, zone }: Pick<Schedule, 'time' | 'zone'>, after: Temporal.Instant): Temporal.Instant {
  const today = after.toZonedDateTimeISO(zone).toPlainDate()
  const at = instantOf(today.toString(), time, zone)
  return Temporal.Instant.compare(at, after) > 0 ? at : instantOf(today.add({ days: 1 }).toString(), time, zone)
}

/** The next date without a paper, and when its rooms are told of it: strictly later than `after`. Null when there is none any more. */
export function nextWithout(
  schedule: Schedule,
  after: Temporal.Instant,
): { date: Dated; post: Temporal.Instant } | null {
  const days = (schedule.settled ?? []).filter(({ papers }) => !papers)
  const posts = days
    .flatMap(({ day }) => dateOf(schedule, day) ?? [])
    .map((date) => ({ date, post: pickBefore(schedule, date.at) }))
  return posts.toSorted(bySoonest).find(({ post }) => Temporal.Instant.compare(post, after) > 0) ?? null
}

function bySoonest(a: { post: Temporal.Instant }, b: { post: Temporal.Instant }): number {
  return Temporal.Instant.compare(a.post, b.post)
}

/** The date that the calendar made on a day, wherever it is now; null when there is none. */
export function dateOf({ weekday, from, time, zone, calendar, kept }: Schedule, day: string): Dated | null {
  if (calendar) {
    const found = meetingDayOf(calendar, time, day)
    return found && { at: at(found.day, found.time, zone), was: found.was, day }
  }
  const isThen = day === dayOfName(day) && Temporal.PlainDate.from(day).dayOfWeek === weekday
  return isThen && (from === undefined || from <= day) ? weeklyOn({ time, zone, kept }, day) : null
}

/** The date of a day of a schedule without a calendar. */
function weeklyOn({ time, zone, kept }: Pick<Schedule, 'time' | 'zone' | 'kept'>, day: string): Dated {
  const at = kept?.day === day ? instantOf(kept.to, kept.time, zone) : instantOf(day, time, zone)
  return { at, was: null, day }
}

/** Those of a local day, `2026-12-24`. */
export function datesOn(schedule: Schedule, day: string): Dated[] {
  const midnight = Temporal.PlainDate.from(day).toZonedDateTime(schedule.zone).toInstant()
  const found: Dated[] = []
  for (const date of datesFrom(schedule, midnight.subtract({ seconds: 1 }))) {
    if (dayIn(date.at, schedule.zone) !== day) break
    found.push(date)
  }
  return found
}

/** Whether a date is one for papers. */
function hasPaper({ settled }: Schedule, day: string): boolean {
  return settled?.some((one) => one.day === day && !one.papers) !== true
}

/** The meeting whose paper stands from `pick` on: the first that is no sooner than the lead allows. */
export function meetingOf(schedule: Schedule, pick: Temporal.Instant): Temporal.Instant | null {
  return datedOf(schedule, pick)?.at ?? null
}

/** As {@link meetingOf}. */
export function datedOf(schedule: Schedule, pick: Temporal.Instant): Dated | null {
  let found: Dated | null = null
  for (const date of datesFrom(schedule, pick.subtract({ seconds: 1 }))) {
    const order = Temporal.Instant.compare(pickBefore(schedule, date.at), pick)
    if (!hasPaper(schedule, date.day)) continue
    if (order === 0) return date
    if (order < 0) continue
    found ??= date
    if (!isLateDate(schedule, date)) return found
  }
  return found
}

/** Whether a date was added or moved too late for its paper to stand as early as others do. */
function isLateDate(schedule: Schedule, date: Pick<Dated, 'at'>): boolean {
  return lateDate(schedule, date) !== undefined
}

/** What was said of such a date. */
function lateDate(schedule: Schedule, { at }: Pick<Dated, 'at'>): { stands?: string | undefined } | undefined {
  for (const one of schedule.calendar?.exceptions ?? []) {
    if (one.kind === 'cancelled' || !one.late) continue
    const day = one.kind === 'moved' ? one.to : one.day
    if (instantOf(day, one.time ?? usualTimeOf(schedule, one.day), schedule.zone).equals(at)) return one
  }
  return undefined
}

/**
 * The first pick at least 24 hours away: nobody meets a ballot that closes before they have seen it. Who meets by a calendar may
 * meet on two days in a row, and has an hour.
 */
export function nextTimeWithNotice(schedule: Weekly, now: Temporal.Instant): Temporal.Instant
export function nextTimeWithNotice(schedule: Schedule, now: Temporal.Instant): Temporal.Instant | null
export function nextTimeWithNotice(schedule: Schedule, now: Temporal.Instant): Temporal.Instant | null {
  return nextTime(schedule, now.add(schedule.calendar ? NOTICE : A_DAY).subtract({ nanoseconds: 1 }))
}

/** The schedule of a club that begins, from the meeting of its first pick on: what comes sooner than that nobody is told of. */
export function begunAt({ from: _, ...schedule }: Weekly, now: Temporal.Instant): Weekly {
  const first = datedOf(schedule, nextTimeWithNotice(schedule, now))
  const isNext = !first || nextMeeting(schedule, now)?.equals(first.at)
  return isNext ? schedule : { ...schedule, from: first.day }
}

const NOTICE = { hours: 1 }
const A_DAY = { hours: 24 }

function byCalendar(
  { time, zone }: Pick<Schedule, 'time' | 'zone'>,
  calendar: Calendar,
  after: Temporal.Instant,
): Dated | null {
  const local = after.toZonedDateTimeISO(zone).toPlainDateTime()
  // Where clocks are set back the same local time comes twice: what is found may be no later than `after`.
  for (let from = local.subtract({ hours: 3 }); ; ) {
    const found = nextMeetingDay(calendar, time, from)
    if (!found) return null
    const instant = at(found.day, found.time, zone)
    if (Temporal.Instant.compare(instant, after) > 0) return { at: instant, was: found.was, day: found.name }
    from = found.day.toPlainDateTime(Temporal.PlainTime.from(found.time))
  }
}

function byWeek(
  { weekday, time, zone, kept }: Pick<Schedule, 'weekday' | 'time' | 'zone' | 'kept'>,
  after: Temporal.Instant,
): Dated {
  // What stays when it was may be on the day after its own by now.
  const first = after
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .subtract({ days: kept ? 7 : 0 })
  for (let days = (weekday - first.dayOfWeek + 7) % 7; ; days += 7) {
    const candidate = weeklyOn({ time, zone, kept }, first.add({ days }).toString())
    if (Temporal.Instant.compare(candidate.at, after) > 0) return candidate
  }
}

/** The day of an instant in a zone, `2026-12-24`. */
export function dayIn(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The local time of an instant, `18:00`. */
export function timeIn(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
}

/** Both, `2026-12-24T18:00`. */
export function localIn(instant: Temporal.Instant, zone: string): string {
  return `${dayIn(instant, zone)}T${timeIn(instant, zone)}`
}

/** A local day and time, `2026-12-24` and `18:00`, as an instant. The day may be the name of a date. */
export function instantOf(day: string, time: string, zone: string): Temporal.Instant {
  return at(Temporal.PlainDate.from(dayOfName(day)), time, zone)
}

/** A date of the calendar. `was`: the day that it was moved from. `day`: its name, the day that the calendar made, which a move leaves. */
export interface Dated {
  at: Temporal.Instant
  was: string | null
  day: string
}

/** The next meetings, at most `count`. */
export function comingMeetings(schedule: Schedule, now: Temporal.Instant, count: number): Dated[] {
  return datesFrom(schedule, now).take(count).toArray()
}

/** All meetings strictly later than `after`, soonest first. */
function* datesFrom(schedule: Schedule, after: Temporal.Instant): Generator<Dated, undefined> {
  const { time, zone, calendar, weekday, kept } = schedule
  for (let last = laterOf(after, calendar ? undefined : schedule.from, zone); ; ) {
    const next = calendar ? byCalendar({ time, zone }, calendar, last) : byWeek({ weekday, time, zone, kept }, last)
    if (!next) return
    yield next
    last = next.at
  }
}

/** No earlier than the day before one that counts. */
function laterOf(after: Temporal.Instant, from: string | undefined, zone: string): Temporal.Instant {
  if (from === undefined) return after
  const first = Temporal.PlainDate.from(from).toZonedDateTime(zone).toInstant().subtract({ seconds: 1 })
  return Temporal.Instant.compare(first, after) > 0 ? first : after
}

function at(day: Temporal.PlainDate, time: string, zone: string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).toInstant()
}

function leadBefore({ zone, lead = 0 }: Schedule, meeting: Temporal.Instant): Temporal.Instant {
  const [days, hours] = [Math.floor(lead / 24), lead % 24]
  return meeting.toZonedDateTimeISO(zone).subtract({ days, hours }).toInstant()
}

/** When the paper of a meeting stands and its rooms are told: nothing is picked in a break, but on the day before it. */
export function pickBefore(schedule: Schedule, meeting: Temporal.Instant): Temporal.Instant {
  const { zone, calendar } = schedule
  const late = lateDate(schedule, { at: meeting })
  if (late) return soonerOf(late.stands === undefined ? meeting : Temporal.Instant.from(late.stands), meeting)
  const pick = leadBefore(schedule, meeting)
  if (!calendar || pick.equals(meeting)) return pick
  let day = pick.toZonedDateTimeISO(zone).toPlainDate()
  for (let pause = breakOf(calendar, day.toString()); pause; pause = breakOf(calendar, day.toString()))
    day = Temporal.PlainDate.from(pause.from).subtract({ days: 1 })
  if (day.toString() === dayIn(pick, zone)) return pick
  const hours = APART * othersFrom(schedule, day, meeting)
  const plainTime = pick.toZonedDateTimeISO(zone).toPlainTime()
  return day.toZonedDateTime({ timeZone: zone, plainTime }).add({ hours }).toInstant()
}

function soonerOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? one : other
}

/** Hours between two picks before one break. */
const APART = 2

/** How many other papers stand from that day on before the one of a meeting does. */
function othersFrom(schedule: Schedule, day: Temporal.PlainDate, meeting: Temporal.Instant): number {
  const { zone, lead = 0 } = schedule
  const first = day.toZonedDateTime(zone).add({ days: Math.floor(lead / 24), hours: lead % 24 })
  let count = 0
  let other = nextMeeting(schedule, first.subtract({ seconds: 1 }).toInstant())
  for (; other && Temporal.Instant.compare(other, meeting) < 0; other = nextMeeting(schedule, other)) count++
  return count
}

/** `Monday 09:00 (Europe/Berlin)`, `every second Friday 16:00; every Monday 10:00 (Europe/Madrid)` */
export function describeSchedule({ weekday, time, zone, calendar }: Schedule): string {
  return `${calendar ? describeDays(calendar, time) : `${WEEKDAYS[weekday - 1]} ${time}`} (${zone})`
}

/** `a week`, `5 days`, `36 hours`; hours. */
export function describeLead(lead: number): string {
  if (lead % 24 !== 0) return lead === 1 ? 'an hour' : `${lead} hours`
  const days = lead / 24
  return days === 7 ? 'a week' : days === 1 ? 'a day' : `${days} days`
}

const CLUB_TIME = /^(?:every |on )?(?<day>[a-z]{2,}?)(?:s|\.)?,?\s+(?:at )?(?<time>.+)$/i

/** Reads `Monday 09:00`, `mon 9:00`, `Mondays at 9` or `Fri 4 pm`; null when it is none of them. */
export function parseClubTime(text: string): { weekday: number; time: string } | null {
  const { day = '', time = '' } = CLUB_TIME.exec(text.trim())?.groups ?? {}
  const [weekday, known] = [parseWeekday(day), timeFrom(time)]
  return weekday !== null && known !== null ? { weekday, time: known } : null
}

/** How a date is to be named. */
export function sayDate(schedule: Schedule, { at }: Pick<Dated, 'at'>): SaidDate {
  const day = dayIn(at, schedule.zone)
  return datesOn(schedule, day).length > 1 ? `${day}T${timeIn(at, schedule.zone)}` : day
}

/** The date that was named, past or to come; null when there is none. Throws {@link UserError} where it may be any of several. */
export function saidDate(schedule: Schedule, said: SaidDate): Dated | null {
  return saidAmong(schedule, datesOn(schedule, dayOfSaid(said)), said)
}

/** The one of those dates that was named; null when it is none of them. Throws as above. */
export function saidAmong<Date extends Pick<Dated, 'at'>>(
  { zone }: Pick<Schedule, 'zone'>,
  dates: readonly Date[],
  said: SaidDate,
): Date | null {
  const [day, time] = said.split('T')
  const there = dates.filter(({ at }) => dayIn(at, zone) === day)
  if (time !== undefined) return there.find(({ at }) => timeIn(at, zone) === time) ?? null
  if (there.length < 2) return there[0] ?? null
  const times = there.map(({ at }) => timeIn(at, zone))
  throw new UserError(
    'which-meeting',
    `The club meets at ${listed(times)} on ${day}. Say which of these you mean with its time, as in “${day} ${times.at(-1)}”.`,
  )
}

/** Whether the day of a date is behind its club: on the day itself some things are still said and settled. */
export function isDayOver({ zone }: Pick<Schedule, 'zone'>, { at }: Pick<Dated, 'at'>, now: Temporal.Instant): boolean {
  return dayIn(at, zone) < dayIn(now, zone)
}

/** The date that was named and is to come. Throws {@link UserError}. */
export function saidToCome(schedule: Schedule, said: SaidDate, now: Temporal.Instant): Dated {
  const ahead = datesOn(schedule, dayOfSaid(said)).filter(({ at }) => Temporal.Instant.compare(at, now) > 0)
  const found = saidAmong(schedule, ahead, said)
  if (!found) throw noMeetingOn(schedule, said, now)
  return found
}

/** Throws {@link UserError} where a meeting would be moved to where it is. */
export function assertElsewhere(
  schedule: Schedule,
  from: Dated,
  { to, time }: { to: string; time: string | null },
): void {
  if (!from.at.equals(instantOf(to, time ?? usualTimeOf(schedule, from.day), schedule.zone))) return
  throw new UserError(
    'bad-dates',
    `The meeting of ${dayIn(from.at, schedule.zone)} is on that day at that time already. Nothing was changed. Say another one with \`meeting move date:${dayIn(from.at, schedule.zone)} to:… time:…\`.`,
  )
}

/** Throws {@link UserError} where one more meeting on a day would be one that is there. */
export function assertOneMore(
  schedule: Schedule,
  { day, time }: { day: string; time: string | null },
  now: Temporal.Instant,
): void {
  const at = instantOf(day, time ?? schedule.time, schedule.zone)
  if (Temporal.Instant.compare(at, now) <= 0)
    throw new UserError(
      'over',
      `${day} ${timeIn(at, schedule.zone)} is over already. Nothing was changed. Say a day and a time that are to come, such as \`meeting add date:${dayIn(now.add({ hours: 24 }), schedule.zone)} time:16:30\`.`,
    )
  if (!datesOn(schedule, day).some((one) => one.at.equals(at))) return
  throw new UserError(
    'meets-then',
    `The club meets on ${day} at ${timeIn(at, schedule.zone)} already. Nothing was changed. For a second meeting on that day say when: \`meeting add date:${day} time:…\`. Another time for the one that is there comes with \`meeting move date:${day} to:${day} time:…\`.`,
  )
}

/** What is said where no meeting is that could be meant, with why where somebody said so. `held`: on that day, by another calendar. */
export function noMeetingOn(
  schedule: Schedule,
  said: SaidDate,
  now: Temporal.Instant,
  held: readonly Pick<Dated, 'at'>[] = [],
): UserError {
  const { calendar, zone } = schedule
  const [day, time] = [dayOfSaid(said), timeOfSaid(said)]
  const on = datesOn(schedule, day)
  const others = held.filter((one) => dayIn(one.at, zone) === day && on.every(({ at }) => !at.equals(one.at)))
  const there = [...others, ...on].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
  const times = there.map(({ at }) => timeIn(at, zone))
  const meets = day < dayIn(now, zone) ? 'met' : 'meets'
  const meant = there.filter((_, nth) => time === null || times[nth] === time)
  const isOver = meant.every(({ at }) => Temporal.Instant.compare(at, now) <= 0)
  if (meant.length > 0 && isOver)
    return new UserError('over', `The meeting of ${saidText(said)} is over. See what comes with \`meeting show\`.`)
  if (there.length > 0 && meant.length === 0)
    return new UserError(
      'which-meeting',
      `The club ${meets} on ${day} at ${listed(times)}, and not at ${time}. Say which of these you mean with its time, as in “${day} ${times.at(-1)}”.`,
    )
  const byHand = calendar?.exceptions.find((one) => one.kind !== 'extra' && dayOfName(one.day) === day)
  const pause = calendar && breakOf(calendar, day)
  const why =
    byHand?.kind === 'cancelled'
      ? `The meeting of ${day} is cancelled${because(byHand.reason)}`
      : byHand?.kind === 'moved'
        ? `The meeting of ${day} is on ${byHand.to}`
        : `The club does not meet on ${saidText(said)}${because(pause?.reason)}`
  return new UserError('no-meeting', `${why}. See its dates with \`meeting show\`.`)
}

const because = (reason: string | null | undefined) => (reason ? `: ${reason}` : '')
