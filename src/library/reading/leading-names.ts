import { PARTICLE } from './name.ts'

/** Where the names end that a text begins with. */
export interface LeadingNames {
  /** What names them, with `et al.` where it stands there. */
  named: string
  /** How many they are. */
  count: number
  rest: string
}

/**
 * Finds how far the names go that a text begins with: `Osei, M., & Prado, J.`, `M. Osei and J. Prado`,
 * `Mira Osei, Jon Prado`, `Osei M, Prado J`, `Osei, Mira, and Jon Prado`, `Osei et al.`
 */
export function leadingNames(text: string): LeadingNames | null {
  const start = text.trimStart().replace(/[\u2010\u2011]/g, '-')
  const within = start.slice(0, LONGEST)
  let at = 0
  let end = 0
  let count = 0
  let turned: RegExp | null = TURNED
  while (count < MOST) {
    // Only the first name of a list is turned where the others are not.
    const length = lengthOfName(within.slice(at), turned)
    if (length === 0) break
    count++
    end = at + length
    const rest = within.slice(end)
    const more = ET_AL.exec(rest)?.[0]
    const between = more === undefined ? BETWEEN.exec(rest)?.[0] : LAST.exec(rest)?.[0]
    if (more !== undefined && between === undefined) end += more.length
    if (between === undefined) break
    turned = between.includes(';') || (turned && /and|&/.test(between)) ? TURNED_TOO : null
    if (lengthOfName(rest.slice(between.length), turned) === 0) break
    at = end + between.length
  }
  return count > 0 ? { named: start.slice(0, end), count, rest: start.slice(end) } : null
}

const LONGEST = 8_000
const MOST = 500
const PARTICLES = String.raw`(?:${PARTICLE}\s){0,3}`
const LETTERS = String.raw`(?=[\p{L}'’-]*\p{Ll})[\p{L}'’]*`
const WORD = String.raw`\p{Lu}${LETTERS}`
const SINGLE = `${PARTICLES}${WORD}(?:-${WORD})?`
const FAMILY = `${PARTICLES}${WORD}(?:[ -]${WORD}){0,2}`
const INITIALS = String.raw`\p{Lu}\p{Ll}?\.(?:[ -]{0,2}\p{Lu}\p{Ll}?\.){0,4}`
const GIVEN = String.raw`\p{Lu}(?:\.|(?=\s)|${LETTERS}(?:-\p{Lu}?[\p{L}'’]+)?)`
const END = String.raw`(?=[\s,.;:&(]|$)`
const SUFFIX = String.raw`(?:,? (?:Jr\.?|Sr\.?|II|III|IV)${END})?`

/** `Brun, S. Ada, and Teo Cruz`: a given name behind an initial. */
const INITIAL_FIRST = new RegExp(
  String.raw`^${SINGLE},\s\p{Lu}\.\s\p{Lu}\p{Ll}+(?=,? (?:and|&) \p{Lu}|\. (?:19|20)\d{2}\b|\.? ["“(])`,
  'u',
)

/** From the surest to the least: each takes a whole name. */
const STYLES = [
  new RegExp(String.raw`^${SINGLE},\s${INITIALS}${SUFFIX}`, 'u'),
  // `Ada Brun, J. R. Lee, …` are two whole names.
  new RegExp(
    String.raw`^${FAMILY},\s${INITIALS}${SUFFIX}(?![ -]?(?:\p{Lu}\p{Ll}?\.[ -]?){0,4}\s?${FAMILY}(?:[,;.(]|\s\(|\s(?:and|&)\s))`,
    'u',
  ),
  new RegExp(String.raw`^${INITIALS}\s?${FAMILY}${SUFFIX}${END}`, 'u'),
  new RegExp(String.raw`^${GIVEN}(?:\s${GIVEN}){0,2}\s${FAMILY}${SUFFIX}(?=\s*[,.;:(·•]|\s(?:and|&|et al)|$)`, 'u'),
  new RegExp(String.raw`^${FAMILY}\s\p{Lu}{1,3}(?:\s(?:Jr|Sr|II|III|2nd|3rd))?(?=[,.;:]|\s(?:and|&|et al|\()|$)`, 'u'),
]
/** A quotation may begin behind the stop of an initial: `Brun, Ada S. “Title”`. */
const TURNED = turnedBefore(String.raw`[,.;]|(?<=\.)\s["“]|\s(?:and|&)\s|$`)
/** Behind another such name a bracket may follow; a first one would be a place: `Oslo, Norway (2019)`. */
const TURNED_TOO = turnedBefore(String.raw`[,.;(]|\s\(|\s(?:and|&)\s|$`)
const ALONE = new RegExp(String.raw`^${FAMILY}(?=,?\s(?:et al\b|and \p{Lu}|& \p{Lu}))`, 'u')
const ET_AL = /^,?\s*(?:and\s+|&\s+)?(?:et\.?\s?al\b\.?|others\b|…|\.\.\.)/i
/** APA leaves names out before the last one. */
const LAST = /^,?\s*(?:…|\.\s?\.\s?\.),?\s*(?:&|and)?\s*(?=\p{Lu})/u
const BETWEEN = /^(?:\s*;\s*(?:and\s+|&\s*)?|,\s*(?:and\s+|&\s*|et\s+(?!al\b))?|\s+(?:and|&|und|et(?! ?al\b)|[·•])\s+)/

function turnedBefore(end: string): RegExp {
  return new RegExp(String.raw`^${SINGLE},\s${GIVEN}(?:\s${GIVEN}){0,2}(?=${end})`, 'u')
}

function lengthOfName(text: string, turned: RegExp | null): number {
  for (const style of turned
    ? [INITIAL_FIRST, ...STYLES.slice(0, 3), turned, ...STYLES.slice(3), ALONE]
    : [...STYLES, ALONE]) {
    const found = style.exec(text)?.[0]
    if (found) return found.length
  }
  return 0
}
