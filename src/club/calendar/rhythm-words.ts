/** Reads how people say when they meet: `every second Friday`, `last Thursday of the month`, `Tue and Thu`, `single dates`. */
import { inMonth, parseWeekday, type Rhythm, rhythmOf, SINGLE_DATES, WEEKDAYS, WORKDAYS } from './rule.ts'
import { withOneWord } from './weekday-names.ts'

/** Null when it is not understood. */
export function rhythmFrom(text: string): Rhythm | null {
  const written = text.trim().toLowerCase()
  if (NO_RHYTHM.has(written)) return rhythmOf('')
  const asRule = written === '' ? null : rhythmOf(text)
  return asRule ?? datesInWords(written) ?? rhythmInWords(text) ?? rhythmInWords(withOneWord(text, WEEKDAYS))
}

/** `the 1st and 15th of each month`, `the 31st`, `15 of every second month`, `monthly on the 15th`, `the last day of the month`. */
function datesInWords(text: string): Rhythm | null {
  const [, ahead, first, each, dates = '', of, behind] =
    DATES.exec(
      text
        .replaceAll(/[.,&]+/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    ) ?? []
  const days = dates.split(/ and | (?=\S)/).filter((word) => word !== 'and' && word !== 'the' && word !== 'day')
  const found = days.map((word) => COUNTS.get(word) ?? numberOf(word))
  const known = found.filter((date) => date !== null)
  // Where nobody says of what, “the 31st” is of a month, and “every 2nd” of nothing that anybody could know.
  const isOfMonth =
    Boolean(ahead ?? of) || (days.every(isOrdinal) && (!each || known.some((date) => date > MOST_WEEKS)))
  const between = first ?? behind
  const interval = between === undefined ? 1 : (COUNTS.get(between) ?? numberOf(between))
  if (!isOfMonth || (first && behind) || interval === null || known.length < found.length) return null
  const rule = `FREQ=MONTHLY;INTERVAL=${interval};BYMONTHDAY=${known.join(',')}`
  return rhythmOf(rule)
}

const isOrdinal = (word: string) => /^\d+(st|nd|rd|th)$/.test(word)

/** How many weeks lie between two meetings at most, where they are counted. */
const MOST_WEEKS = 4

const DATE = '(?:\\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|last|end)(?: day)?'
const BETWEEN = '(other|alternate|second|third|fourth|two|three|four|\\d{1,2}(?:st|nd|rd|th)?)'
const DATES = new RegExp(
  `^(monthly |(?:every|each) (?:${BETWEEN} )?months? )?(?:on |at )?(every |each )?(?:the )?(${DATE}(?:(?: and)? (?:the )?${DATE})*)( monthly| (?:of|in)(?: (?:each|every|the|a|any))?(?: ${BETWEEN})? months?)?$`,
)

function rhythmInWords(text: string): Rhythm | null {
  const words = text
    .toLowerCase()
    .replaceAll(/\b(?:work|working|business|week)[\s-]?days?\b/g, WORKDAY)
    .replaceAll(/[^\p{L}\p{M}\p{N}\s-]+/gu, ' ')
    .split(/[\s-]+/)
    .filter((word) => word !== '' && !FILL.has(word))
  const said = {
    interval: 1,
    every: 'week' as Rhythm['every'],
    nths: [] as number[],
    weekdays: [] as number[],
    isWorkday: false,
  }
  /** Numbers that have not found what they count yet. */
  let counts: number[] = []
  for (const word of words) {
    const count = COUNTS.get(word) ?? numberOf(word)
    // Of other languages only what is none of our own words.
    const weekday = count !== null || UNITS.has(word) ? null : weekdayOf(word)
    said.isWorkday ||= word === WORKDAY
    if (weekday !== null) {
      said.weekdays.push(...weekday)
      said.nths.push(...counts)
      counts = []
    } else if (count !== null) counts.push(count)
    else if (word === 'week' || word === 'weeks' || word === 'weekly') {
      said.interval = counts.pop() ?? said.interval
    } else if (word === 'month' || word === 'months' || word === 'monthly') {
      said.every = 'month'
      said.interval = counts.pop() ?? 1
    } else if (TWICE.has(word)) said.interval = 2
    else return null
  }
  if (said.weekdays.length === 0 || counts.length > 0) return null
  // “Every second Friday” counts weeks, “second Friday” those of a month, and nobody means every week by “first”.
  const isOfMonth = said.nths.length > 0 && (!COUNTS_WEEKS.test(text) || said.nths.includes(1))
  return rhythmOfWords({ ...said, every: isOfMonth ? 'month' : said.every })
}

function rhythmOfWords({
  interval,
  every,
  nths,
  weekdays,
  isWorkday,
}: {
  interval: number
  every: Rhythm['every']
  nths: number[]
  weekdays: number[]
  isWorkday: boolean
}): Rhythm | null {
  const days = [...new Set(weekdays)].toSorted((a, b) => a - b)
  const isMonth = every === 'month' || nths.length > 1 || nths.includes(-1)
  if (isMonth) {
    if (nths.length === 0 || nths.some((nth) => nth > 4)) return null
    if (isWorkday)
      return days.length === WORKDAYS.length ? { every: 'month', interval, days: [], workdays: inMonth(nths) } : null
    return {
      every: 'month',
      interval,
      days: days.flatMap((weekday) => [...new Set(nths)].map((nth) => ({ weekday, nth }))),
    }
  }
  // “Every second Friday” counts weeks.
  const [nth] = nths
  return { every, interval: nth ?? interval, days: days.map((weekday) => ({ weekday, nth: null })) }
}

const COUNTS_WEEKS = /\b(?:every|each|other|alternate|weeks?|weekly)\b/i

const NO_RHYTHM = new Set([SINGLE_DATES, 'irregular', 'irregularly', 'by hand', 'no rhythm', 'none'])

const FILL = new Set(['every', 'each', 'on', 'of', 'the', 'and', 'at', 'a', 'in'])

const COUNTS = new Map([
  ['other', 2],
  ['alternate', 2],
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fourth', 4],
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['last', -1],
  ['end', -1],
])

const UNITS = new Set(['week', 'weeks', 'weekly', 'month', 'months', 'monthly', 'biweekly', 'fortnightly', 'fortnight'])

const TWICE = new Set(['biweekly', 'fortnightly', 'fortnight'])

function numberOf(word: string): number | null {
  const match = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)
  return match?.[1] ? Number(match[1]) : null
}

const WORKDAY = 'weekday'

/** A weekday by its name or the beginning of it, also in the plural; `weekday` is five of them. */
function weekdayOf(word: string): number[] | null {
  if (word === WORKDAY) return WORKDAYS
  const weekday = parseWeekday(word) ?? parseWeekday(word.replace(/s$/, ''))
  return weekday === null ? null : [weekday]
}
