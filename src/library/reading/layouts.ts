/** In which order rows that are alike say who, what, when and where: found from all of them together. */
import { MONTHS_IN_FULL } from '../formats/months.ts'
import { countWords } from '../formats/prose.ts'
import { leaning } from '../formats/titles-and-abstracts.ts'
import { placeSureness, saysWhere, surenessOf } from './cited-line.ts'
import type { Order } from './days.ts'
import { leadingNames } from './leading-names.ts'
import { isPeople, isPeopleList, takePeople } from './people-found.ts'
import { isLinkLabel } from './places.ts'
import type { Run } from './row.ts'
import { withoutPrefix } from './row-openings.ts'
import { behindLabels, cut, type Mark, type Span, type Split, spansOf } from './title-places.ts'
import { cleanTitle, isNoTitle, titleOdds } from './titles.ts'

/** A stretch of a row between signs, and what sets it off. */
interface Part {
  from: number
  to: number
  look: Look
}

type Look = 'plain' | 'label' | 'bold' | 'italic' | 'quoted' | 'link' | 'bracket'

/** One way to read a row. */
interface Way {
  /** Where what is said of it begins: behind a day. */
  start: number
  from: number
  to: number
  look: Look
  /** What stands before the title and behind it, and the signs between: rows with the same are laid out alike. */
  before: string
  behind: string
  /** The name before it may be the beginning of a title, and nothing behind it tells that it is one. */
  unsure: boolean
  /** How much it explains by itself. */
  worth: number
}

export interface Laid {
  spans: Span[]
  ways: Way[]
}

/**
 * Rows that are alike as their titles and what stands around these; null of those that the order of the others does not explain.
 * Nothing where no order explains most of them.
 */
export function layOut(laid: readonly Laid[]): (Split | null)[] {
  const read = laid.filter(({ ways }) => ways.length > 0)
  const none = laid.map(() => null)
  if (read.length < LEAST || read.length < laid.length * 0.5) return none
  const share = (has: (one: Laid) => boolean) => read.filter(has).length / read.length
  const support = new Map<string, number>()
  for (const { ways } of read)
    for (const kind of new Set(ways.flatMap((way) => [way.before, `${way.behind}.`])))
      support.set(kind, (support.get(kind) ?? 0) + 1 / read.length)
  // What all rows have before or behind is a column of its own.
  const isColumn = (kind: string) => kind !== '' && (support.get(kind) ?? 0) >= 0.8
  let bonus = (way: Way): number =>
    (isColumn(way.before) ? 1.5 : 0) + (way.behind.endsWith('who') && isColumn(`${way.behind}.`) ? 1 : 0)
  let best = new Map<Laid, Way>()
  for (let turn = 0; turn < TURNS; turn++) {
    const chosen = new Map(read.map((one) => [one, bestOf(one.ways, bonus)]))
    best = chosen
    const count = (is: (way: Way) => string) => {
      const counts = Map.groupBy(chosen.values(), is)
      return (way: Way) => (counts.get(is(way))?.length ?? 0) / read.length
    }
    const [before, behind] = [count((way) => way.before), count((way) => `${way.look} ${way.behind}`)]
    // Nothing stands before a title in every row that is taken whole.
    bonus = (way) => (way.before === '' ? 1.5 : 3) * before(way) + 1.5 * behind(way)
  }
  const [before = ''] = mostOf([...best.values()].map((way) => way.before))
  const isHabit = (one: Laid) => best.get(one)?.before === before
  const isTold = (one: Laid) => {
    const way = best.get(one)
    return (
      way !== undefined &&
      way.worth >= LEAST_WORTH &&
      (way.before !== '' ||
        (way.look !== 'plain' && way.look !== 'bracket' && way.behind !== '  words') ||
        TOLD.test(way.behind))
    )
  }
  if (share(isHabit) < 0.6 || share(isTold) < 0.6) return none
  // `Sharp Stones: …`, three times, may be titles; of many rows not all begin with what looks like a name.
  const isUnsure = (one: Laid) => best.get(one)?.unsure ?? false
  if (share(isUnsure) > 0.5 && (read.length < 4 || share(isHabit) < 0.8)) return none
  return laid.map((one) => {
    const way = best.get(one)
    return way && isHabit(one) && isTold(one) ? splitAt(one.spans, way) : null
  })
}

const LEAST = 3
const LEAST_WORTH = 0
const TURNS = 4
const AGAIN: Tail = { kind: 'again', worth: -0.5 }
const TOLD = /who|year|translated/
const WHERE = /^[.,] year/

function bestOf(ways: readonly Way[], bonus: (way: Way) => number): Way {
  return ways.reduce((best, way) => (way.worth + bonus(way) > best.worth + bonus(best) ? way : best))
}

function mostOf(texts: readonly string[]): string[] {
  return [...Map.groupBy(texts, (text) => text)].toSorted((a, b) => b[1].length - a[1].length).map(([text]) => text)
}

function splitAt(spans: readonly Span[], { start, from, to, look, behind }: Way): Split {
  const within = cut(spans, from, to)
  const url = within.find((span) => span.url !== null)?.url ?? null
  // Of a link that holds all of it only the title is one.
  const apart = (span: Span) => (span.url === url ? { ...span, url: null } : span)
  const mark: Mark = url !== null ? 'link' : look === 'bracket' || look === 'label' ? 'plain' : look
  return {
    title: within.map(({ text }) => text).join(''),
    mark,
    url,
    before: cut(spans, start, from).map(apart),
    rest: cut(spans, to)
      .map(apart)
      .map((span, at) => (at === 0 && behind === 'by who' ? { ...span, text: span.text.replace(BY, ' by ') } : span)),
  }
}

/** What a quoted title is worth more than what stands before it, or around it. */
const QUOTED = 2.5

/** `“Sharp Stones,”`, with the sign that belongs behind it, or of some words: one word may be quoted within a title. */
function isQuotedTitle(said: string): boolean {
  return HOLDS_SIGN.test(said) || countWords(said) > 2
}

const HOLDS_SIGN = /[,.][”"]$/

const LONGEST = 500
const MOST_WORDS = 60
const MOST_PARTS = 16
const MOST_IN_TITLE = 7

/** All ways in which a row may say what was read. */
export function waysOf(runs: readonly Run[], order: Order = 'unknown'): Laid {
  const spans = behindLabels(spansOf(withoutPrefix(spansOf(runs, true), order, true).runs, true))
  const text = spans.map((span) => span.text).join('')
  if (text.length > LONGEST || countWords(text) > MOST_WORDS) return { spans, ways: [] }
  const ways: Way[] = []
  // Within a list of names with initials no title begins.
  const names = leadingNames(text)
  const least =
    names && names.count > 1 && /,\s\p{Lu}\.|…|\.\.\./u.test(names.named) ? text.length - names.rest.length - 1 : 0
  const day = (DAY.exec(text) ?? DAY_ALONE.exec(text))?.[0].length ?? 0
  const translated = TRANSLATED.exec(text)?.index ?? text.length
  const parts = partsOf(spans, text)
    .filter(({ from }) => from >= Math.max(least, day))
    .slice(0, MOST_PARTS)
  /** What each part would say behind a title that ends before it. */
  const tails = parts.map((part, at) => (at === 0 ? null : tailOf(text.slice(parts[at - 1]?.to), part, text)))
  const quoted = parts.filter(({ from, to, look }) => look === 'quoted' && isQuotedTitle(text.slice(from, to)))
  parts.forEach((first, at) => {
    if (first.look === 'label') return
    const lead = leadOf(
      text.slice(day, first.from),
      first.look,
      least - day,
      parts.slice(0, at).every((part) => part.look !== 'plain'),
    )
    if (!lead) return
    let inner = 0
    for (let end = at; end < Math.min(parts.length, at + MOST_IN_TITLE); end++) {
      const last = parts[end]
      // What is set off is a title by itself, and none goes on into where it appeared.
      if (!last || last.from >= translated || (end > at && first.look !== 'plain')) break
      if (end > at) {
        // What would tell who or when by itself is unread within a title.
        const told = tails[end]
        if (told && (WHERE.test(told.kind) || (told.where && lead.kind.startsWith('who')))) inner += 2
        else if (told?.kind === 'link') inner += 1
        else if (told && told.worth >= 1) inner += told.worth
        if (end === at + 1 && at === 0)
          inner += Math.max(0, leadOf(text.slice(day, last.from), last.look, least - day, false)?.worth ?? 0)
        if (/^\.\s/.test(text.slice(parts[end - 1]?.to, last.from))) inner += 1.5
        if (last.look !== 'plain') inner += last.look === 'bracket' ? 2 : 1
      }
      const look = end === at ? first.look : 'plain'
      const title = cleanTitle(text.slice(first.from, last.to).replace(/^[([]([^()[\]]*)[)\]]$/, '$1')).title
      const odds = titleOdds(title)
      if (look === 'bracket' && lead.kind !== '' && lead.kind !== 'tag') continue
      if (title === '' || odds <= -4 || isNoTitle(title) || /^(?:&|and\b|et al\b|\d+\s?[–-]\s?\d)/.test(title)) continue
      const rest = text.slice(last.to)
      const found = tails[end + 1] ?? tailOf(rest, undefined, text)
      // Who wrote it is said once.
      const tail = lead.kind.startsWith('who') && found.kind.endsWith('who') ? (found.where ?? AGAIN) : found
      // `…, led by Mina` tells who presents, and of several “by” the last one names who wrote it.
      const isEarly = tails.slice(end + 2).some((later) => later?.kind === 'by who')
      if (tail.kind === 'by who' && (isEarly || LED.test(title))) continue
      // Where a stop ends who and when, one ends the title: `Brun. 2014. Stones, Rivers, and Roads. Thistle.`
      if (/year \.$/.test(lead.kind) && /^,/.test(tail.kind)) inner += 1.5
      ways.push({
        start: day,
        from: first.from + (look === 'bracket' ? 1 : 0),
        to: last.to - (look === 'bracket' ? 1 : 0),
        look,
        before: lead.kind,
        behind: tail.kind,
        unsure: lead.kind.startsWith('who') && lead.worth < 1 && look === 'plain' && !TOLD.test(tail.kind),
        worth:
          Math.min(odds, 3) +
          lead.worth +
          tail.worth -
          (look !== 'quoted' && quoted.some(({ to }) => to > first.from) ? QUOTED : 0) +
          (look === 'quoted' && HOLDS_SIGN.test(text.slice(first.from, first.to)) ? 1 : 0) +
          (look === 'plain' ? -inner : look === 'bracket' ? -1 : 1.2) -
          (isPeopleList(title)
            ? lead.kind.startsWith('who') || TOLD.test(tail.kind)
              ? 2
              : 5
            : countWords(title) <= 3 && (isPeople(title) || /\b20\d{2}\b/.test(title))
              ? /^who [:–]/.test(lead.kind)
                ? 0.8
                : 2
              : 0),
      })
    }
  })
  return { spans, ways }
}

/** What stands before a title; null where nothing tells what it is. */
function leadOf(text: string, look: Look, least: number, isSetOff: boolean): { kind: string; worth: number } | null {
  if (text.trim() === '') return { kind: '', worth: 0 }
  const [sign = ''] = /[\s:：,.;–—|/'’s-]*$/u.exec(text) ?? []
  const bare = text.slice(0, text.length - sign.length)
  const mark = signOf(sign)
  // What is set off before what is set off: `**ACL 2025** [Title](…)`.
  if (isSetOff && mark === ' ' && (look !== 'plain' || /^\s*[([].*[)\]]\s*$/.test(bare)) && countWords(bare) <= 4)
    return { kind: 'tag', worth: -0.3 }
  const who = bare.replace(YEAR_BEHIND, '').replace(YEAR_BEFORE, '')
  const isDated = who.length < bare.length
  if (who.trim() === '') return { kind: `year ${mark}`, worth: 0.3 }
  const isListed = least > 0 && who.trim().length <= least + 1
  const sureness = isListed ? 2.2 : surenessOf(who.trim(), isDated ? ' (2000). ' : look === 'plain' ? sign : `${sign}“`)
  if (sureness !== null || isPeople(who.trim()))
    return mark === ' ' && look === 'plain' && !isDated
      ? null
      : {
          kind: `who ${isDated ? 'year ' : ''}${mark}`,
          worth: Math.max(sureness ?? 0.5, isDated ? 0.8 : -0.4) + (isDated ? 0.7 : 0) - (MIXED.test(who) ? 1.5 : 0),
        }
  if (GIVEN_NAME.test(who.trim()) && mark !== ' ' && mark !== '.') return { kind: `who ${mark}`, worth: -0.3 }
  // A word or two that every row has, such as a label.
  return countWords(bare) <= 3 && mark !== ' ' && mark !== ','
    ? { kind: `${bare.toLowerCase()} ${mark}`, worth: -2 }
    : null
}

/** A day in whatever language: `ENERO 27 - `, `8 mars : `. */
const DAY = /^\s*(?:\p{L}{3,10}\.? \d{1,2}|\d{1,2}\.? (?:de )?\p{L}{3,10})\s*(?:[-–—:]\s+|:\s*)/u
/** The same with nothing behind it but what was read, `13 febbraio Ada Brun, …`, or a month: `Janeiro: …`. */
const DAY_ALONE = new RegExp(
  String.raw`^\s*(?:\d{1,2}\.? (?:de )?(?:${MONTHS_IN_FULL})(?:,? (?:de )?20\d{2})?\s+(?=\p{Lu})|(?:${MONTHS_IN_FULL})(?: 20\d{2})?\s*[:–—]\s+)`,
  'iu',
)
/** A title and a word that somebody did: `BERT, led`. */
const LED = /[,;()–-]\s*\p{Ll}+$/u
/** Who made it readable: no author, and no part of a title. */
const TRANSLATED =
  /[,;(]\s*(?:traduzione|traduction|traducci[óo]n|tradução|translated|translation|übersetz|trad\.|trans\.|tłum)/iu
const YEAR_BEHIND = /[.,]?\s*[([]?(?:c\. ?)?(?:1[5-9]|20)\d{2}[a-z]?[)\]]?$/
const YEAR_BEFORE = /^[([]?(?:1[5-9]|20)\d{2}[)\]]?[\s:,.–-]+/
/** A word behind a whole name may be the first of a title: `Ada Brun, Work, Culture, …`. */
const MIXED = /^[^,;&.]*\p{L} [^,;&.]*, \p{L}+$/u
const GIVEN_NAME = /^\p{Lu}\p{L}{1,14}$/u

interface Tail {
  kind: string
  worth: number
  /** What it is where it names nobody. */
  where?: Tail | undefined
}

/** What stands behind a title. */
function tailOf(rest: string, next: Part | undefined, text: string): Tail {
  if (!/[\p{L}\p{N}]/u.test(rest.replace(/https?:\S+/g, ''))) return { kind: '', worth: 0.3 }
  if (TRANSLATED.exec(rest)?.index === 0) return { kind: 'translated', worth: 1 }
  if (!next) return { kind: 'more', worth: -1 }
  const said = text.slice(next.from, next.to).replace(/^[([]|[)\]]$/g, '')
  const sign = next.look === 'bracket' ? '(' : signOf(rest.slice(0, rest.indexOf(text.slice(next.from, next.to))))
  const place = placeSureness(rest)
  const where =
    (place > 0 && sign === '(') || (/[.,]/.test(sign) && saysWhere(text.slice(next.from)))
      ? { kind: `${sign} year`, worth: Math.max(place * 0.7, 0.3) }
      : undefined
  if (next.look === 'label') return { kind: 'link', worth: 0 }
  if (YEAR_ALONE.test(said)) return { kind: `${sign} year`, worth: 0.8 }
  const who = said.replace(YEAR_BEHIND, '').replace(/^by:?\s+/i, '')
  if (/^\p{Lu}\p{Ll}{3,}ing\b/u.test(who)) return { kind: `${sign} words`, worth: -3 }
  const taken = sign === '(' ? null : takePeople(text.slice(next.from))?.people
  if (taken && (taken.authors.length > 1 || taken.authorsCount === null))
    return { kind: `${sign} who`, worth: 1.5 + (sign === 'by' ? 0.8 : 0) + place * 0.5, where }
  const sureness = surenessOf(who, sign === 'by' ? ', ' : `${sign} `)
  if (sureness !== null || isPeople(who))
    return {
      kind: `${sign} who`,
      worth: (sureness ?? 0.5) + (sign === 'by' || sign === '(' ? 0.8 : 0) + place * 0.5,
      where,
    }
  const isEnd = text
    .slice(next.to)
    .split(/[^\p{L}]+/u)
    .every((word) => word === '' || isLinkLabel(word))
  if (GIVEN_NAME.test(who) && sign !== '.' && sign !== ' ' && isEnd)
    return { kind: `${sign} who`, worth: sign === '(' ? 0.3 : 0 }
  if (where) return where
  const isSentence = leaning({ text: rest, heading: 0 }) > 0
  return {
    kind: `${sign} words`,
    worth: sign === '(' ? -0.5 : sign === '.' && isSentence ? -0.3 : sign === ' ' ? -3 : -1,
  }
}

const YEAR_ALONE = /^(?:\p{L}[\p{L}.&' -]{0,40},? )?['’]?(?:1[5-9]\d{2}|20\d{2}|(?<=['’])\d{2})[a-z]?$/u

function signOf(text: string): string {
  return /\bby\b|(?<=\s)(?:de|von|par|di|av|door)(?=\s)/.test(text)
    ? 'by'
    : (/[:：,.;–—|/]|-/.exec(text)?.[0].replace(/[-—]/, '–') ?? ' ')
}

/** A row between its signs: what is set off stays whole. */
function partsOf(spans: readonly Span[], text: string): Part[] {
  const parts: Part[] = []
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '').length
  let at = 0
  const push = (from: number, to: number, look: Look) => {
    const said = text.slice(from, to)
    const lead =
      /^[\s,.;:：–—|/-]*(?:(?:by:?|de|von|par|di|av|door)\s+(?=\p{Lu}))?/u.exec(
        look === 'plain' ? said : (/^\s*/.exec(said)?.[0] ?? ''),
      )?.[0].length ?? 0
    const end =
      look === 'plain' ? said.replace(/[\s,;:：–—|/-]+$|(?<!\b\p{Lu})[\s.]+$/u, '').length : said.trimEnd().length
    if (/[\p{L}\p{N}]/u.test(said.slice(lead, end))) parts.push({ from: from + lead, to: from + end, look })
  }
  const cutPlain = (from: number, to: number) => {
    let start = from
    for (const match of text.slice(from, to).matchAll(SET_OFF)) {
      signsIn(start, from + match.index)
      start = from + match.index + match[0].length
      push(from + match.index, start, /^[([]/.test(match[0]) ? 'bracket' : 'quoted')
    }
    signsIn(start, to)
  }
  const signsIn = (from: number, to: number) => {
    let start = from
    for (const { index, 0: sign } of text.slice(from, to).matchAll(SIGNS)) {
      // `by Ada de Brun` names one.
      const isOf = /^\s(?:de|von|par|di|av|door)\s/.test(sign)
      // So does `, de Machado de Assis`.
      if (isOf && (/\sby\s/.test(text) || OF_SOMEBODY.test(text.slice(from, from + index)))) continue
      push(start, from + index, 'plain')
      start = from + index + (/^\s+\p{L}+:?\s+$/u.test(sign) ? 0 : sign.length)
    }
    push(start, to, 'plain')
  }
  let plain = 0
  for (const span of spans) {
    const [from, to] = [at, at + span.text.length]
    at = to
    const look = lookOf(span)
    const isAll = span.text.replace(/[^\p{L}\p{N}]/gu, '').length > letters * 0.85
    // A family name in bold goes on with what is given.
    const isName = look === 'bold' && countWords(span.text) <= 2 && /\p{L}\s$/u.test(text.slice(0, from))
    if (look === 'plain' || (isAll && look !== 'italic') || isName) continue
    cutPlain(plain, from)
    push(from, to, look)
    plain = to
  }
  cutPlain(plain, text.length)
  return parts
}

function lookOf({ text, bold, italic, url }: Span): Look {
  if (url !== null) return isLinkLabel(text.trim()) ? 'label' : 'link'
  return italic ? 'italic' : bold ? 'bold' : 'plain'
}

const SET_OFF =
  /[“"„]\s?[^“”"„]{2,300}?[”"“]|»(?!\s)[^«»]{2,300}?(?<!\s)«|«\s?[^«»]{2,300}\s?»|(?<![\p{L}\p{N}])‘[^‘]{3,300}?’(?=[,.;:\s)]|$)|[([][^()[\]]{1,200}[)\]]/gu
const OF_SOMEBODY = /,\s+(?:de|von|par|di|av|door)\s+\p{Lu}/u
const BY = /^[\s,]*\p{L}+:?\s+/u
const SIGNS =
  /\s+[([<]?https?:\/\/[^\s<>]+|\s*[:：]\s+|\s+[-–—]+\s+|\s*—\s*|,\s+|;\s+|(?<!(?:^|[\s.(])(?:\p{Lu}|vs?|al|etc|cf|St|Dr|Mr|Mrs|No|vol|ed))[.?!]\s+(?=[\p{Lu}\p{N}"“])|\s+\|\s+|\s+(?:by:?|de|von|par|di|av|door)\s+(?=\p{Lu})|\n/gu
