/** On which days a club meets, as a recurrence rule, and as people say it. */
import { RRuleTemporal } from 'rrule-temporal'
import { weekdayByName } from './weekday-names.ts'

/** 1 is Monday, 7 is Sunday, as in ISO 8601. `nth`: of the month, 1 to 4, or −1 for the last; null for each. */
interface WeekdayOf {
  weekday: number
  nth: number | null
}

/** Every `interval` weeks or months, on some weekdays; without any only on dates that are added one by one. */
export interface Rhythm {
  every: 'week' | 'month'
  interval: number
  days: WeekdayOf[]
}

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
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
  const days = withPlaces(parts.get('BYDAY') ?? '', parts.get('BYSETPOS')).map(dayOf)
  const isKnown = [...parts.keys()].every((name) => ['FREQ', 'INTERVAL', 'BYDAY', 'BYSETPOS', 'WKST'].includes(name))
  if (!every || !isKnown || !Number.isInteger(interval) || interval < 1 || interval > MOST_BETWEEN) return null
  const known = days.filter((day) => day !== null)
  if (known.length < days.length || known.some(({ nth }) => (nth === null) !== (every === 'week'))) return null
  return { every, interval, days: known }
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
  return { weekday: CODES.indexOf(match[2] as (typeof CODES)[number]) + 1, nth }
}

export function ruleOf({ every, interval, days }: Rhythm): string {
  if (days.length === 0) return ''
  const byDay = days.map(({ weekday, nth }) => `${nth ?? ''}${CODES[weekday - 1]}`).join(',')
  return `FREQ=${every === 'week' ? 'WEEKLY' : 'MONTHLY'};${interval === 1 ? '' : `INTERVAL=${interval};`}BYDAY=${byDay}`
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
export function describeRhythm({ every, interval, days }: Rhythm): string {
  if (days.length === 0) return SINGLE_DATES
  const names = days.map(({ weekday }) => WEEKDAYS[weekday - 1] ?? '')
  if (every === 'week') {
    const isWorkdays = days.length === 5 && days.every(({ weekday }) => weekday <= 5)
    const on = isWorkdays ? 'weekday' : listed(names)
    return interval === 1 ? `every ${on}` : `every ${ordinal(interval)} ${days.length > 1 ? `week on ${on}` : on}`
  }
  const byName = Map.groupBy(days, ({ weekday }) => weekday)
  const on = [...byName].map(
    ([weekday, nths]) => `${listed(nths.map(({ nth }) => NTHS.get(nth ?? 0) ?? ''))} ${WEEKDAYS[weekday - 1]}`,
  )
  return `the ${listed(on)} of ${interval === 1 ? 'the month' : `every ${ordinal(interval)} month`}`
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
  const word = NTHS.get(n)
  if (word) return word
  const tens = n % 100
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}

/** `Monday, Tuesday and Friday` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
