/** Times of day, time zones and breaks, as people write them. */
import type { Break } from './calendar.ts'
import { countFrom, durationFrom } from './duration.ts'
import { dayAhead } from './written-day.ts'

/** `HH:MM` of `16:30`, `4:30pm`, `16.30`, `16h30`, `9`, `noon`; null when it is none. */
export function timeFrom(text: string): string | null {
  const words = text.trim().toLowerCase()
  if (words === 'noon' || words === 'midday') return '12:00'
  if (words === 'midnight') return '00:00'
  const match = /^(\d{1,2})(?:[:.h]([0-5]\d)?)?\s*(?:(a|p)\.?m\.?|uhr|h)?$/.exec(words)
  if (!match) return null
  const hour = Number(match[1])
  const half = match[3]
  if (half !== undefined && (hour < 1 || hour > 12)) return null
  const counted = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0)
  return counted > 23 ? null : `${String(counted).padStart(2, '0')}:${match[2] ?? '00'}`
}

/**
 * A break from `2026-12-21 to 2027-01-04 winter break`, `24 Dec to 6 Jan`, `24–26 December`, `2026-12-24 Christmas Eve`; null when
 * it is none, may mean several, or ends before it begins.
 */
export function breakFrom(text: string, today: Temporal.PlainDate): Break | null {
  const words = text.trim()
  const [whole = '', number] =
    /^(\d{1,2})(?:st|nd|rd|th|\.)?\s*(?:to|until|till|bis|-|–|—)\s*(?=\d{1,2}\D{0,4}\p{L})/iu.exec(words) ?? []
  const first = dayAhead(words.slice(whole.length), today)
  const [day, ...others] = first?.days ?? []
  if (!first || !day || others.length > 0) return null
  const behind = words.slice(whole.length + first.length)
  if (number !== undefined) {
    const from = day.with({ day: Number(number) })
    return from.day === Number(number) ? breakOf(from, day, behind) : null
  }
  const between = /^\s*(?:to|until|till|bis|-|–|—|\.\.+|,|\/)\s*/i.exec(behind)?.[0] ?? ''
  const second = between === '' ? null : dayAhead(behind.slice(between.length), day)
  const [last = null, ...more] = second?.days ?? [day]
  return last && more.length === 0
    ? breakOf(day, last, behind.slice(second ? between.length + second.length : 0))
    : null
}

function breakOf(from: Temporal.PlainDate, to: Temporal.PlainDate, words: string): Break | null {
  if (Temporal.PlainDate.compare(to, from) < 0) return null
  return { from: from.toString(), to: to.toString(), reason: words.replace(/^[\s:,;–—-]+/u, '').trim() || null }
}

/** Whether a text is a date as in 2027-02-12, and no longer time, such as a month. */
export function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/** Hours of `5 days`, `a week`, `36 hours`, `3`, which are days; null when it is none, or no whole hours. */
export function leadFrom(text: string): number | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/\s+before$/, '')
  if (words === '0' || saysNone(words)) return 0
  const minutes = lengthFrom(words, 'days')
  return minutes !== null && minutes % 60 === 0 ? minutes / 60 : null
}

/** `none`, `no`, `off` */
export function saysNone(text: string): boolean {
  return /^(none|no|off)$/i.test(text.trim())
}

/** What somebody typed without the quotation marks that typed commands need and forms do not. */
export function bare(text: string): string {
  return text.trim().replace(/^["“”](.*)["“”]$/s, '$1')
}

/** Minutes of `90`, `90 minutes`, `1.5 hours`, `1h30`, `half an hour`; null when it is none. */
export function minutesFrom(text: string): number | null {
  const clock = /^(\d{1,2}):([0-5]\d)(?: ?h)?$/i.exec(text.trim())
  if (clock) return durationFrom(`${clock[1]} hours ${clock[2]}`)
  return lengthFrom(text, 'minutes')
}

/** As {@link durationFrom}, where a number alone counts something. */
function lengthFrom(text: string, unit: string): number | null {
  const alone = countFrom(text.trim().toLowerCase())
  return durationFrom(alone === null ? text : `${alone} ${unit}`)
}

/** What a name of a time zone means: the zone, or those that it may mean; null when it is unknown. */
export type Zone = { zone: string } | { either: string[] }

/** A zone by its IANA name, its city (`Berlin`, `New York`), its distance from UTC (`GMT+2`), or what its country calls it (`Eastern`). */
export function zoneFrom(text: string): Zone | null {
  const name = text.trim().replaceAll(/\s+/g, ' ')
  const short = AMBIGUOUS.get(name.toUpperCase())
  if (short) return { either: short }
  const known = COMMON.get(name.toLowerCase().replace(/ (standard |daylight )?time$/, ''))
  if (known) return { zone: known }
  const offset = /^(?:utc|gmt)\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?$/i.exec(name)
  const asked = offset ? `${offset[1]}${offset[2]?.padStart(2, '0')}:${offset[3] ?? '00'}` : name.replaceAll(' ', '_')
  return byName(asked) ?? byCity(name)
}

function byName(name: string): Zone | null {
  try {
    return { zone: new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone }
  } catch {
    return null
  }
}

function byCity(name: string): Zone | null {
  const wanted = plain(name)
  const [only, ...more] = Intl.supportedValuesOf('timeZone').filter(
    (zone) => plain(zone.split('/').at(-1) ?? '') === wanted,
  )
  if (!only)
    return (
      REGIONS.map((region) => byName(`${region}/${name.replaceAll(' ', '_')}`)).find((zone) => zone !== null) ?? null
    )
  return more.length === 0 ? { zone: only } : { either: [only, ...more] }
}

/** Cities that have another name by now are not listed, but known. */
const REGIONS = ['Africa', 'America', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific']

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[_\s-]+/g, ' ')
    .toLowerCase()
}

/** Letters that several places use, or that stand for one half of the year alone. */
const AMBIGUOUS = new Map([
  ['EST', ['America/New_York', 'Australia/Sydney']],
  ['EDT', ['America/New_York', 'Australia/Sydney']],
  ['CST', ['America/Chicago', 'Asia/Shanghai']],
  ['MST', ['America/Denver', 'America/Phoenix', 'Asia/Kuala_Lumpur']],
  ['BST', ['Europe/London', 'Asia/Dhaka']],
  ['IST', ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']],
  ['AST', ['America/Halifax', 'Asia/Riyadh']],
])

const COMMON = new Map([
  ['eastern', 'America/New_York'],
  ['et', 'America/New_York'],
  ['central', 'America/Chicago'],
  ['ct', 'America/Chicago'],
  ['mountain', 'America/Denver'],
  ['mt', 'America/Denver'],
  ['pacific', 'America/Los_Angeles'],
  ['pt', 'America/Los_Angeles'],
  ['pst', 'America/Los_Angeles'],
  ['pdt', 'America/Los_Angeles'],
  ['cet', 'Europe/Berlin'],
  ['cest', 'Europe/Berlin'],
  ['jst', 'Asia/Tokyo'],
  ['utc', 'UTC'],
  ['gmt', 'UTC'],
])
