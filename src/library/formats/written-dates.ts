import { MONTHS_ELSEWHERE, monthOf } from './months.ts'

/** Dates as people write them in posts and on pages: `Dec 14th`, `October 2, 2024`, `2 Oct 2024`, `2024-10-02`. */
export interface WrittenDate {
  year: number | null
  month: number
  /** Null where only the month is given. */
  day: number | null
}

export interface WrittenPeriod {
  from: WrittenDate
  to: WrittenDate
}

/** A date that the text begins with, and what stands behind it. */
export function readLeadingDate(text: string): { date: WrittenDate; rest: string } | null {
  const bare = text.slice(0, 120).trim()
  const [found] = findDates(bare)
  return found && found.start === 0 ? { date: found.date, rest: bare.slice(found.end).trim() } : null
}

/** `Dec 14th ~ Jan 6th`, `Jan 6 – 12, 2025`, `December 14, 2024 to January 6, 2025` as all of the text. */
export function readWrittenPeriod(text: string): WrittenPeriod | null {
  const bare = text
    .slice(0, 120)
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/^(?:week|issue)(?: of)?:? /i, '')
  const found = bare.length > 80 ? null : findPeriod(bare)
  return found?.isRange && found.start === 0 && found.end === bare.length ? found.period : null
}

/** The first days that a text names: from one to another, or a single one. */
export function findPeriod(
  text: string,
): { period: WrittenPeriod; isRange: boolean; start: number; end: number } | null {
  const dates = findDates(text).filter(({ date }) => date.day !== null)
  const [first, second] = dates
  if (!first) return null
  const before = DAY_BEFORE.exec(text.slice(0, first.start))
  if (before) {
    const from = { ...first.date, day: Number(before[1]) }
    return { period: { from, to: first.date }, isRange: true, start: before.index, end: first.end }
  }
  if (second && TO.test(text.slice(first.end, second.start))) {
    return { period: { from: first.date, to: second.date }, isRange: true, start: first.start, end: second.end }
  }
  const [whole = '', day, year] = DAY_BEHIND.exec(text.slice(first.end)) ?? []
  const to = day ? { ...first.date, day: Number(day), year: year ? Number(year) : first.date.year } : first.date
  const end = first.end + whole.length
  return { period: { from: first.date, to }, isRange: day !== undefined, start: first.start, end }
}

/** Every day in a text that names its year, as `2025-04-22`. */
export function findFullDates(text: string): string[] {
  return findDates(text).flatMap(({ date }) => (date.day === null ? [] : (isoDate(date, null) ?? [])))
}

/** `2025-04-22`; null without a year, or for a day that does not exist. */
export function isoDate(date: WrittenDate, defaultYear: number | null): string | null {
  const year = date.year ?? defaultYear
  if (year === null) return null
  try {
    const first = Temporal.PlainDate.from({ year, month: date.month, day: date.day ?? 1 }, { overflow: 'reject' })
    return first.toString().slice(0, date.day === null ? 7 : 10)
  } catch {
    return null
  }
}

/** Gives a period its years: those it states, else those that bring its end nearest to a day known from elsewhere. */
export function datePeriod({ from, to }: WrittenPeriod, known: readonly string[]): { from: string; to: string } | null {
  const turns = isBefore(to, from) ? 1 : 0
  const toYear = to.year ?? (from.year === null ? nearestYear(to, known) : from.year + turns)
  if (toYear === null) return null
  const first = isoDate(from, toYear - turns)
  const last = isoDate(to, toYear)
  return first && last && first <= last ? { from: first, to: last } : null
}

interface Found {
  date: WrittenDate
  start: number
  end: number
}

const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?'
/** Elsewhere the day stands first: `12. Oktober 2023`, `5 de marzo de 2024`, `1er mars`. */
const DAY_ELSEWHERE = `(\\d{1,2})(?:\\.|er|º|°)? ?(?:de )?(${MONTHS_ELSEWHERE})(?:,? (?:de )?((?:19|20)\\d{2}))?`
const WEEKDAY_ELSEWHERE =
  '(?:(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda|terça|quarta|quinta|sexta)(?:-feira)?\\.?,? )?(?:(?:le|el|den|dem|am) )?'
const BETWEEN = '\\s*(?:[~–—→/-]|\\b(?:to|until|through)\\b)\\s*'
const TO = new RegExp(`^${BETWEEN}$`, 'i')
/** A day of the month that the date beside it names. */
const DAY_BEFORE = new RegExp(`(?<![\\p{L}\\d]\\p{L}{0,20}\\.? ?)\\b${DAY}${BETWEEN}$`, 'iu')
const DAY_BEHIND = new RegExp(`^${BETWEEN}${DAY}(?:,? ((?:19|20)\\d{2}))?(?![\\p{L}\\d])`, 'iu')
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,? )?'
const YEAR = '((?:19|20)\\d{2})'
const DATES = new RegExp(
  `\\b${WEEKDAY}(?:${YEAR}-(\\d{2})-(\\d{2})|${MONTH} ${DAY}(?:,? ${YEAR})?|${DAY}\\.? (?:of )?${MONTH}(?:,? ${YEAR})?|${MONTH},? ${YEAR}|${WEEKDAY_ELSEWHERE}${DAY_ELSEWHERE})(?![\\p{L}\\d])`,
  'giu',
)

function findDates(text: string): Found[] {
  return Array.from(text.matchAll(DATES), (match) => {
    const [
      whole,
      isoYear,
      isoMonth,
      isoDay,
      month1,
      day1,
      year1,
      day2,
      month2,
      year2,
      month3,
      year3,
      day4,
      month4,
      year4,
    ] = match
    const year = isoYear ?? year1 ?? year2 ?? year3 ?? year4
    const month = isoMonth ? Number(isoMonth) : (monthOf(month1 ?? month2 ?? month3 ?? month4 ?? '') ?? 0)
    const day = isoDay ?? day1 ?? day2 ?? day4
    return {
      date: { year: year ? Number(year) : null, month, day: day ? Number(day) : null },
      start: match.index,
      end: match.index + whole.length,
    }
  })
}

function isBefore(a: WrittenDate, b: WrittenDate): boolean {
  return a.month < b.month || (a.month === b.month && (a.day ?? 0) < (b.day ?? 0))
}

function nearestYear(date: WrittenDate, known: readonly string[]): number | null {
  let best: { year: number; days: number } | null = null
  for (const day of known) {
    const anchor = Temporal.PlainDate.from(day)
    for (const year of [anchor.year - 1, anchor.year, anchor.year + 1]) {
      const iso = isoDate(date, year)
      if (!iso || iso.length < 10) continue
      const days = Math.abs(anchor.until(Temporal.PlainDate.from(iso)).days)
      if (!best || days < best.days) best = { year, days }
    }
  }
  return best?.year ?? null
}
