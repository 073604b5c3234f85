import { readArxivId } from '../addresses.ts'
import type { Format, Source } from '../format.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { peopleFrom } from '../reading/people.ts'
import { venueOf } from '../reading/venue.ts'
import type { Complaint } from './complaint.ts'
import { partialDate, readPartialDate } from './dates.ts'
import { listOf, toParsed } from './digest-entry.ts'
import { plainText } from './html-text.ts'
import { entryLines, isObject, type JsonObject, jsonOf, listAt, textAt, whyNoJson } from './json-value.ts'
import { arxivIdWithin, toPaper } from './paper-entry.ts'
import { withoutHeading } from './texts.ts'

/** CSL-JSON, as Zotero, Pandoc and Crossref hand on references. */
export const format: Format = { name: 'csl-json', detect, parse }

function detect(source: Source): number {
  if (!/^\s*[[{]/.test(source.text.slice(0, 1000))) return 0
  const [first] = itemsOf(jsonOf(source)) ?? []
  if (!isObject(first) || typeof first.type !== 'string') return 0
  if (!TYPES.has(first.type) || 'authorships' in first) return 0
  return 'title' in first || MARKS.some((mark) => mark in first) ? 0.95 : 0
}

/** CSL's own types, and those of Crossref's answers. */
const TYPES = new Set([
  ...['article', 'article-journal', 'article-magazine', 'article-newspaper', 'paper-conference', 'chapter', 'book'],
  ...['manuscript', 'report', 'thesis', 'dataset', 'software', 'webpage', 'post', 'post-weblog', 'speech', 'document'],
  ...['entry', 'entry-encyclopedia', 'entry-dictionary', 'review', 'review-book', 'patent', 'standard', 'periodical'],
  ...['collection', 'interview', 'motion_picture', 'pamphlet', 'personal_communication', 'event', 'bill', 'broadcast'],
  ...['journal-article', 'proceedings-article', 'posted-content', 'book-chapter', 'monograph'],
])
const MARKS = ['issued', 'author', 'container-title', 'DOI', 'URL', 'citation-key']

function parse(source: Source): Parsed {
  const items = itemsOf(jsonOf(source))
  if (!items) return toParsed(source, null, [whyNoJson(source)])
  const lines = entryLines(source.text)
  const complaints: Complaint[] = []
  const papers: ParsedPaper[] = []
  items.forEach((item, index) => {
    const read = isObject(item) ? readItem(item) : { complaint: 'This entry is no object; it is left out.' }
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line: lines[index] ?? 1, message: read.complaint, isEntry: true })
  })
  return listOf(source, { papers }, complaints, 'bibliography')
}

function itemsOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return null
  if (typeof value.type === 'string' && 'title' in value) return [value]
  const wrapped = isObject(value.message) ? value.message : value
  const list = listAt(wrapped, 'items', 'references')
  if (list.length > 0) return list
  return wrapped !== value && 'title' in wrapped ? [wrapped] : null
}

function readItem(item: JsonObject): ReturnType<typeof toPaper> {
  // Crossref puts its titles in lists, and what follows the colon in another.
  const first = (key: string) => textAt(item, key) ?? listAt(item, key).find((text) => typeof text === 'string')
  const [title, subtitle] = [first('title'), first('subtitle')]
  if (!title)
    return { complaint: `The entry “${textAt(item, 'id', 'citation-key') ?? '?'}” has no title; it is left out.` }
  const isOnArxiv = /arxiv/i.test(textAt(item, 'archive', 'publisher') ?? '')
  const places = ['number', 'archive_location', 'archiveID', 'container-title', 'URL', 'note'].map(
    (key) => first(key) ?? '',
  )
  return toPaper({
    title: plainText(subtitle && !title.includes(subtitle) ? `${title}: ${subtitle}` : title),
    abstract: withoutHeading(plainText(textAt(item, 'abstract') ?? '')),
    ...peopleFrom(item.author),
    venue: venueOf(plainText(first('container-title') ?? textAt(item, 'event-title') ?? ''), {
      volume: textAt(item, 'volume'),
      number: textAt(item, 'issue'),
      pages: textAt(item, 'page'),
    }),
    date: dateOf(item.issued) ?? dateOf(item['original-date']) ?? dateOf(item.submitted),
    link: textAt(item, 'URL'),
    arxivId:
      (isOnArxiv ? readArxivId(textAt(item, 'archive_location', 'number') ?? '') : null) ??
      arxivIdWithin(places.join(' ')),
    doi: textAt(item, 'DOI'),
    tags: (textAt(item, 'keyword') ?? '').split(/[,;]/),
  })
}

function dateOf(value: unknown): string | null {
  if (typeof value === 'string') return readPartialDate(value)
  if (!isObject(value)) return null
  const [parts] = listAt(value, 'date-parts')
  if (Array.isArray(parts)) {
    const [year, month, day] = parts.map(Number)
    const date = year === undefined ? null : partialDate(year, month, day)
    if (date) return date
  }
  return readPartialDate(textAt(value, 'raw', 'literal') ?? '')
}
