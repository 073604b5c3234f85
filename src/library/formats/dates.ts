import { monthOf } from './months.ts'

/** A date in any of the ways that papers and feeds are dated, as exact as it is written, in its own time zone: `2024-12-18`. */
export function readPartialDate(text: string): string | null {
  const date = text
    .slice(0, 100)
    .trim()
    .replace(/[~?%]+$/, '')
  return readIso(date) ?? readCompact(date) ?? readNamed(date)
}

/** Year, month and day as one partial date; what is not there or cannot be is left out from the end. */
export function partialDate(year: number, month?: number | null, day?: number | null): string | null {
  if (!Number.isInteger(year) || year < 1000 || year > 9999) return null
  const exact = String(year)
  if (!month || month < 1 || month > 12) return exact
  const upToMonth = `${exact}-${pad(month)}`
  if (!day || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return upToMonth
  return `${upToMonth}-${pad(day)}`
}

/** `17` is 2017, `98` is 1998. */
export function fullYear(short: number): number {
  return short + (short >= 70 ? 1900 : 2000)
}

/** The month in which arXiv gave a paper its id: `2412.14093` is of 2024-12, `cs/0501001` of 2005-01. */
export function monthOfArxivId(id: string): string | null {
  const [, year = '', month = ''] = /^(?:[a-z.-]+\/)?(\d{2})(\d{2})/i.exec(id) ?? []
  if (year === '') return null
  return partialDate(Number(year) + (Number(year) > 90 ? 1900 : 2000), Number(month))
}

function pad(part: number): string {
  return String(part).padStart(2, '0')
}

function readIso(text: string): string | null {
  const match = /^(\d{4})(?:[-/.](\d{1,2}|[a-z]{3,9})(?:[-/.](\d{1,2}))?)?(?=$|[\sT/,])/i.exec(text)
  if (!match) return null
  const [, year = '', month, day] = match
  const nth = month === undefined ? null : /\d/.test(month) ? Number(month) : monthOf(month)
  // “2024 Dec 18” is for those who read names.
  if (month === undefined && /^\d{4}\s+[a-z]/i.test(text)) return null
  return partialDate(Number(year), nth, day === undefined ? null : Number(day))
}

function readCompact(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?=$|T)/.exec(text)
  return match ? partialDate(Number(match[1]), Number(match[2]), Number(match[3])) : null
}

function readNamed(text: string): string | null {
  const words = text.match(/\p{L}+|\d+/giu) ?? []
  const at = words.findIndex((word) => monthOf(word) !== null)
  const month = monthOf(words[at] ?? '')
  if (month === null) return onlyYear(words)
  const numbers = words.flatMap((word, index) => (/^\d+$/.test(word) ? [{ word, near: index }] : []))
  const year = numbers.find(({ word }) => word.length === 4)
  if (year) {
    const day = numbers.find(({ word, near }) => word.length <= 2 && Math.abs(near - at) <= 2)
    return partialDate(Number(year.word), month, day ? Number(day.word) : null)
  }
  // RFC 822 had years of two digits: “18 Dec 24 10:00:00 GMT”.
  const [day, short] = [words[at - 1], words[at + 1]]
  return day && short && /^\d{1,2}$/.test(day) && /^\d{2}$/.test(short)
    ? partialDate(fullYear(Number(short)), month, Number(day))
    : null
}

/** “Spring 2020”, “c. 1999”. */
function onlyYear(words: readonly string[]): string | null {
  const years = words.filter((word) => /^(?:1[5-9]|20)\d\d$/.test(word))
  return years.length === 1 ? partialDate(Number(years[0])) : null
}
