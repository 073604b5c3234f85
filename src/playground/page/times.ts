/** Instants as people read them, in the browser's own zone. */

/** The playground's time: the machine's own, moved. */
export function now(): number {
  return Date.now() + moved
}

export function setOffset(ms: number): void {
  moved = ms
}

let moved = 0

/** `14:05`. */
export function hour(at: number | string): string {
  return format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** `Monday, 23 November 2026`. */
export function day(at: number | string): string {
  return format(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** `Mon 23 Nov 2026, 14:05`. */
export function moment(at: number | string): string {
  return format(at, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

/** `14:05` of today, else with its day. */
export function shortMoment(at: string): string {
  const sameDay = day(at) === day(now())
  return sameDay ? hour(at) : `${format(at, { day: 'numeric', month: 'short' })}, ${hour(at)}`
}

/** `in 3 days`, `2 minutes ago`. */
export function relative(at: number): string {
  const seconds = (at - now()) / 1000
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const)
  const count = unit === 'day' ? midnightsBetween(now(), at) : Math.round(seconds / size)
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(count, unit)
}

/** “Tomorrow” is the next day, however many hours off. A day on which clocks change has an hour more or less. */
function midnightsBetween(from: number, to: number): number {
  return Math.round((midnightBefore(to) - midnightBefore(from)) / 86_400_000)
}

function midnightBefore(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

export function format(at: number | string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(at))
}

const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const
