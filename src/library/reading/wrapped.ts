/** Lines that a program or a person broke to fit a width. */

/** The width at which a document breaks its lines; null where it breaks them for what they say. */
export function wrapWidth(lines: readonly string[]): number | null {
  const breaks = lines.flatMap((line, at) => {
    const next = lines[at + 1] ?? ''
    return goesOn(line) && goesOn(next) && !BEGINS.test(next) ? [{ line, next }] : []
  })
  // Within sentences most lines begin in small letters.
  if (breaks.length < LEAST || breaks.filter(({ next }) => /^\s*\p{Ll}/u.test(next)).length < breaks.length * 0.4)
    return null
  const full = (width: number) => breaks.filter(({ line, next }) => !fits(line, next, width)).length
  const widths = new Set(breaks.map(({ line }) => line.trimEnd().length))
  const best = [...widths]
    .filter((width) => width >= NARROWEST && width <= WIDEST)
    .map((width) => ({ width, full: full(width) }))
    .reduce((best, one) => (one.full > best.full ? one : best), { width: 0, full: 0 })
  return best.full >= breaks.length * 0.6 ? best.width : null
}

/** Whether the first word of the next line would have had room on this one, or is an address, for which no width is kept. */
export function fits(line: string, next: string, width: number): boolean {
  const word = next.trimStart().split(' ', 1)[0] ?? ''
  return word.length > LONGEST_WORD || line.trimEnd().length > width || line.trimEnd().length + 1 + word.length <= width
}

function goesOn(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line) && !/^\s*(?:#{1,6} |\||>|```|~~~)|\|\s*$/.test(line)
}

const BEGINS = /^\s*(?:[-*+•]\s|\d{1,4}[.)]\s|#{1,6} )/
const LEAST = 5
const LONGEST_WORD = 24
const NARROWEST = 50
const WIDEST = 100
