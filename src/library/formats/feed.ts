import { readDoi } from '../addresses.ts'
import type { Format, Source } from '../format.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { type Picture, pictureAt } from '../picture.ts'
import { spokenName } from '../reading/name.ts'
import { type People, peopleIn, peopleOf } from '../reading/people.ts'
import { isMasthead } from '../reading/titles.ts'
import { pagesOf, venueOf } from '../reading/venue.ts'
import { readPartialDate } from './dates.ts'
import { toParsed } from './digest-entry.ts'
import { feedKind } from './feed-kind.ts'
import { feedEntries, feedHead } from './feed-parts.ts'
import { htmlToText, plainText } from './html-text.ts'
import { nothingNew } from './nothing-new.ts'
import { arxivIdWithin, toPaper, webLink } from './paper-entry.ts'
import { lineOrNull, oneLine } from './texts.ts'
import { childOf, childrenOf, readXml, textIn, type XmlElement } from './xml-tree.ts'

/** Any feed: RSS 2.0, RSS 1.0 (RDF) and Atom, of a journal, a preprint server or a blog. */
export const format: Format = {
  name: 'feed',
  detect: (source) => (feedKind(source.text) === 'feed' ? 0.9 : 0),
  parse,
}

function parse(source: Source): Parsed {
  const { root, complaints } = readXml(source.text)
  const head = root && feedHead(root)
  if (!root || !head) {
    return toParsed(source, null, [...complaints, { line: 1, message: 'This is no feed: it is neither RSS nor Atom.' }])
  }
  const papers: ParsedPaper[] = []
  const base = baseOf(root, null) ?? linkOf(head, null)
  for (const entry of feedEntries(root)) {
    // A journal's feed announces its editorial board and its errata as it does its papers.
    if (isMasthead(textOf(childOf(entry, 'title', 'dc:title')))) continue
    const read = readEntry(entry, base)
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line: entry.line, message: read.complaint, isEntry: true })
  }
  if (papers.length === 0 && complaints.length === 0) {
    complaints.push(nothingNew('it has no entries.'))
  }
  const title = lineOrNull(plainText(textIn(childOf(head, 'title'))))
  return toParsed(
    source,
    { title, publication: title, source: linkOf(head, baseOf(root, null)), period: periodOf(papers), papers },
    complaints,
  )
}

function readEntry(entry: XmlElement, base: string | null): ReturnType<typeof toPaper> {
  const text = (...names: string[]) => lineOrNull(textIn(childOf(entry, ...names)))
  const title = textOf(childOf(entry, 'title', 'dc:title'))
  if (title === '') return { complaint: 'This entry has no title; it is left out.' }
  const identifiers = childrenOf(entry, 'prism:doi', 'dc:identifier', 'doi', 'guid', 'id').map((one) =>
    oneLine(textIn(one)),
  )
  const link = linkOf(entry, base)
  const guid = text('guid', 'id')?.slice(0, LONGEST_GUID)
  const read = toPaper({
    title,
    abstract: abstractOf(entry),
    ...peopleAt(entry),
    venue: venueOf(text('prism:publicationname'), {
      volume: text('prism:volume'),
      number: text('prism:number'),
      pages: pagesOf(text('prism:startingpage'), text('prism:endingpage')),
    }),
    date: readPartialDate(
      text('published', 'pubdate', 'prism:publicationdate', 'dc:date', 'dcterms:issued', 'issued', 'updated') ?? '',
    ),
    link,
    arxivId: arxivIdWithin([link, ...identifiers].join(' ')),
    doi: identifiers.map(readDoi).find((doi) => doi !== null),
    comments: countOf(text('slash:comments')),
    tags: childrenOf(entry, 'category', 'dc:subject').map(tagOf),
    picture: pictureIn(entry),
  })
  return guid && 'paper' in read ? { paper: { ...read.paper, guid } } : read
}

const LONGEST_GUID = 1_000

/** The first of what an entry attaches: a thumbnail before what it is the thumbnail of. */
function pictureIn(entry: XmlElement): Picture | null {
  const places = [entry, ...childrenOf(entry, 'media:group')]
  const media = places.flatMap((place) => childrenOf(place, 'media:content'))
  const thumbnails = [...places, ...media].flatMap((place) => childrenOf(place, 'media:thumbnail'))
  const attached = [...media, ...childrenOf(entry, 'enclosure', 'link')].filter(isPicture)
  for (const one of [...thumbnails, ...attached]) {
    const words = [one, ...places].map((place) => childOf(place, 'media:description', 'media:title')).find(Boolean)
    const picture = pictureAt(one.attributes.url ?? one.attributes.href, words && plainText(textIn(words)))
    if (picture) return picture
  }
  return null
}

function isPicture({ name, attributes: { type = '', medium, rel } }: XmlElement): boolean {
  if (name === 'link' && rel !== 'enclosure') return false
  return medium === 'image' || type.startsWith('image/')
}

/** Atom says whether a text is HTML, RSS never does. */
function textOf(element: XmlElement | null): string {
  if (!element) return ''
  const text = textIn(element)
  return element.attributes.type === 'text' ? text.trim() : plainText(text)
}

/** What is headed as the abstract, else the summary; without one, the beginning of the whole text. */
function abstractOf(entry: XmlElement): string | null {
  const summary = textOf(childOf(entry, 'description', 'summary', 'dc:description', 'itunes:summary'))
  const content = childOf(entry, 'content:encoded', 'content')
  const isText = content && !/^(?:image|audio|video|application)\//.test(content.attributes.type ?? '')
  const whole = isText ? textOf(content) : ''
  const headed = [whole, summary].map((text) => HEADED.exec(text)?.[1]).find((text) => text)
  const text = (headed ?? (summary === '' ? whole : summary)).replace(PUBLISHED, '').replace(NUMBERS, '')
  if (AUTHORS.test(text)) return null
  if (headed || summary !== '' || text.length <= LONGEST_EXCERPT) return text
  const end = text.lastIndexOf('\n\n', LONGEST_EXCERPT)
  return end > 0 ? text.slice(0, end) : text.slice(0, text.lastIndexOf(' ', LONGEST_EXCERPT))
}

/** A line that says “Abstract” and nothing else. */
const HEADED = /(?:^|\n)abstract[.:]?\n+(.+)/is
/** What publishers put around their abstracts. */
const PUBLISHED = /^[^\n]{0,200}\bPublished online:[^\n]{0,200}\n+/
const NUMBERS = /\nPMID:[^\n]{0,200}$/
const AUTHORS = /(?:^|\n)Author\(s\):\s*([^\n]+)/
const LONGEST_EXCERPT = 3000

function linkOf(element: XmlElement, base: string | null): string | null {
  const links = childrenOf(element, 'link')
  const isPage = ({ attributes }: XmlElement) => (attributes.rel ?? 'alternate') === 'alternate' && attributes.href
  const page = links.find(isPage)
  const written = links.map((link) => oneLine(textIn(link))).find((link) => link !== '')
  const guid = childOf(element, 'feedburner:origlink', 'guid')
  const permanent = guid && guid.attributes.isPermaLink !== 'false' ? webLink(textIn(guid)) : null
  const place = page ? resolved(page.attributes.href, baseOf(page, baseOf(element, base))) : resolved(written, base)
  return place ?? permanent ?? webLink(element.attributes['rdf:about'])
}

/** A link that may be relative to its feed. */
function resolved(link: string | undefined, base: string | null): string | null {
  if (!link) return null
  return webLink(link) ?? (base && URL.canParse(link, base) ? webLink(new URL(link, base).href) : null)
}

function baseOf(element: XmlElement, outer: string | null): string | null {
  return resolved(element.attributes['xml:base'], outer) ?? outer
}

function peopleAt(entry: XmlElement): People {
  const people = childrenOf(entry, 'author', 'dc:creator', 'itunes:author')
  const texts = people.map((person) => oneLine(htmlToText(textIn(childOf(person, 'name') ?? person))))
  const listed = texts.length > 0 ? null : AUTHORS.exec(textOf(childOf(entry, 'description')))?.[1]
  const names = (listed ? [listed] : texts).map(withoutAddress).filter((name) => name !== '')
  const [only] = names
  return names.length === 1 && only ? peopleIn(only) : peopleOf([...new Set(names.map(spokenName))])
}

/** RSS's author is an address with the name in brackets. */
function withoutAddress(text: string): string {
  const named = /^\S+@\S+\s+\(([^()]+)\)$/.exec(text)?.[1]
  return named ?? text.replace(/^\S+@\S+$/, '')
}

function tagOf(category: XmlElement): string {
  const { label, term } = category.attributes
  return oneLine(plainText(label ?? term ?? textIn(category)))
}

function countOf(text: string | null): number | null {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** From the first to the last day of what the feed has. */
function periodOf(papers: readonly ParsedPaper[]): { from: string; to: string } | null {
  const days = papers.flatMap(({ date }) => (date?.length === 10 ? [date] : [])).sort()
  const [from, to] = [days[0], days.at(-1)]
  return from && to ? { from, to } : null
}
