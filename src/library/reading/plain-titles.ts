/** Where a title ends in a text without marks. */
import { countWords, titleCase } from '../formats/prose.ts'
import { citedLine } from './cited-line.ts'
import { isTeam } from './name.ts'
import { isPeople, isPeopleList, takePeople } from './people-found.ts'
import { splitPlain } from './plain-line.ts'
import { announcedIn } from './row-openings.ts'
import { cleanTitle, titleOdds } from './titles.ts'

interface PlainSplit {
  before: string
  title: string
  rest: string
  isQuoted: boolean
}

export const PLAIN_LINE = 600

/** Signs that may part a title from the rest; behind so many there is none. */
const MOST_SIGNS = 10

/** A text without marks as its title, what stands before it, and what is said behind. `isCiting`: as {@link citedLine} has it. */
export function titleAndRest(text: string, isCiting = false): PlainSplit {
  const line = text.replace(/\s+/g, ' ').trim()
  const [whole, lead = '', quoted = ''] =
    /^(.{0,300}?)[“"]([^“”"]{8,300}?)[”"]/.exec(line) ??
    /^(.{0,300}?)«\s?([^«»]{8,300}?)\s?»/.exec(line) ??
    SINGLE_QUOTES.exec(line) ??
    []
  const isCited =
    whole !== undefined &&
    /^[.,]?\s*(?:,?\s*by\s+\p{Lu}|[([](?:https?:|[^()]{0,80}\b(?:19|20)\d{2}))/u.test(line.slice(whole.length))
  if (whole && (lead === '' || isCited || isLead(lead))) {
    return { before: lead, title: quoted.replace(/[.,]$/, ''), rest: line.slice(whole.length), isQuoted: true }
  }
  const end = PLACE.exec(line)
  const body = end && end.index >= 3 ? line.slice(0, end.index) : line
  const tail = line.slice(body.length)
  const ways = splitsOf(body.slice(0, PLAIN_LINE), isCiting).map((way) => ({
    ...way,
    rest: way.rest + body.slice(PLAIN_LINE),
  }))
  const best = ways.reduce<(typeof ways)[number] | null>(
    (best, way) => (way.worth > (best?.worth ?? 0) ? way : best),
    null,
  )
  if (best && best.worth >= 2)
    return { before: best.before, title: best.title, rest: `${best.rest} ${tail}`, isQuoted: false }
  const { title, rest } = splitPlain(text.slice(0, body.length === line.length ? LONGEST : text.search(PLACE)))
  const isParted = title !== '' && titleOdds(title) >= -1 && isSaid(rest)
  if (isParted)
    return {
      before: '',
      title,
      rest: body.length === line.length ? rest + text.slice(LONGEST) : `${rest} ${tail}`,
      isQuoted: false,
    }
  return { before: '', title: body, rest: tail, isQuoted: false }
}

/** An apostrophe ends nothing: `Ada Brun, ‘The Gears’ Own Time’, Cogs 20`. */
const SINGLE_QUOTES = /^(.{0,300}?)(?<![\p{L}\p{N}])‘([^‘]{8,300}?)’(?=[,.;:]|\s*$|\s+(?:\(|in\b|In\b))/u

/** Where an address or a number begins. */
const PLACE = /\s*[([<]?\s*(?=https?:\/\/)|\s+[([]?(?=(?:arxiv|doi)\s?:\s?\d|arxiv\.org\/)/i

const LONGEST = 4_000

/** Whether words say something of a title rather than go on with it: `– Towards …` and `: a Survey` belong to theirs. */
function isSaid(text: string): boolean {
  const words = text
    .replace(/^\s*[([][^()[\]]{0,120}[)\]]/, '')
    .replace(/^[\s:–—.,-]+/, '')
    .trim()
  return words === '' ? /\d{4}|\bet al\b/.test(text) : countWords(words) >= 3 && titleCase(words.slice(0, 200)) < 0.6
}

function isLead(text: string): boolean {
  const bare = text.replace(/[\s:,.–—-]+$/, '')
  return (
    bare.length < 12 ||
    announcedIn(text) !== null ||
    /^[^.]{1,40}:\s*$/.test(text) ||
    isPeople(bare) ||
    takePeople(bare) !== null
  )
}

/** Places at which a title may end, and how much what stands behind each speaks for it. */
function splitsOf(line: string, isCiting: boolean): { before: string; title: string; rest: string; worth: number }[] {
  const found: { before: string; title: string; rest: string; worth: number }[] = []
  const at = (index: number, length: number, worth: number) => {
    const title = line.slice(0, index)
    const end = /[.,]\s+([^.,]{5,80})$/.exec(title)?.[1]
    const isNames = worth < SURE && (isPeopleList(title.trim()) || (end && isPeopleList(end)))
    if (titleOdds(cleanTitle(title).title) < -2 || isNames) return
    found.push({
      before: '',
      title,
      rest: line.slice(index + length),
      worth: worth + titleOdds(cleanTitle(title).title) / 4,
    })
  }
  for (const { index, 0: sign } of line.matchAll(/\s+by:?\s+(?=\p{Lu})/gu))
    if (areNamed(line.slice(index + sign.length))) {
      const [helped] = HELPED.exec(line.slice(0, index)) ?? []
      if (helped === undefined) at(index, sign.length, SURE)
      else at(index - helped.length, 0, 2.4)
    }
  for (const { index, 0: sign } of [...line.matchAll(/\s+[-–—|]+\s+|\s*[—|]\s*|\s{2,}|,\s+|\.\s+|\/\s+/g)].slice(
    0,
    MOST_SIGNS,
  )) {
    const behind = line.slice(index + sign.length)
    const taken = takePeople(behind)
    const isComma = /^[,.]/.test(sign)
    if (
      taken &&
      (taken.people.authors.length > 1 ||
        taken.people.authorsCount === null ||
        (isPeople(behind.replace(/\s*[([].*$/, '')) && !isComma) ||
        /^\s*[-–—,|(]+\s*(?:19|20)\d{2}\b/.test(taken.rest))
    ) {
      // Of a list of names all are taken.
      const many = Math.min(taken.people.authors.length, 9) * 0.3
      const isSure = taken.people.authorsCount === null || taken.people.authors.every((name) => /^\p{Lu}\./u.test(name))
      if (/^\s*(?:$|[([.,;:|–—-])/.test(taken.rest)) at(index, sign.length, (isComma && !isSure ? 2 : 3) + many)
    } else if (taken && sign.startsWith(',') && JOURNAL_AND_YEAR.test(taken.rest)) at(index, sign.length, 3.2)
    else if (
      !isComma &&
      /^(?:[A-Za-z][\w&.’' -]{1,60},? )?(?:(?:19|20)\d{2}|['’]\d{2})\b/.test(behind) &&
      behind.length < 80
    )
      at(index, sign.length, 2)
    else if (
      isComma &&
      /^(?:arXiv|[A-Z][A-Za-z&]{1,20})(?: preprint)?,? ['’]?(?:(?:19|20)\d{2})\b.{0,40}$/.test(behind)
    )
      at(index, sign.length, 2)
  }
  const short = SHORT_NAME.exec(line)
  const called = short ? line.slice(short[0].length) : ''
  if (short && countWords(called) >= 3 && titleOdds(cleanTitle(called).title) >= 1)
    found.push({ before: short[1] ?? '', title: called, rest: '', worth: 4.5 })
  for (const { index } of line.matchAll(/\s+\((?=[^()]{0,120}(?:\b(?:19|20)\d{2}\b|\bet\.? al\b))/g)) at(index, 0, 2.5)
  // Names first: `Vaswani, A. et al. (2017). Attention …`.
  const lead = takePeople(line)
  if (lead && lead.rest.length > 8) {
    const [gap = ''] = BEHIND_NAMES.exec(lead.rest) ?? []
    const behind = lead.rest.slice(gap.length)
    const end = /[.?!](?=\s+\p{Lu})|\s+[([]/u.exec(behind)
    const inQuotes = /^[‘'“"]([^‘’“”"]{8,300}?)[’'”"](?=[,.;]?(?:\s|$))/.exec(behind)
    const whole = inQuotes?.[0] ?? behind.slice(0, end ? end.index + (behind[end.index] === '?' ? 1 : 0) : undefined)
    const title = withoutVenue(whole)
    const inBrackets = /[([](?:\d{4}[a-z]?(?:, [^()]{1,20})?|n\.d\.|in press|forthcoming)[)\]]/.test(gap)
    const isDated = inBrackets && lead.people.authors.every((name) => /^\p{Lu}\./u.test(name) || isTeam(name))
    const isShort =
      gap.startsWith('.') &&
      YEAR.test(lead.rest) &&
      lead.people.authors.every((name) => /^(?:\p{Lu}\.|\p{Lu}{1,2} )|^[\p{L}'’-]+ (?!AI$)\p{Lu}{1,3}$/u.test(name))
    const names = line.slice(0, line.length - lead.rest.length)
    // Two halves of a title look like two people: `Sharp Here, Fuzzy There: …`.
    const mayBeTitle =
      /^\s*:/.test(lead.rest) && lead.people.authors.length === 2 && !/\band\b|&|;|\.|\bet al/.test(names)
    const isList =
      !mayBeTitle && (lead.people.authors.length > 1 || lead.people.authorsCount === null || isDated || isShort)
    if (isList && (inBrackets || /[.:,–—-]/.test(gap)) && titleOdds(cleanTitle(title).title) >= 1) {
      found.push({
        before: line.slice(0, line.length - behind.length),
        title: inQuotes?.[1] ?? title,
        rest: behind.slice(title.length),
        worth: 3.2 + titleOdds(cleanTitle(title).title) / 4,
      })
    }
  }
  const cited = citedLine(line, isCiting)
  if (cited) {
    const title = cited.isQuoted ? cited.title : withoutVenue(cited.title)
    found.push({ ...cited, title, rest: cited.title.slice(title.length) + cited.rest, worth: cited.worth + 0.5 })
  }
  return found
}

/** `MossNet (Brun 2013, Fern Labs) – Title`. */
const SHORT_NAME = /^[^()]{2,50}\(([^(),]{2,60}\b(?:19|20)\d{2})\b[^()]{0,80}\)\s+[-–—:]\s+(?=\S)/u

const SURE = 6

/** Who comes behind `by` has not written it. */
const HELPED =
  /[,;(]?\s*\b(?:\p{L}{3,12} and )?(?:edited|translated|abridged|compiled|introduced|presented|led|annotated|illustrated|trans\.|ed\.)$/iu

/** `, Cogs 177 (1972)` behind one name. */
const JOURNAL_AND_YEAR = /^,\s*\p{Lu}[\p{L}.&’' -]{1,60}\d{0,4}\s*\((?:19|20)\d{2}\)/u

/** Behind a title in small letters capitals say where it appeared: `Of slow gears, Annals of Cogs`. */
function withoutVenue(title: string): string {
  const [venue = ''] =
    /,\s+\p{Lu}[\p{L}&.]*(?:\s(?:(?:of|and|the|in|on|for)\s)?\p{Lu}[\p{L}&.]*){0,5}\.?$/u.exec(title) ?? []
  const rest = title.slice(0, title.length - venue.length)
  return venue !== '' && countWords(rest) >= 4 && titleCase(rest) < 0.5 ? rest : title
}

const YEAR = /\b(?:19|20)\d{2}\b/

/** `. `, ` (2017). `, ` (Eds.). (2004). ` */
const BEHIND_NAMES =
  /^(?:\s*\((?:eds?|hrsg|org)\.?\)[.,]?)?(?:\s*(?:[([](?:(?:19|20)\d{2}[a-z]?(?:, [^()]{1,20})?|n\.d\.|in press|forthcoming)[)\]]|(?:19|20)\d{2}[a-z]?(?=[.,:])))?\s*[.,:;–—-]*\s*/i

/** Whether people are named behind `by`: `by Dimensionality Reduction` and `contributed by David` name no authors. */
function areNamed(text: string): boolean {
  if (/^\p{Lu}\p{Ll}{3,}ing\b/u.test(text)) return false
  const people = takePeople(text)?.people
  return (
    people !== undefined &&
    (people.authors.length > 1 || people.authorsCount === null || people.authors.some((name) => name.includes(' ')))
  )
}
