import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { spokenName } from '../reading/name.ts'
import { peopleOf } from '../reading/people.ts'
import { venueOf } from '../reading/venue.ts'
import { type CsvRow, csvReader, headerOf } from './csv-rows.ts'
import { readPartialDate } from './dates.ts'
import { plainText } from './html-text.ts'
import { arxivIdWithin, type FoundFacts } from './paper-entry.ts'
import { readWhole, streamRecords } from './records.ts'

/** A library as Zotero exports it to CSV. */
export const format: Format = {
  name: 'zotero-csv',
  detect,
  parse,
  stream: (name, chunks) => streamRecords(name, chunks, reader()),
}

function detect(source: Source): number {
  const columns = new Set(headerOf(source.text))
  return columns.has('Item Type') && columns.has('Title') && columns.has('Publication Year') ? 1 : 0
}

function parse(source: Source): Parsed {
  return readWhole(source, reader(), { title: null }, 'library')
}

/** Attachments and notes belong to an item; they are no works. */
const PARTS = new Set(['attachment', 'note', 'annotation'])

function readItem(row: CsvRow): FoundFacts | string | null {
  const type = row['Item Type'] ?? ''
  if (PARTS.has(type)) return null
  const title = plainText(row.Title ?? '')
  if (title === '') return `The item “${row.Key ?? ''}” has no title; it is left out.`
  const places = ['Extra', 'Archive Location', 'Report Number', 'Number', 'Url'].map((column) => row[column] ?? '')
  return {
    title,
    abstract: plainText(row['Abstract Note'] ?? ''),
    ...peopleOf((row.Author ?? '').split(';').map(spokenName)),
    venue: venueOf(row['Publication Title'] || row['Proceedings Title'] || row['Conference Name'], {
      volume: row.Volume,
      number: row.Issue,
      pages: row.Pages,
    }),
    date: readPartialDate(row.Date ?? '') ?? readPartialDate(row['Publication Year'] ?? ''),
    link: row.Url,
    arxivId: arxivIdWithin(places.join(' ')),
    doi: row.DOI || /^DOI:\s*(\S+)/im.exec(row.Extra ?? '')?.[1],
    tags: [row['Manual Tags'], row['Automatic Tags']].flatMap((tags) => (tags ?? '').split(';')),
  }
}

function reader() {
  return csvReader((column) => column === 'Title', readItem)
}
