/** Reads what a group met for from its calendar: iCalendar, RFC 5545. */
import type { WrittenDate } from './reading-list-csv.ts'

/** The dates that took place, each on its day in `zone`; without those of a rule, which name no paper. Null where it is no calendar. */
export function datesOfCalendar(text: string, zone: string): WrittenDate[] | null {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
  if (lines[0]?.trim().toUpperCase() !== 'BEGIN:VCALENDAR') return null
  const name = property(lines, 'X-WR-CALNAME') ?? ''
  const dates = eventsIn(lines).flatMap((event) => dateOf(event, name, zone) ?? [])
  return dates.toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

function eventsIn(lines: readonly string[]): string[][] {
  const events: string[][] = []
  let event: string[] | null = null
  for (const line of lines) {
    if (/^BEGIN:VEVENT\s*$/i.test(line)) event = []
    else if (/^END:VEVENT\s*$/i.test(line)) {
      if (event) events.push(event)
      event = null
    } else event?.push(line)
  }
  return events
}

function dateOf(event: readonly string[], calendar: string, zone: string): WrittenDate | null {
  const date = dayOf(event, zone)
  const isOff = property(event, 'STATUS')?.toUpperCase() === 'CANCELLED'
  if (date === null || isOff || property(event, 'RRULE') !== null) return null
  const summary = (property(event, 'SUMMARY') ?? '').trim()
  const about = summary.startsWith(`${calendar}: `) ? summary.slice(calendar.length + 2) : summary
  if (about === '' || about === calendar) return null
  const notes = (property(event, 'DESCRIPTION') ?? '').split('\n').map((line) => line.trim())
  const titles = about.split(/; (?=\S)/)
  const url = titles.length === 1 ? (property(event, 'URL') ?? notes.find((line) => ADDRESS.test(line)) ?? null) : null
  return {
    date,
    kind: 'papers',
    topic: null,
    papers: titles.map((title) => ({
      title: title.replace(OPTIONAL, ''),
      link: url,
      optional: OPTIONAL.test(title),
    })),
    people: notes.filter((line) => PERSON.test(line)).join('; '),
    links: notes.flatMap((line) => (LINK.test(line) ? [line.replace(/:\s*/, ' ')] : [])).join('; '),
  }
}

const OPTIONAL = / \(optional\)$/
const ADDRESS = /^https?:\/\/\S+$/
/** `slides: https://…` */
const LINK = /^[\p{L} ]{2,20}:\s*https?:\/\/\S+$/u
/** `presenter: Ada Lovelace` */
const PERSON = /^(?:presenters?|speakers?|discussants?|chair|host|moderator|scribe|lead):\s*\p{L}[^:]{1,60}$/iu

/** A day, an instant, or a time of a place as it is there. */
function dayOf(event: readonly string[], zone: string): string | null {
  const written = property(event, 'DTSTART')?.trim() ?? ''
  const [, year, month, day, time, utc] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{6})(Z)?)?$/.exec(written) ?? []
  if (year === undefined) return null
  try {
    const local = Temporal.PlainDate.from(`${year}-${month}-${day}`, { overflow: 'reject' })
    if (utc === undefined || time === undefined) return local.toString()
    const clock = `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`
    return Temporal.Instant.from(`${local}T${clock}Z`).toZonedDateTimeISO(zone).toPlainDate().toString()
  } catch {
    return null
  }
}

/** The first of a property, without its parameters. */
function property(lines: readonly string[], name: string): string | null {
  const line = lines.find((one) => new RegExp(`^${name}[;:]`, 'i').test(one))
  const value = line && /^[^:;]+(?:;(?:"[^"]*"|[^":])*)?:(.*)$/s.exec(line)?.[1]
  if (!value) return value === '' ? '' : null
  return value.replaceAll(/\\([nN,;\\])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character))
}
