import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { isScheduleInCsv } from '../reading/tabular.ts'
import { csvReader, headerOf } from './csv-rows.ts'
import { readWhole, streamRecords } from './records.ts'
import { factOf, readRow } from './row-facts.ts'

/** A table of papers with named columns, as weekly lists publish theirs: Title, Description, PaperURL and so on. */
export const format: Format = {
  name: 'csv',
  detect,
  parse,
  stream: (name, chunks) => streamRecords(name, chunks, reader()),
}

function detect(source: Source): number {
  const columns = headerOf(source.text)
  if (columns.includes('Item Type') && columns.includes('Publication Year')) return 0
  if (isScheduleInCsv(source.text)) return 0
  if (['TI', 'AU', 'UT'].every((tag) => columns.includes(tag))) return 0.95
  const facts = new Set(columns.map(factOf))
  const named = [...facts].filter((fact) => fact !== null)
  if (!facts.has('title') || columns.some((column) => column.length > 60)) return 0
  return named.length >= 2 ? 0.9 : 0
}

function parse(source: Source): Parsed {
  return readWhole(source, reader(), {}, 'table')
}

function readFacts(row: Readonly<Record<string, string>>) {
  return readRow(row) ?? 'This row has no title; it is left out.'
}

function reader() {
  return csvReader((column) => factOf(column) === 'title' || column === 'TI', readFacts)
}
