/** What a club has read, for other programs and for people: a table, or records of papers. */
import '@citation-js/plugin-bibtex'
import { output } from '@citation-js/core/lib/plugins/index.js'
import type { Paper } from '../paper.ts'

/** One date of a club. `paper`: undefined where the library has it no more. */
export interface ReadDate {
  date: string
  kind: string
  topic: string | null
  papers: { title: string; optional: boolean; paper: Paper | undefined }[]
  people: { name: string; role: string }[]
  links: { what: string; url: string }[]
}

/** Each form by its name: the ending of its files, its media type, and how it is written. */
export const LIST_FORMATS = {
  markdown: { ending: 'md', type: 'text/markdown', write: markdown },
  csv: { ending: 'csv', type: 'text/csv', write: csv },
  bibtex: { ending: 'bib', type: 'application/x-bibtex', write: bibtex },
  ris: { ending: 'ris', type: 'application/x-research-info-systems', write: ris },
  csl: { ending: 'json', type: 'application/vnd.citationstyles.csl+json', write: csl },
} as const
export type ListFormat = keyof typeof LIST_FORMATS

function markdown(dates: readonly ReadDate[]): string {
  const rows = dates.map(({ date, topic, papers, people, links }) => [
    date,
    [...(topic === null ? [] : [plainCell(topic)]), ...papers.map(paperCell)].join('; '),
    plainCell(peopleText(people)),
    links.map(({ what, url }) => `[${plainCell(what)}](${url})`).join(', '),
  ])
  return [
    '| Date | Paper | People | Links |',
    '|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n')
}

function paperCell({ title, optional, paper }: ReadDate['papers'][number]): string {
  const name = plainCell(title)
  return `${paper?.link ? `[${name}](${paper.link})` : name}${optional ? ' (optional)' : ''}`
}

function plainCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|]/g, '\\$&')
}

export const COLUMNS = ['date', 'kind', 'topic', 'title', 'link', 'optional', 'people', 'links']

/** A row for each paper, and one for a date without any. */
function csv(dates: readonly ReadDate[]): string {
  const rows = dates.flatMap(({ date, kind, topic, papers, people, links }) => {
    const around = [peopleText(people), links.map(({ what, url }) => `${what} ${url}`).join('; ')]
    if (papers.length === 0) return [[date, kind, topic ?? '', '', '', '', ...around]]
    return papers.map(({ title, optional, paper }) => {
      return [date, kind, topic ?? '', title, paper?.link ?? '', optional ? 'yes' : '', ...around]
    })
  })
  return [COLUMNS, ...rows].map((cells) => `${cells.map(cell).join(',')}\n`).join('')
}

/** What a spreadsheet would take for a formula is kept from being one. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function peopleText(people: ReadDate['people']): string {
  const byRole = Map.groupBy(people, ({ role }) => role)
  return [...byRole].map(([role, all]) => `${role}: ${all.map(({ name }) => name).join(', ')}`).join('; ')
}

/** A paper as citation programs know it. */
interface Item {
  id: string
  type: string
  title: string
  author?: ({ family: string; given: string } | { literal: string })[]
  issued?: { 'date-parts': number[][] }
  'container-title'?: string
  URL?: string
  DOI?: string
  note?: string
}

function itemsOf(dates: readonly ReadDate[]): Item[] {
  const all = dates.flatMap(({ date, papers }) => papers.map((paper) => ({ ...paper, date })))
  const first = [...new Map(all.toReversed().map((one) => [one.paper?.id ?? one.title, one])).values()].toReversed()
  return first.map(({ title, paper, date }, index) => ({
    id: paper?.id ?? `read-${index + 1}`,
    type: paper?.venue ? 'article-journal' : 'article',
    title: paper?.title ?? title,
    ...(paper?.authors.length ? { author: paper.authors.map(nameOf) } : {}),
    ...(paper?.date ? { issued: { 'date-parts': [paper.date.split('-').map(Number)] } } : {}),
    ...(paper?.venue ? { 'container-title': paper.venue.name } : {}),
    ...(paper?.link ? { URL: paper.link } : {}),
    ...(paper?.doi ? { DOI: paper.doi } : {}),
    note: `Read on ${date}`,
  }))
}

/** The last word is the family's, as most write it. */
function nameOf(name: string): { family: string; given: string } | { literal: string } {
  const words = name.trim().split(/\s+/)
  const family = words.at(-1)
  return words.length < 2 || family === undefined ? { literal: name } : { family, given: words.slice(0, -1).join(' ') }
}

function bibtex(dates: readonly ReadDate[]): string {
  const items = itemsOf(dates)
  return items.length === 0 ? '' : output.format('bibtex', items).trim().concat('\n')
}

function csl(dates: readonly ReadDate[]): string {
  return `${JSON.stringify(itemsOf(dates), null, 2)}\n`
}

function ris(dates: readonly ReadDate[]): string {
  const lines = itemsOf(dates).flatMap((item) => [
    ['TY', item['container-title'] ? 'JOUR' : 'GEN'],
    ['ID', item.id],
    ['TI', item.title],
    ...(item.author ?? []).map((name) => ['AU', 'literal' in name ? name.literal : `${name.family}, ${name.given}`]),
    ...(item.issued ? [['PY', String(item.issued['date-parts'][0]?.[0] ?? '')]] : []),
    ...(item['container-title'] ? [['JO', item['container-title']]] : []),
    ...(item.DOI ? [['DO', item.DOI]] : []),
    ...(item.URL ? [['UR', item.URL]] : []),
    ['N1', item.note ?? ''],
    ['ER', ''],
  ])
  return lines.map(([tag = '', text = '']) => `${tag}  - ${text.replaceAll(/\s+/g, ' ')}\r\n`).join('')
}
