import { partialDate } from './dates.ts'
import { findPeriod, type WrittenDate } from './written-dates.ts'

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
  const found = findPeriod(text)?.period
  if (!found) return null
  const years = text.match(/\b(?:19|20)\d{2}\b/g) ?? []
  const day = ({ month, day }: WrittenDate) => ({ month, day: day ?? 1 })
  return { year: years.length > 0 ? Number(years.at(-1)) : null, from: day(found.from), to: day(found.to) }
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
