import { datePeriod, isoDate, readLeadingDate, readWrittenPeriod } from './written-dates.ts'

/** The days that a line of a post's head names. */
export function periodOf(text: string): { from: string; to: string } | null {
  const range = readWrittenPeriod(text)
  if (range) return datePeriod(range, [])
  const dated = readLeadingDate(text.replace(/^(?:posted|published|written|updated)(?: on)?:? /i, ''))
  if (!dated || !/^(?:(?:[·•|—–-]|by ).{0,60})?$/.test(dated.rest)) return null
  const day = isoDate(dated.date, null)
  return day ? { from: day, to: day } : null
}
