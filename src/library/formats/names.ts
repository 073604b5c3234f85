import { isObject, type JsonObject, textAt } from './json-value.ts'
import { oneLine } from './texts.ts'

/** A person's name in the order in which it is spoken: `Lovelace, Ada` is `Ada Lovelace`; a suffix stays at the end. */
export function spokenName(text: string): string {
  const [family = '', second = '', third] = text.split(',').map(oneLine)
  if (second === '') return family
  // BibTeX writes `King, Jr., Martin`, RIS `King, Martin, Jr.`.
  if (third && SUFFIX.test(third)) return `${second} ${family}, ${third}`
  if (third) return SUFFIX.test(second) ? `${third} ${family}, ${second}` : `${second} ${third} ${family}`
  return SUFFIX.test(second) ? `${family}, ${second}` : `${second} ${family}`
}

const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i

/** `Lovelace, Ada; Turing, Alan`, and `Ada Lovelace, Alan Turing and Emmy Noether` where the names are whole. */
export function namesIn(text: string): string[] {
  const [, named, rest] = /^(.*?),?\s*\b(et\.?\s?al\b.*)$/is.exec(text) ?? []
  return named !== undefined && rest ? [...wholeNamesIn(named), 'et al.'] : wholeNamesIn(text)
}

function wholeNamesIn(text: string): string[] {
  if (text.includes(';')) return kept(text.split(';').map(spokenName))
  if (/\sand\s.*\sand\s/.test(text) || (/\sand\s/.test(text) && !text.includes(','))) {
    return kept(text.split(/\s+and\s+/).map(spokenName))
  }
  const parts = text.split(/,\s*(?:and\s+|&\s+)?|\s+and\s+|\s+&\s+/).map(oneLine)
  const isOne = parts.length === 2 && !parts[0]?.includes(' ') && text.includes(',')
  return isOne ? [spokenName(text)] : kept(parts)
}

/** Names as JSON has them: texts, `{ name }`, or CSL's `{ family, given }`. */
export function namesOf(value: unknown): string[] {
  if (typeof value === 'string') return namesIn(value)
  if (!Array.isArray(value)) return []
  return kept(value.map((one) => (typeof one === 'string' ? spokenName(one) : isObject(one) ? nameOf(one) : '')))
}

/** A list of authors as a document has it, and their number if it names them all. */
export function authorsOf(list: readonly string[]): { authors: string[]; authorsCount: number | null } {
  const names = list.flatMap((name) => partRest(oneLine(name))).filter((name) => /\p{L}|…|\.\.\./u.test(name))
  const authors = names.filter((name) => !isRest(name))
  return { authors, authorsCount: authors.length > 0 && authors.length === names.length ? authors.length : null }
}

/** `Ada Lovelace et al.` is one name and the rest. */
function partRest(name: string): string[] {
  const [, first, rest] = /^(.+?),?\s+(et\.?\s+al\.?|and others)$/i.exec(name) ?? []
  return first && rest ? [first, rest] : [name]
}

/** Whether a name stands for those that are not named. */
function isRest(name: string): boolean {
  return /^(?:and\s+)?(?:others|et\.?\s+al\.?|…|\.\.\.)$/i.test(name.trim())
}

function nameOf(person: JsonObject): string {
  const whole = textAt(person, 'name', 'literal', 'fullname', 'full_name')
  if (whole) return oneLine(whole)
  const parts = [
    'given',
    'firstName',
    'first',
    'dropping-particle',
    'non-dropping-particle',
    'family',
    'lastName',
    'last',
  ]
  const suffix = textAt(person, 'suffix')
  const name = oneLine(parts.map((part) => textAt(person, part) ?? '').join(' '))
  return suffix ? `${name}, ${suffix}` : name
}

function kept(names: readonly string[]): string[] {
  return names.map(oneLine).filter((name) => name !== '')
}
