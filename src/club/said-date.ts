/** How people name a date of their club. */
import { timeFrom } from './calendar/written.ts'

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

/** How much of a text, from its beginning on, names a date: the first word, and a time behind it that can be nothing else. */
export function saidDateAhead(text: string): number {
  const ends = [...text.matchAll(/\S+/g)].slice(0, MOST_WORDS).map(({ index, 0: word }) => index + word.length)
  const [first = 0] = ends
  const isTimed = (end: number) => CLEAR.test(text.slice(first, end)) && saidDateFrom(text.slice(0, end)) !== null
  return ends.slice(1).findLast(isTimed) ?? first
}

/** `2026-12-24, at 6 pm` */
const MOST_WORDS = 4

/** A number alone may be of anything: “2 people are ill”. */
const CLEAR = /\d[:.]\d|\d\s*(?:h|uhr|[ap]\.?m\b)|\bat\b/i
