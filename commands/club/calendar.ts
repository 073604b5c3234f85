/** Shows when the club meets, and changes it: the rhythm, its first and last day, breaks, how early the paper stands, the place. */
import type { Block, Card, Inline, Rich } from '../../src/chat/card.ts'
import { feedBlocks } from '../../src/chat/cards/feed.ts'
import { meetingList } from '../../src/chat/cards/meetings.ts'
import { fromTo } from '../../src/chat/cards/notice.ts'
import { assertOfTrack, TRACK } from '../../src/chat/cards/tracks.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { type Calendar, dayOfName, rulesOf } from '../../src/club/calendar/calendar.ts'
import type { CalendarChanges } from '../../src/club/calendar/change.ts'
import { rareDates } from '../../src/club/calendar/rule.ts'
import { describeRule } from '../../src/club/calendar/rules.ts'
import { rulesFrom } from '../../src/club/calendar/rules-words.ts'
import { bare, breakFrom, leadFrom, saysNone, timeFrom } from '../../src/club/calendar/written.ts'
import { dayWritten } from '../../src/club/calendar/written-day.ts'
import type { Club } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import { leadNeeded, REMINDERS, type Reminder, remindersBefore, remindersFrom } from '../../src/club/reminder.ts'
import { datesOn, dayIn, describeLead, describeSchedule, LONGEST_LEAD, type Schedule } from '../../src/club/schedule.ts'
import { trackSaid } from '../../src/club/track.ts'

export default defineCommand({
  name: 'club calendar',
  description: 'Show when the club meets, or change it: days, time, breaks, place, how early the paper stands',
  answers: 'actor',
  options: {
    days: {
      kind: 'text',
      description: 'Such as “every second Friday”, “Mon 10:00 and Thu 14:00” or “single dates”',
      max: 1_000,
    },
    time: { kind: 'text', description: 'Such as 16:30 or 4:30pm', max: 10 },
    zone: { kind: 'zone', description: 'The time zone of that time, such as Berlin' },
    from: { kind: 'date', description: 'The first day that counts; every second week is counted from it' },
    until: { kind: 'text', description: 'The last day that counts, such as 2027-02-12; “none” goes on', max: 40 },
    break: { kind: 'text', description: 'Days without a meeting: 2026-12-21 to 2027-01-04 winter break', max: 200 },
    unbreak: { kind: 'date', description: 'A day of a break that is to go' },
    lead: { kind: 'text', description: 'How long before the meeting the paper stands: 5 days, a week, none', max: 20 },
    remind: {
      kind: 'text',
      description: 'When to remind: a week, 3 days, a day, an hour, afterwards …, none',
      max: 60,
    },
    place: { kind: 'text', description: 'A room, or the address of a call; “none” takes it away', max: 200 },
    track: TRACK,
  },
  async run(context, { days, time, zone, from, until, break: pause, unbreak, lead, remind, place, track }) {
    const given = [days, time, zone, from, until, pause, unbreak, lead, remind, place, track]
    if (given.every((value) => value === undefined)) return calendarCard(context, 'When the club meets')
    const { club } = context.services
    await club.requireOrganiser(context.caller)
    const at = read(time, timeFrom, 'time', 'a time such as 16:30 or 4:30pm')
    const known = await club.get()
    const today = context.clock.now().toZonedDateTimeISO(known.schedule.zone).toPlainDate()
    const last = read(
      until,
      (text) => lastDayFrom(text, today),
      'until',
      'a day such as 12 February or 2027-02-12, or none',
    )?.day
    const where = place === undefined ? undefined : isNone(bare(place)) ? null : bare(place)
    if (track !== undefined) {
      const key = trackSaid(known, track)
      assertOfTrack({ zone, break: pause, unbreak, lead, remind }, [days, time, from, until, place])
      const said = days === undefined ? undefined : saidDays(days, { time: at, zone, from }, known.schedule)
      if (said?.singles?.off.length || said?.singles?.extra.length) throw singlesOfAll()
      const ofTrack = { rules: said?.rules, time: at, from, until: last, place: where }
      await club.change({ track: key, ofTrack })
      return calendarCard(context, 'Changed. The club now meets', known.schedule)
    }
    await club.change({
      ...(days === undefined ? {} : saidDays(days, { time: at, zone, from }, known.schedule)),
      time: at,
      zone,
      from,
      until: last,
      breaks: read(pause, (text) => breaksFrom(text, today), 'break', 'days such as “21 Dec to 4 Jan winter break”'),
      unbreak,
      lead: read(lead, shortLead, 'lead', `a time of at most ${describeLead(LONGEST_LEAD)}, such as 5 days`),
      reminders: read(
        remind,
        remindersFrom,
        'remind',
        'one or more of 2 weeks, a week, 3 days, 2 days, a day, 3 hours, 2 hours, an hour, 30 minutes, 15 minutes, 10 minutes and afterwards, or none',
      ),
      place: where,
    })
    return calendarCard(context, 'Changed. The club now meets', known.schedule)
  },
})

function singlesOfAll(): UserError {
  return new UserError(
    'bad-option',
    'Single dates are added and left out with `meeting add` and `meeting cancel`. Nothing was changed.',
  )
}

/** The rules in a text. Throws {@link UserError} where something is not understood, or said twice. */
function saidDays(
  text: string,
  { time, zone, from }: { time: string | undefined; zone: string | undefined; from: Temporal.PlainDate | undefined },
  schedule: Schedule,
): Pick<CalendarChanges, 'rules' | 'singles'> {
  const read = rulesFrom(bare(text), { zone: zone ?? schedule.zone, time: time ?? schedule.time })
  if ('unread' in read)
    throw new UserError(
      'bad-option',
      `“days” must be days such as “every second Friday”, “last Thursday of the month” or “Mon 10:00 and Thu 14:00”; “${read.unread}” is not. Nothing was changed.`,
    )
  const { rules, ...singles } = read
  const twice =
    time !== undefined && rules.some((rule) => rule.time !== null)
      ? 'time'
      : from && rules.some((rule) => rule.from !== null)
        ? 'from'
        : null
  if (twice) throw new UserError('bad-option', `“days” says it already, so leave “${twice}” out. Nothing was changed.`)
  return { rules, singles }
}

function read<T>(
  text: string | undefined,
  from: (text: string) => T | null,
  name: string,
  rule: string,
): T | undefined {
  if (text === undefined) return undefined
  const found = from(bare(text))
  if (found === null)
    throw new UserError('bad-option', `“${name}” must be ${rule}; “${text}” is not. Nothing was changed.`)
  return found
}

function lastDayFrom(text: string, today: Temporal.PlainDate): { day: Temporal.PlainDate | null } | null {
  if (isNone(text)) return { day: null }
  const day = dayWritten(text, today)
  return day && { day }
}

function breaksFrom(text: string, today: Temporal.PlainDate) {
  const found = text
    .split(/\n|;/)
    .filter((line) => line.trim() !== '')
    .map((line) => breakFrom(line, today))
  const known = found.filter((one) => one !== null)
  return known.length === 0 || known.length < found.length ? null : known
}

function shortLead(text: string): number | null {
  const lead = leadFrom(text)
  return lead !== null && lead <= LONGEST_LEAD ? lead : null
}

const isNone = (text: string) => saysNone(text) || /^nowhere$/i.test(text.trim())

/** `before`: when it met until now, where that was changed. */
async function calendarCard(context: Context, title: string, before?: Schedule): Promise<Card> {
  const { services, root, about } = context
  const club = await services.club.get()
  // Only who is in a room of the club is told its address.
  const feed = services.place.kind === 'room' ? feedBlocks(about.address, await services.meetings.feed()) : []
  return {
    title,
    blocks: [
      { kind: 'text', text: [{ bold: describeSchedule(club.schedule) }, ...aroundIt(club, root)] },
      ...(await meetingList(context)),
      ...(before ? lapsedBlocks(before, club.schedule, dayIn(context.clock.now(), club.schedule.zone)) : []),
      ...breakBlocks(club),
      ...feed,
    ],
    footer: [
      'Single dates: ',
      { code: `/${root} meeting move` },
      ', ',
      { code: `/${root} meeting cancel` },
      ', ',
      { code: `/${root} meeting add` },
      '.',
    ],
  }
}

function aroundIt({ place, reminders, schedule: { time, lead, calendar } }: Club, root: string): Inline[] {
  const { come, late } = remindersBefore(reminders, lead)
  const words = (some: readonly Reminder[]) => some.map((one) => REMINDERS[one].words).join(', ')
  const rare = rareDates(calendar ? rulesOf(calendar) : [])
  const stands = lead ? `stands only ${describeLead(lead)} before` : 'stands only when the club meets'
  return [
    ...(calendar ? untilWords(calendar, time) : []),
    ...(place === null ? [] : [`, ${place}`]),
    ...(rare === null ? [] : [`. A month without a ${rare} has no such date; “the last day of the month” is in each`]),
    ...(lead ? [`. The paper stands ${describeLead(lead)} before`] : []),
    ...(come.length > 0 ? [`. A reminder comes ${words(come)} before`] : []),
    ...(late.length > 0
      ? [
          `. No reminder comes ${words(late)} before: the paper ${stands}. Let it stand sooner with `,
          { code: `/${root} club calendar lead:"${leadWritten(leadNeeded(late))}"` },
        ]
      : []),
    ...(reminders.includes('afterwards') ? ['. Once it is over the rooms are asked how it was'] : []),
    '.',
  ]
}

/** Hours as an option takes them. */
const leadWritten = (hours: number) => (hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`)

/** Until when it meets: as all of its rules say, or each. */
function untilWords(calendar: Calendar, time: string): string[] {
  const rules = rulesOf(calendar)
  const [until, ...others] = new Set(rules.map((rule) => rule.until))
  if (others.length === 0) return until ? [`, until ${until}`] : []
  return rules.flatMap((rule) => (rule.until ? [`, ${describeRule(rule, time)} until ${rule.until}`] : []))
}

/** What was cancelled, and is no date any more. */
function lapsedBlocks(before: Schedule, after: Schedule, today: string): Block[] {
  const still = new Set((after.calendar?.exceptions ?? []).map(({ day }) => day))
  return (before.calendar?.exceptions ?? []).flatMap((one) => {
    const isOne = one.kind === 'cancelled' && dayOfName(one.day) >= today && !still.has(one.day)
    if (!isOne || datesOn(after, dayOfName(one.day)).length > 0) return []
    const why = one.reason ? ` (${one.reason})` : ''
    return [{ kind: 'text', text: [`${dayOfName(one.day)} was cancelled${why}, and is no date of the club any more.`] }]
  })
}

function breakBlocks({ schedule: { calendar } }: Club): Block[] {
  const items = (calendar?.breaks ?? []).map(
    (one): Rich => (one.reason ? `${fromTo(one)}: ${one.reason}` : fromTo(one)),
  )
  if (items.length === 0) return []
  return [
    { kind: 'text', text: [{ bold: 'Breaks' }] },
    { kind: 'list', items },
  ]
}
