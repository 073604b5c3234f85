import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { readPartialDate } from './dates.ts'
import { plainText } from './html-text.ts'
import { isRest, spokenName } from './names.ts'
import { arxivIdWithin, toPaper, webLink } from './paper-entry.ts'
import { type Outcome, type RecordReader, readWhole, streamRecords } from './records.ts'
import { oneLine } from './texts.ts'

/** RIS, the tagged lines that reference managers and publishers hand on. */
export const format: Format = {
  name: 'ris',
  detect,
  parse: (source: Source): Parsed => readWhole(source, risReader(), {}, 'bibliography'),
  stream: (name, chunks) => streamRecords(name, chunks, risReader()),
}

function detect(source: Source): number {
  const head = source.text.slice(0, 5000)
  return /^\s*TY {1,2}- ?\w/.test(head) && /\n(?:T1|TI|AU|A1|PY|Y1|DA|UR|AB|ID|ER|JO|T2) {1,2}-/.test(head) ? 1 : 0
}

interface RisRecord {
  line: number
  values: Map<string, string[]>
  last: string[] | null
}

function risReader(): RecordReader {
  let held = ''
  let line = 0
  let record: RisRecord | null = null
  function* take(lines: readonly string[]): Generator<Outcome> {
    for (const text of lines) {
      line++
      if (text !== '') yield* read(text)
    }
  }
  function* read(text: string): Generator<Outcome> {
    const [, tag, value = ''] = /^\s?([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)$/s.exec(text.slice(0, LONGEST_LINE)) ?? []
    if (tag === 'TY') {
      yield* close()
      record = { line, values: new Map(), last: null }
    } else if (tag === 'ER') yield* close()
    else if (tag && record) {
      record.last = record.values.get(tag) ?? []
      record.values.set(tag, record.last)
      if (record.last.length < MOST_VALUES) record.last.push(value.trim())
    } else if (tag)
      yield { complaint: { line, message: `“${tag}” stands before the “TY” that begins a record; it is left out.` } }
    else if (record?.last && text.trim() !== '') continueValue(record.last, text)
  }
  function* close(): Generator<Outcome> {
    const closed = record
    record = null
    if (closed) yield outcomeOf(closed)
  }
  return {
    *push(text) {
      const lines = (held + text).split('\n')
      held = (lines.pop() ?? '').slice(0, LONGEST_LINE)
      yield* take(lines)
    },
    *end() {
      yield* take(held === '' ? [] : [held])
      yield* close()
    },
  }
}

const LONGEST_LINE = 200_000
const MOST_VALUES = 10_000

/** A long abstract may go on in lines without a tag. */
function continueValue(values: string[], text: string): void {
  const last = values.length - 1
  const before = values[last] ?? ''
  if (before.length < LONGEST_LINE) values[last] = `${before} ${text.trim()}`
}

function outcomeOf({ line, values }: RisRecord): Outcome {
  const all = (...tags: string[]) => tags.flatMap((tag) => values.get(tag) ?? []).filter((value) => value !== '')
  const title = all('TI', 'T1', 'CT', 'BT')[0]
  if (!title) return { complaint: { line, message: 'This record has no title (TI or T1); it is left out.' } }
  const names = [...new Set(all('AU', 'A1').map(spokenName))]
  const authors = names.filter((name) => !isRest(name))
  const links = all('UR', 'LK', 'L3', 'L2', 'L1').flatMap((value) => webLink(value.split(';')[0]) ?? [])
  const read = toPaper({
    title: plainText(title),
    abstract: oneLine(plainText(all('AB', 'N2')[0] ?? '')),
    authors,
    authorsCount: authors.length > 0 && authors.length === names.length ? authors.length : null,
    date: dateOf(all('DA', 'PY', 'Y1')),
    link: links[0] ?? null,
    arxivId: arxivIdWithin(all('AN', 'M1', 'M3', 'C1', 'JO', 'T2', 'JF', 'N1', 'UR').join(' ')),
    doi: all('DO')[0] ?? null,
    tags: all('KW').flatMap((words) => words.split(';')),
  })
  return 'paper' in read ? { paper: read.paper, line } : { complaint: { line, message: read.complaint } }
}

/** `2024/12/18/`, `2024///` and `2024`: the most exact of them. */
function dateOf(values: readonly string[]): string | null {
  const dates = values.flatMap((value) => readPartialDate(value.replace(/\/+(?:[^/\d].*)?$/, '')) ?? [])
  return dates.reduce<string | null>((best, date) => (date.length > (best?.length ?? 0) ? date : best), null)
}
