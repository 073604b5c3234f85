import { fullYear, readPartialDate } from '../formats/dates.ts'
import { isoDate, readLeadingDate } from '../formats/written-dates.ts'

/** `08.11.2017`, `2020/01/05`, `02/04/2022`: a day in numbers at the beginning of a text, and what stands behind it. */
export function readNumericDate(text: string, order: Order = 'unknown'): { day: string | null; rest: string } | null {
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
