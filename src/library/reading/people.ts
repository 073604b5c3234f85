import { isObject, type JsonObject, textAt } from '../formats/json-value.ts'
import { oneLine } from '../formats/texts.ts'
import { areInitials, isFamily, isGiven, isSuffix, isTeam, spokenName, turnedShort } from './name.ts'
import { namesPlace } from './work-places.ts'

/** Who wrote a paper, as a document names them. */
export interface People {
  authors: string[]
  /** How many they are, where that can be known. */
  authorsCount: number | null
  /** There are others, and nothing says how many. */
  andOthers?: true | undefined
}

/** The people in a text that is known to hold nothing else: `A, B and C`, `Lovelace, Ada; Turing, Alan`, `A et al.`. */
export function peopleIn(text: string): People {
  const bare = oneLine(text.slice(0, LONGEST)).replace(LEAD, '')
  const more = MORE.exec(bare)
  const { names, hasGap } = namesListed(more ? bare.slice(0, more.index) : bare, more !== null)
  const unnamed = Number(more?.[1] ?? more?.[2])
  if (unnamed > 0 && names.length > 0)
    return { authors: names, authorsCount: names.length + unnamed, andOthers: undefined }
  return counted(names, more !== null || hasGap)
}

/** The people of a list that has each of them by itself, in the order in which a name is spoken; `others` is none. */
export function peopleOf(list: readonly string[]): People {
  const names = list.map(oneLine).filter((name) => /\p{L}|…|\.\.\./u.test(name))
  const authors = names.map((name) => name.replace(MORE, '').replace(/^(?:and )?others$/i, ''))
  return counted(
    authors.filter((name) => name !== ''),
    authors.some((name, at) => name !== names[at]),
  )
}

/** The people of several lines that hold nothing else. */
export function peopleOn(lines: readonly string[]): People {
  const read = lines.map(peopleIn)
  return counted(
    read.flatMap(({ authors }) => authors),
    read.some(({ authorsCount }) => authorsCount === null),
  )
}

/** People as JSON has them: a text, or a list of texts, of `{ name }`, or of CSL's `{ family, given }`. */
export function peopleFrom(value: unknown): People {
  if (typeof value === 'string') return peopleIn(value)
  if (!Array.isArray(value)) return peopleOf([])
  return peopleOf(value.map((one) => (typeof one === 'string' ? spokenName(one) : isObject(one) ? nameOf(one) : '')))
}

function counted(authors: string[], hasMore: boolean): People {
  const isMore = hasMore && authors.length > 0
  return {
    authors,
    // A team stands for people of whom nobody says how many they are.
    authorsCount: isMore || authors.every(isTeam) ? null : authors.length,
    andOthers: isMore ? true : undefined,
  }
}

function nameOf(person: JsonObject): string {
  const whole = textAt(person, 'name', 'literal', 'fullname', 'full_name')
  if (whole) return oneLine(whole)
  const parts = [
    'given',
    'givenName',
    'firstName',
    'first',
    'dropping-particle',
    'non-dropping-particle',
    'family',
    'familyName',
    'lastName',
    'last',
  ]
  const suffix = textAt(person, 'suffix')
  const name = oneLine(parts.map((part) => textAt(person, part) ?? '').join(' '))
  return suffix ? `${name}, ${suffix}` : name
}

/** A part of a list, and whether `and` stands before it. */
interface Part {
  text: string
  isJoined: boolean
  isQuoted: boolean
  suffix: string
}

function namesListed(text: string, hasMore: boolean): { names: string[]; hasGap: boolean } {
  const parts = partsOf(withoutMarks(text))
  const listed = withoutPlaces(parts.filter(({ text }) => text !== '…'))
  const names = (text.includes(';') ? listed.map(nameOfPart) : grouped(listed)).filter((name) => /\p{L}/u.test(name))
  const short = names.filter((name) => turnedShort(name) !== null)
  const areShort = short.length * 2 >= names.length && (names.length > 1 || hasMore || / \p{Lu}$/u.test(names[0] ?? ''))
  return {
    names: areShort ? names.map((name) => turnedShort(name) ?? name) : names,
    hasGap: parts.some(({ text }) => text === '…'),
  }
}

/** The parts of a list, by semicolon where there is one; what stands in quotes stays together, and a suffix with its name. */
function partsOf(text: string): Part[] {
  const parts: Part[] = []
  const whole = QUOTED.exec(text.trim())?.[1]
  if (whole !== undefined && isListOfNames(whole)) return partsOf(whole)
  const isBySemicolon = text.includes(';')
  for (const piece of text.match(isBySemicolon ? BY_SEMICOLON : BY_COMMA) ?? []) {
    const quoted = QUOTED.exec(piece.trim())?.[1]
    const texts = quoted !== undefined ? [quoted] : isBySemicolon ? [piece] : piece.split(AND)
    texts.forEach((one, at) => {
      const lead = /^\s*(?:and|&)\s+/i.exec(one)?.[0] ?? ''
      const isGap = /^\s*(?:…|\.\s?\.\s?\.)/.test(one)
      const name = oneLine(one.slice(lead.length).replace(/^\s*(?:…|\.\s?\.\s?\.)/, '')).replace(/^(?:and|&) /, '')
      const above = parts.at(-1)
      if (isGap) parts.push({ text: '…', isJoined: false, isQuoted: false, suffix: '' })
      if (name === '') return
      if (!isBySemicolon && isSuffix(name) && above) above.suffix = name
      else if (at > 0 && above && BODY.test(name) && !above.text.includes(' ')) above.text += ` and ${name}`
      else parts.push({ text: name, isJoined: at > 0 || lead !== '', isQuoted: quoted !== undefined, suffix: '' })
    })
  }
  return parts
}

/** Quotes around a whole list are those of its file; `"Redwood, Inc."` is one body. */
function isListOfNames(text: string): boolean {
  const parts = text.split(/[,;]/).map(oneLine)
  return !/["“”]/.test(text) && (parts.length === 1 || parts.every((part) => part.includes(' ')))
}

const BY_COMMA = /(?:["“][^"”]*["”]|[^,、，])+/g
const BY_SEMICOLON = /(?:["“][^"”]*["”]|[^;])+/g
const QUOTED = /^["“](.*)["”]$/
const AND = /\s+(?:and|&|und|et(?! ?al\b))\s+/
/** What ends the name of a body: `Search and Rescue Team`. */
const BODY =
  /\b(?:team|group|collaboration|consortium|labs?|network|project|initiative|committee|society|foundation)\.?$/i

/** Where people work, printed behind each of them. */
function withoutPlaces(parts: readonly Part[]): readonly Part[] {
  for (const part of parts) {
    const [name = '', ...places] = part.isQuoted ? [] : part.text.split(/, /)
    if (places.some(namesPlace) && !namesPlace(name)) part.text = name
  }
  const people = parts.filter(({ text, isQuoted }) => isQuoted || !namesPlace(text))
  return people.length > 0 ? people : parts
}

/** Names from parts: each its own, or a family name and, behind a comma, what is given. */
function grouped(parts: readonly Part[]): string[] {
  const isTurned = areTurned(parts)
  const names: string[] = []
  for (let at = 0; at < parts.length; at++) {
    const [part, next] = [parts[at], parts[at + 1]]
    if (!part) break
    const isPair = next && !next.isJoined && (isTurned || (at === 0 && isFirstTurned(parts)) || areOne(part, next))
    if (isPair) {
      names.push(spokenName([part.text, next.text, part.suffix || next.suffix].filter((one) => one !== '').join(', ')))
      at++
    } else names.push(nameOfPart(part))
  }
  return names
}

function nameOfPart({ text, suffix, isQuoted }: Part): string {
  return isQuoted ? text : spokenName(suffix === '' ? text : `${text}, ${suffix}`)
}

/** `Vaswani, A.`, `García Márquez, G.`, `Osei, M` */
function areOne({ text }: Part, next: Part): boolean {
  if (!areInitials(next.text)) return false
  return next.text.includes('.') ? !/[.\d]/.test(text) && text.split(' ').length <= 4 : isFamily(text)
}

/** `Lovelace, Ada`; `Lovelace, Ada, and Turing, Alan`, where the last two belong together. */
function areTurned(parts: readonly Part[]): boolean {
  if (parts.length % 2 > 0) return false
  const isPair = (at: number) => {
    const [part, next] = [parts[at], parts[at + 1]]
    if (!part || !next || next.isJoined || turnedShort(part.text) !== null) return false
    return isFamily(part.text) || isGiven(next.text) || areInitials(next.text)
  }
  const pairs = parts.flatMap((_, at) => (at % 2 === 0 ? [at] : []))
  return pairs.every(isPair) && (parts.length === 2 || parts.at(-2)?.isJoined === true)
}

/** `Osei, Mira, and Jon Prado`, which turns the first name alone. */
function isFirstTurned([family, given, ...others]: readonly Part[]): boolean {
  if (!family || !given || others.length === 0 || given.isJoined) return false
  return (
    isFamily(family.text) &&
    (isGiven(given.text) || /^\p{Lu}\. \p{Lu}\p{Ll}+$/u.test(given.text)) &&
    others.every(({ text }) => /\p{L}\.? \p{L}/u.test(text) && turnedShort(text) === null)
  )
}

/** What is printed at names and is none: addresses, where they work in brackets, the marks of their institutions. */
function withoutMarks(text: string): string {
  return withoutBrackets(withoutBrackets(text))
    .replace(/\S{1,100}@\S{1,100}/g, ' ')
    .replace(/[*∗†‡§¶⋆✉#^⁰¹²³⁴-⁹]+|(?<=\p{L})\d(?:[,\d ]*\d)?|(?<=\p{L}) \d(?:[\d ]*\d)?(?=\s*(?:[,;&]|and\s|$))/gu, '')
    .replace(/(?<=\p{L}{2}) [a-g](?=\s*(?:[,;]|and\s|$))/gu, '')
    .replace(/ [·•|] /g, ', ')
}

function withoutBrackets(text: string): string {
  return text.replace(/\([^()]{0,200}\)|\[[^[\]]{0,200}\]/g, ' ')
}

export const LONGEST = 8_000
const LEAD = /^\W*(?:(?:written |authors?:? )?by|authors?\s*[:：])\s+/i

/** `et al.`, `and others`, `and 12 others`, `+3 more`. */
export const MORE =
  /,? ?(?:(?<!\p{L})(?:(?:and |& ?)?et\.? ?al\b\.?|(?:and|&) (\d{1,4} )?(?:others|more|co-?authors|co-?workers|colleagues|collaborators)\b|\+ ?(\d{1,4})(?: (?:more|others))?|\betc\b\.?)|…|\.{3})(?: ?\([^()]{0,80}\))?$/iu
