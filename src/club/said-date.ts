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
