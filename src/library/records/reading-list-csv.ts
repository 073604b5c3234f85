/** Reads what {@link LIST_FORMATS} writes as CSV. */
import { parse } from 'csv-parse/sync'
import { COLUMNS } from './reading-list.ts'

/** One date as it was written down. `people` and `links`: as organisers write them. */
export interface WrittenDate {
  date: string
  kind: string
  topic: string | null
  papers: { title: string; link: string | null; optional: boolean }[]
  people: string
  links: string
}

/** Null where it is no such list. */
export function datesOfCsv(text: string): WrittenDate[] | null {
  if (!text.replace(/^\uFEFF/, '').startsWith(`${COLUMNS.join(',')}\n`)) return null
  const rows: string[][] = parse(text, { bom: true, from_line: 2, relax_column_count: true })
  const found: WrittenDate[] = []
  for (const [
    date = '',
    kind = '',
    topic = '',
    title = '',
    link = '',
    optional = '',
    people = '',
    links = '',
  ] of rows.map((cells) => cells.map(unguarded))) {
    const paper = title === '' ? [] : [{ title, link: link || null, optional: optional !== '' }]
    const last = found.at(-1)
    // The papers of one date stand one below the other.
    if (last?.date === date && last.kind === kind) last.papers.push(...paper)
    else found.push({ date, kind, topic: topic || null, papers: paper, people, links })
  }
  return found
}

/** What was kept from being a formula. */
const unguarded = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r])/, '')
