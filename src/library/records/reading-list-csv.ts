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
    const around = { date, kind, topic: topic || null, people, links }
    const last = found.at(-1)
    // The papers of one meeting stand one below the other; another one on the same day differs in something.
    if (last && isSame(last, around)) last.papers.push(...paper)
    else found.push({ ...around, papers: paper })
  }
  return found
}

function isSame({ papers: _, ...before }: WrittenDate, around: Omit<WrittenDate, 'papers'>): boolean {
  return Object.entries(around).every(([name, value]) => before[name as keyof typeof around] === value)
}

/** What was kept from being a formula. */
const unguarded = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r])/, '')
