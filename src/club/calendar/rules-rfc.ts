/** Reads rules as calendar programs write them: RFC 5545, a property a line, or one behind another. */
import type { SaidDate } from '../said-date.ts'
import { type SaidRule, saidRhythm } from './change-rules.ts'
import { rhythmOf, WEEKDAY_CODES } from './rule.ts'
import { zoneFrom } from './written.ts'

/** Rules with what was said of single dates, or what of a text was not understood. */
export type ReadRules<Rules> = Rules | { unread: string }

/** What was read: rules, and of single dates those that are off, and those that are added. */
export interface WrittenRules {
  rules: SaidRule[]
  off: SaidDate[]
  extra: SaidDate[]
}

/** Whether a text is written so, rather than in words. */
export function isRfc(text: string): boolean {
  return /(?:^|\s)(?:RRULE|DTSTART|RDATE|EXDATE|BEGIN)[:;]|(?:^|\s)FREQ=/i.test(text)
}

/** What of a club is taken where a text does not say it; rules in another zone than its own are not understood. */
export interface Usual {
  zone: string
  time: string
}

export function rulesInRfc(text: string, usual: Usual): ReadRules<WrittenRules> {
  const read: WrittenRules = { rules: [], off: [], extra: [] }
  for (const group of groupsOf(linesOf(text))) {
    const found = readGroup(group, usual)
    if ('unread' in found) return found
    read.rules.push(...found.rules)
    read.off.push(...found.off)
    read.extra.push(...found.extra)
  }
  if (read.rules.length === 0 && read.extra.length > 0)
    read.rules.push(saidRhythm({ every: 'week', interval: 1, days: [] }))
  return read.rules.length === 0 ? { unread: text.trim() } : read
}

interface Line {
  name: string
  params: ReadonlyMap<string, string>
  value: string
  text: string
}

/** A property begins a line, or stands behind a space in capitals. */
function linesOf(text: string): Line[] {
  return text
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n|\s+(?=[A-Z][A-Z-]+[:;])|\s+(?=FREQ=)/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => {
      const [, name = '', params = '', value = ''] =
        /^([A-Za-z-]+)((?:;[^:=;]+=(?:"[^"]*"|[^:;"]*))*):(.*)$/s.exec(text) ?? []
      if (/^FREQ=/i.test(text)) return { name: 'RRULE', params: new Map(), value: text, text }
      const named = params
        .split(';')
        .slice(1)
        .map((param) => param.split('=', 2))
      return {
        name: name.toUpperCase(),
        params: new Map(named.map(([key = '', given = '']) => [key.toUpperCase(), given.replaceAll('"', '')])),
        value: value.trim(),
        text,
      }
    })
}

/** What belongs together: an event, or what follows a first day. */
function groupsOf(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [[]]
  for (const line of lines) {
    const last = groups.at(-1) ?? []
    const isNext = line.name === 'DTSTART' && last.some(({ name }) => name === 'DTSTART')
    if (isEnvelope(line)) groups.push([])
    else if (isNext) groups.push([line])
    else last.push(line)
  }
  return groups.filter((group) => group.length > 0)
}

function isEnvelope({ name, value }: Line): boolean {
  return (name === 'BEGIN' || name === 'END') && /^(?:VEVENT|VCALENDAR)$/i.test(value)
}

function readGroup(lines: readonly Line[], { zone, time }: Usual): ReadRules<WrittenRules> {
  const read: WrittenRules = { rules: [], off: [], extra: [] }
  const start = lines.find(({ name }) => name === 'DTSTART')
  const first = start ? momentOf(start, zone) : null
  if (start && !first) return { unread: start.text }
  const minutes = lengthOf(lines, first, zone)
  for (const line of lines) {
    switch (line.name) {
      case 'DTSTART':
      case 'DTEND':
      case 'DURATION':
        if (minutes === undefined) return { unread: line.text }
        break
      case 'SUMMARY':
      case 'LOCATION':
        if (line.value.length > LONGEST_WORDS) return { unread: line.text }
        break
      case 'RRULE': {
        const rule = ruleOfLine(line.value, first, { zone, time: first?.time ?? time })
        if (!rule) return { unread: line.text }
        read.rules.push({
          ...rule,
          minutes: minutes ?? null,
          name: wordsOf(lines, 'SUMMARY'),
          place: wordsOf(lines, 'LOCATION'),
        })
        break
      }
      case 'RDATE':
      case 'EXDATE': {
        const dates = datesOf(line, zone)
        if (!dates) return { unread: line.text }
        read[line.name === 'RDATE' ? 'extra' : 'off'].push(...dates)
        break
      }
      default:
        return { unread: line.text }
    }
  }
  // Without a rule a first day is a date of its own.
  if (first && read.rules.length === 0) read.extra.push(first.said)
  return read
}

const LONGEST_WORDS = 100

/** A name or a place, which are written with a backslash before some signs. */
function wordsOf(lines: readonly Line[], name: string): string | null {
  const value = lines.find((line) => line.name === name)?.value ?? ''
  const words = value
    .replaceAll(/\\[nN]/g, ' ')
    .replaceAll(/\\(.)/g, '$1')
    .trim()
  return words === '' ? null : words
}

/** A local day, with the time on it where there is one. */
interface Local {
  day: Temporal.PlainDate
  time: string | null
  said: SaidDate
}

/** Null where it is none, or in another zone than the club's. `isSingle`: of a date that does not recur, which may be in any zone. */
function momentOf({ params, value }: Pick<Line, 'params' | 'value'>, zone: string, isSingle = false): Local | null {
  const [, date, hour, minute, utc] = /^(\d{8})(?:T(\d\d)(\d\d)(?:\d\d)?(Z)?)?$/.exec(value) ?? []
  const given = utc ? 'UTC' : params.get('TZID')
  const own = given === undefined ? zone : zoneOf(given)
  if (date === undefined || own === null || (!isSingle && !isSameZone(own, zone))) return null
  try {
    const day = Temporal.PlainDate.from(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`, {
      overflow: 'reject',
    })
    if (hour === undefined) return { day, time: null, said: day.toString() }
    const at = day.toZonedDateTime({ timeZone: own, plainTime: Temporal.PlainTime.from(`${hour}:${minute}`) })
    const local = at.withTimeZone(zone)
    const [on, time] = [local.toPlainDate(), local.toPlainTime().toString({ smallestUnit: 'minute' })]
    return { day: on, time, said: `${on}T${time}` }
  } catch {
    return null
  }
}

function zoneOf(name: string): string | null {
  const found = zoneFrom(name)
  return found && 'zone' in found ? found.zone : null
}

/** Whether clocks of two zones say the same, whatever these are called. */
function isSameZone(one: string, other: string): boolean {
  const [a, b] = [one, other].map(
    (name) => new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone,
  )
  return a === b || [a, b].every((name) => name !== undefined && /^(?:UTC|Etc\/(?:UTC|GMT)|GMT|\+00:00)$/.test(name))
}

/** Minutes of an event; null where none were said, undefined where they are not understood. */
function lengthOf(lines: readonly Line[], first: Local | null, zone: string): number | null | undefined {
  const end = lines.find(({ name }) => name === 'DTEND')
  const lasting = lines.find(({ name }) => name === 'DURATION')
  if (lasting) return end ? undefined : minutesOf(lasting.value)
  if (!end) return null
  const last = momentOf(end, zone, true)
  if (!first?.time || !last?.time) return undefined
  const minutes = localOf(first)
    .until(localOf(last))
    .total({ unit: 'minutes', relativeTo: localOf(first) })
  return lengthIn(minutes)
}

function minutesOf(duration: string): number | undefined {
  try {
    return lengthIn(Temporal.Duration.from(duration).total({ unit: 'minutes', relativeTo: ANY_DAY }))
  } catch {
    return undefined
  }
}

/** Days and weeks are as long on any. */
const ANY_DAY = Temporal.PlainDate.from('2026-01-01')

/** A meeting has whole minutes, and is over within a week. */
function lengthIn(minutes: number): number | undefined {
  return Number.isInteger(minutes) && minutes > 0 && minutes <= LONGEST ? minutes : undefined
}

const LONGEST = 7 * 24 * 60

function localOf({ day, time }: Local): Temporal.PlainDateTime {
  return day.toPlainDateTime(Temporal.PlainTime.from(time ?? '00:00'))
}

function datesOf({ params, value }: Line, zone: string): SaidDate[] | null {
  const kind = params.get('VALUE') ?? 'DATE-TIME'
  const dates = value.split(',').map((one) => momentOf({ params, value: one.trim() }, zone, true))
  const known = dates.filter((one) => one !== null)
  const isKnown = ['DATE', 'DATE-TIME'].includes(kind.toUpperCase()) && known.length === dates.length
  return isKnown ? known.map(({ said }) => said) : null
}

/** What a rule leaves to its first day, that day says. */
function ruleOfLine(value: string, first: Local | null, { zone, time }: Usual): SaidRule | null {
  const parts = value
    .toUpperCase()
    .split(';')
    .filter((part) => part !== '')
  const [until, count] = ['UNTIL=', 'COUNT='].map((name) =>
    parts.find((part) => part.startsWith(name))?.slice(name.length),
  )
  const rest = parts.filter((part) => !/^(?:UNTIL|COUNT)=/.test(part))
  const isBare = first !== null && !rest.some((part) => part.startsWith('BY'))
  const rhythm = rhythmOf([...rest, ...(isBare ? byItsDay(rest, first) : [])].join(';'))
  const last = until === undefined ? null : momentOf({ params: new Map(), value: until }, zone, true)
  const isBounded = (until === undefined || last !== null) && (count === undefined || /^[1-9]\d{0,2}$/.test(count))
  if (!rhythm || rest.length === 0 || !isBounded || (until !== undefined && count !== undefined)) return null
  // Every second week is another one where weeks begin on another day.
  const isOtherWeek = rest.some((part) => part.startsWith('WKST=') && part !== 'WKST=MO')
  if (isOtherWeek && rhythm.every === 'week' && rhythm.interval > 1 && rhythm.days.length > 1) return null
  // A last instant before the time of that day leaves the day out.
  const isBefore = last?.time != null && last.time < time
  return {
    ...saidRhythm(rhythm),
    time: first?.time ?? null,
    from: first?.day.toString() ?? null,
    until: last && (isBefore ? last.day.subtract({ days: 1 }) : last.day).toString(),
    count: count === undefined ? null : Number(count),
  }
}

function byItsDay(parts: readonly string[], { day }: Local): string[] {
  if (parts.includes('FREQ=WEEKLY')) return [`BYDAY=${WEEKDAY_CODES[day.dayOfWeek - 1]}`]
  return parts.includes('FREQ=MONTHLY') ? [`BYMONTHDAY=${day.day}`] : []
}
