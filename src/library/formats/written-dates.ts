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

/** A date that is all of the text. */
function readWrittenDate(text: string): WrittenDate | null {
  const found = readLeadingDate(text)
  return found?.rest === '' ? found.date : null
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
  if (bare.length > 80) return null
  for (const separator of bare.matchAll(/ ?(?:~|–|—|→|\bto\b|\buntil\b|\bthrough\b|-) ?/gi)) {
    const start = bare.slice(0, separator.index)
    const end = bare.slice(separator.index + separator[0].length)
    const to = readWrittenDate(end)
    const from = readWrittenDate(start) ?? (to && readDayOfSameMonth(start, to))
    const last = to ?? (from && readDayOfSameMonth(end, from))
    if (from && last && from.day !== null && last.day !== null) return { from, to: last }
  }
  return null
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

function readDayOfSameMonth(text: string, other: WrittenDate): WrittenDate | null {
  const match = /^(\d{1,2})(?:st|nd|rd|th)?(?:,? ((?:19|20)\d{2}))?$/i.exec(text)
  if (!match) return null
  return { year: match[2] ? Number(match[2]) : other.year, month: other.month, day: Number(match[1]) }
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
