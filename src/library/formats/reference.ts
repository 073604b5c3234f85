import { type People, peopleOf } from '../reading/people.ts'
import { takeNames } from '../reading/people-found.ts'
import { venueFact } from '../reading/venue.ts'
import { partialDate } from './dates.ts'
import { monthOf } from './months.ts'
import { arxivIdWithin, doiWithin, type FoundFacts } from './paper-entry.ts'
import { countWords, titleCase } from './prose.ts'
import { addressesIn } from './text-draft.ts'
import { leaning } from './titles-and-abstracts.ts'

export type Reference = Pick<FoundFacts, 'title' | keyof People | 'venue' | 'date' | 'link' | 'arxivId' | 'doi'>

/** One reference: who wrote it, its title, and its year or number, in the order of its style; null for every other text. */
export function readReference(text: string): Reference | null {
  if (text.length < 20 || text.length > LONGEST) return null
  const parts = partsOf(text.replace(/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/g, ''))
  if (!parts) return null
  const { list, venue } = parts
  const [dated, ending] = DATED_TITLE.exec(parts.title) ?? ['', null]
  const title = parts.title
    .slice(0, parts.title.length - dated.length)
    .replace(/\s*\((?:\d\w+ ed\.?|Version [\d.]+)\)|\s*\[[^[\]]{1,40}\]/gi, '')
    .replace(/(?<!\.)[.,]$/, '')
    .trim()
  const year = parts.year ?? ending ?? yearIn(venue)
  const ids = idsIn(text)
  if (!year && !ids.arxivId && !ids.doi) return null
  const isTitle =
    /\p{L}{2}/u.test(title) &&
    countWords(title) >= 2 &&
    countWords(title) <= 40 &&
    leaning({ text: title, heading: 0 }) < 6
  if (!isTitle || !isVenue(venue)) return null
  return {
    title,
    ...list.people,
    ...venueFact(venue),
    date: year,
    ...ids,
  }
}

const LONGEST = 4_000
/** `Title, 2023.`, where nothing is said of a venue. */
const DATED_TITLE = /,\s((?:19|20)\d{2})[a-z]?$/

type AuthorList = NonNullable<ReturnType<typeof takeNames>>

interface Parts {
  list: AuthorList
  title: string
  venue: string
  year: string | null
}

function partsOf(text: string): Parts | null {
  const list = takeNames(text)
  return (list && behindAuthors(list)) ?? quotedFirst(text) ?? titleFirst(text) ?? behindBody(text)
}

/** Between the authors and the title stand a year, a colon, a stop or a quotation mark. */
function behindAuthors(list: AuthorList): Parts | null {
  const { rest } = list
  const [opening, inBrackets, bare] = DATED.exec(rest) ?? []
  if (opening !== undefined) {
    const { title, venue } = upToStop(rest.slice(opening.length))
    return { list, title, venue, year: inBrackets ?? bare ?? null }
  }
  const [single, year, within = ''] = SINGLE_QUOTED.exec(rest) ?? []
  if (single !== undefined && year) return { list, title: within, venue: rest.slice(single.length), year }
  const [whole, quoted = ''] = QUOTED.exec(rest) ?? []
  if (whole !== undefined) return { list, title: quoted, venue: rest.slice(whole.length), year: null }
  const stop = STOP.exec(rest)?.[0]
  // A name and a colon are how many titles begin.
  if (stop?.startsWith(':') && !list.people.andOthers && !isInitial(list) && list.people.authors.length < 2) return null
  if (
    stop === undefined ||
    (stop.trim() === '' && !list.people.andOthers && !/\.$/.test(list.people.authors.at(-1) ?? '') && !isInitial(list))
  )
    return null
  const { title, venue } = upToStop(rest.slice(stop.length))
  return { list, title, venue, year: null }
}

/** Where names end in initials, their own stop is the one before the title. */
function isInitial({ people }: AuthorList): boolean {
  return people.authors.every((name) => /^(?:\p{Lu}\p{Ll}?\.)/u.test(name))
}

/** `Title. Authors. Venue, year`, as lists on the web write them. */
function titleFirst(text: string): Parts | null {
  for (const stop of [...text.slice(0, 400).matchAll(/(?:(?<!(?:^|[\s.])\p{Lu})\.|[?!])\s+(?=\p{Lu})/gu)].slice(0, 3)) {
    const list = takeNames(text.slice(stop.index + stop[0].length))
    const isList = list && (list.people.andOthers || list.people.authors.length > 1) && /^\s*[.,(]/.test(list.rest)
    if (isList)
      return { list, title: text.slice(0, stop.index + (/[?!]/.test(stop[0]) ? 1 : 0)), venue: list.rest, year: null }
  }
  return null
}

/** `“Title,” Authors, venue, year`. */
function quotedFirst(text: string): Parts | null {
  const [whole, title = ''] = QUOTED.exec(text) ?? []
  const list = whole === undefined ? null : takeNames(text.slice(whole.length).replace(/^[\s,.–—-]*(?:by )?/, ''))
  return list && { list, title, venue: list.rest, year: null }
}

/** `Orbit Labs. “Title.” Venue, year`. */
function behindBody(text: string): Parts | null {
  const name = /^[^"“”.,]{2,60}(?=[.,]\s*["“])/.exec(text)?.[0]
  if (name === undefined || countWords(name) > 5 || titleCase(name) < 1) return null
  return behindAuthors({ people: peopleOf([name]), rest: text.slice(name.length) })
}

const YEAR = String.raw`((?:19|20)\d{2})`
const DATED = new RegExp(
  String.raw`^[,.]?\s*(?:\(${YEAR}[a-z]?(?:,[^()]{1,30})?\)[.,:]?|${YEAR}[a-z]?[.:,])\s+["“]?(?=[\p{Lu}\p{N}])`,
  'u',
)
const QUOTED = /^[\s,.:]*["“‘]([^"“”]{3,400}?)[,.]?["”’]{1,2}[.,]?(?=\s|$)/
/** Harvard's: `(1970) 'The market for “gears”: a title', Journal of …`. */
const SINGLE_QUOTED = /^[\s,.:]*\(((?:19|20)\d{2})[a-z]?\)\s*['‘](.{3,300}?)[,.]?['’],(?=\s)/
const STOP = /^(?::|\.|,)?\s+(?=["“]?[\p{Lu}\p{N}])/u

/** A title ends at its stop or question mark; what is abbreviated within it does not end it. */
function upToStop(text: string): { title: string; venue: string } {
  for (const end of text.slice(0, 600).matchAll(/[.?!]["”]?(?=\s|$)/g)) {
    const title = text.slice(0, end.index)
    const next = text.slice(end.index + end[0].length).trimStart()
    if (
      /(?:\b(?:vs|al|etc|cf|e\.g|i\.e|St|Dr|No|vol)|^\p{Lu}|\s\p{Lu})$/u.test(title) ||
      (/^\p{Ll}/u.test(next) && !/^(?:arxiv|in|pp|preprint|doi)\b/i.test(next))
    )
      continue
    if (/[?!]/.test(end[0]) && isSubtitle(next)) continue
    return { title: title.replace(/["”]$/, '') + (/[?!]/.test(end[0]) ? end[0].charAt(0) : ''), venue: next }
  }
  return { title: text, venue: '' }
}

/** What stands behind a question: more of the title where a venue follows it, or where it is no name. */
function isSubtitle(text: string): boolean {
  return /[.?!]\s+\S/.test(text) || (/\p{L}/u.test(text) && titleCase(text.replace(/,[^,]*$/, '')) < 0.6)
}

/** The year of a venue, and the month where that stands before it; numbers of pages, volumes and papers are none. */
export function yearIn(venue: string): string | null {
  const bare = venue.replace(/https?:\/\/\S+|\barxiv:\s?\S+|\babs\/\S+|\b10\.\d{4,9}\/\S+/gi, ' ')
  const years = [...bare.matchAll(/(?<![\d.–—-])(?:19|20)\d{2}(?![\d–—-]*\d)/g)].map(([year]) => year)
  const year = years.at(-1)
  if (year === undefined) return null
  const [, month = ''] =
    new RegExp(`(?:^|[\\s,(])(\\p{L}{3,9})\\.?(?: \\d{1,2},)? ${year}(?![\\d–—-]*\\d)`, 'u').exec(bare) ?? []
  const nth = monthOf(month)
  return nth === null ? year : partialDate(Number(year), nth)
}

/** Where something appeared, and no sentence on it. */
function isVenue(venue: string): boolean {
  return venue.length <= 500 && !SENTENCE.test(venue.replace(/https?:\/\/\S+/g, ''))
}

const SENTENCE = /\b(?:[Ww]e|I|[Yy]ou|[Ss]?[Hh]e|[Tt]hey|[Ii]t|is|are|was|were|has|have|had|this|that|which|who)\b/

function idsIn(text: string): Pick<Reference, 'link' | 'arxivId' | 'doi'> {
  const addresses = addressesIn({ text, links: [] }).map(({ url }) => url)
  const arxivId =
    arxivIdWithin(text) ??
    (/\barxiv\b/i.test(text) ? (/(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d.]\d)/.exec(text)?.[1] ?? null) : null)
  return { link: addresses[0] ?? null, arxivId, doi: doiWithin(text) }
}
