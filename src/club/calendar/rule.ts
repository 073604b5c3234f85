/** On which days a club meets, as a recurrence rule, and as people say it. */
import { RRuleTemporal } from 'rrule-temporal'
import { weekdayByName } from './weekday-names.ts'

/** 1 is Monday, 7 is Sunday, as in ISO 8601. `nth`: of the month, 1 to 4, or −1 for the last; null for each. */
interface WeekdayOf {
  weekday: number
  nth: number | null
}

/**
 * Every `interval` weeks or months, on some weekdays, or of the month on some `dates`, 1 to 31, −1 for the last, or on some of its
 * `workdays`, 1 to 4, −1 for the last of those from Monday to Friday; without any only on days that are added one by one. A month that
 * has no such date is left out.
 */
export interface Rhythm {
  every: 'week' | 'month'
  interval: number
  days: WeekdayOf[]
  dates?: number[]
  workdays?: number[]
}

/** Monday to Friday. */
export const WORKDAYS = [1, 2, 3, 4, 5]

export const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const WORKDAY_CODES = WORKDAYS.map((weekday) => WEEKDAY_CODES[weekday - 1] ?? '')
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** 1 to 7, from a weekday's English name or its first letters, or its name in any other language; null when it is none. */
export function parseWeekday(text: string): number | null {
  const word = text.trim().toLowerCase()
  if (word.length < 2) return null
  const index = WEEKDAYS.findIndex((day) => day.toLowerCase().startsWith(word))
  return index < 0 ? weekdayByName(word) : index + 1
}

/** A rule of RFC 5545 as far as reading groups use it, `FREQ=MONTHLY;BYDAY=-1TH`; null for any other. The empty one has no dates. */
export function rhythmOf(rule: string): Rhythm | null {
  if (rule === '') return { every: 'week', interval: 1, days: [] }
  const parts = new Map(
    rule
      .trim()
      .toUpperCase()
      .replace(/^RRULE:/, '')
      .split(';')
      .map((part) => part.split('=', 2) as [string, string | undefined]),
  )
  const every = ({ WEEKLY: 'week', MONTHLY: 'month' } as const)[parts.get('FREQ') ?? '']
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const isKnown = [...parts.keys()].every((name) => KNOWN.includes(name))
  if (!every || !isKnown || !Number.isInteger(interval) || interval < 1 || interval > MOST_BETWEEN) return null
  const [byDay = '', places, byDate] = ['BYDAY', 'BYSETPOS', 'BYMONTHDAY'].map((name) => parts.get(name))
  const dates = byDate === undefined ? null : datesOf(byDate)
  if (byDate !== undefined && byDay === '')
    return every === 'month' && dates && places === undefined ? { every, interval, days: [], dates } : null
  const workdays = placesOf(byDay, places)
  if (workdays && every === 'month' && byDate === undefined) return { every, interval, days: [], workdays }
  const days = withPlaces(byDay, byDate === undefined ? places : weekOf(dates)).map(dayOf)
  const known = days.filter((day) => day !== null)
  if (known.length < days.length || known.some(({ nth }) => (nth === null) !== (every === 'week'))) return null
  return { every, interval, days: known }
}

const KNOWN = ['FREQ', 'INTERVAL', 'BYDAY', 'BYSETPOS', 'BYMONTHDAY', 'WKST']

/** `1,15`; null where one is none of a month. */
function datesOf(text: string): number[] | null {
  const dates = text.split(',').map(Number)
  const isDate = (date: number) => date === -1 || (Number.isInteger(date) && date >= 1 && date <= 31)
  return dates.every(isDate) ? inMonth(dates) : null
}

/** In their order in a month, each once: the last one comes last. */
export function inMonth(places: readonly number[]): number[] {
  return [...new Set(places)].toSorted((a, b) => (a === -1 ? 1 : b === -1 ? -1 : a - b))
}

/** Which of the days from Monday to Friday of a month, where it is those; null where it is not. */
function placesOf(byDay: string, places: string | undefined): number[] | null {
  const isWorkdays = byDay.split(',').toSorted().join() === WORKDAY_CODES.toSorted().join()
  const found = (places ?? '').split(',').map(Number)
  return isWorkdays && found.every((place) => [1, 2, 3, 4, -1].includes(place)) ? inMonth(found) : null
}

/** The place that a weekday has in its month where its date is one of seven in a row, `8,9,10,11,12,13,14`: the second. */
function weekOf(dates: readonly number[] | null): string {
  const [first = 0] = dates ?? []
  const isWeek = dates?.length === 7 && dates.every((date, index) => date === first + index)
  return isWeek && first % 7 === 1 ? String((first + 6) / 7) : 'none'
}

/** `TH` in the places `-1` is `-1TH`; of several weekdays places are another thing. */
function withPlaces(byDay: string, places: string | undefined): string[] {
  const days = byDay.split(',')
  return places === undefined ? days : places.split(',').map((place) => `${place}${byDay}`)
}

/** Half a year: a club that meets more rarely has no rhythm. */
const MOST_BETWEEN = 26

function dayOf(text: string): WeekdayOf | null {
  const match = /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text.trim())
  const nth = match?.[1] ? Number(match[1]) : null
  if (!match || (nth !== null && nth !== -1 && (nth < 1 || nth > 4))) return null
  return { weekday: WEEKDAY_CODES.indexOf(match[2] as (typeof WEEKDAY_CODES)[number]) + 1, nth }
}

export function ruleOf({ every, interval, days, dates = [], workdays = [] }: Rhythm): string {
  const between = interval === 1 ? '' : `INTERVAL=${interval};`
  if (dates.length > 0) return `FREQ=MONTHLY;${between}BYMONTHDAY=${dates.join(',')}`
  if (workdays.length > 0)
    return `FREQ=MONTHLY;${between}BYDAY=${WORKDAY_CODES.join(',')};BYSETPOS=${workdays.join(',')}`
  if (days.length === 0) return ''
  const byDay = days.map(({ weekday, nth }) => `${nth ?? ''}${WEEKDAY_CODES[weekday - 1]}`).join(',')
  return `FREQ=${every === 'week' ? 'WEEKLY' : 'MONTHLY'};${between}BYDAY=${byDay}`
}

/** The first day of the rhythm that is `after` or later, counted from the day `from`. The rule must be one that {@link rhythmOf} knows. */
export function dayOfRule(rule: string, from: string, after: Temporal.PlainDate): Temporal.PlainDate | null {
  if (rule === '') return null
  const found = counted(rule, from).next(noonOf(after), true)
  return found?.toPlainDate() ?? null
}

/** Rules take longer to build than to ask. */
const rules = new Map<string, RRuleTemporal>()
const MOST_KEPT = 1_000

function counted(rule: string, from: string): RRuleTemporal {
  const name = `${rule} ${from}`
  const known = rules.get(name)
  if (known) return known
  if (rules.size >= MOST_KEPT) rules.clear()
  const made = new RRuleTemporal({ rruleString: `RRULE:${rule}`, dtstart: noonOf(Temporal.PlainDate.from(from)) })
  rules.set(name, made)
  return made
}

/** The rule is asked for days alone: in a zone without clock changes, far from midnight. */
function noonOf(day: Temporal.PlainDate): Temporal.ZonedDateTime {
  return day.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' })
}

/** `every second Friday` */
export function describeRhythm({ every, interval, days, dates = [], workdays = [] }: Rhythm): string {
  const months = `of ${interval === 1 ? 'the month' : `every ${ordinal(interval)} month`}`
  if (dates.length > 0)
    return `the ${listed(dates.map((date) => (date === -1 ? 'last day' : numbered(date))))} ${months}`
  if (workdays.length > 0) return `the ${listed(workdays.map((nth) => NTHS.get(nth) ?? ''))} weekday ${months}`
  if (days.length === 0) return SINGLE_DATES
  const names = days.map(({ weekday }) => WEEKDAYS[weekday - 1] ?? '')
  if (every === 'week') {
    const isWorkdays = days.length === WORKDAYS.length && days.every(({ weekday }) => WORKDAYS.includes(weekday))
    const on = isWorkdays ? 'weekday' : listed(names)
    return interval === 1 ? `every ${on}` : `every ${ordinal(interval)} ${days.length > 1 ? `week on ${on}` : on}`
  }
  const byName = Map.groupBy(days, ({ weekday }) => weekday)
  const on = [...byName].map(
    ([weekday, nths]) => `${listed(nths.map(({ nth }) => NTHS.get(nth ?? 0) ?? ''))} ${WEEKDAYS[weekday - 1]}`,
  )
  return `the ${listed(on)} ${months}`
}

/** How a club meets that has no rhythm. */
export const SINGLE_DATES = 'single dates'

const NTHS = new Map([
  [1, 'first'],
  [2, 'second'],
  [3, 'third'],
  [4, 'fourth'],
  [-1, 'last'],
])

function ordinal(n: number): string {
  return NTHS.get(n) ?? numbered(n)
}

/** The dates of rules that some months have not, as words: `31st`, `30th or 31st`; null where all have all. */
export function rareDates(rules: readonly { rule: string }[]): string | null {
  const dates = rules.flatMap(({ rule }) => rhythmOf(rule)?.dates ?? [])
  const rare = [...new Set(dates)].filter((date) => date > SHORTEST_MONTH).toSorted((a, b) => a - b)
  return rare.length > 0 ? rare.map(numbered).join(' or ') : null
}

const SHORTEST_MONTH = 28

/** `1st`, `22nd` */
function numbered(n: number): string {
  const tens = n % 100
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}

/** `Monday, Tuesday and Friday` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
