/** A reference as people write one without marks: who, perhaps when, what, and where it appeared. */
import { countWords } from '../formats/prose.ts'
import { leadingNames } from './leading-names.ts'
import { PARTICLE } from './name.ts'
import { isPeople } from './people-found.ts'
import { remembered } from './remembered.ts'
import { cleanTitle, isNoTitle, titleOdds } from './titles.ts'
import { arePlaces } from './work-places.ts'

export interface Cited {
  /** Who wrote it, and when where that stands before the title, with the sign behind. */
  before: string
  /** Where the title begins, or its quotation mark. */
  from: number
  title: string
  rest: string
  isQuoted: boolean
  /** How sure it is that the line is one; from 2 on it is. */
  worth: number
}

/**
 * `Ada Brun, The Long Moss (Oslo: Fern, 1999), 3–20`, `Brun, Moss`, `Brun and Cruz. 2013. Title. Venue.`, `Ada Brun: Title. Cogs
 * 34(10): 78–92 (1991)`, `Ada Brun’s “Title”`. Names may go on into the title: of all places where they may end the best. `isHabit`: the lines beside it are such references.
 */
export function citedLine(line: string, isHabit = false): Cited | null {
  return isHabit ? citedAmong(line) : citedAlone(line)
}

// A line is asked about where it is parted, weighed and read.
const citedAlone = remembered((line) => readCited(line, false))
const citedAmong = remembered((line) => readCited(line, true))

function readCited(whole: string, isHabit: boolean): Cited | null {
  const line = whole.slice(0, LONGEST)
  let best: Cited | null = null
  const lead =
    /^\s*(?:\*\s*)?(?:(?:\p{L}{3,10}\.? \d{1,2}|\d{1,2}\.? \p{L}{3,10}) [-–—] )?(?:(?:read|selections? from|excerpts? from|from)\s+(?=\p{Lu}))?/iu.exec(
      line,
    )?.[0].length ?? 0
  const text = line.slice(lead)
  const listed = leadingNames(text)
  // Within a list of names with initials no title begins.
  const least =
    listed && listed.count > 1 && /,\s\p{Lu}\.|…|\.\.\./u.test(listed.named)
      ? listed.named.replace(/\.$/, '').length
      : 0
  for (const { index, 0: sign } of [...text.slice(0, LONGEST_NAMES).matchAll(BEHIND_NAMES)].slice(0, MOST_SIGNS)) {
    if (index < least) continue
    const names = text.slice(0, index)
    const sureness = least > 0 && index <= least + 1 ? 2.2 : surenessOf(names, sign)
    if (sureness === null) continue
    const at = lead + index + sign.length
    // Cut within a name: `Brun, J` of `Brun, J. D.: …`.
    if (/^\p{Lu}\.[\s:,]/u.test(line.slice(at))) continue
    const found = titleOf(line.slice(at))
    if (!found) continue
    if (/,|\band\b|&/.test(names) && isPeople(cleanTitle(found.title).title)) continue
    const odds = Math.min(titleOdds(cleanTitle(found.title).title), 3)
    const isDated = DATED.test(sign)
    const place = placeSureness(found.rest)
    // One name and a few words may be anything, but where the lines beside it are references.
    if (place === 0 && (sureness < 0 || (/:/.test(sign) && !isDated && sureness < 2.5 && HALVES.test(names)))) continue
    const isBare = sureness < 1 && !isDated && !found.isQuoted && place === 0
    const worth =
      sureness +
      (isDated ? 1.5 : 0) +
      (found.isQuoted ? 1.5 : 0) +
      place +
      odds / 2 -
      (countWords(found.title) < 2 && sureness > 0 ? 1.5 : 0) +
      (isBare ? -1.5 : isHabit ? 1.5 : 0)
    if (worth > (best?.worth ?? 0)) best = { before: line.slice(lead, at), from: at, ...found, worth }
  }
  return best && { ...best, rest: best.rest + whole.slice(LONGEST) }
}

const LONGEST = 1_000
const LONGEST_NAMES = 240
const MOST_SIGNS = 14
const YEAR = /(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)/
/** When it appeared, or that it is to. */
const DATED = new RegExp(String.raw`${YEAR.source}|to appear|in press|forthcoming|\bms\b`)

/** What may stand between names and title: a stop, a colon, a comma, a year with any of them. */
const BEHIND_NAMES =
  /(?:\s*\((?:eds?|trans|hrsg)\.?\)[.,]?)?(?:[.,]?\s+[([](?:c\. ?)?(?:1[5-9]|20)\d{2}[a-z]?(?:, \p{L}{3,9})?[)\]][.,:]?\s+(?:[-–—]\s+)?|[.,]?\s+(?:(?:1[5-9]|20)\d{2}[a-z]?|to appear|in press|forthcoming|ms\.?)(?:[.,:]\s+|\s+(?=[“"]))|[’']s?\s+(?=[“"])|\.,\s+|[,.:]\s+|\s+[-–—]\s+)(?=["“‘'_]?[\p{Lu}\p{N}¿¡«])/gu

const INITIAL = String.raw`\p{Lu}\p{Ll}?\.(?:[ -]?\p{Lu}\.){0,3}`
const WORD = String.raw`(?:\p{Ll}{2,8}-)?\p{Lu}[\p{L}'’]*(?:-\p{L}[\p{L}'’]+)*`
const OF = String.raw`(?:${PARTICLE}|Van|De|Von|Du|El|Mc|y|St\.)`
const WHOLE = new RegExp(
  String.raw`^(?:${INITIAL}|${WORD})(?:\s(?:${INITIAL}|${WORD}|${OF})){0,3}\s(?:${OF}\s){0,3}${WORD}(?:,? (?:Jr|Sr|III?)\.?)?$`,
  'u',
)
const TURNED = new RegExp(
  String.raw`^(?:${PARTICLE}\s)?(?:${WORD})(?:\s${WORD})?,\s?(?:${INITIAL}|${WORD})(?:\s(?:${INITIAL}|${WORD}))?$`,
  'u',
)
const SHORT = new RegExp(String.raw`^${WORD}(?:\s${WORD})?\s\p{Lu}{1,3}$`, 'u')
const FAMILY = new RegExp(String.raw`^(?:${PARTICLE}\s){0,2}(?=\S{3})(?=\S*\p{Ll})${WORD}$`, 'u')
/** Words that names do not have and titles do. */
const NO_NAME =
  /(?<![\p{L}'’-])(?:A(?= \p{L})|An|The|On|In|Of|For|To|From|How|Why|What|When|Where|Is|Are|Not|With|Without|Towards?|Introduction|Chapters?|Chs?|Part|Week|Session|Lecture|Lab|Unit|Book|Reading|Readings|Topic|Section|Paper|Papers|Article|Essay|Review|Notes|Meeting|University|Press|Institute|Department|School|College|Library|Journal|Proceedings|Conference|New York|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?![\p{L}'’-])/u

/** Two halves of a title look like two people: `Sharp Here, Fuzzy There: …`. */
const HALVES = /^(?!.*(?:\band\b|[&;.]))[^,]+(?:,[^,]+)?$/

/** How sure it is that a text names people; null where it names none. */
export function surenessOf(text: string, sign: string): number | null {
  if (/^\s*[-–—]/.test(sign) && !/\s/.test(text.trim())) return null
  const named = text
    .replace(/[,\s]+(?:et\.? ?al\.?|and others)$/i, '')
    .replace(/\s*\((?:eds?|trans)\.?\)$/i, '')
    .trim()
  const isMore = named.length < text.trim().length
  if (named === '' || NO_NAME.test(named) || /\d|[?!()[\]“”"]/.test(named) || isNoTitle(named)) return null
  // The last of a list comes behind its `and`.
  if (/(?:\band|&)\s[^,;]+,\s(?!\p{Lu}\.)/u.test(named)) return null
  const isBold = DATED.test(sign) || /[“"]/.test(sign)
  if (isMore) return isPeople(named) || FAMILY.test(named) ? 2.5 : null
  const parts = named.split(/\s*;\s*|,?\s+(?:and|&|und|et|y)\s+|,\s+/u)
  const isList = parts.length > 1
  // `Ada Brun and Teo G` and `A. B` are cut within a name.
  if (/(?:^|[\s.])\p{Lu}$/u.test(named) && sign.startsWith('.') && !TURNED.test(named) && !SHORT.test(parts[0] ?? ''))
    return null
  const isShort = SHORT.test(parts.at(-1) ?? '')
  if (isShort && sign.startsWith('.') && !parts.every((part) => SHORT.test(part))) return null
  if (isShort && parts.length === 1 && !isBold) return null
  const areWhole = parts.every((part) => WHOLE.test(part) || SHORT.test(part) || INITIALS_FIRST.test(part))
  if (isList && areWhole && (isPeople(named) || /\p{Lu}\./u.test(named))) return parts.length > 2 ? 2.1 : 1.9
  if (TURNED.test(named) && /^\p{Lu}[\p{Lu}'’-]{2,},/u.test(named)) return 2.5
  if (TURNED.test(named)) return /\p{Lu}\./u.test(named) ? 2 : isBold ? 1.5 : 0.5
  if (isList && isPeople(named) && !/[-–—]/.test(sign)) return 1.5
  if (parts.every((part) => FAMILY.test(part)) && isList) return isBold ? 1.5 : 0.3
  if (WHOLE.test(named) && countWords(named) <= 5)
    return /\p{Lu}\./u.test(named) ? 1.8 : sign.startsWith(',') || isBold ? 0.8 : 0.4
  if (FAMILY.test(named)) return isBold ? 0.8 : sign.startsWith(',') ? -0.4 : null
  return null
}

const INITIALS_FIRST = new RegExp(String.raw`^(?:${INITIAL})\s?${WORD}(?:\s${WORD})?$`, 'u')

/** The title that a text begins with, and what stands behind it. */
function titleOf(text: string): { title: string; rest: string; isQuoted: boolean } | null {
  const quoted =
    /^[“"]([^“”"]{3,300}?)[,.]?[”"]{1,2}(?=[\s,.;:)(]|$)|^[‘']([^‘]{3,300}?)[,.]?[’'](?=[,.;:]|\s*$|\s\()/u.exec(text)
  if (quoted) return { title: quoted[1] ?? quoted[2] ?? '', rest: text.slice(quoted[0].length), isQuoted: true }
  for (const { index, 0: sign } of text.slice(0, 500).matchAll(ENDS)) {
    const title = text.slice(0, index) + (/^[?!]/.test(sign) ? sign.charAt(0) : '')
    const rest = text.slice(index + (/^[?!.]/.test(sign) ? 1 : 0))
    if (!isEnd(sign, title, text.slice(index + sign.length))) continue
    return isTitle(title) ? { title, rest, isQuoted: false } : null
  }
  return isTitle(text) ? { title: text.replace(/[.,;]\s*$/, ''), rest: '', isQuoted: false } : null
}

function isTitle(text: string): boolean {
  const { title } = cleanTitle(text)
  return (
    title.length >= 3 &&
    !/^\d{1,3} \p{Lu}.*\d$/u.test(title) &&
    !isNoTitle(title) &&
    !arePlaces(title) &&
    countWords(title) <= 30
  )
}

const ENDS = /[?!.](?=\s)|,\s+|;\s+|\s+[([]|\s+[-–—]+\s+/gu

/** Whether a title ends at a sign: by what stands behind it. */
function isEnd(sign: string, title: string, behind: string): boolean {
  if (/^[?!]/.test(sign)) return /^\s+(?:[\p{Lu}\d([]|in\b|pp\b)/u.test(behind)
  if (sign === '.' && IN_PAGES.test(behind)) return false
  if (sign === '.')
    return (
      !/(?:^|[\s.(])(?:\p{Lu}|vs|al|etc|cf|St|Dr|Mr|Mrs|No|vol|ed|e\.g|i\.e)$/u.test(title) &&
      /^\s+(?:[\p{Lu}\d(["“]|https?:|arxiv|in\b|pp\b|doi)/u.test(behind)
    )
  if (/[([]$/.test(sign)) return IN_BRACKETS.test(behind.slice(0, 160))
  if (/[-–—]/.test(sign)) return NOTE.test(behind) || saysWhere(behind)
  return saysWhere(behind) || (/^[([]/.test(behind) && IN_BRACKETS.test(behind.slice(1, 160)))
}

/** What a bracket behind a title says: a year, who printed it, which part is read. */
const IN_BRACKETS =
  /^[^()[\]]{0,120}?(?:(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)|\b(?:pp?|chs?|chap|chapters?|vols?|trans|eds?|read|required|optional|excerpts?|parts?|sections?|pages?|pdf|link)\b\.?|\d+[-–]\d+|: ?\p{Lu})/iu
/** A subtitle, and which of its pages are read: `. Eine Einführung (S. 7–49)`. */
const IN_PAGES = /^\s+(?!In\s)\p{Lu}[^.()]{3,80}\s\((?:S|pp?)\. ?\d/u
/** Which part is read. */
const NOTE =
  /^(?:the )?(?:entire|whole|all|through|until|only|up to|from|read|parts?|pages?|pp?\.|sections?|sec\.|chaps?\.?|chs?\.|chapters?|intro(?:duction)?|excerpts?|selections?|first|second|last|final|draft|optional|required|presented|led|discuss)\b/i
/** Where something appeared, and which part of it is meant. */
const PLACE =
  /^(?:(?:ed(?:s|ited)?|trans(?:l|lated)?|abridged|with an? \p{Ll}+)\b\.?|(?:vols?|nos?|pp?|chs?|chaps?|arts?|secs?|bks?|ed)\.? ?(?:\d|[IVX]+\b|one|two)|(?:pages?|chapters?|volume|parts?|books?|sections?|lines?|issue|lectures?|essays?) (?:\d|[IVXA]+\b|one|two|three)|\d+(?:st|nd|rd|th) ed|(?:1[5-9]|20)\d{2}\b|\d+\s?[-–]\s?\d+|\d+(?:\(\d+\)|:)|\d{1,3} \p{Lu}[\p{L}.&’'() \d]{0,60}? \d|(?:arxiv|biorxiv|preprint|https?:|forthcoming|unpublished|manuscript))/iu
/** Who printed it, or a journal and its number. */
const VENUE =
  /^(?:[Ii]n\s+["“_*]?\p{Lu}|(?:\p{Lu}(?:[\p{L}&’'-]{0,4}\.|[\p{L}&’'-]*)(?:\s(?:(?:of|and|the|in|on|for|de)\b|&)){0,3}[\s:,]{1,2}){1,9}\(?(?:vol\.? ?)?\d{1,4}\b|\p{Lu}[^,.;]{0,50}\b(?:Press|Publish(?:ers|ing)|Books|Verlag|Editions?|Éditions|University)\b)/u

/** Whether a text begins with where something appeared, or which part of it is meant. */
export function saysWhere(text: string): boolean {
  return PLACE.test(text) || VENUE.test(text)
}

/** How much what stands behind a title says that it is a reference's end. */
export function placeSureness(rest: string): number {
  const behind = rest.slice(0, 300)
  if (behind.trim() === '' || /^[\s.]+$/.test(behind)) return 0
  return (
    (YEAR.test(behind) ? 1 : 0) +
    (/\b(?:pp?\. ?\d|\d+\s?[-–]\s?\d+|\d\(\d+\)|chs?\.? ?\d|chap|vol\b|Press\b|Publish|doi\b|10\.\d{4})/i.test(behind)
      ? 0.7
      : 0)
  )
}
