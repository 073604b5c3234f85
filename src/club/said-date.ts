/** How people name a date of their club. */
import { timeFrom } from './calendar/written.ts'
import { dayAhead } from './calendar/written-day.ts'

/**
 * How people name a date: by its local day, `2026-12-24`, and where several are on it by its time as well, `2026-12-24T18:00`. Those are
 * what it is now, whatever the name is that it is kept by.
 */
export type SaidDate = string

/** The day that was said. */
export function dayOfSaid(said: SaidDate): string {
  return said.split('T')[0] ?? said
}

/** The time that was said; null where none was. */
export function timeOfSaid(said: SaidDate): string | null {
  return said.split('T')[1] ?? null
}

/** As people read it: `2026-12-24`, `2026-12-24 18:00`. */
export function saidText(said: SaidDate): string {
  return said.replace('T', ' ')
}

/** A date as somebody names it, by its day or by day and time: `2026-12-24`, `2026-12-24 6pm`; null when it is none. */
export function saidDateFrom(text: string): SaidDate | null {
  const [, day = '', time] = /^([\d-]+)(?:(?:T|,?\s+)(?:at\s+)?(.+))?$/i.exec(text.trim()) ?? []
  const at = time === undefined ? undefined : timeFrom(time)
  if (at === null) return null
  try {
    const date = Temporal.PlainDate.from(day)
    return at === undefined ? date.toString() : `${date}T${at}`
  } catch {
    return null
  }
}

/** A date as somebody writes it, with its day as in 2026-12-24; where several days may be meant, those. As it is where it begins with none. */
export function inNumbers(text: string, today: Temporal.PlainDate): string | { either: string[] } {
  const found = dayAhead(text, today)
  const [day, ...others] = found?.days ?? []
  if (!found || !day) return text
  if (others.length > 0) return { either: [day, ...others].map(String) }
  return `${day}${text.slice(found.length)}`
}

/** As buttons say it: `Thursday, 24 December 2026 18:00`. */
export function saidInWords(said: SaidDate): string {
  const format = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  const day = Temporal.PlainDate.from(dayOfSaid(said)).toLocaleString('en-GB', format)
  return [day.replace(/^(\p{L}+) /u, '$1, '), timeOfSaid(said) ?? ''].join(' ').trim()
}

/** How much of a text, from its beginning on, names a day: its words, or the first word where it begins with none. */
export function saidDayAhead(text: string): number {
  return dayAhead(text, SOME_DAY)?.length ?? /^\S+/.exec(text)?.[0].length ?? 0
}

/** The same with a time behind it that can be nothing else. */
export function saidDateAhead(text: string): number {
  const first = saidDayAhead(text)
  const ends = [...text.slice(first).matchAll(/\S+/g)]
    .slice(0, MOST_WORDS)
    .map(({ index, 0: word }) => first + index + word.length)
  const isTimed = (end: number) =>
    CLEAR.test(text.slice(first, end)) && saidDateFrom(`${SOME_DAY}${text.slice(first, end)}`) !== null
  return ends.findLast(isTimed) ?? first
}

/** How many words name a day is the same on every day. */
const SOME_DAY = Temporal.PlainDate.from('2026-01-01')

/** `, at 6 pm` */
const MOST_WORDS = 4

/** A number alone may be of anything: “2 people are ill”. */
const CLEAR = /\d[:.]\d|\d\s*(?:h|uhr|[ap]\.?m\b)|\bat\b/i
