import type { Format, Source } from '../format.ts'
import { partialDate, readPartialDate } from '../formats/dates.ts'
import { plainText } from '../formats/html-text.ts'
import { arxivIdWithin, toPaper } from '../formats/paper-entry.ts'
import { type Outcome, type RecordReader, readWhole, streamRecords } from '../formats/records.ts'
import type { Parsed } from '../parsed-digest.ts'
import { spokenName } from '../reading/name.ts'
import { peopleOf } from '../reading/people.ts'
import { pagesOf, venueOf } from '../reading/venue.ts'

/** Web of Science's plain text: a two-letter tag a line, what goes on is indented, `ER` ends a record. */
export const format: Format = {
  name: 'web-of-science',
  detect,
  parse,
  stream: (name, chunks) => streamRecords(name, chunks, reader()),
}

function detect({ text }: Source): number {
  const head = text.slice(0, 8_000)
  return /^\s*(?:FN [^\n]{3,200}\nVR [^\n]{1,20}\n\s*)?PT [A-Z]\n/.test(head) && /^(?:TI|AU|AF|ER|SO|PY) ?/m.test(head)
    ? 1
    : 0
}

function parse(source: Source): Parsed {
  return readWhole(source, reader(), {}, 'bibliography')
}

interface Open {
  line: number
  values: Map<string, string[]>
  last: string[] | null
}

function reader(): RecordReader {
  let held = ''
  let line = 0
  let record: Open | null = null
  function* close(): Generator<Outcome> {
    const closed = record
    record = null
    if (closed) yield outcomeOf(closed)
  }
  function* take(text: string): Generator<Outcome> {
    line++
    const row = text.slice(0, LONGEST_LINE).trimEnd()
    const [, tag, value = ''] = /^([A-Z][A-Z0-9])(?: (.*))?$/.exec(row) ?? []
    if (tag === 'ER') yield* close()
    else if (tag === 'PT') {
      yield* close()
      record = { line, values: new Map(), last: null }
    } else if (tag && record) {
      record.last = [value]
      record.values.set(tag, record.last)
    } else if (record?.last && /^ {2,}\S/.test(text) && record.last.length < MOST_VALUES) record.last.push(row.trim())
  }
  return {
    *push(text) {
      const lines = (held + text).split('\n')
      held = (lines.pop() ?? '').slice(0, LONGEST_LINE)
      for (const one of lines) yield* take(one)
    },
    *end() {
      if (held !== '') yield* take(held)
      yield* close()
    },
  }
}

const NOBODY = '[Anonymous]'
const LONGEST_LINE = 200_000
const MOST_VALUES = 10_000

function outcomeOf({ line, values }: Open): Outcome {
  const all = (tag: string) => values.get(tag) ?? []
  const text = (tag: string) => all(tag).join(' ').trim()
  const title = plainText(text('TI'))
  if (title === '')
    return { complaint: { line, message: 'This record has no title (TI); it is left out.', isEntry: true } }
  const names = all('AF').length > 0 ? all('AF') : all('AU').length > 0 ? all('AU') : all('CA')
  const read = toPaper({
    title,
    abstract: plainText(text('AB')),
    ...peopleOf(names.filter((name) => name !== NOBODY).map(spokenName)),
    venue: venueOf(text('SO'), {
      volume: text('VL'),
      number: text('IS'),
      pages: pagesOf(text('BP'), text('EP')) ?? text('AR'),
    }),
    date: dateOf(text('PY'), text('PD')),
    doi: text('DI'),
    arxivId: arxivIdWithin(`${text('AR')} ${text('SO')} ${text('DI')}`),
    link: /^https?:\S+/.exec(text('UR'))?.[0] ?? null,
    tags: text('DE').split(/;\s*/),
  })
  return 'paper' in read ? { paper: read.paper, line } : { complaint: { line, message: read.complaint, isEntry: true } }
}

/** `DEC 31` and `NOV` stand beside the year, `2026 FEB 25` holds it. */
function dateOf(year: string, day: string): string | null {
  const whole = day === '' ? null : readPartialDate(/\d{4}/.test(day) ? day : `${day} ${year}`)
  return whole ?? partialDate(Number(year))
}
