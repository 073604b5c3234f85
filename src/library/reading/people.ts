import { takeAuthors } from '../formats/author-list.ts'
import { namesOnLine, readNameLine } from '../formats/name-line.ts'
import { authorsOf } from '../formats/names.ts'
import { remembered } from './remembered.ts'

/** Who wrote a paper, as a document names them: those named, and how many they are if none is left out. */
export interface People {
  authors: string[]
  authorsCount: number | null
}

/** The people in a text that is known to hold nothing else: `A, B and C`, `Lovelace, Ada; Turing, Alan`, `A et al.`. */
export function peopleIn(text: string): People {
  const bare = text.replace(/^\W*(?:(?:written |authors?:? )?by|authors?\s*[:：])\s+/i, '').trim()
  const more = MORE.exec(bare)
  const named = more ? bare.slice(0, more.index) : bare
  const read = takeAuthors(/\p{Lu}$/u.test(named) ? `${named}.` : named)
  const isRead = read !== null && read.names.length > 1 && /^\.?$/.test(read.rest.trim())
  const { authors } = isRead ? { authors: read.names } : authorsOf(namesOnLine(withoutPlaces(named)).filter(isName))
  const isAll = more === null && !/\bet\.?\s?al\b|\bothers\b|…|\.\.\.|\betc\b/i.test(bare)
  const rest = Number(more?.[1])
  return {
    authors,
    authorsCount: authors.length === 0 ? null : isAll ? authors.length : rest > 0 ? authors.length + rest : null,
  }
}

/** People at the beginning of a text, and what stands behind them. */
export function takePeople(text: string): { people: People; rest: string } | null {
  const lead = /^[\s,.;:|–—(-]*(?:by\s+)?/i.exec(text)?.[0].length ?? 0
  const start = text.slice(lead)
  if (!BEGINS.test(start)) return null
  const turned = TURNED.exec(start.slice(0, 80))?.[0]
  if (turned && !/^\s*(?:,|;|and\b|&)/.test(start.slice(turned.length)))
    return { people: peopleIn(turned), rest: start.slice(turned.length) }
  // A stroke ends the names as a stop does.
  const stroke = start.slice(0, 2_000).search(/\s[-–—|]+\s/)
  const named = takeAuthors(stroke > 0 ? start.slice(0, stroke) : start)
  const taken = named && { ...named, rest: named.rest + (stroke > 0 ? start.slice(stroke) : '') }
  const family = FAMILIES.exec(start.slice(0, 400))?.[0]
  if (family && !NOUN.test(family) && (!taken || start.length - taken.rest.length < family.length)) {
    return { people: peopleIn(family), rest: start.slice(family.length) }
  }
  if (!taken?.names.every(isName)) return null
  const count = taken.hasMore ? null : taken.names.length
  return { people: { authors: taken.names, authorsCount: count }, rest: taken.rest }
}

/** Whether a text holds people and nothing else. */
export const isPeople = remembered(holdsPeople)

/** Several people, which no title is; one person's name may as well be a title of capitals. */
export function isPeopleList(text: string): boolean {
  return /[,;&]|\band\b/.test(text) && isPeople(text)
}

function holdsPeople(text: string): boolean {
  const bare = text
    .replace(/^by\s+/i, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (bare.length < 3 || bare.length > 6_000 || !BEGINS.test(bare)) return false
  const words = bare.split(' ')
  if (words.length > 6 && words.filter((word) => /^\p{Ll}{3}/u.test(word)).length > words.length * 0.4) return false
  const taken = NOUN.test(bare) ? null : takeAuthors(/\p{Lu}$/u.test(bare) ? `${bare}.` : bare)
  if (taken && taken.names.length > 1 && /^\.?$/.test(taken.rest.trim()) && taken.names.every(isName)) return true
  const names = readNameLine(withoutPlaces(bare.replace(MORE, '')))
  if (names?.every(isName)) return true
  return !NOUN.test(bare) && FAMILIES.exec(bare)?.[0] === bare.replace(/\.$/, '')
}

/** How a list of people may begin. */
const BEGINS =
  /^(?:\p{Lu}|[\p{Script=Han}\p{Script=Hangul}]|(?:d[eaiu]|del|della|dos|das|van|von|der|den|la|le|el|al|bin|ben|ten|ter)\s)/u

/** `et al.`, `and others`, `and 12 others`, `+3 more`. */
const MORE =
  /,?\s*(?:(?:and\s+|&\s*)?et\.?\s?al\b\.?|(?:and|&)\s+(\d{1,4}\s+)?(?:others|more|co-?authors|colleagues)\b|\+\s?(\d{1,4})(?:\s+(?:more|others))?|\betc\b\.?|…|\.{3})(?:\s*\([^()]{0,80}\))?\s*$/i
const WORD = String.raw`\p{Lu}[\p{L}'’]*\p{Ll}[\p{L}'’]*(?:-\p{Lu}[\p{L}'’]+)?`
const PARTICLE = String.raw`(?:(?:d[eaiu]|del|della|van|von|der|den|la|le|el|al|bin|ben|ten|ter)\s){0,3}`
/** Family names alone, which only their list makes names: `Harrow, Hassidim and Lloyd`. */
const FAMILIES = new RegExp(
  String.raw`^${PARTICLE}${WORD}(?:(?:,\s(?:and\s|&\s)?|\s(?:and|&)\s)${PARTICLE}${WORD}){1,30}(?=\s*(?:[.;:(–—-]|$))`,
  'u',
)

/** One author, turned, with an initial behind: `Berry, Dominic W.`. */
const TURNED = new RegExp(String.raw`^${PARTICLE}${WORD}(?:\s${WORD})?,\s${WORD}(?:\s\p{Lu}\.){1,3}`, 'u')

function isName(name: string): boolean {
  return (
    /\p{L}{2}/u.test(name) &&
    name.split(' ').length <= 6 &&
    !PLACE.test(name) &&
    !NOUN.test(name) &&
    !/-\p{Ll}{3}/u.test(name)
  )
}

/** Ends of English nouns and adjectives that no family name has: two capitalised words of a title are no person. */
const NOUN =
  /(?:[ts]ions?|ments?|ness|ics|it(?:y|ies)|isms?|works?|olog(?:y|ies)|ables?|ively|ical|tives?|ized|izing|yields?|tolerant|systems?|models?|learning|minimi[sz]ation|data|theory|methods?|analysis|language|approach|survey|study|review)\b/i

/** Whether a short line says where people work, and nothing of what they did. */
export function arePlaces(text: string): boolean {
  return PLACE.test(text) && !isSentence(text) && text.length < 400
}

function isSentence(text: string): boolean {
  return /\b(?:is|are|was|were|has|have|we|they|this|that|it|can|which|who|shows?|presents?)\b/i.test(text)
}

/** Where people work, printed behind each of them, in brackets or behind a comma. */
function withoutPlaces(text: string): string {
  const flat = text.replace(/\s*\((?:[^()]|\([^()]*\)){0,300}\)/g, '')
  if (!PLACE.test(flat)) return flat
  return flat
    .split(/\s*[;,]\s*/)
    .filter((part) => !PLACE.test(part))
    .join(', ')
}

const PLACE =
  /\b(?:universit\w*|institut\w*|college|school|department|laborator\w+|labs?|academy|research|corporation|inc|ltd|llc|gmbh|technolog(?:y|ies)|polytechnic|hospital|centre|center|google|microsoft|amazon|facebook|meta ai|ibm|nvidia|huawei|cnrs|inria|csail|mit|eth|epfl|kaist)\b/i
