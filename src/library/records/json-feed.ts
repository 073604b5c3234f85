import { readDoi } from '../addresses.ts'
import type { Format, Source } from '../format.ts'
import type { Complaint } from '../formats/complaint.ts'
import { readPartialDate } from '../formats/dates.ts'
import { listOf, toParsed } from '../formats/digest-entry.ts'
import { plainText } from '../formats/html-text.ts'
import { entryLines, isObject, type JsonObject, jsonOf, listAt, textAt, whyNoJson } from '../formats/json-value.ts'
import { arxivIdWithin, toPaper } from '../formats/paper-entry.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { peopleFrom } from '../reading/people.ts'
import { placeWorth } from '../reading/places.ts'
import { isMasthead } from '../reading/titles.ts'

/** A feed in JSON, as jsonfeed.org describes it. */
export const format: Format = { name: 'json-feed', detect, parse }

function detect({ text }: Source): number {
  return /^\s*\{/.test(text.slice(0, 1_000)) &&
    /"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/.test(text.slice(0, 20_000))
    ? 1
    : 0
}

function parse(source: Source): Parsed {
  const feed = jsonOf(source)
  if (!isObject(feed)) return toParsed(source, null, [whyNoJson(source)])
  const lines = entryLines(source.text)
  const complaints: Complaint[] = []
  const papers: ParsedPaper[] = []
  listAt(feed, 'items').forEach((item, index) => {
    const title = isObject(item) ? plainText(textAt(item, 'title') ?? '') : ''
    if (!isObject(item) || isMasthead(title)) return
    const read = title === '' ? { complaint: 'This entry has no title; it is left out.' } : readItem(item, title)
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line: lines[index] ?? 1, message: read.complaint, isEntry: true })
  })
  const title = textAt(feed, 'title')
  return listOf(
    source,
    { title, publication: title, source: textAt(feed, 'home_page_url'), papers },
    complaints,
    'feed',
  )
}

function readItem(item: JsonObject, title: string): ReturnType<typeof toPaper> {
  const text = plainText(textAt(item, 'summary', 'content_text', 'content_html') ?? '')
  const id = textAt(item, 'id') ?? ''
  // A page about a paper names the paper's own as the outer one.
  const outer = textAt(item, 'external_url')
  const link = outer !== null && placeWorth(outer) >= 3 ? outer : (textAt(item, 'url') ?? outer ?? id)
  const people = listAt(item, 'authors')
  return toPaper({
    title,
    abstract: text.slice(0, LONGEST_EXCERPT),
    ...peopleFrom(people.length > 0 ? people : isObject(item.author) ? [item.author] : []),
    date: readPartialDate(textAt(item, 'date_published', 'date_modified') ?? ''),
    link,
    arxivId: arxivIdWithin(`${link} ${id}`),
    doi: readDoi(id),
    tags: listAt(item, 'tags').filter((tag) => typeof tag === 'string'),
  })
}

const LONGEST_EXCERPT = 3_000
