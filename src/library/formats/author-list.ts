import { spokenShort } from './name-line.ts'
import { spokenName } from './names.ts'
import { oneLine } from './texts.ts'

/** The names that a reference begins with, as its style writes them. */
export interface AuthorList {
  names: string[]
  /** Behind the names stands `et al.` or `…`. */
  hasMore: boolean
  rest: string
}

/**
 * Takes a list of authors off the beginning of a reference: `Osei, M., & Prado, J.`, `M. Osei and J. Prado`,
 * `Mira Osei, Jon Prado`, `Osei M, Prado J`, `Osei, Mira, and Jon Prado`, `Osei et al.`
 */
export function takeAuthors(text: string): AuthorList | null {
  const names: string[] = []
  let rest = text.slice(0, LONGEST).trimStart()
  let hasMore = false
  for (let isFirst = true; names.length < MOST; isFirst = false) {
    const found = nameAt(rest, isFirst)
    if (!found) break
    names.push(found.name)
    rest = rest.slice(found.length)
    const more = ET_AL.exec(rest)?.[0]
    const between = more === undefined ? BETWEEN.exec(rest)?.[0] : LAST.exec(rest)?.[0]
    hasMore ||= more !== undefined
    if (more !== undefined && between === undefined) rest = rest.slice(more.length)
    if (between === undefined || nameAt(rest.slice(between.length), false) === null) break
    rest = rest.slice(between.length)
  }
  return names.length > 0 ? { names, hasMore, rest: rest + text.trimStart().slice(LONGEST) } : null
}

const LONGEST = 8_000
const MOST = 500
const PARTICLES = String.raw`(?:(?:d[eaiu]|del|della|van|von|der|den|la|le|el|al|bin|ben|ten|ter)\s){0,3}`
const LETTERS = String.raw`(?=[\p{L}'’-]*\p{Ll})[\p{L}'’]*`
const WORD = String.raw`\p{Lu}${LETTERS}`
const SINGLE = `${PARTICLES}${WORD}(?:-${WORD})?`
const FAMILY = `${PARTICLES}${WORD}(?:[ -]${WORD}){0,2}`
const INITIALS = String.raw`\p{Lu}\p{Ll}?\.(?:[ -]{0,2}\p{Lu}\p{Ll}?\.){0,4}`
const GIVEN = String.raw`\p{Lu}(?:\.|(?=\s)|${LETTERS}(?:-\p{Lu}?[\p{L}'’]+)?)`
const END = String.raw`(?=[\s,.;:&(]|$)`

/** From the surest to the least: each takes a whole name. */
const STYLES = [
  new RegExp(String.raw`^${FAMILY},\s${INITIALS}(?:,? (?:Jr|Sr)\.)?`, 'u'),
  new RegExp(String.raw`^${INITIALS}\s?${FAMILY}${END}`, 'u'),
  new RegExp(String.raw`^${GIVEN}(?:\s${GIVEN}){0,2}\s${FAMILY}(?=\s*[,.;:(]|\s(?:and|&|et al)|$)`, 'u'),
  new RegExp(String.raw`^${FAMILY}\s\p{Lu}{1,3}(?=[,.;:]|\s(?:and|&|et al)|$)`, 'u'),
]
const TURNED = new RegExp(String.raw`^${SINGLE},\s${GIVEN}(?:\s${GIVEN}){0,2}(?=[,.;]|\s(?:and|&)\s|$)`, 'u')
const ALONE = new RegExp(String.raw`^${FAMILY}(?=,?\s(?:et al\b|and \p{Lu}|& \p{Lu}))`, 'u')
const ET_AL = /^,?\s*(?:and\s+|&\s+)?(?:et\.?\s?al\b\.?|others\b|…|\.\.\.)/i
/** APA leaves names out before the last one. */
const LAST = /^,?\s*(?:…|\.\s?\.\s?\.),?\s*(?:&|and)?\s*(?=\p{Lu})/u
const BETWEEN = /^(?:\s*;\s*(?:and\s+|&\s*)?|,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+)/

function nameAt(text: string, isFirst: boolean): { name: string; length: number } | null {
  // Only the first name of a list is turned where the others are not.
  for (const style of isFirst ? [...STYLES.slice(0, 2), TURNED, ...STYLES.slice(2), ALONE] : [...STYLES, ALONE]) {
    const found = style.exec(text)?.[0]
    if (found) return { name: spokenShort(spokenName(oneLine(found))), length: found.length }
  }
  return null
}
