/**
 * Joins words that a printed page broke at the ends of its lines; each line stays where it was. Whether a hyphen is the
 * word's own the document itself tells where it has the word once more, else how the word begins.
 */
export function joinBrokenWords(text: string): string {
  if (!BROKEN.test(text)) return text
  const words = new Set(text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? [])
  return text.replace(new RegExp(BROKEN, 'gu'), (_, before: string, end: string, rest: string) => {
    const [whole, hyphened] = [`${before}${rest}`, `${before}-${rest}`]
    const last = before.toLowerCase().split('-').at(-1) ?? ''
    const isOwn = !words.has(whole.toLowerCase()) && (words.has(hyphened.toLowerCase()) || OPENINGS.has(last))
    return `${isOwn ? hyphened : whole}${end}`
  })
}

/** A word's first part, the line's end, and the rest of it with the stop behind. */
const BROKEN = /(?<![\p{L}-])((?:\p{L}+-)*\p{L}{2,})-([ \t]*\n[ \t]*)(\p{Ll}{2,}[,.;:)]?)[ \t]?/u

/** What words begin with that keep their hyphen. */
const OPENINGS = new Set(
  'self non well ill multi cross co pre post semi quasi half high low long short large small fine coarse zero few one two three real open closed end full state data deep time model task domain human machine in on off out over under near far first second third sub inter intra anti meta hyper cutting left right top bottom so the of to by'.split(
    ' ',
  ),
)
