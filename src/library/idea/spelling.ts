import { marksOf } from './marks.ts'
import { stemOf } from './stem.ts'

/** What can be told of a word without the text around it. */
export interface Spelling {
  text: string
  /** Lower case, without the punctuation around it. */
  core: string
  /** `state-of-the-art` has four. */
  stems: readonly string[]
  /** Bits of `Cue`, `Grammar` and `Sign`. */
  marks: number
  /** How many brackets it opens more than it closes. */
  depth: number
}

/** The punctuation on a word, one bit each, above those of `Grammar`. */
export const Sign = {
  question: 1 << 25,
  bracket: 1 << 26,
  /** At the end of the word. */
  comma: 1 << 27,
  /** Something that has to be closed, or closes something. */
  paired: 1 << 29,
  /** A semicolon or a colon at the end of the word. */
  parting: 1 << 30,
} as const

/** Texts repeat their words, so what was once told is kept until other words take its two places. */
const known: (Spelling | undefined)[] = new Array(2 ** 17).fill(undefined)
const LONGEST_KNOWN = 40

export const spell = (text: string): Spelling => spellPart(text, 0, text.length)

/** The spelling of each word of a text in which one space stands between two words. */
export function spellAll(text: string): Spelling[] {
  const spellings: Spelling[] = []
  let from = 0
  for (let to = text.indexOf(' '); to >= 0; to = text.indexOf(' ', from)) {
    spellings.push(spellPart(text, from, to))
    from = to + 1
  }
  spellings.push(spellPart(text, from, text.length))
  return spellings
}

/** Copies the word out of the text only when it is not known. */
function spellPart(text: string, from: number, to: number): Spelling {
  let hash = 0
  for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  const slot = (hash ^ (hash >>> 16)) & (known.length - 1)
  const later = known[slot]
  if (later && isPart(text, from, to, later)) return later
  const earlier = known[slot ^ 1]
  if (earlier && isPart(text, from, to, earlier)) return earlier
  const spelling = spellNew(text.slice(from, to))
  if (to - from > LONGEST_KNOWN) return spelling
  known[slot ^ 1] = later
  known[slot] = spelling
  return spelling
}

const isPart = (text: string, from: number, to: number, known: Spelling): boolean =>
  known.text.length === to - from && text.startsWith(known.text, from)

function spellNew(text: string): Spelling {
  const lower = text.toLowerCase()
  return PLAIN.test(lower) ? plain(text, lower) : dressed(text, lower)
}

const PLAIN = /^[a-z0-9]+$/

function plain(text: string, core: string): Spelling {
  // Who writes alone says `I`.
  return { text, core, stems: [stemOf(core)], marks: marksOf(text === 'I' ? 'we' : core), depth: 0 }
}

/** With punctuation, or in letters other than the English ones. */
function dressed(text: string, lower: string): Spelling {
  const core = lower.replace(AROUND, '')
  const stems = (lower.match(/[\p{L}\p{N}]+/gu) ?? []).map(stemOf)
  const marks = marksOf(core) | signsOf(text)
  return { text, core, stems, marks, depth: depthOf(text) }
}

const AROUND = /^[^\p{L}\p{N}$\\]+|(?<=[\p{L}\p{N}$%+])[^\p{L}\p{N}$%+]+$/gu

function signsOf(text: string): number {
  let signs = 0
  for (const [sign, characters] of SIGNS) if (characters.test(text)) signs |= sign
  return signs
}

const SIGNS = [
  [Sign.question, /\?/],
  [Sign.bracket, /[([]/],
  [Sign.comma, /,$/],
  [Sign.parting, /[;:]$/],
  [Sign.paired, /[()[\]{}“”"$]/],
] as const

function depthOf(text: string): number {
  let depth = 0
  for (const character of text) {
    if (character === '(' || character === '[') depth++
    else if (character === ')' || character === ']') depth--
  }
  return depth
}
