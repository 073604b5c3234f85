import { parse } from 'csv-parse/sync'
import type { Complaint } from './complaint.ts'
import { type FoundFacts, toPaper } from './paper-entry.ts'
import type { Outcome, RecordReader } from './records.ts'
import { countLines } from './texts.ts'

/** A row under the names of its columns. */
export type CsvRow = Readonly<Record<string, string>>

/**
 * Reads a table row by row. `title`: whether a column has the titles. `read` gives a row's facts, a sentence on what is
 * wrong with it, or null for a row to pass over.
 */
export function csvReader(
  title: (column: string) => boolean,
  read: (row: CsvRow) => FoundFacts | string | null,
): RecordReader {
  const cutter = rowCutter()
  let columns: string[] | null = null
  function* take(rows: Iterable<RawRow>): Generator<Outcome> {
    let batch: { text: string; line: number }[] = []
    for (const row of rows) {
      if ('complaint' in row) yield row
      else if (row.text === '') continue
      else if (columns) {
        batch.push(row)
        if (batch.length < BATCH) continue
        yield* outcomesOf(batch, columns)
        batch = []
      } else if (row.text.trim() !== '' && !SEPARATOR.test(row.text)) {
        cutter.delimiter = delimiterOf(row.text)
        columns = (rowsOf(row.text, cutter.delimiter)?.[0] ?? []).slice(0, MOST_COLUMNS).map((name) => name.trim())
        if (columns.length < 2 || !columns.some(title)) {
          cutter.stop()
          yield complaintAt(row.line, 'This table has no column for the title among others; call it “Title”.')
        }
      }
    }
    if (columns) yield* outcomesOf(batch, columns)
  }
  /** Many rows at once: the parser takes a while to start. */
  function* outcomesOf(batch: readonly { text: string; line: number }[], names: string[]): Generator<Outcome> {
    const full = batch.filter(({ text }) => text.trim() !== '')
    const together = rowsOf(full.map(({ text }) => text).join('\n'), cutter.delimiter)
    const isSame = together?.length === full.length
    for (const [index, { text, line }] of full.entries()) {
      const cells = isSame ? together[index] : rowsOf(text, cutter.delimiter)?.[0]
      if (cells) yield* outcomeOf(cells, line, names)
      else yield lostRow(line, 'The quotes of this row do not match; it is left out.')
    }
  }
  function* outcomeOf(cells: readonly string[], line: number, names: readonly string[]): Generator<Outcome> {
    if (cells.every((cell) => cell.trim() === '')) return
    if (cells.slice(names.length).some((cell) => cell.trim() !== '')) {
      return yield lostRow(line, `This row has ${cells.length} values for ${names.length} columns; it is left out.`)
    }
    const found = read(Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])))
    if (found === null) return
    const paper = typeof found === 'string' ? { complaint: found } : toPaper(found)
    yield 'paper' in paper ? { paper: paper.paper, line } : lostRow(line, paper.complaint)
  }
  return {
    push: (text) => take(cutter.push(text)),
    end: () => take(cutter.end()),
  }
}

const BATCH = 500
const MOST_COLUMNS = 500
/** Excel may say in a first line of its own what parts the cells. */
const SEPARATOR = /^sep=.$/

/** The names of the columns that a text begins with, if it begins as a table does. */
export function headerOf(text: string): string[] {
  const lines = text.slice(0, 20_000).trimStart().split('\n', 3)
  const line = (SEPARATOR.test(lines[0] ?? '') ? lines[1] : lines[0]) ?? ''
  if (line.length > 5000) return []
  const delimiter = delimiterOf(line)
  return line.includes(delimiter) ? (rowsOf(line, delimiter)?.[0]?.map((cell) => cell.trim()) ?? []) : []
}

function lostRow(line: number, message: string): { complaint: Complaint } {
  return { complaint: { line, message, isEntry: true } }
}

function complaintAt(line: number, message: string): { complaint: Complaint } {
  return { complaint: { line, message } }
}

/** Tables of some countries and programs part their cells by semicolons or tabs. */
function delimiterOf(header: string): string {
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }))
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).delimiter
}

function rowsOf(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, { delimiter, record_delimiter: '\n', relax_quotes: true, relax_column_count: true })
  } catch {
    return null
  }
}

type RawRow = { text: string; line: number } | { complaint: Complaint }

/** A row that goes on for longer has lost its closing quote; what follows its first line is read again. */
const LONGEST_ROW = 300_000
const MOST_LOST_ROWS = 50

/** Cuts a table into its rows: a line end within quotes does not end one. */
function rowCutter() {
  let held = ''
  let line = 1
  let lost = 0
  let isSkipping = false
  const cutter = { delimiter: ',', push, end: () => cut(true), stop }

  function stop(): void {
    lost = Number.POSITIVE_INFINITY
  }

  function* push(text: string): Generator<RawRow> {
    if (lost > MOST_LOST_ROWS) return
    held += isSkipping ? afterLineEnd(text) : text
    yield* cut(false)
  }

  function afterLineEnd(text: string): string {
    const end = text.indexOf('\n')
    if (end < 0) return ''
    isSkipping = false
    line++
    return text.slice(end + 1)
  }

  function* cut(isLast: boolean): Generator<RawRow> {
    let start = 0
    const places = new Places(held)
    while (start < held.length && lost <= MOST_LOST_ROWS) {
      const end = endOfRow(places, start, cutter.delimiter)
      const isWhole = end >= 0 || (isLast && end === NO_LINE_END)
      if (!isWhole && !isLast && held.length - start <= LONGEST_ROW) break
      const stop = isWhole && end >= 0 ? end : held.length
      if (isWhole && stop - start <= LONGEST_ROW) {
        const text = held.slice(start, stop)
        yield { text, line }
        line += countLines(text, 0, text.length) + 1
        start = stop + 1
        continue
      }
      lost++
      yield complaintAt(
        line,
        lost > MOST_LOST_ROWS ? TOO_MANY_LOST : 'This row never ends, or its quotes are never closed; it is left out.',
      )
      const lineEnd = places.lineEnd(start)
      isSkipping = lineEnd === Number.POSITIVE_INFINITY
      start = isSkipping || lost > MOST_LOST_ROWS ? held.length : lineEnd + 1
      if (!isSkipping) line++
    }
    held = held.slice(start)
  }

  return cutter
}

const TOO_MANY_LOST = 'Too many rows have quotes that are never closed; from here on nothing is read.'

const NO_LINE_END = -1
const OPEN_QUOTE = -2

/** Where the row that begins here ends, or why that is not to be seen. A quote counts where a cell begins. */
function endOfRow(places: Places, start: number, delimiter: string): number {
  let from = start
  for (;;) {
    const lineEnd = places.lineEnd(from)
    const quote = openingQuote(places, from, lineEnd, delimiter)
    if (quote < 0) return lineEnd === Number.POSITIVE_INFINITY ? NO_LINE_END : lineEnd
    const closing = closingQuote(places, quote, start + LONGEST_ROW, delimiter)
    if (closing < 0) return OPEN_QUOTE
    from = closing + 1
    if (from - start > LONGEST_ROW) return OPEN_QUOTE
  }
}

function openingQuote(places: Places, from: number, to: number, delimiter: string): number {
  for (let at = places.quote(from); at < to; at = places.quote(at + 1)) {
    const before = places.text[at - 1]
    if (at === 0 || before === delimiter || before === '\n') return at
  }
  return -1
}

function closingQuote(places: Places, quote: number, to: number, delimiter: string): number {
  for (let at = places.quote(quote + 1); at <= to; at = places.quote(at + 1)) {
    const next = places.text[at + 1]
    if (next === '"') at++
    else if (next === undefined || next === delimiter || next === '\n') return at
  }
  return -1
}

/** Where quotes and line ends stand; what was found far ahead is not looked for again. Infinity: nowhere. */
class Places {
  readonly text: string
  readonly #found: Record<'"' | '\n', [from: number, at: number]> = { '"': [-1, -1], '\n': [-1, -1] }

  constructor(text: string) {
    this.text = text
  }

  quote(from: number): number {
    return this.#next('"', from)
  }

  lineEnd(from: number): number {
    return this.#next('\n', from)
  }

  #next(sign: '"' | '\n', from: number): number {
    const [start, at] = this.#found[sign]
    if (start >= 0 && from >= start && from <= at) return at
    const found = this.text.indexOf(sign, from)
    const place = found < 0 ? Number.POSITIVE_INFINITY : found
    this.#found[sign] = [from, place]
    return place
  }
}
