import { Parser } from 'htmlparser2'
import { readDoi } from '../addresses.ts'
import type { Format, Source } from '../format.ts'
import { readPartialDate } from '../formats/dates.ts'
import { listOf } from '../formats/digest-entry.ts'
import { plainText } from '../formats/html-text.ts'
import { isObject, type JsonObject, listAt, textAt } from '../formats/json-value.ts'
import { arxivIdWithin, doiWithin, type FoundFacts, toPaper } from '../formats/paper-entry.ts'
import type { Parsed } from '../parsed-digest.ts'
import { pictureAt } from '../picture.ts'
import { spokenName } from '../reading/name.ts'
import { type People, peopleFrom, peopleIn, peopleOf } from '../reading/people.ts'
import { isPeople } from '../reading/people-found.ts'
import { placeWorth } from '../reading/places.ts'
import { cleanTitle, isNoTitle, pageTitle } from '../reading/titles.ts'
import { pagesOf, venueOf } from '../reading/venue.ts'

/** A paper's own page: what publishers tell search engines in its head, however the page looks. */
export const format: Format = { name: 'paper-page', detect, parse }

function detect({ text, name }: Source): number {
  const head = text.slice(0, HEAD)
  if (!/^\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype html|html|head|meta|\?xml)\b/i.test(head)) return 0
  if (/\b(?:citation_title|bepress_citation_title|prism\.title)["'\s]/i.test(head)) return 1
  if (/ld\+json/i.test(head) && /"(?:Medical)?ScholarlyArticle"/.test(head)) return 1
  if (/\bname=["']?dc\.title/i.test(head) && /\bname=["']?dc\.(?:creator|identifier)/i.test(head)) return 1
  return /\bog:title\b/i.test(head) && [name, ownAddress(head)].some((url) => placeWorth(url) >= 3) ? 0.6 : 0
}

const HEAD = 600_000

/** Where a page says that it is. */
function ownAddress(head: string): string {
  return /\bproperty=["']?og:url["']?\s+content=["']?([^"'\s>]{8,1000})/i.exec(head)?.[1] ?? ''
}

function parse(source: Source): Parsed {
  const { metas, linked } = headOf(source.text.slice(0, HEAD))
  const facts = factsOf(metas, linked, source.name)
  const read = facts
    ? toPaper(facts)
    : { complaint: 'This page does not say what paper it is about; paste its DOI or title.' }
  if ('complaint' in read) return listOf(source, { papers: [] }, [{ line: 1, message: read.complaint }], 'page')
  return listOf(
    source,
    { title: read.paper.title, publication: one(metas, 'og:site_name'), source: read.paper.link, papers: [read.paper] },
    [],
    'page',
  )
}

type Metas = ReadonlyMap<string, readonly string[]>

/** What the head's tags say, by name, and the works that it describes in linked data. */
function headOf(html: string): { metas: Metas; linked: JsonObject[] } {
  const metas = new Map<string, string[]>()
  const linked: JsonObject[] = []
  let script: string | null = null
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (tag === 'script') script = /ld\+json/i.test(attributes.type ?? '') ? '' : null
        if (tag === 'link' && attributes.rel === 'canonical' && attributes.href)
          metas.set('canonical', [attributes.href])
        const name = (attributes.name ?? attributes.property ?? '').toLowerCase().replace(/^bepress_/, '')
        if (tag !== 'meta' || name === '' || !attributes.content) return
        const values = metas.get(name) ?? []
        metas.set(name, values)
        if (values.length < MOST_VALUES) values.push(attributes.content.trim())
      },
      ontext(text) {
        if (script !== null) script += text
      },
      onclosetag(tag) {
        if (tag !== 'script' || script === null) return
        linked.push(...worksIn(script))
        script = null
      },
    },
    { decodeEntities: true },
  )
  parser.write(html)
  parser.end()
  return { metas, linked }
}

const MOST_VALUES = 5_000

function worksIn(json: string): JsonObject[] {
  try {
    const value: unknown = JSON.parse(json)
    const list = Array.isArray(value)
      ? value
      : isObject(value)
        ? [value, ...listAt(value, '@graph'), value.mainEntity]
        : []
    return list
      .filter(isObject)
      .filter((work) =>
        /(?:^|")(?:Medical)?ScholarlyArticle|^Article|"Article"/.test(
          typeof work['@type'] === 'string' ? work['@type'] : JSON.stringify(work['@type'] ?? ''),
        ),
      )
  } catch {
    return []
  }
}

function one(metas: Metas, ...names: string[]): string | null {
  for (const name of names) {
    const value = metas.get(name)?.find((text) => text !== '')
    if (value) return value
  }
  return null
}

/** Highwire's tags say most, then Dublin Core's and PRISM's, then linked data, and last what is made for sharing. */
function factsOf(metas: Metas, linked: readonly JsonObject[], name: string): FoundFacts | null {
  const [work] = linked
  const isOwn = metas.has('citation_title') || metas.has('dc.title') || metas.has('prism.title') || work !== undefined
  const shared = isOwn ? null : one(metas, 'og:title', 'twitter:title')
  const written =
    one(metas, 'citation_title', 'dc.title', 'prism.title', 'dcterms.title') ??
    (work && textAt(work, 'headline', 'name')) ??
    shared
  const title = pageTitle(plainText(written ?? ''), one(metas, 'og:site_name'))
  if (title === '' || isNoTitle(title)) return null
  const link = absolute(one(metas, 'canonical', 'citation_abstract_html_url', 'citation_public_url', 'og:url'), name)
  const ids = [
    one(metas, 'citation_doi', 'prism.doi', 'dc.identifier', 'dc.identifier.doi', 'doi'),
    work && textAt(work, 'identifier', '@id', 'sameAs'),
    ...(work ? namedIds(work) : []),
  ]
  return {
    title: shared ? cleanTitle(title).title : title,
    abstract: plainText(
      one(metas, 'citation_abstract', 'dc.description.abstract', 'dcterms.abstract') ??
        (work && textAt(work, 'abstract', 'description')) ??
        descriptionOf(metas, isOwn) ??
        '',
    ),
    ...peopleAt(metas, work),
    venue: venueOf(
      one(
        metas,
        'citation_journal_title',
        'citation_conference_title',
        'citation_inbook_title',
        'prism.publicationname',
        'bepress_citation_journal_title',
      ) ??
        (work && journalOf(work)),
      {
        volume: one(metas, 'citation_volume', 'prism.volume'),
        number: one(metas, 'citation_issue', 'prism.number'),
        pages: pagesOf(
          one(metas, 'citation_firstpage', 'prism.startingpage'),
          one(metas, 'citation_lastpage', 'prism.endingpage'),
        ),
      },
    ),
    date: readPartialDate(
      one(
        metas,
        'citation_publication_date',
        'citation_date',
        'citation_online_date',
        'citation_year',
        'prism.publicationdate',
        'dc.date',
        'dc.date.issued',
        'dcterms.issued',
        'article:published_time',
      ) ??
        (work && textAt(work, 'datePublished')) ??
        '',
    ),
    doi: ids.map((id) => (id ? (readDoi(id) ?? doiWithin(id)) : null)).find((doi) => doi !== null) ?? null,
    arxivId: one(metas, 'citation_arxiv_id') ?? arxivIdWithin(link ?? ''),
    link,
    picture: pictureAt(
      one(metas, 'og:image:secure_url', 'og:image:url', 'og:image', 'twitter:image', 'twitter:image:src'),
      one(metas, 'og:image:alt', 'twitter:image:alt'),
    ),
    tags: (metas.get('citation_keywords') ?? []).flatMap((words) => words.split(/\s*[;,]\s*/)),
  }
}

/** Numbers that linked data names: `{ propertyID: "doi", value: "10.…" }`, one or several. */
function namedIds(work: JsonObject): (string | null)[] {
  return [work.identifier, ...listAt(work, 'identifier')].filter(isObject).map((id) => textAt(id, 'value', '@id'))
}

/** What is written for sharing is an abstract only on a page that is the paper's, and only where it is one in length. */
function descriptionOf(metas: Metas, isOwn: boolean): string | null {
  const text = one(metas, 'dc.description', 'description', 'og:description')
  return text && isOwn && text.length >= 300 ? text : null
}

function peopleAt(metas: Metas, work: JsonObject | undefined): People {
  const names =
    metas.get('citation_author') ??
    metas.get('dc.creator') ??
    metas.get('dc.creator.personalname') ??
    metas.get('dc.contributor')
  const [only] = names ?? []
  if (names && names.length > 1) return peopleOf(names.map(spokenName))
  const listed = only ?? one(metas, 'citation_authors')
  if (listed) return peopleIn(listed)
  if (work?.author) return peopleFrom(Array.isArray(work.author) ? work.author : [work.author])
  const told = (metas.get('article:author') ?? metas.get('author') ?? []).filter((text) => !/^https?:/.test(text))
  return told.length > 1 ? peopleOf(told) : peopleIn(isPeople(told[0] ?? '') ? (told[0] ?? '') : '')
}

/** JSON-LD has an article in its issue, that in its volume, that in its journal. */
function journalOf(work: JsonObject): string | null {
  let within: unknown = work.isPartOf
  for (let depth = 0; isObject(within) && depth < 4; depth++) {
    if (!isObject(within.isPartOf)) return textAt(within, 'name')
    within = within.isPartOf
  }
  return null
}

function absolute(url: string | null, name: string): string | null {
  if (url && URL.canParse(url)) return url
  if (url && URL.canParse(url, name)) return new URL(url, name).href
  return URL.canParse(name) ? name : null
}
