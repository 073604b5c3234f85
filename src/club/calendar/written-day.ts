/** Days as people write them: `10 Dec`, `December 3rd`, `24.12.`, `Friday`, `tomorrow`. */
import { monthByName } from './month-names.ts'
import { parseWeekday } from './rule.ts'

/** What a text begins with: the day, or each that may be meant, and the length of the words that say it. */
export interface WrittenDay {
  days: Temporal.PlainDate[]
  length: number
}

/** The day that a text begins with; one that names no year is the next such day from `today` on. Null where it names none. */
export function dayAhead(text: string, today: Temporal.PlainDate): WrittenDay | null {
  const [before = ''] = /^\s*(?:(?:on|the|from|to|until|till|bis)\s+)*/i.exec(text) ?? []
  const rest = text.slice(before.length)
  const found = inNumbers(rest, today) ?? near(rest, today) ?? named(rest, today) ?? ofWeek(rest, today)
  return found && { ...found, length: before.length + found.length }
}

/** The one day that all of a text is; null where it is none, or may mean several. */
export function dayWritten(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const found = dayAhead(text.trim(), today)
  const [day = null, ...others] = found?.days ?? []
  return others.length === 0 && found?.length === text.trim().length ? day : null
}

/** `2026-12-24`, `24.12.`, `24.12.2026`, `12/24`; of `3/4` both are meant. */
function inNumbers(text: string, today: Temporal.PlainDate): WrittenDay | null {
  const iso = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text)?.[0]
  if (iso !== undefined) return oneOf(dated(iso.slice(0, 4), Number(iso.slice(5, 7)), Number(iso.slice(8)), today), iso)
  const match = /^(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}))?(?![\d:/])\.?/.exec(text)
  if (!match) return null
  const [whole, a, sign, b, year] = match
  const [first, second] = [Number(a), Number(b)]
  const dayFirst = dated(year, second, first, today)
  const monthFirst = sign === '/' && first !== second ? dated(year, first, second, today) : null
  const days = [dayFirst, monthFirst].filter((day) => day !== null)
  return days.length === 0 ? null : { days, length: whole.length }
}

function near(text: string, today: Temporal.PlainDate): WrittenDay | null {
  const [whole, after, word = ''] = /^((?:the )?day after )?(today|tomorrow)(?!\p{L})/iu.exec(text) ?? []
  if (whole === undefined) return null
  const days = (word.toLowerCase() === 'tomorrow' ? 1 : 0) + (after === undefined ? 0 : 1)
  return { days: [today.add({ days })], length: whole.length }
}

/** `10 Dec`, `Thursday, 10th of December 2026`, `Dec 10, 2026`: a weekday before it has to be its own. */
function named(text: string, today: Temporal.PlainDate): WrittenDay | null {
  for (const pattern of [DAY_THEN_MONTH, MONTH_THEN_DAY]) {
    const match = pattern.exec(text)
    const { weekday, day, month = '', year } = match?.groups ?? {}
    const number = monthByName(month)
    const found = number === null ? null : dated(year, number, Number(day), today)
    if (match && found && (weekday === undefined || parseWeekday(weekday) === found.dayOfWeek))
      return { days: [found], length: match[0].length }
  }
  return null
}

/** `Friday` is the next one, be it today. Before this week's, `next Friday` may be that or the one of the week after. */
function ofWeek(text: string, today: Temporal.PlainDate): WrittenDay | null {
  const [whole, which = '', word = ''] = /^(next |this |coming )?(\p{L}+)(?![\p{L}\d])\.?/iu.exec(text) ?? []
  const weekday = parseWeekday(word)
  if (whole === undefined || word.length < 3 || weekday === null) return null
  const isNext = which.toLowerCase() === 'next '
  const ahead = (weekday - today.dayOfWeek + 7) % 7 || (isNext ? 7 : 0)
  const day = today.add({ days: ahead })
  const isBoth = isNext && weekday > today.dayOfWeek
  return { days: isBoth ? [day, day.add({ days: 7 })] : [day], length: whole.length }
}

const WEEKDAY = String.raw`(?:(?<weekday>\p{L}{2,})\.?,?\s+(?:the\s+)?)?`
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|er|º)?`
const YEAR = String.raw`(?:,?\s+(?:de\s+)?(?<year>\d{4})(?![\d:]))?`
const MONTH = String.raw`(?<month>\p{L}{3,})`
const DAY_THEN_MONTH = new RegExp(String.raw`^${WEEKDAY}${DAY}\.?\s*(?:(?:of|de)\s+)?${MONTH}\.?${YEAR}`, 'iu')
const MONTH_THEN_DAY = new RegExp(String.raw`^${WEEKDAY}${MONTH}\.?\s+${DAY}(?![\d:.]\d)${YEAR}`, 'iu')

function oneOf(day: Temporal.PlainDate | null, words: string): WrittenDay | null {
  return day && { days: [day], length: words.length }
}

/** Without a year the next one from `today` on: 29 February may be years away. */
function dated(
  year: string | undefined,
  month: number,
  day: number,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const years = year === undefined ? Array.from({ length: 9 }, (_, nth) => today.year + nth) : [Number(year)]
  for (const one of years) {
    const found = existing(one, month, day)
    if (found && (year !== undefined || Temporal.PlainDate.compare(found, today) >= 0)) return found
  }
  return null
}

function existing(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null
  }
}
