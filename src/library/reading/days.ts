import { fullYear, readPartialDate } from '../formats/dates.ts'
import { isoDate, readLeadingDate } from '../formats/written-dates.ts'

/** `08.11.2017`, `2020/01/05`, `02/04/2022`: a day in numbers at the beginning of a text, and what stands behind it. */
function readNumericDate(text: string, order: Order = 'unknown'): { day: string | null; rest: string } | null {
  const [whole, a = '', sign = '', b = '', c = ''] =
    /^\s*\(?(\d{1,4})([-/.])(\d{1,2})\2(\d{2,4})\)?(?=[\s:：,|–—-]|$)/.exec(text.slice(0, 60)) ?? []
  if (whole === undefined) return null
  return { day: dayOf(Number(a), Number(b), c, a.length === 4, sign, order), rest: text.slice(whole.length) }
}

/** Which of two numbers is the month: what a whole column of days shows. */
export type Order = 'day first' | 'month first' | 'unknown'

export function orderOf(texts: readonly string[]): Order {
  let order: Order = 'unknown'
  for (const text of texts) {
    const [, a = '', b = ''] = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}/.exec(text) ?? []
    if (Number(a) > 12 && Number(b) <= 12) order = 'day first'
    else if (Number(b) > 12 && Number(a) <= 12) return 'month first'
  }
  return order
}

/** The day that a cell or a heading names; `year`: of a day that names none. */
export function readDay(text: string, order: Order = 'unknown', year: number | null = null): string | null {
  const bare = text.replace(/\s+/g, ' ').trim()
  const numeric = readNumericDate(bare, order)
  if (numeric) return numeric.day
  const named = readLeadingDate(
    bare.replace(/^[^\p{L}\d]+/u, '').replace(/^(?:week of|session|meeting|week \d{1,2})\W+/i, ''),
  )
  if (named) return isoDate(named.date, year)
  return bare.length < 40 ? readPartialDate(bare) : null
}

/** Whether a text begins with a day, be it one without a year or one that may be read in two ways. */
export function namesDay(text: string): boolean {
  const bare = text.replace(/\s+/g, ' ').trim()
  return (
    readNumericDate(bare) !== null ||
    /^\d{1,2}[/.]\d{1,2}\.?$/.test(bare) ||
    readLeadingDate(bare) !== null ||
    readDay(bare) !== null
  )
}

/**
 * The day that an entry begins with, and what stands behind it: behind a sign, or without one where the weekday, the year, a
 * gap, quotation marks or a title right at its heels tells that they are two things. `May 4 Seasons` may be one.
 */
export function leadingDay(written: string, order: Order = 'unknown'): { day: string | null; rest: string } | null {
  const text = written.trimStart().replace(GLUED, '$1  ')
  const [weekday = ''] = WEEKDAY.exec(text) ?? []
  const numeric = readNumericDate(text.slice(weekday.length), order)
  const named = numeric ? null : readLeadingDate(text)
  const [short] = (!numeric && !named && weekday !== '' && SHORT_DAY.exec(text.slice(weekday.length))) || []
  const found =
    numeric ??
    (named && { day: isoDate(named.date, null), rest: behind(text, named.rest) }) ??
    (short === undefined ? null : { day: null, rest: text.slice(weekday.length + short.length) })
  if (!found) return null
  const [hour = ''] = HOUR.exec(found.rest) ?? []
  const rest = found.rest.slice(hour.length)
  const sign = SIGN.exec(rest)
  const isYear = named !== null && named.date.year !== null && named.date.day !== null
  const isApart =
    numeric !== null || hour !== '' || ((weekday !== '' || isYear) && /^\s+[^\p{Ll}]/u.test(rest)) || QUOTES.test(rest)
  if (!sign && !isApart && !/^(?:$|\s{2,}\S|\t)/.test(rest.trimEnd())) return null
  return { day: found.day, rest: rest.slice(sign?.[0].length ?? 0).trimStart() }
}

/** Who wrote it and a title in quotation marks: behind a day both are of an entry. */
const QUOTES = /^\s+\p{Lu}.{0,120}[“"«]/u

/** Whether a text says when, and nothing else: a day, a month of a year, an hour with them. */
export function isWhen(text: string): boolean {
  return /\d/.test(text) && text.length < 60 && leadingDay(text)?.rest === ''
}

/** Whether a text is an hour, or from one to another. */
export function isHour(text: string): boolean {
  return HOUR.exec(` ${text}`)?.[0].trim() === text.trim()
}

/** What is left behind a date that was read from the beginning of a text, with the gap before it. */
function behind(text: string, rest: string): string {
  const read = text.slice(0, 120).trim()
  const end = read.length - rest.length
  return text.slice(end - (/\s*$/.exec(text.slice(0, end))?.[0].length ?? 0))
}

/** The day of a month that a heading names: `23: Mechanism`. */
export const DAY_AND_TOPIC = /^\d{1,2}(?:st|nd|rd|th)?(?: ?[:–—] ?| - )\p{Lu}[^.]{3,80}$/u

/** A flattened page sets its cells without a gap: `May 15thThe Gears`. */
const GLUED = /^(.{0,24}?\d(?:st|nd|rd|th)|.{3,24}?\b(?:19|20)\d{2})(?=\p{Lu}\p{Ll}|[“"«])/u
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s+(?=\d|\p{L}{3,9}\.? \d)/iu
const SHORT_DAY = /^\d{1,2}[/.]\d{1,2}(?![\d/.])/
const SIGN = /^\s*(?:\([^()]{1,30}\)\s*)?[:：,|–—→>-]{1,2}\s*/
const CLOCK = String.raw`\d{1,2}(?::\d{2}(?:\s?[ap]\.?m\b\.?|\s?uhr\b)?|\s?h\s?(?:\d{2})?(?![\p{L}\d])|\s?[ap]m\b|\s?uhr\b)`
const HOUR = new RegExp(
  String.raw`^,?\s+(?:(?:at|@|um|à|a las|alle|from|von|de) )?${CLOCK}(?:\s?(?:[-–—]|to|bis|à)\s?${CLOCK})?(?=[\s,:–—-]|$)`,
  'iu',
)

/** Two readings of a day in numbers are left to the year alone unless the column or the sign tells. */
function dayOf(a: number, b: number, c: string, isYearFirst: boolean, sign: string, order: Order): string | null {
  const iso = (year: number, month: number, day: number) => isoDate({ year, month, day }, null)
  if (isYearFirst) return iso(a, b, Number(c))
  const year = c.length === 2 ? fullYear(Number(c)) : Number(c)
  if (c.length === 3) return null
  if (a > 12) return iso(year, b, a)
  if (b > 12) return iso(year, a, b)
  if (order === 'day first' || (order === 'unknown' && sign === '.')) return iso(year, b, a)
  if (order === 'month first') return iso(year, a, b)
  return a === b ? iso(year, a, b) : null
}
