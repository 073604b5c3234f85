import type { Format, Source } from '../format.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { pictureAt } from '../picture.ts'
import { peopleFrom } from '../reading/people.ts'
import type { Complaint } from './complaint.ts'
import { readPartialDate } from './dates.ts'
import { listOf, toParsed } from './digest-entry.ts'
import {
  entryLines,
  isObject,
  isTooDeep,
  type JsonObject,
  jsonOf,
  LONGEST,
  listAt,
  numberAt,
  parseOr,
  textAt,
  whyNoJson,
} from './json-value.ts'
import { nothingNew } from './nothing-new.ts'
import { toPaper } from './paper-entry.ts'

/** The daily papers of Hugging Face as its API gives them. */
export const format: Format = { name: 'hf-daily-json', detect, parse }

function detect(source: Source): number {
  if (!/^\s*[[{]/.test(source.text.slice(0, 1000))) return 0
  const entries = entriesOf(source)?.values
  // On a day without papers the API gives an empty list, which no other format has a use for.
  if (entries?.length === 0) return 0.3
  const [first] = entries ?? []
  return isObject(first) && readsAsPaper(first) ? 1 : 0
}

function parse(source: Source): Parsed {
  const entries = entriesOf(source)
  if (!entries) return toParsed(source, null, [whyNoJson(source)])
  const complaints: Complaint[] = []
  const papers: ParsedPaper[] = []
  const days: string[] = []
  for (const [index, entry] of entries.values.entries()) {
    const read = isObject(entry) ? readEntry(entry) : { complaint: 'This entry is no object; it is left out.' }
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line: entries.lines[index] ?? 1, message: read.complaint, isEntry: true })
    const day = isObject(entry) ? dayOf(entry) : null
    if (day) days.push(day)
  }
  days.sort()
  const [from, to] = [days[0], days.at(-1)]
  const period = from && to ? { from, to } : null
  const title = period ? `Daily Papers, ${from === to ? from : `${from} to ${to}`}` : 'Daily Papers'
  if (entries.values.length === 0) return toParsed(source, { title, papers }, [nothingNew('it has no papers.')])
  return listOf(source, { title, publication: 'Daily Papers', period, papers }, complaints, 'list')
}

interface Entries {
  values: readonly unknown[]
  /** On which line each of them begins. */
  lines: readonly number[]
}

/** The list itself, whatever it is wrapped in; a list for each day is one list; one paper alone is a list of one. */
function entriesOf(source: Source): Entries | null {
  const value = jsonOf(source)
  if (value === undefined) return entriesByLine(source)
  if (Array.isArray(value)) return { values: value, lines: entryLines(source.text) }
  if (!isObject(value)) return null
  if (readsAsPaper(value)) return { values: [value], lines: [1] }
  const lists = Object.values(value).filter((list) => Array.isArray(list))
  const values = lists.filter(([first]) => isObject(first) && readsAsPaper(first)).flat()
  return values.length > 0 ? { values, lines: [] } : null
}

/** A paper a line. */
function entriesByLine({ text }: Source): Entries | null {
  const rows = text.slice(0, LONGEST + 1).split('\n')
  const first = parseRow(rows.find((row) => row.trim() !== '') ?? '')
  if (text.length > LONGEST || !isObject(first) || !readsAsPaper(first)) return null
  const found = rows.flatMap((row, index) => (row.trim() === '' ? [] : [{ row, line: index + 1 }]))
  return { values: found.map(({ row }) => parseRow(row)), lines: found.map(({ line }) => line) }
}

function parseRow(row: string): unknown {
  return isTooDeep(row) ? undefined : parseOr(row)
}

function readsAsPaper(entry: JsonObject): boolean {
  const paper = paperIn(entry)
  const isWrapped = paper !== entry && ['id', 'title', 'summary', 'upvotes'].some((key) => key in paper)
  return (
    isWrapped ||
    (typeof entry.id === 'string' && 'summary' in entry && ('upvotes' in entry || 'submittedOnDailyAt' in entry))
  )
}

function paperIn(entry: JsonObject): JsonObject {
  return isObject(entry.paper) ? entry.paper : entry
}

/** The day on whose page an entry stands. */
function dayOf(entry: JsonObject): string | null {
  return readPartialDate(textAt(paperIn(entry), 'submittedOnDailyAt') ?? textAt(entry, 'publishedAt') ?? '')
}

function readEntry(entry: JsonObject): ReturnType<typeof toPaper> {
  const paper = paperIn(entry)
  const title = textAt(paper, 'title') ?? textAt(entry, 'title')
  if (!title) return { complaint: 'This entry has no title; it is left out.' }
  const authors = listAt(paper, 'authors').filter((author) => !isObject(author) || author.hidden !== true)
  const organization = isObject(paper.organization)
    ? paper.organization
    : isObject(entry.organization)
      ? entry.organization
      : {}
  const affiliation = textAt(organization, 'fullname', 'name')
  return toPaper({
    title,
    idea: textAt(paper, 'ai_summary'),
    abstract: (textAt(paper, 'summary') ?? textAt(entry, 'summary'))?.replace(/\s+/g, ' '),
    ...peopleFrom(authors),
    affiliations: affiliation ? [affiliation] : [],
    date: readPartialDate(textAt(paper, 'publishedAt') ?? ''),
    arxivId: textAt(paper, 'id'),
    doi: textAt(paper, 'doi'),
    link: textAt(paper, 'url', 'link', 'pdf'),
    upvotes: numberAt(paper, 'upvotes') ?? numberAt(entry, 'upvotes'),
    comments: numberAt(entry, 'numComments') ?? numberAt(paper, 'numComments'),
    picture: pictureAt(textAt(entry, 'thumbnail') ?? textAt(paper, 'thumbnail')),
    tags: listAt(paper, 'ai_keywords').filter((tag) => typeof tag === 'string'),
  })
}
