import { partialDate } from './dates.ts'
import { monthOf } from './months.ts'

export interface Period {
  from: string
  to: string
}

/** The days that a heading names: `(January 1 - 7) - 2024`, `Dec 30 – Jan 5, 2025`, `2024-01-01 to 2024-01-07`. */
export interface NamedDays {
  year: number | null
  from: Day
  to: Day
}

interface Day {
  month: number
  day: number
}

export function readNamedDays(heading: string): NamedDays | null {
  const text = heading.slice(0, 300)
  const iso = [...text.matchAll(/\b(\d{4})-(\d{2})-(\d{2})\b/g)].slice(0, 2)
  const [first, last = first] = iso.map((match) => ({ month: Number(match[2]), day: Number(match[3]) }))
  if (first && last) return { year: Number(iso.at(-1)?.[1]), from: first, to: last }
  const named = readRange(text)
  return named ? { ...named, year: readYear(text) } : null
}

/** The first to the last day of weeks in document order; a week without a year is as near as can be to its neighbour. */
export function spanOf(weeks: readonly NamedDays[], fallbackYear: number | null = null): Period | null {
  const dated = fillYears(weeks, fallbackYear)
  const days = dated.flatMap((week) => {
    const period = periodOf(week)
    return period ? [period.from, period.to] : []
  })
  days.sort()
  const [from, to] = [days[0], days.at(-1)]
  return from && to ? { from, to } : null
}

/** The year in which a week ends is the year of its heading; a week over New Year begins in the one before. */
function periodOf({ year, from, to }: NamedDays): Period | null {
  if (year === null) return null
  const start = partialDate(from.month > to.month ? year - 1 : year, from.month, from.day)
  const end = partialDate(year, to.month, to.day)
  return start && end && start <= end ? { from: start, to: end } : null
}

function fillYears(weeks: readonly NamedDays[], fallbackYear: number | null): NamedDays[] {
  const filled = weeks.map((week) => ({ ...week }))
  const anchor = filled.findIndex(({ year }) => year !== null)
  const first = filled[0]
  if (anchor < 0 && first) first.year = fallbackYear
  const start = Math.max(anchor, 0)
  for (let at = start + 1; at < filled.length; at++) fillFrom(filled[at], filled[at - 1])
  for (let at = start - 1; at >= 0; at--) fillFrom(filled[at], filled[at + 1])
  return filled
}

function fillFrom(week: NamedDays | undefined, neighbour: NamedDays | undefined): void {
  if (!week || week.year !== null || !neighbour || neighbour.year === null) return
  const at = neighbour.year * 12 + neighbour.to.month
  const distance = (year: number) => Math.abs(year * 12 + week.to.month - at)
  const [nearest = null] = [neighbour.year, neighbour.year - 1, neighbour.year + 1].sort(
    (a, b) => distance(a) - distance(b),
  )
  week.year = nearest
}

function readYear(text: string): number | null {
  const years = text.match(/\b(?:19|20)\d{2}\b/g) ?? []
  return years.length > 0 ? Number(years.at(-1)) : null
}

function readRange(text: string): { from: Day; to: Day } | null {
  return readMonthFirst(text) ?? readDayFirst(text)
}

const DASH = String.raw`\s*(?:[-–—~]|to|until)\s*`
const NAME = String.raw`([a-z]{3,9})\.?`
const NUMBER = String.raw`(\d{1,2})(?:st|nd|rd|th)?`
const MONTH_FIRST = new RegExp(
  String.raw`\b${NAME}\s+${NUMBER}(?:,?\s*\d{4})?(?:${DASH}(?:${NAME}\s+)?${NUMBER})?(?!\d)`,
  'gi',
)
const DAY_FIRST = new RegExp(
  String.raw`\b${NUMBER}(?:\s+${NAME}(?:\s+\d{4})?)?${DASH}${NUMBER}\s+${NAME}|\b${NUMBER}\s+${NAME}`,
  'gi',
)

function readMonthFirst(text: string): { from: Day; to: Day } | null {
  for (const [, name = '', day = '', otherName, otherDay] of text.matchAll(MONTH_FIRST)) {
    const month = monthOf(name)
    const last = otherName === undefined ? month : monthOf(otherName)
    if (month === null || last === null) continue
    const from = { month, day: Number(day) }
    return { from, to: otherDay === undefined ? from : { month: last, day: Number(otherDay) } }
  }
  return null
}

function readDayFirst(text: string): { from: Day; to: Day } | null {
  for (const [, day = '', name, lastDay = '', lastName = '', onlyDay, onlyName = ''] of text.matchAll(DAY_FIRST)) {
    const last = monthOf(onlyDay === undefined ? lastName : onlyName)
    if (last === null) continue
    if (onlyDay !== undefined)
      return { from: { month: last, day: Number(onlyDay) }, to: { month: last, day: Number(onlyDay) } }
    const month = name === undefined ? last : monthOf(name)
    if (month !== null) return { from: { month, day: Number(day) }, to: { month: last, day: Number(lastDay) } }
  }
  return null
}
