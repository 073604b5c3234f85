import { dateWithin, readCitation, VOLUME } from '../formats/citation.ts'
import { MONTHS_IN_FULL } from '../formats/months.ts'
import type { FoundFacts } from '../formats/paper-entry.ts'
import { countWords, titleCase } from '../formats/prose.ts'
import { isoDate, readLeadingDate } from '../formats/written-dates.ts'
import { type Order, readNumericDate } from './days.ts'
import { isTeam } from './name.ts'
import { type People, peopleIn } from './people.ts'
import { isPeople, isPeopleList, takePeople } from './people-found.ts'
import { isLinkLabel, isMeetingPlace, isRelative, type Place, placesIn, placeWorth } from './places.ts'
import { splitPlain, wordsOf } from './plain-line.ts'
import { type Run, textOf } from './row.ts'
import { cleanTitle, isMasthead, isNoTitle, titleOdds } from './titles.ts'
import { venueAlone } from './venue.ts'

/** What a row would be if a paper's entry began with it. */
export interface Head {
  title: string
  /** How much the title looks like one. */
  odds: number
  /** How much beside the title says that it is a paper's. */
  evidence: number
  /** What sets the title off from the rest. */
  mark: 'link' | 'bold' | 'quoted' | 'plain'
  places: Place[]
  facts: Partial<FoundFacts>
  /** What is said behind the title and its facts. */
  said: string
  /** The day that the row begins with, on which the paper was read. */
  day: string | null
  /** Who is named before the title, where that is no author. */
  who: string | null
  isNumbered: boolean
}

/** Reads a row as the head of an entry; null where it can be none. */
export function headOf(runs: readonly Run[], order: Order = 'unknown'): Head | null {
  const { runs: own, day, who, tags } = withoutPrefix(spansOf(runs), order)
  if (isMasthead(textOf(own))) return null
  const places = placesIn(runs)
  const spans = behindLabels(spansOf(own))
  const split = (day === null ? null : signedSplit(spans)) ?? bestSplit(spans)
  if (!split) return null
  const { title, year } = cleanTitle(split.title)
  const odds = isCitation(title) ? -9 : titleOdds(title)
  if (odds <= -4) return null
  const before = beforeOf(split.before)
  const lead = split.mark === 'quoted' ? announcedIn(textOf(split.before)) : null
  const behind = behindOf(split.rest)
  const led = ledBy(behind.said)
  const venue = behind.facts.venue ? null : venueAlone(behind.said.replace(/^[\s.,;:]+/, ''))
  const facts = venue ? { ...behind.facts, venue } : behind.facts
  const said = led ? led.said : venue ? '' : behind.said
  const tagged = tags.flatMap((tag) => dateWithin(tag) ?? [])[0]
  const people = before.people?.authors.length ? before.people : null
  const all: Partial<FoundFacts> = {
    ...facts,
    ...(people ?? {}),
    date: facts.date ?? before.date ?? year ?? tagged ?? null,
  }
  return {
    title,
    odds,
    mark: split.mark,
    places,
    facts: all,
    said,
    day,
    who: who ?? before.who ?? lead?.who ?? led?.who ?? null,
    isNumbered: /^\W*(?:paper )?#?\d{1,3}\\?(?:[.):]|\/\/)+\s/i.test(textOf(runs)),
    evidence:
      evidenceOf(split, places, all) + (isTold(title, said) ? 1 : 0) + (lead ? 2 : 0) + (day === null ? 0 : 0.9),
  }
}

function evidenceOf({ mark, url }: Split, places: readonly Place[], facts: Partial<FoundFacts>): number {
  const worths = places.map((place) => placeWorth(place.url))
  const best = Math.max(0, ...worths)
  if (mark === 'plain' && best === 0 && places.some((place) => isMeetingPlace(place.url))) return -3
  const own = url === null ? 0 : isRelative(url) ? (/\.(?:pdf|ps)(?:[?#]|$)/i.test(url) ? 3 : 1) : placeWorth(url)
  const isPaper = places.some(
    ({ label, url }) =>
      /^\W*(?:\w+ )?(?:paper|arxiv|pdf|preprint|doi|openreview)\W*$/i.test(label) && placeWorth(url) > -4,
  )
  return (
    Math.max(own < 0 && best < 3 ? own : Math.max(best, own), isPaper ? 2.5 : -4) +
    (facts.authors?.length ? 1.5 : 0) +
    (facts.date ? (facts.authors?.length ? 0.5 : 0.7) : 0) +
    (facts.venue?.pages !== undefined || facts.venue?.volume !== undefined ? 0.6 : 0) +
    (mark === 'bold' || mark === 'quoted' ? 0.5 : 0)
  )
}

/** `Next week: Maria, “Title”`: what a letter says of the meetings to come. */
function announcedIn(text: string): { who: string | null } | null {
  if (!ANNOUNCED.test(text) || text.length > LONGEST_LEAD) return null
  const who = /[:,–—-]\s*(\p{Lu}[\p{L}.'’ -]{1,40}?)[\s,:]*$/u.exec(text)?.[1] ?? null
  return { who: who === null || isNoTitle(who) ? null : who }
}

const ANNOUNCED =
  /^\W*(?:(?:next|this|last|following) (?:week|time|month|meeting|session|\p{L}{3,6}day)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:the week )?after that|then)\b/iu
const LONGEST_LEAD = 60

/** What is said behind a title, without who leads the talk of it: `led by Eva`, `– presenter: Kim`. */
function ledBy(said: string): { who: string; said: string } | null {
  const [whole, by, as] = LED.exec(said) ?? []
  const name = by ?? as ?? ''
  return whole === undefined || !/^\p{Lu}/u.test(name)
    ? null
    : { who: name.trim().replace(/\.$/, ''), said: said.slice(0, -whole.length) }
}

const LED =
  /[\s(,;.–—-]*\b(?:presented|led|hosted|chaired|moderated|introduced|chosen|picked|nominated|suggested|proposed) by:? ([\p{L}.'’ -]{2,40})[\s).]*$|[\s(,;.–—-]*\b(?:presenter|speaker|discussion leader|discussant|lead|leader|host|vortrag|vortragender?|referent(?:in)?|moderation|ponente|presentador[a]?|intervenante?|relatore|relatrice|apresentador[a]?):\s?([\p{L}.'’ -]{2,40})[\s).]*$/iu

/** A title in capitals with a sentence behind it. */
function isTold(title: string, said: string): boolean {
  return said.split(' ').length >= 4 && title.includes(' ') && titleCase(title) >= 0.6
}

interface Span {
  text: string
  bold: boolean
  url: string | null
}

/** Runs of one look as one; a link that is bold in part is one link. */
function spansOf(runs: readonly Run[]): Span[] {
  const found: Span[] = []
  for (const run of runs) {
    const last = found.at(-1)
    if (last && last.url === run.url && (run.url !== null || last.bold === run.bold)) last.text += run.text
    else found.push({ ...run })
  }
  return found
}

/** What stands behind links that only lead somewhere: `[pdf](…) Title`, `[slides](…) | [paper](…) | Title`. */
function behindLabels(spans: readonly Span[]): Span[] {
  const at = spans.findIndex(({ text, url }) => (url === null ? /[\p{L}\p{N}]/u.test(text) : !isLinkLabel(text)))
  const [first] = spans
  if (at <= 0 || first?.url === null || first === undefined) return [...spans]
  const [title, ...rest] = spans.slice(at)
  return title ? [{ ...title, text: title.text.replace(/^[\s:|,;·–—)\]-]+/, '') }, ...rest] : [...spans]
}

/** Numbers, boxes and pictures; the day of `12. Oktober 2023` is no number. */
const NUMBER = new RegExp(
  String.raw`^(?:\s|~~|paper #?\d{1,3}\s?[:.)]\s|\p{Extended_Pictographic}|\uFE0F|:[a-z0-9_+-]{2,30}:|\d\uFE0F?\u20E3\s*|#?\d{1,4}\uFE0F?\u20E3?\s*(?:[.):]+|\/\/|\\[.)])(?=\s|$)(?!\s+(?:${MONTHS_IN_FULL})\s*(?:\d{4}|[:–—-]))|\[[ xX✓✔]?\](?=\s)|[•·–—-]\s)+`,
  'iu',
)

/** Several titles in one row, each a link, with nothing but signs between them. */
export function severalIn(runs: readonly Run[]): Run[][] | null {
  const spans = spansOf(runs)
  const links = spans.filter(({ url }) => url !== null)
  if (links.length < 2 || links.length > 30) return null
  const isTitles = links.every(
    ({ text, url }) =>
      url !== null && placeWorth(url) >= 1 && !isLinkLabel(text) && titleOdds(text.trim()) >= 0 && /\p{Lu}/u.test(text),
  )
  const isBare = spans.every(
    ({ text, url }) =>
      url !== null || /^\s*(?:[,;/&+|·•]|and|\n)?\s*(?:and)?\s*\.?\s*(?:\(?\d{1,2}[.)]\s*)?$/.test(text),
  )
  return isTitles && isBare ? links.map((link) => [link]) : null
}

/** Takes numbers, boxes, pictures, days and short brackets off the beginning. */
function withoutPrefix(
  runs: readonly Run[],
  order: Order,
): { runs: Run[]; day: string | null; who: string | null; tags: string[] } {
  const kept = runs.map((run) => ({ ...run }))
  const tags: string[] = []
  let day: string | null = null
  let who: string | null = null
  for (let turn = 0; turn < 8 && kept[0]; turn++) {
    const [first] = kept
    let text = first.text.replace(NUMBER, '')
    const [named] = NAMED_TURN.exec(first.url === null ? text : '') ?? []
    if (named && (named.length < text.length || kept.length > 1)) {
      text = text.slice(named.length)
      if (text.trim() === '' && kept[1]) kept[1].text = kept[1].text.replace(/^\s*[:.–—|-]+\s*/, '')
    }
    const isFree = first.url === null
    const dated: { day: string | null; rest: string } | null = isFree && day === null ? leadingDay(text, order) : null
    if (dated && (dated.rest !== '' || kept.length > 1)) {
      day = dated.day
      const named = SPEAKER.exec(dated.rest)
      const isSpeaker = named !== null && /[-–—|]\s*$/.test(text.slice(0, text.length - dated.rest.length))
      who = isSpeaker ? (named[1] ?? null) : null
      text = isSpeaker ? dated.rest.slice(named[0].length) : dated.rest
    } else {
      const tag = isFree ? /^[([]([^()[\]]{2,40})[)\]]\s*(?=\S|$)/.exec(text) : null
      if (tag && !/\bet al\b/i.test(tag[1] ?? '') && (tag[0].length < text.length || kept.length > 1)) {
        tags.push(tag[1] ?? '')
        text = text.slice(tag[0].length)
      }
    }
    const isSame = text === first.text
    first.text = text
    if (text.trim() === '' && kept.length > 1) kept.shift()
    else if (isSame) break
  }
  return { runs: kept, day, who, tags }
}

/** `Sess. 2 —`, `Week 3:`, which say when it is read. */
const NAMED_TURN =
  /^\s*(?:sess(?:ion)?|week|wk|meeting|mtg|lecture|lect|seminar|day|class|sitzung|woche|termin|séance|semaine|sesión|semana)\.? ?#?\d{1,3}(?:\s*[:.–—|-]+\s*|\s*$)/i

/** Who speaks, between the day and the title: `01/18/2019 - Ada - Title`. */
const SPEAKER = /^(\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2})\s+[-–—|]\s+(?=\S)/u

/** A row that begins with a day, and what it says of that day. */
export function dayOf(runs: readonly Run[], order: Order): { day: string; words: string } | null {
  const { runs: own, day } = withoutPrefix(runs, order)
  return day === null ? null : { day, words: textOf(own) }
}

/** `August 18, 2020: …`, `2024-05-03 – …`, `08.11.2017 …`. */
function leadingDay(text: string, order: Order): { day: string | null; rest: string } | null {
  const numeric = readNumericDate(text, order)
  const named = numeric ? null : readLeadingDate(text)
  const found =
    numeric ??
    (named && {
      day: isoDate(named.date, null),
      rest: text.trimStart().slice(text.trimStart().length - restLength(text, named.rest)),
    })
  if (!found) return null
  const sign = /^\s*(?:\([^()]{1,30}\)\s*)?[:：,|–—→>-]{1,2}\s*/.exec(found.rest)
  if (!sign && found.rest.trim() !== '' && !numeric) return null
  return { day: found.day, rest: found.rest.slice(sign?.[0].length ?? 0).trimStart() }
}

/** How much of the text is left, where only its beginning was read. */
function restLength(text: string, rest: string): number {
  const bare = text.trimStart()
  const read = bare.slice(0, 120).trim()
  return bare.length - (read.length - rest.length)
}

interface Split {
  title: string
  mark: Head['mark']
  url: string | null
  before: Span[]
  rest: Span[]
}

/** Of all ways to find a title in a row the one that finds what looks most like one. */
function bestSplit(spans: readonly Span[]): Split | null {
  const ways: { split: Split; worth: number }[] = []
  const add = (split: Split, bonus: number) => {
    const { title } = cleanTitle(split.title)
    if (title !== '')
      ways.push({ split, worth: titleOdds(title) + bonus - (isPeopleList(title) || isCitation(title) ? 5 : 0) })
  }
  spans.forEach((span, at) => {
    const before = spans.slice(0, at)
    const rest = spans.slice(at + 1)
    const text = span.text.replace(/\s+/g, ' ').trim()
    if (span.url !== null && !isLinkLabel(text) && !isVenueLink(before, rest)) {
      const split = withoutPeople(text)
      add(
        {
          title: split.title,
          mark: 'link',
          url: span.url,
          before,
          rest: split.rest === '' ? rest : [{ text: split.rest, bold: false, url: null }, ...rest],
        },
        before.length === 0 ? 2 : 1.2,
      )
    } else if (span.bold && span.url === null && !/^[^.:]{2,30}:$/.test(text)) {
      const unlikely = isPeople(text) ? 1 : 0
      add(
        { title: text.replace(/:$/, ''), mark: 'bold', url: null, before, rest },
        (before.length === 0 ? 2 : 1.2) - unlikely,
      )
    }
  })
  const [first] = spans
  // An address before the title is its place.
  if (first && first.url === null && !first.bold) first.text = first.text.replace(/^\s*https?:\/\/\S+\s+(?=\S)/, '')
  if (first && first.url === null && !first.bold) {
    const rest = spans.slice(1)
    const plain = titleAndRest(first.text)
    const mark = plain.isQuoted ? 'quoted' : 'plain'
    const behind = [{ text: plain.rest, bold: false, url: null }, ...rest]
    // Words that run into a link are no title of their own.
    const runsOn =
      plain.rest === '' &&
      rest.length > 0 &&
      /[\p{L},]\s*$/u.test(first.text) &&
      !isLinkLabel(rest[0]?.text ?? '') &&
      !/^\s*https?:/.test(rest[0]?.text ?? '')
    add(
      {
        title: plain.title,
        mark,
        url: null,
        before: plain.before === '' ? [] : [{ text: plain.before, bold: false, url: null }],
        rest: behind,
      },
      plain.isQuoted ? 1.5 : runsOn ? -3 : 0.5,
    )
  }
  // Names that are set off stand before the title: `**Ada Brun**: “Title”`.
  if (first?.bold && first.url === null && isPeople(first.text.replace(/[\s:,.]+$/, ''))) {
    const within = spans.findIndex(({ url }) => url !== null)
    const own = within < 0 ? spans : spans.slice(0, within)
    const plain = titleAndRest(own.map(({ text }) => text).join(''))
    const [before, rest] = [plain.before, plain.rest].map((text) => ({ text, bold: false, url: null }))
    if (plain.isQuoted && before && rest)
      add(
        { title: plain.title, mark: 'quoted', url: null, before: [before], rest: [rest, ...spans.slice(own.length)] },
        1.5,
      )
  }
  const best = ways.reduce<(typeof ways)[number] | null>(
    (best, way) => (way.worth > (best?.worth ?? -9) ? way : best),
    null,
  )
  return best?.split ?? null
}

/** Who wrote it before a stroke, on a row that begins with the day that it was read: `Ada Brun – Title`. */
function signedSplit(spans: readonly Span[]): Split | null {
  const [first, ...others] = spans
  if (!first || first.bold || first.url !== null || others.some(({ url }) => url !== null && !isLinkLabel(url)))
    return null
  const [whole, who = ''] = /^\s*([^–—|:-]{4,80}?)\s+[–—:-]\s+(?=\S)/.exec(first.text) ?? []
  if (whole === undefined || !who.includes(' ') || !isPeople(who)) return null
  const [bracket = ''] = /\s*\([^()]*\)\s*$/.exec(first.text) ?? []
  const plain = titleAndRest(first.text.slice(whole.length, first.text.length - bracket.length))
  if (titleOdds(plain.title) < 1 || countWords(plain.title) < 3 || plain.before !== '') return null
  // Whoever is named with a colon speaks of it.
  const lead = whole.trimEnd().endsWith(':') ? `${who}:` : who
  const [before, rest] = [lead, `${plain.rest}${bracket}`].map((text) => ({ text, bold: false, url: null }))
  return before && rest
    ? {
        title: plain.title,
        mark: plain.isQuoted ? 'quoted' : 'plain',
        url: null,
        before: [before],
        rest: [rest, ...others],
      }
    : null
}

/** `Zhao & Lee, 2022` and `Brun et al.` name a paper by its people, and are no title. */
function isCitation(text: string): boolean {
  const people = text.replace(/,?\s*[([]?(?:19|20)\d{2}[a-z]?[)\]]?\.?$/, '')
  return (people !== text && isPeopleList(people)) || /^[\p{L}'’ -]{2,40} et\.? al\b.{0,12}$/iu.test(text)
}

/** `[Physical Review Letters](…) 103.15 (2009): 150502` behind people names where the work appeared. */
function isVenueLink(before: readonly Span[], rest: readonly Span[]): boolean {
  const lead = before
    .map(({ text }) => text)
    .join('')
    .trim()
  const behind = rest
    .map(({ text }) => text)
    .join('')
    .trim()
  if (lead === '' || !/[.,"”]$/.test(lead)) return false
  const people = takePeople(lead)
  return (
    people !== null && /^(?:\d|\(\d|,? ?(?:vol\.?|no\.?|pp?\.) ?\d)/i.test(behind) && people.people.authors.length > 0
  )
}

/** A link's words are its title, but for the people that some set behind it. */
function withoutPeople(text: string): { title: string; rest: string } {
  for (const { index, 0: sign } of text.slice(0, PLAIN_LINE).matchAll(/\s+by:?\s+(?=\p{Lu})|\s+[-–—|]\s+|,\s+/gu)) {
    const behind = text.slice(index + sign.length)
    const taken = takePeople(behind)
    if (!taken || !/^[\s.,;()[\]|–—-]*(?:(?:19|20)\d{2})?[\s.,;()[\]]*$/.test(taken.rest)) continue
    const isSure =
      (/by/.test(sign) && !/^\p{Lu}\p{Ll}{3,}ing\b[^,&]*$/u.test(behind)) ||
      /\bet al\b|\b\p{Lu}\. ?\p{Lu}|(?:19|20)\d{2}/u.test(behind)
    if (isSure && titleOdds(cleanTitle(text.slice(0, index)).title) >= 0)
      return { title: text.slice(0, index), rest: ` ${behind}` }
  }
  return { title: text, rest: '' }
}

interface PlainSplit {
  before: string
  title: string
  rest: string
  isQuoted: boolean
}

const PLAIN_LINE = 600
/** Signs that may part a title from the rest; behind so many there is none. */
const MOST_SIGNS = 10

/** A text without marks as its title, what stands before it, and what is said behind. */
function titleAndRest(text: string): PlainSplit {
  const line = text.replace(/\s+/g, ' ').trim()
  const [whole, lead = '', quoted = ''] =
    /^(.{0,300}?)[“"]([^“”"]{8,300}?)[”"]/.exec(line) ?? /^(.{0,300}?)«\s?([^«»]{8,300}?)\s?»/.exec(line) ?? []
  const isCited =
    whole !== undefined &&
    /^[.,]?\s*(?:,?\s*by\s+\p{Lu}|[([](?:https?:|[^()]{0,80}\b(?:19|20)\d{2}))/u.test(line.slice(whole.length))
  if (whole && (lead === '' || isCited || isLead(lead))) {
    return { before: lead, title: quoted.replace(/[.,]$/, ''), rest: line.slice(whole.length), isQuoted: true }
  }
  const end = PLACE.exec(line)
  const body = end && end.index >= 3 ? line.slice(0, end.index) : line
  const tail = line.slice(body.length)
  const ways = splitsOf(body.slice(0, PLAIN_LINE)).map((way) => ({ ...way, rest: way.rest + body.slice(PLAIN_LINE) }))
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
function splitsOf(line: string): { before: string; title: string; rest: string; worth: number }[] {
  const found: { before: string; title: string; rest: string; worth: number }[] = []
  const at = (index: number, length: number, worth: number) => {
    const title = line.slice(0, index)
    const end = /[.,]\s+([^.,]{5,80})$/.exec(title)?.[1]
    if (titleOdds(cleanTitle(title).title) < -2 || isPeopleList(title.trim()) || (end && isPeopleList(end))) return
    found.push({
      before: '',
      title,
      rest: line.slice(index + length),
      worth: worth + titleOdds(cleanTitle(title).title) / 4,
    })
  }
  for (const { index, 0: sign } of line.matchAll(/\s+by:?\s+(?=\p{Lu})/gu))
    if (areNamed(line.slice(index + sign.length))) at(index, sign.length, 3)
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
      if (/^\s*(?:$|[([.,;:|–—-])/.test(taken.rest)) at(index, sign.length, isComma ? 2 : 3)
    } else if (
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
  for (const { index } of line.matchAll(/\s+\((?=[^()]{0,120}(?:\b(?:19|20)\d{2}\b|\bet\.? al\b))/g)) at(index, 0, 2.5)
  // Names first: `Vaswani, A. et al. (2017). Attention …`.
  const lead = takePeople(line)
  if (lead && lead.rest.length > 8) {
    const [gap = ''] = BEHIND_NAMES.exec(lead.rest) ?? []
    const behind = lead.rest.slice(gap.length)
    const end = /[.?!](?=\s+\p{Lu})|\s+[([]/u.exec(behind)
    const inQuotes = /^[‘'“"]([^‘’“”"]{8,300}?)[’'”"](?=[,.;]?(?:\s|$))/.exec(behind)
    const title = inQuotes?.[0] ?? behind.slice(0, end ? end.index + (behind[end.index] === '?' ? 1 : 0) : undefined)
    const inBrackets = /[([]\d{4}[a-z]?[)\]]/.test(gap)
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
  return found
}

const YEAR = /\b(?:19|20)\d{2}\b/

/** `. `, ` (2017). `, ` (Eds.). (2004). ` */
const BEHIND_NAMES =
  /^(?:\s*\((?:eds?|hrsg|org)\.?\)[.,]?)?(?:\s*(?:[([](?:19|20)\d{2}[a-z]?(?:, [^()]{1,20})?[)\]]|(?:19|20)\d{2}[a-z]?(?=[.,:])))?\s*[.,:;–—-]*\s*/i

/** Whether people are named behind `by`: `by Dimensionality Reduction` and `contributed by David` name no authors. */
function areNamed(text: string): boolean {
  if (/^\p{Lu}\p{Ll}{3,}ing\b/u.test(text)) return false
  const people = takePeople(text)?.people
  return (
    people !== undefined &&
    (people.authors.length > 1 || people.authorsCount === null || people.authors.some((name) => name.includes(' ')))
  )
}

/** What stands before a title: who wrote it, when it was, or who speaks of it. */
function beforeOf(spans: readonly Span[]): { people: People | null; date: string | null; who: string | null } {
  const text = textOf(spans).replace(/[\s:：,.–—-]+$/, '')
  if (text === '') return { people: null, date: null, who: null }
  const date = /\b(?:19|20)\d{2}\b/.exec(text)?.[0] ?? null
  const bare = text.replace(/\s*[([]?\b(?:19|20)\d{2}[a-z]?\b[)\]]?/, '').trim()
  const isWho = /[:：–—-]\s*$/.test(textOf(spans)) && bare.length < 40 && !/,|\band\b|&/.test(bare)
  if (isPeople(bare)) return isWho ? { people: null, date, who: bare } : { people: peopleIn(bare), date, who: null }
  const taken = takePeople(bare)
  if (taken && taken.rest.trim().length < 12) return { people: taken.people, date, who: null }
  return { people: null, date: null, who: isWho && /^\p{Lu}/u.test(bare) ? bare : null }
}

/** What stands behind a title: by whom, where and when it appeared, and what is said of it. */
function behindOf(spans: readonly Span[]): { facts: Partial<FoundFacts>; said: string } {
  const words = wordsOf(spans).replace(/^\s*["”]?/, '')
  const lead = /^[\s,.;:|–—*-]*/.exec(words)?.[0].length ?? 0
  const start = words.slice(lead)
  const stop = /^[^([]{0,400}?(?=\s*(?:[([]|(?<!\b\p{Lu})\.\s|\n|$))/u.exec(start)?.[0] ?? ''
  const named = stop.replace(/^by:?\s+/i, '').replace(/[\s.,;]+$/, '')
  if (named !== '' && isPeople(named) && !VOLUME.test(start.slice(stop.length))) {
    const rest = readCitation(start.slice(stop.length))
    return { facts: { ...rest.facts, ...peopleIn(named) }, said: rest.rest }
  }
  const { facts, rest } = readCitation(words)
  if (facts.authors?.length) return { facts, said: rest }
  const taken = takePeople(rest)
  if (
    taken &&
    /^\s*(?:$|[.([,;:–—-])/.test(taken.rest) &&
    (taken.people.authors.length > 1 || taken.people.authorsCount === null || taken.rest.trim() === '')
  ) {
    const more = readCitation(taken.rest)
    return { facts: { ...more.facts, date: facts.date ?? more.facts.date ?? null, ...taken.people }, said: more.rest }
  }
  return { facts, said: rest }
}
