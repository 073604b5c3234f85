import { oneLine } from '../formats/texts.ts'

/** A person's name in the order in which it is spoken: `Lovelace, Ada` is `Ada Lovelace`; a suffix stays at the end. */
export function spokenName(text: string): string {
  const [family = '', second = '', third = ''] = text.split(',').map(oneLine)
  const given = withoutStop(second)
  if (second === '') return withoutStop(family)
  // BibTeX writes `King, Jr., Martin`, RIS `King, Martin, Jr.`.
  if (third !== '' && isSuffix(second)) return `${withoutStop(third)} ${family}, ${second}`
  if (third !== '') return isSuffix(third) ? `${given} ${family}, ${third}` : `${given} ${withoutStop(third)} ${family}`
  return isSuffix(second) ? `${family}, ${second}` : `${given} ${family}`
}

/** `Osei M` is `M Osei`, as medical journals print it; null for every other name. */
export function turnedShort(name: string): string | null {
  const [, family, initials] = SHORT.exec(name) ?? []
  return family && initials && initials !== 'AI' ? `${initials} ${family}` : null
}

export function isSuffix(text: string): boolean {
  return /^(?:jr|sr|ii|iii|iv)\.?$/i.test(text)
}

/** A body that stands for people of whom nobody says how many they are. */
export function isTeam(name: string): boolean {
  return /\b(?:team|group|collaboration|consortium)\b/i.test(name)
}

/** Nothing but initials, with dots or without. */
export function areInitials(text: string): boolean {
  return INITIALS.test(text)
}

/** A family name with nothing before it but its particles. */
export function isFamily(text: string): boolean {
  return FAMILY.test(text)
}

/** What stands behind a family name and its comma: `Ada`, `Ada K.`, `Mei-Lin`. */
export function isGiven(text: string): boolean {
  return GIVEN.test(text)
}

export const PARTICLE = '(?:d[eaiu]|del|della|dos|das|van|von|der|den|la|le|el|al|bin|ben|ten|ter)'

const INITIALS = /^(?:\p{Lu}\p{Ll}?\.(?:[ -]{0,2}\p{Lu}\p{Ll}?\.){0,4}|\p{Lu}{1,3}|\p{Lu}(?:[ -]\p{Lu}){1,3})$/u
const FAMILY = new RegExp(
  String.raw`^(?:${PARTICLE} ){0,3}[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}'’-]{2,}$`,
  'iu',
)
const GIVEN = /^\p{Lu}\p{Ll}[\p{L}'’]*(?:-\p{L}[\p{L}'’]*)?(?: \p{Lu}\.?)*$/u
const SHORT = new RegExp(
  String.raw`^((?:${PARTICLE} ){0,3}\p{Lu}[\p{L}'’-]*\p{Ll}[\p{L}'’-]*(?: \p{Lu}\p{Ll}[\p{L}'’-]+)?) (\p{Lu}{1,3})$`,
  'u',
)

/** The stop that ends a sentence is none of the name's: `Brun, Bo.`; an initial and a suffix keep theirs. */
function withoutStop(name: string): string {
  return isSuffix(/\S*$/.exec(name)?.[0] ?? '') ? name : name.replace(ENDING, '')
}

const ENDING = /(?<=\p{L}{3}|(?<!\p{L})\p{Lu}[aeiouáéíóúäöü]|\p{Lu}{2})\.$/u
