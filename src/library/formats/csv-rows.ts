import { parse } from 'csv-parse/sync'
import type { Complaint } from './outline.ts'
import { type FoundFacts, toPaper } from './paper-entry.ts'
import type { Outcome, RecordReader } from './records.ts'
import { countLines } from './texts.ts'

/** A row under the names of its columns. */
export type CsvRow = Readonly<Record<string, string>>

/** Reads a table row by row. `read` gives a row's facts, a sentence on what is wrong with it, or null for a row to pass over. */
export function csvReader(read: (row: CsvRow) => FoundFacts | string | null): RecordReader {
  const cutter = rowCutter()
  let columns: string[] | null = null
  let delimiter = ','
  function* take(rows: Iterable<RawRow>): Generator<Outcome> {
    for (const row of rows) {
      if ('complaint' in row) {
        yield row
        continue
      }
      if (row.text.trim() === '' || (columns === null && /^sep=.$/.test(row.text))) continue
      if (columns === null) {
        delimiter = delimiterOf(row.text)
        cutter.delimiter = delimiter
        columns = cellsOf(row.text, delimiter)?.map((cell) => cell.trim()) ?? []
        continue
      }
      yield* outcomeOf(row, columns)
    }
  }
  function* outcomeOf({ text, line }: { text: string; line: number }, names: string[]): Generator<Outcome> {
    const cells = cellsOf(text, delimiter)
    if (!cells) return yield complaintAt(line, 'The quotes of this row do not match; it is left out.')
    if (cells.every((cell) => cell.trim() === '')) return
    if (cells.slice(names.length).some((cell) => cell.trim() !== '')) {
      return yield complaintAt(line, `This row has ${cells.length} values for ${names.length} columns; it is left out.`)
    }
    const found = read(Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])))
    if (found === null) return
    const paper = typeof found === 'string' ? { complaint: found } : toPaper(found)
    yield 'paper' in paper ? { paper: paper.paper, line } : complaintAt(line, paper.complaint)
  }
  return {
    push: (text) => take(cutter.push(text)),
    end: () => take(cutter.end()),
  }
}

/** The names of the columns that a text begins with, if it begins as a table does. */
export function headerOf(text: string): string[] {
  const lines = text.slice(0, 20_000).trimStart().split('\n', 3)
  const line = (/^sep=.$/.test(lines[0] ?? '') ? lines[1] : lines[0]) ?? ''
  if (line.length > 5000) return []
  const delimiter = delimiterOf(line)
  return line.includes(delimiter) ? (cellsOf(line, delimiter)?.map((cell) => cell.trim()) ?? []) : []
}

function complaintAt(line: number, message: string): { complaint: Complaint } {
  return { complaint: { line, message } }
}

/** Tables of some countries and programs part their cells by semicolons or tabs. */
function delimiterOf(header: string): string {
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }))
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).delimiter
}

function cellsOf(row: string, delimiter: string): string[] | null {
  try {
    const [cells] = parse(row, { delimiter, relax_quotes: true, relax_column_count: true, skip_empty_lines: true })
    return cells ?? []
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
  const cutter = { delimiter: ',', push, end: () => cut(true) }

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
    while (start < held.length) {
      const end = endOfRow(held, start, cutter.delimiter)
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
      const lineEnd = held.indexOf('\n', start)
      isSkipping = lineEnd < 0
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
function endOfRow(text: string, start: number, delimiter: string): number {
  let from = start
  for (;;) {
    const lineEnd = text.indexOf('\n', from)
    const quote = openingQuote(text, from, lineEnd < 0 ? text.length : lineEnd, delimiter)
    if (quote < 0) return lineEnd < 0 ? NO_LINE_END : lineEnd
    const closing = closingQuote(text, quote, start + LONGEST_ROW, delimiter)
    if (closing < 0) return OPEN_QUOTE
    from = closing + 1
  }
}

function openingQuote(text: string, from: number, to: number, delimiter: string): number {
  for (let at = text.indexOf('"', from); at >= 0 && at < to; at = text.indexOf('"', at + 1)) {
    const before = text[at - 1]
    if (at === 0 || before === delimiter || before === '\n') return at
  }
  return -1
}

function closingQuote(text: string, quote: number, to: number, delimiter: string): number {
  for (let at = text.indexOf('"', quote + 1); at >= 0 && at <= to; at = text.indexOf('"', at + 1)) {
    const next = text[at + 1]
    if (next === '"') at++
    else if (next === undefined || next === delimiter || next === '\n') return at
  }
  return -1
}
