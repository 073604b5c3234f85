import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { spokenName } from '../reading/name.ts'
import { peopleOf } from '../reading/people.ts'
import { pagesOf, venueOf } from '../reading/venue.ts'
import { readPartialDate } from './dates.ts'
import { plainText } from './html-text.ts'
import { arxivIdWithin, type FoundFacts, toPaper, webLink } from './paper-entry.ts'
import { type Outcome, type RecordReader, readWhole } from './records.ts'
import { oneLine } from './texts.ts'

/** RIS, the tagged lines that reference managers and publishers hand on, and PubMed's lines, which are much like them. */
export const format: Format = {
  name: 'ris',
  detect,
  parse: (source: Source): Parsed => readWhole(source, risReader(), {}, 'bibliography'),
}

function detect(source: Source): number {
  const head = source.text.slice(0, 5000)
  if (!/\n(?:T1|TI|AU|A1|PY|Y1|DA|UR|AB|ID|ER|JO|T2|OWN|STAT) {0,2}- ?/.test(head)) return 0
  if (/^\s*(?:TY {1,2}- ?\w|PMID- )/.test(head)) return 1
  // Some programs put a few lines of their own before it.
  return /^(?:.{0,200}\n){1,20} ?TY {2}- ?\w/.test(head) ? 0.8 : 0
}

interface RisRecord {
  line: number
  values: Map<string, string[]>
  /** The values that a line without a tag goes on with, and their tag. */
  last: string[] | null
  tag: string
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
    const [tag, value] = tagged(text.slice(0, LONGEST_LINE), record)
    if (tag === 'TY' || tag === MEDLINE) {
      yield* close()
      record = { line, values: new Map([[tag, [value]]]), last: null, tag }
    } else if (tag === 'ER') yield* close()
    else if (tag && record) {
      record.tag = tag
      record.last = record.values.get(tag) ?? []
      record.values.set(tag, record.last)
      if (record.last.length < MOST_VALUES) record.last.push(value.trim())
    } else if (tag)
      yield { complaint: { line, message: `“${tag}” stands before the “TY” that begins a record; it is left out.` } }
    else if (record?.last && text.trim() !== '') continueValue(record.last, text, record.tag)
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

/** A record of PubMed's begins with its number, and its tags have up to four letters. */
const MEDLINE = 'PMID'
const RIS_LINE = /^\s?([A-Z][A-Z0-9])(?: {2}- ?(.*)| - (.*)| -\s*)$/s
const MEDLINE_LINE = /^([A-Z]{2,4}) {0,2}- (.*)$/s

function tagged(text: string, record: RisRecord | null): [tag: string | undefined, value: string] {
  const isMedline = record ? record.values.has(MEDLINE) : text.startsWith(`${MEDLINE}-`)
  const [, tag, value, other] = (isMedline ? MEDLINE_LINE : RIS_LINE).exec(text) ?? []
  return [tag, (value ?? other ?? '').trim()]
}

/** A long abstract may go on in lines without a tag; keywords stand in a line each. */
function continueValue(values: string[], text: string, tag: string): void {
  if (tag === 'KW') return void (values.length < MOST_VALUES && values.push(text.trim()))
  const last = values.length - 1
  const before = values[last] ?? ''
  if (before.length < LONGEST_LINE) values[last] = `${before} ${text.trim()}`
}

function outcomeOf({ line, values }: RisRecord): Outcome {
  const all = (...tags: string[]) => tags.flatMap((tag) => values.get(tag) ?? []).filter((value) => value !== '')
  const found = values.has(MEDLINE) ? medlineFacts(all) : risFacts(all)
  if (!found)
    return { complaint: { line, message: 'This record has no title (TI or T1); it is left out.', isEntry: true } }
  const read = toPaper({ ...found, ...peopleOf([...new Set(found.authors)]) })
  return 'paper' in read ? { paper: read.paper, line } : { complaint: { line, message: read.complaint, isEntry: true } }
}

type Values = (...tags: string[]) => string[]
type RisFacts = FoundFacts & { authors: string[] }

function risFacts(all: Values): RisFacts | null {
  const [title] = all('TI', 'T1', 'CT', 'BT', 'ST')
  if (!title) return null
  // A link may hold a semicolon.
  const links = all('UR', 'LK', 'L3', 'L2', 'L1').flatMap((value) => webLink(value.split(/;\s*(?=https?:)/i)[0]) ?? [])
  const notes = all('M3', 'L3', 'N1', 'M1').map((note) => /\b10\.\d{4,9}\/[^\s;,\]]+/.exec(note)?.[0])
  return {
    title: plainText(title),
    abstract: oneLine(plainText(all('AB', 'N2')[0] ?? '')),
    authors: all('AU', 'A1').flatMap((names) => names.split(';').map(spokenName)),
    venue: venueOf(all('JO', 'JF', 'T2', 'JA', 'J2')[0], {
      volume: all('VL')[0],
      number: all('IS')[0],
      pages: pagesOf(all('SP')[0], all('EP')[0]),
    }),
    date: dateOf(all('DA', 'PY', 'Y1')),
    link: links[0] ?? null,
    arxivId: arxivIdWithin(all('AN', 'M1', 'M3', 'C1', 'JO', 'T2', 'JF', 'VL', 'IS', 'PB', 'UR', 'N1').join(' ')),
    doi: all('DO', 'DI')[0] ?? notes.find((note) => note !== undefined) ?? null,
    tags: all('KW').flatMap((words) => words.split(';')),
  }
}

function medlineFacts(all: Values): RisFacts | null {
  const [title] = all('TI', 'BTI')
  const [id] = all(MEDLINE)
  if (!title) return null
  const full = all('FAU', 'CN')
  return {
    title: title.replace(/\.$/, ''),
    abstract: all('AB')[0] ?? null,
    authors: (full.length > 0 ? full : all('AU')).map(spokenName),
    venue: venueOf(all('JT', 'TA')[0], { volume: all('VI')[0], number: all('IP')[0], pages: all('PG')[0] }),
    date: dateOf(all('DP', 'DEP')),
    link: id ? `https://pubmed.ncbi.nlm.nih.gov/${id}/` : null,
    doi: all('LID', 'AID').flatMap((value) => /^(\S+) \[doi\]$/.exec(value)?.[1] ?? [])[0] ?? null,
    tags: all('OT', 'MH').map((tag) => tag.replace(/^\*|\/.*$/g, '')),
  }
}

/** `2024/12/18/`, `2024///`, `2024`, and `Dec 18` beside the year: the most exact of them, of the year that comes first. */
function dateOf(values: readonly string[]): string | null {
  const year = values.map((value) => /\b\d{4}\b/.exec(value)?.[0]).find((found) => found !== undefined)
  const dates = values.flatMap((value) => {
    const date = value.replace(/\/+(?:[^/\d].*)?$/, '')
    return readPartialDate(/\d{4}/.test(date) ? date : `${date} ${year}`) ?? []
  })
  return dates.reduce<string | null>((best, date) => (date.length > (best?.length ?? 0) ? date : best), null)
}
