/** A text on one line: every run of spaces and line ends, no-break ones too, is one space. */
export function oneLine(text: string): string {
  return text.replace(SPACES, ' ').trim()
}

/** All runs but the single space that stays as it is. */
const SPACES = /(?! [^\s\u200B\u2060])[\s\u200B\u2060]+/g

/** A text on one line, null when nothing is left of it. */
export function lineOrNull(text: string | null | undefined): string | null {
  const line = oneLine(text ?? '')
  return line === '' ? null : line
}

/** Letters that come apart from their accents, as some systems and all of LaTeX write them, in one piece. */
export function composed(text: string): string {
  return PLAIN.test(text) ? text : text.replace(/\P{M}\p{M}+/gu, (letter) => letter.normalize('NFC'))
}

const PLAIN = /^[\0-\u02ff\u2000-\u20cf]*$/

/** Publishers put the word itself over their abstracts. */
export function withoutHeading(abstract: string): string {
  return abstract.replace(/^\s*abstract(?:\s*\n+|\s*[:.—–-]\s+)/i, '')
}

/** How many line ends stand in a text between two places. */
export function countLines(text: string, from: number, to: number): number {
  // Of the part alone: the next line end may be far behind it.
  const part = text.slice(from, to)
  let lines = 0
  for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) lines++
  return lines
}

/** The first of each, in order, whatever their case. */
export function distinct(texts: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const text of texts) {
    const key = text.toLowerCase()
    if (text !== '' && !seen.has(key)) seen.set(key, text)
  }
  return [...seen.values()]
}

/** One kind of line end and of space, and no sign that controls a terminal: `-\u00a0date:` pasted from a page is a list item too. */
export function plainSigns(text: string): string {
  return (
    text
      .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
      .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000\f\v]/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u0008\u000E-\u001F\u007F]/g, '')
  )
}
