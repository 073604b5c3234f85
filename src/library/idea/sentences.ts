import { type Sentence, withoutLabels } from './parts.ts'

/** The sentences of an abstract. An abstract that comes in pieces may have been parted in the middle of a sentence. */
export function sentencesOf(abstract: string | readonly string[]): Sentence[] {
  const paragraphs = typeof abstract === 'string' ? abstract.slice(0, LONGEST).split(BLANK_LINE) : mend(abstract)
  return withoutLabels(paragraphs.flatMap(split).flatMap(tidy))
}

/** In characters; what is longer is more than an abstract, which comes first. */
const LONGEST = 20_000

const BLANK_LINE = /\r?\n[^\S\r\n]*\r?\n/
const ENDED = /[.!?…]["'”’)\]}]*$/
const GOES_ON = /^[\p{Ll},;:)\]]/u

function mend(pieces: readonly string[]): string[] {
  const mended: string[] = []
  let length = 0
  for (const piece of pieces) {
    const text = piece.slice(0, LONGEST).trim()
    if (text === '') continue
    length += text.length
    if (length > LONGEST) break
    const before = mended.at(-1)
    const isRest = before !== undefined && (!ENDED.test(before) || GOES_ON.test(text))
    if (isRest) mended[mended.length - 1] = `${before} ${text}`
    else mended.push(text)
  }
  return mended
}

/** Without the marks by which LaTeX sets letters, and without its references. */
function plain(text: string): string {
  const set = text.includes('\\') ? text.replace(REFERENCE, '').replace(SET, '$1') : text
  const quoted = set.includes('``') ? set.replace(QUOTED, '“$1”').replace(PARTING, ' ').replace(OPENED, '') : set
  return quoted.includes('$') ? quoted.replace(SYMBOL, '$1') : quoted
}

const REFERENCE = /[\s~]*\\(?:cite\w*|ref|eqref|label|footnote)\{[^{}]*\}/g
/** As LaTeX quotes, and what is left of that where other marks end the quotation or nothing does. */
const QUOTED = /``([^`']{1,200})''/g
const OPENED = /`{2,}/g
/** The same where without it two words would be one. */
const PARTING = /(?<=[\p{L}\p{N}])`{2,}(?=[\p{L}\p{N}])/gu
/** A name as mathematics has it: `$k$`. */
const SYMBOL = /\$([\p{L}\p{N}]+)\$/gu
const SET = /(?:\\(?:emph|underline|url|text\w*|math\w*)\s*\{|\{\s*\\(?:em|it|bf|sc|tt|sf|rm)\s)([^{}]*)\}/g

/** Space other than one plain space. */
const UNEVEN = /(?: (?=[\s\p{Cc}])|[^\S ]|\p{Cc})[\s\p{Cc}]*/gu

const STOP = /(?<![.!?…])[.!?…]+["'”’)\]}]*(?=\s|\p{Lu}\p{Ll})/gu
/** Most pieces are one sentence, which can be told quickly. */
const STOP_INSIDE = /[.!?…]["'”’)\]}]*(?:\s|\p{Lu}\p{Ll})/u

function split(paragraph: string): string[] {
  const text = plain(paragraph).replace(UNEVEN, ' ').trim()
  if (!STOP_INSIDE.test(text)) return [text]
  const sentences: string[] = []
  let start = 0
  for (const stop of text.matchAll(STOP)) {
    const end = stop.index + stop[0].length
    if (!isBoundary(text, start, stop.index, end)) continue
    sentences.push(text.slice(start, end))
    start = end
  }
  sentences.push(text.slice(start))
  return sentences
}

function isBoundary(text: string, start: number, stop: number, end: number): boolean {
  const isGlued = text[end] !== ' '
  const [next = ''] = /^[^\s,;:]*/.exec(text.slice(isGlued ? end : end + 1, end + 40)) ?? []
  const [last = ''] = /\S*$/.exec(text.slice(Math.max(start, stop - 40), stop)) ?? []
  if (isGlued) return SURE_START.has(next) && /^[\p{L})\]]{3,}$/u.test(last)
  if (/^\p{Ll}/u.test(next)) return false
  if (text[stop] !== '.') return true
  const word = last.replace(/^[("'[“‘]+/, '')
  if (ABBREVIATIONS.has(word.toLowerCase())) return false
  const isLetter = /^\p{Lu}$/u.test(word) && !isLetterOfWord(text, start, stop)
  const mayEnd = MAY_END.has(word.toLowerCase()) || isLetter || /^(\p{L}\.)+\p{L}$/u.test(word)
  return !mayEnd || SURE_START.has(next)
}

/** `An inverted U.` is no name that begins, as `by J. Smith` is. */
const isLetterOfWord = (text: string, start: number, stop: number): boolean =>
  /(?<!\p{L})(?!(?:by|of|and|from|with|see|to|in|for|as) )\p{Ll}{2,} \p{Lu}$/u.test(
    text.slice(Math.max(start, stop - 40), stop),
  )

/** Never the end of a sentence: something always follows. */
const ABBREVIATIONS = new Set(
  'e.g i.e eg ie fig figs eq eqs eqn sec secs ref refs tab ch vs cf viz approx resp dr mr mrs ms prof st no vol pp ca'.split(
    ' ',
  ),
)

/** The end of a sentence only when a word follows that begins one. */
const MAY_END = new Set('al etc inc ltd co corp jr sr dept univ ed eds est'.split(' '))

const SURE_START = new Set(
  'We The This These Our In However To A An It For Here Furthermore Moreover Finally As On By While With Using First Despite Additionally Specifically Although Experiments Empirically Results Since When Given Such They There Then Thus Unlike'.split(
    ' ',
  ),
)

/** Without stray marks at the beginning, such as bullets. */
function tidy(sentence: string): string[] {
  const text = sentence.replace(/^[\s.,;:!?)\]}•*-]+(?=\s|\p{L})/u, '').trim()
  return /[\p{L}\p{N}]/u.test(text) ? [text] : []
}
