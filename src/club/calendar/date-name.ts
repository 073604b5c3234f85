/** How the dates of a calendar are named. */
import { z } from 'zod'

/** A calendar day, `2026-12-24`. */
export const Day = z.iso.date()

/** A local time of day, `09:00`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00')

/**
 * What names a date: the day that the calendar made it for, and behind it which of that day it is where it is not the first one that
 * was added, `2026-12-24.2`, or which rule made it where that is not the first, `2026-12-24.b`.
 */
export const DateName = z.string().regex(/^\d{4}-\d{2}-\d{2}(\.[2-9b-z])?$/, 'must be a day such as 2026-12-24')

/** The name of the nth date of a day, counted from 1. */
export function nameOf(day: string, nth: number): string {
  return nth === 1 ? day : `${day}.${nth}`
}

/** The name of the date that a rule makes for a day. */
export function nameIn({ key }: { key: string }, day: string): string {
  return key === '' ? day : `${day}.${key}`
}

/** The day in the name of a date. */
export function dayOfName(name: string): string {
  return name.slice(0, '2026-12-24'.length)
}

/** The key of the rule in the name of a date. */
export function keyOfName(name: string): string {
  return name.slice('2026-12-24.'.length)
}
