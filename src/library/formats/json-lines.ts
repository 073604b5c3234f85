import type { Format, Source } from '../format.ts'
import type { Parsed, ParsedDigest, ParsedPaper } from '../parsed-digest.ts'
import type { Complaint } from './complaint.ts'
import { readPartialDate } from './dates.ts'
import { listOf, toParsed } from './digest-entry.ts'
import { entryLines, isObject, isTooDeep, type JsonObject, jsonOf, listAt, numberAt, textAt } from './json-value.ts'
import { type FoundFacts, toPaper } from './paper-entry.ts'
import { type Outcome, patiently, type RecordReader, streamRecords } from './records.ts'
import { usualRow } from './row-dialects.ts'
import { factOf, readRow } from './row-facts.ts'
import { lineOrNull } from './texts.ts'

/** JSON Lines: a paper a line under any usual keys, or a document a line as our own import prints it. */
export const format: Format = {
  name: 'json-lines',
  detect,
  parse,
  stream: (name, chunks) => streamRecords(name, chunks, recordReader()),
}

function detect(source: Source): number {
  const start = source.text.slice(0, 2000).trimStart()
  if (!start.startsWith('{') && !start.startsWith('[')) return 0
  const first = start.startsWith('{') ? firstLine(source.text) : null
  const value = first === null ? undefined : parsed(first)
  if (isObject(value) && isRecord(value)) return 0.9
  const whole = listedIn(jsonOf(source))
  const [entry] = Array.isArray(whole) ? whole : [whole]
  return isObject(entry) && isRecord(entry) ? 0.8 : 0
}

/** The answers of some sites have their list of records within. */
function listedIn(whole: unknown): unknown {
  if (!isObject(whole) || 'title' in whole) return whole
  const list = listAt(whole, 'data', 'results', 'items', 'works')
  return list.length > 0 ? list : whole
}

function firstLine(text: string): string {
  const start = text.search(/\S/)
  const end = text.indexOf('\n', start)
  return text.slice(start, end < 0 ? undefined : end)
}

function isRecord(value: JsonObject): boolean {
  if (Array.isArray(value.papers)) return 'format' in value || 'problems' in value || 'period' in value
  const isReference =
    typeof value.type === 'string' && (isObject(value.issued) || listAt(value, 'author').some(isObject))
  const isDaily = isObject(value.paper) || ('upvotes' in value && 'summary' in value && typeof value.id === 'string')
  const facts = new Set(Object.keys(usualRow(value)).map(factOf))
  return facts.has('title') && [...facts].filter((fact) => fact !== null).length >= 2 && !isReference && !isDaily
}

function parse(source: Source): Parsed {
  const documents: JsonObject[] = []
  const papers: ParsedPaper[] = []
  const complaints: Complaint[] = []
  for (const outcome of patiently(outcomesIn(source, documents))) {
    if ('paper' in outcome) papers.push(outcome.paper)
    else complaints.push(outcome.complaint)
  }
  const rest = restOf(documents)
  if (papers.length === 0 && rest.definitions.length + rest.news.length + rest.comments.length > 0) {
    return toParsed(source, { ...rest, papers }, complaints)
  }
  return listOf(source, { ...rest, papers }, complaints, 'document')
}

/** The records of lines, of a list, or of one document over many lines; those that hold papers go to `documents`. */
function* outcomesIn(source: Source, documents: JsonObject[]): Generator<Outcome> {
  if (source.text.length > LONGEST_AT_ONCE) {
    return yield { complaint: { line: 1, message: 'The document is over 10 MB, too large to read at once.' } }
  }
  const whole = listedIn(jsonOf(source))
  const starts = isObject(whole) || Array.isArray(whole) ? entryLines(source.text) : []
  const reads = Array.isArray(whole)
    ? whole.map((value, index) => toRead(value, starts[index] ?? 1))
    : isObject(whole)
      ? [toRead(whole, 1)]
      : readLines(source.text)
  for (const read of reads) {
    if ('complaint' in read) yield read
    else {
      if (Array.isArray(read.value.papers)) documents.push(read.value)
      yield* outcomesOf(read.value, read.line)
    }
  }
}

const LONGEST_AT_ONCE = 10_000_000
const LONGEST_LINE = 10_000_000

function recordReader(): RecordReader {
  let open: string[] = []
  let length = 0
  let line = 1
  let isSkipping = false
  function* close(): Generator<Outcome> {
    const text = open.join('')
    const at = line
    const skipped = isSkipping
    open = []
    length = 0
    isSkipping = false
    if (skipped || text.trim() === '') return
    const read = toRead(parsed(text), at)
    if ('value' in read) yield* outcomesOf(read.value, at)
    else yield read
  }
  function* add(piece: string): Generator<Outcome> {
    if (isSkipping) return
    open.push(piece)
    length += piece.length
    if (length <= LONGEST_LINE) return
    isSkipping = true
    open = []
    yield { complaint: { line, message: 'This line is over 10 MB long; it is left out.', isEntry: true } }
  }
  return {
    *push(text) {
      let start = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        yield* add(text.slice(start, end))
        yield* close()
        line++
        start = end + 1
      }
      yield* add(text.slice(start))
    },
    end: close,
  }
}

function* readLines(text: string): Generator<ReadLine> {
  let line = 1
  for (let start = 0; start <= text.length; line++) {
    const end = text.indexOf('\n', start)
    const piece = text.slice(start, end < 0 ? text.length : end)
    if (piece.trim() !== '') yield toRead(parsed(piece), line)
    if (end < 0) return
    start = end + 1
  }
}

type ReadLine = { value: JsonObject; line: number } | { complaint: Complaint }

function toRead(value: unknown, line: number): ReadLine {
  return isObject(value)
    ? { value, line }
    : { complaint: { line, message: 'This line is no JSON object; it is left out.', isEntry: true } }
}

function parsed(text: string): unknown {
  if (isTooDeep(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function* outcomesOf(value: JsonObject, line: number): Generator<Outcome> {
  for (const row of Array.isArray(value.papers) ? value.papers : [value]) {
    const facts = isObject(row) ? readRow(row) : null
    yield facts
      ? outcomeOf(facts, line)
      : { complaint: { line, message: 'This record has no title; it is left out.', isEntry: true } }
  }
}

function outcomeOf(facts: FoundFacts, line: number): Outcome {
  const read = toPaper(facts)
  return 'paper' in read ? { paper: read.paper, line } : { complaint: { line, message: read.complaint, isEntry: true } }
}

/** What our own import prints besides papers. */
function restOf(
  documents: readonly JsonObject[],
): Pick<ParsedDigest, 'definitions' | 'news' | 'comments' | 'period'> & { title: string | null } {
  const objects = (key: string) => documents.flatMap((document) => listAt(document, key)).filter(isObject)
  const periods = documents.map(({ period }) => period).filter(isObject)
  const days = periods
    .flatMap((period) => ['from', 'to'].flatMap((end) => readPartialDate(textAt(period, end) ?? '') ?? []))
    .sort()
  const [from, to] = [days[0], days.at(-1)]
  return {
    title: documents.length === 1 ? lineOrNull(textAt(documents[0] ?? {}, 'title')) : null,
    period: from && to ? { from, to } : null,
    definitions: objects('definitions').flatMap((definition) => {
      const [term, meaning] = [lineOrNull(textAt(definition, 'term')), lineOrNull(textAt(definition, 'meaning'))]
      return term && meaning ? [{ term, meaning }] : []
    }),
    news: objects('news').flatMap((news) => {
      const text = lineOrNull(textAt(news, 'text'))
      return text ? [{ text, likes: numberAt(news, 'likes') }] : []
    }),
    comments: objects('comments').flatMap((comment) => textAt(comment, 'text')?.trim() || []),
  }
}
