import { namesIn } from './names.ts'
import { countWords } from './prose.ts'

/** The names on a line that holds nothing else, without the marks of their institutions; null for every other line. */
export function readNameLine(text: string): string[] | null {
  if (text.length > LONGEST || /[:?!]|\.\s+\p{Ll}/u.test(text)) return null
  const parts = namesOnLine(text)
  if (parts.length === 0 || parts.some((part) => countWords(part) > 6)) return null
  const names = parts.filter((part) => NAME.test(part) || SHORT.test(part))
  const isList = parts.length > 1 && names.length >= parts.length * 0.75
  return isList || (parts.length === 1 && names.length === 1 && countWords(text) <= 4) ? parts : null
}

/** The names on a line that is known to hold them. */
export function namesOnLine(text: string): string[] {
  const parts = namesIn(withoutMarks(text.slice(0, LONGEST)))
  return parts.map((part) => spokenShort(withoutStop(part))).filter((part) => part !== '')
}

/** `Osei M` is `M Osei`. */
export function spokenShort(name: string): string {
  const [, family, initials] = SHORT.exec(name) ?? []
  return family && initials ? `${initials} ${family}` : name
}

const LONGEST = 6_000
const PARTICLE = '(?:d[eaiu]|del|della|dos|das|van|von|der|den|la|le|el|al|bin|ben|ten|ter|y)'
const GIVEN = String.raw`\p{Lu}(?:\.|[\p{L}'’.-]*)`
const NAME = new RegExp(
  String.raw`^(?:${GIVEN}\s+(?:(?:${PARTICLE}|${GIVEN})\s+){0,4}\p{Lu}[\p{L}'’-]*(?:,? (?:Jr|Sr)\.?)?|[\p{Script=Han}\p{Script=Hangul}]{2,5}|et al\.?)$`,
  'u',
)
/** A family name with bare initials behind it, as medical journals print them. */
const SHORT = /^(\p{Lu}[\p{L}'’-]*\p{Ll}[\p{L}'’-]*(?: \p{Lu}\p{Ll}[\p{L}'’-]+)?) (\p{Lu}{1,3})$/u

function withoutMarks(text: string): string {
  return withoutBrackets(withoutBrackets(text))
    .replace(/\S{1,100}@\S{1,100}/g, ' ')
    .replace(/[*∗†‡§¶⋆✉#^⁰¹²³⁴-⁹]+|(?<=\p{L})\d(?:[,\d ]*\d)?|(?<=\p{L}) \d(?:[\d ]*\d)?(?=\s*(?:[,;&]|and\s|$))/gu, '')
    .replace(/\s+[·•|]\s+/g, ', ')
}

function withoutStop(name: string): string {
  return name.replace(/(?<=\p{L}{3})\.$|^[\s,]+|(?<=\p{Lu}{2})\.$/gu, '').trim()
}

function withoutBrackets(text: string): string {
  return text.replace(/\([^()]{0,200}\)|\[[^[\]]{0,200}\]/g, ' ')
}
