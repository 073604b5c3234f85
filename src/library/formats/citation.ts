import { type People, peopleIn, peopleOf } from '../reading/people.ts'
import { isPeople, isPeopleList, takePeople } from '../reading/people-found.ts'
import { venueFact } from '../reading/venue.ts'
import { fullYear, readPartialDate } from './dates.ts'
import { readCount } from './facts.ts'
import { MONTHS_IN_FULL } from './months.ts'
import type { FoundFacts } from './paper-entry.ts'

/** What stands between a title and what is said of it. */
export type Citation = Pick<
  FoundFacts,
  'date' | 'authors' | 'authorsCount' | 'andOthers' | 'venue' | 'upvotes' | 'likes' | 'comments'
>

/**
 * Takes authors, venue and date off the beginning of a text: `(Lovelace et al., 2024): …`, `by Ada Lovelace. …`,
 * `Ada Lovelace, Alan Turing. ICML 2024. …`. A line end parts them as a stop does.
 */
export function readCitation(text: string): { facts: Citation; rest: string } {
  const facts: Citation = {}
  let rest = text
  for (let taken = true; taken; ) {
    taken = false
    for (const take of [takeBracket, takeAuthors, takeVenue]) {
      const found = take(rest)
      if (!found) continue
      Object.assign(facts, found.facts, { date: facts.date ?? found.facts.date ?? null })
      rest = found.rest
      taken = true
    }
  }
  return { facts, rest }
}

/** The date of a bracket or venue: `2024-03`, `ICML 2024`, `Mar 2024`, `NeurIPS'24`. */
export function dateWithin(written: string): string | null {
  const text = written.replace(/\b(?:no|nr|vol|issue)\.? ?\d{1,4}\b/gi, ' ')
  const [, nth, of] = MONTH_FIRST.exec(text) ?? []
  const month = readPartialDate(of ? `${of}-${nth}` : (MONTH.exec(text)?.[0].replace(/[/.]/, '-') ?? ''))
  const whole = readPartialDate(text)
  const short = /\p{L}['’](\d{2})\b/u.exec(text)?.[1]
  const exact = month && month.length > (whole ?? '').length ? month : whole
  return exact ?? YEAR.exec(text)?.[0] ?? (short ? String(fullYear(Number(short))) : null)
}

interface Taken {
  facts: Citation
  rest: string
}

const YEAR = /\b(?:19|20)\d{2}\b/
const MONTH = /\b(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])\b/
/** `05-2024`, which no day stands before. */
const MONTH_FIRST = /(?<![\d/.-])(0[1-9]|1[0-2])[-/.]((?:19|20)\d{2})(?![\d/.-])/
/** `3-May-17` and `May '17` are all that a bracket holds. */
const SHORT_DATE = /^(?:\d{1,2}[ -])?\p{Lu}\p{Ll}{2,8}\.?[ -]['’]?\d{2}$/u
const GAP = String.raw`[\s,.;:|–—-]*`

function takeBracket(text: string): Taken | null {
  const [whole, inner = ''] = new RegExp(`^${GAP}[([]([^()[\\]]{1,200})[)\\]]`).exec(text) ?? []
  if (whole === undefined) return null
  const votes = /\b([\d.,]+k?)\s*(?:▲|up-?votes?\b|votes?\b|stars?\b)/i.exec(inner)?.[1]
  const likes = /(?:♥|❤️?)\s*([\d.,]+k?)|\b([\d.,]+k?)\s*likes?\b/i.exec(inner)
  const isCitation =
    YEAR.test(inner) ||
    SHORT_DATE.test(inner) ||
    /\bet\.? ?al\b/i.test(inner) ||
    (/&|\band\b|,/.test(inner) && isPeopleList(inner) && !ASIDE.test(inner)) ||
    isOneName(inner) ||
    votes ||
    likes
  if (!isCitation || inner.length > 200) return null
  const bare = inner.replace(/,?\s*['’]?(?:19|20)\d{2}[a-z]?$/, '')
  const taken = /&|\band\b|,/.test(bare) && isPeopleList(bare) ? takePeople(bare) : takePeople(inner)
  const families = FAMILIES.test(bare) ? peopleOf(bare.split(', ')) : null
  const named = families
    ? { people: families, rest: '' }
    : taken && (taken.people.andOthers || /^,? ?(?:(?:19|20)\d{2}\b|$)/.test(taken.rest))
      ? taken
      : null
  return {
    facts: {
      date: dateWithin(inner),
      ...(YEAR.test(inner) && !(named && named.rest === '') ? venueFact(named ? named.rest : inner) : {}),
      // A conference is no person: `(OSDI 2020)`.
      ...(named && !named.people.authors.some((name) => /^\p{Lu}{2,}$/u.test(name)) ? named.people : {}),
      ...(votes ? { upvotes: readCount(votes) } : {}),
      ...(likes ? { likes: readCount(likes[1] ?? likes[2] ?? '') } : {}),
    },
    rest: text.slice(whole.length),
  }
}

/** `(Jens Groth)`; what a list says of a paper in two capitalised words is none: `(Best Paper)`. */
function isOneName(text: string): boolean {
  return /^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}\p{Ll}[\p{L}'’-]+){1,2}$/u.test(text) && !ASIDE.test(text) && isPeople(text)
}

/** Family names alone: in a bracket behind a title no name is turned. */
const FAMILIES = /^\p{Lu}\p{Ll}[\p{L}'’-]+(?:, \p{Lu}\p{Ll}[\p{L}'’-]+)+$/u

/** What a list says of a paper in capitals, and names nobody. */
const ASIDE =
  /\b(?:best|oral|poster|spotlight|talk|paper|award|new|part|book|chapter|session|room|week|day|hall|track|club|group|online|optional|required|highlight|usa|uk|canada|germany|france|china|japan|italy|spain|korea|australia|austria|sweden)\b/i

/** The year and volume behind a journal's name: `. 1995;110(1)`. */
export const VOLUME = /^[.,]?\s*(?:19|20)\d{2}(?:\s\w{3,9}(?:\s\d{1,2})?)?\s*[;:]\s*\d/

/** A list of people, a first one and the rest, a name behind `by`, or one before a year. */
function takeAuthors(text: string): Taken | null {
  const start = text.slice(0, 3_000)
  const [lead = '', by] = new RegExp(`^${GAP}(by\\s+)?`).exec(start) ?? []
  const taken = takePeople(start.slice(lead.length))
  if (!taken) return null
  const { people, rest } = taken
  // A journal's short name with its volume: `Q J Econ. 1995;110(1):73-92`.
  if (VOLUME.test(rest)) return null
  const isWhole = people.authors.every((name) => name.includes(' '))
  const isNamed =
    people.andOthers ||
    (isWhole && by !== undefined && /^\s*(?:[-–—:.;,(\n]|$)/.test(rest)) ||
    (isWhole && people.authors.length > 1 && BEHIND_SEVERAL.test(rest)) ||
    (isWhole && BEHIND_ONE.test(rest))
  return isNamed ? { facts: people, rest: rest + text.slice(3_000) } : null
}

const DATED = String.raw`\s*(?:\p{Lu}[\p{L}. -]{1,30} ?(?:\d{1,4} ?\(|\()?)?(?:19|20)\d{2}\b`
const BEHIND_SEVERAL = new RegExp(String.raw`^\s*(?:[.;(\n|]|[,–—-]${DATED}|\s[–—-]\s|$)`, 'u')
const BEHIND_ONE = new RegExp(String.raw`^[.,;\n]${DATED}`, 'u')

/** `NeurIPS 2020.`, `In Proceedings of ICML, 2021`, `arXiv 2024.11`, `2022` as a piece of its own. */
function takeVenue(text: string): Taken | null {
  const [whole, found = ''] = VENUE.exec(text.slice(0, 300)) ?? []
  if (whole === undefined) return null
  const { people, venue } = signedVenue(found)
  return { facts: { date: dateWithin(venue), ...venueFact(venue), ...people }, rest: text.slice(whole.length) }
}

/** `Brun & Cruz, ICML 2019` and `Ada Brun, Journal of Gears, 2019`: who wrote it stands before where it appeared. */
function signedVenue(text: string): { people: People | null; venue: string } {
  for (const { index } of text.matchAll(/,\s+(?=\p{Lu})/gu)) {
    const [named, venue] = [text.slice(0, index), text.slice(index + 1).trim()]
    if (new RegExp(`^${MONTHS_IN_FULL}\\b`, 'i').test(venue) || !/\p{L}{2}/u.test(venue)) break
    const isNamed = /&|\band\b/.test(named) || /^\p{Lu}[\p{L}.'’-]* .*\p{Ll}/u.test(named)
    if (
      isNamed &&
      isPeople(named) &&
      (/^\p{Lu}{2,}/u.test(venue) || !isPeople(venue.replace(/,?\s*(?:19|20)\d{2}.*$/, '')))
    )
      return { people: peopleIn(named), venue }
    if (/^\p{Lu}\p{Ll}[\p{L}'’-]+$/u.test(named) && /^\p{Lu}{2,}/u.test(venue))
      return { people: peopleOf([named]), venue }
  }
  const bare = text.replace(/,? (?:19|20)\d{2}$/, '')
  return /&|\band\b/.test(bare) && isPeopleList(bare)
    ? { people: peopleIn(bare), venue: text.slice(bare.length) }
    : { people: null, venue: text }
}

const WORD = String.raw`(?:\p{Lu}[\p{L}&.'’:/-]*|arXiv|preprint|of|on|the|in|for|and|&)`
const DATE = String.raw`(?:19|20)\d{2}(?:[-/.]\d{1,2}){0,2}`
const VENUE = new RegExp(
  `^[\\s,.;|–—-]*((?:${WORD}[ ,'’]{1,2}){0,12}${DATE})(?=\\s*(?:[.,;:|)\\n]|[–—-](?:\\s|$)|$))`,
  'u',
)
