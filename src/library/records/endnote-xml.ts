import type { Format, Source } from '../format.ts'
import { readPartialDate } from '../formats/dates.ts'
import { listOf } from '../formats/digest-entry.ts'
import { arxivIdWithin, toPaper } from '../formats/paper-entry.ts'
import { oneLine } from '../formats/texts.ts'
import { childOf, childrenOf, readXml, textIn, type XmlElement } from '../formats/xml-tree.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { spokenName } from '../reading/name.ts'
import { peopleOf } from '../reading/people.ts'
import { venueOf } from '../reading/venue.ts'

/** EndNote's XML, which other reference managers write too. Every text in it may be wrapped in styles. */
export const format: Format = { name: 'endnote-xml', detect, parse }

function detect({ text }: Source): number {
  const head = text.slice(0, 4_000)
  return /^\s*(?:<\?xml[^>]*>\s*)?<xml>\s*<records>\s*<record>/i.test(head) ? 1 : 0
}

function parse(source: Source): Parsed {
  const { root, complaints } = readXml(source.text)
  const records = root ? childrenOf(childOf(root, 'records') ?? root, 'record') : []
  const papers: ParsedPaper[] = []
  for (const record of records) {
    const read = readRecord(record)
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line: record.line, message: read.complaint, isEntry: true })
  }
  return listOf(source, { papers }, complaints, 'bibliography')
}

function readRecord(record: XmlElement): ReturnType<typeof toPaper> {
  const at = (...path: string[]) =>
    path.reduce<XmlElement | null>((found, name) => found && childOf(found, name), record)
  const text = (...path: string[]) => oneLine(textIn(at(...path)))
  const authors = childrenOf(at('contributors', 'authors') ?? record, 'author').map((author) =>
    spokenName(oneLine(textIn(author))),
  )
  const urls = childrenOf(at('urls', 'related-urls') ?? record, 'url').map((url) => oneLine(textIn(url)))
  const year = text('dates', 'year')
  const day = text('dates', 'pub-dates', 'date')
  return toPaper({
    title: text('titles', 'title'),
    abstract: textIn(at('abstract')).trim(),
    ...peopleOf(authors),
    venue: venueOf(text('titles', 'secondary-title') || text('periodical', 'full-title'), {
      volume: text('volume'),
      number: text('number'),
      pages: text('pages'),
    }),
    date: readPartialDate(/\d{4}/.test(day) ? day : day === '' ? year : `${day} ${year}`) ?? readPartialDate(year),
    doi: text('electronic-resource-num').replace(/^https?:\/\/(?:dx\.)?doi\.org\//i, ''),
    arxivId: arxivIdWithin([text('accession-num'), text('titles', 'secondary-title'), ...urls].join(' ')),
    link: urls.find((url) => /^https?:/i.test(url)) ?? null,
    tags: childrenOf(at('keywords') ?? record, 'keyword').map((word) => oneLine(textIn(word))),
  })
}
