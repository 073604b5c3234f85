/** Dates as calendar programs read them: iCalendar, RFC 5545. */

/** One date. `uid` stays whatever becomes of it; `sequence` is raised when it is moved or cancelled. */
export interface CalendarEvent {
  uid: string
  sequence: number
  /** When it was last revised. */
  stamp: Temporal.Instant
  start: Temporal.Instant
  end: Temporal.Instant
  title: string
  place: string | null
  /** Lines. */
  notes: readonly string[]
  cancelled: boolean
}

/** `name`: what the calendar is called. */
export function icalendar(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lectern//Reading group//EN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventLines(event: CalendarEvent): string[] {
  const { uid, sequence, stamp, start, end, title, place, notes, cancelled } = event
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${inUtc(stamp)}`,
    `DTSTART:${inUtc(start)}`,
    `DTEND:${inUtc(end)}`,
    `SUMMARY:${escaped(title)}`,
    ...(place === null ? [] : [`LOCATION:${escaped(place)}`]),
    ...(notes.length === 0 ? [] : [`DESCRIPTION:${escaped(notes.join('\n'))}`]),
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ]
}

/** `20261127T150000Z` */
function inUtc(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(CONTROL, '')
}

const CONTROL = /(?![\t\n])\p{Cc}/gu

/** Octets that a line may have. */
const LONGEST_LINE = 75

/** A line that is too long goes on in the next one, after a space; never within a character. */
function folded(line: string): string {
  if (/^[ -~]*$/.test(line)) return line.length <= LONGEST_LINE ? line : line.replaceAll(PIECE, '$&\r\n ')
  let [text, octets] = ['', 0]
  for (const character of line) {
    const more = octetsOf(character.codePointAt(0) ?? 0)
    if (octets + more > LONGEST_LINE) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += more
  }
  return text
}

/** As much of what has one octet a character as a line holds with the space before it, where more follows. */
const PIECE = new RegExp(`.{${LONGEST_LINE - 1}}(?=.)`, 'g')

function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
