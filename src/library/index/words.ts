import { fold, isUnspaced } from '../fold.ts'

/** The words of a text as the index keeps them: folded, and scripts without spaces as overlapping pairs of letters. */
export function wordsOf(text: string): string[] {
  const folded = fold(text)
  if (folded === '') return []
  const words = folded.split(' ')
  return (isUnspaced(folded) ? words.flatMap((word) => partsOf(word)) : words).map(cut)
}

/** Further words under which a text is kept: `gpt4` for `GPT-4`, `qwen` and `2` for `Qwen2`, `don` and `t`. People type either. */
export function variantsOf(text: string): string[] {
  if (!MAY_VARY.test(text)) return []
  const joined = text.match(HYPHENATED)?.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '')) ?? []
  const parted = text.match(LETTERS_AND_DIGITS)?.map((word) => word.replace(BETWEEN_LETTER_AND_DIGIT, ' ')) ?? []
  const unquoted = text.match(WITH_APOSTROPHE)?.map((word) => word.replace(/['’]/g, ' ')) ?? []
  return wordsOf([...joined, ...parted, ...unquoted].join(' '))
}

/** How one word that was typed may be kept: its parts, all of which must be found, or joined as one word. */
export function spellingsOf(typed: string): { parts: string[]; joined: string | null } {
  const parts = wordsOf(typed)
  if (parts.length < 2 || parts.some(isUnspaced)) return { parts, joined: null }
  return { parts, joined: cut(parts.join('')) }
}

/** `qwen` and `2` for `qwen2`; empty when there is nothing to part. */
export function lettersAndDigits(word: string): string[] {
  const parts = word.split(BETWEEN_LETTER_AND_DIGIT)
  return parts.length > 1 ? parts : []
}

const LONGEST = 48
const MAY_VARY = /[\p{L}\p{N}][-‐‑.'’][\p{L}\p{N}]|\p{L}\p{N}|\p{N}\p{L}/u
const HYPHENATED = /[\p{L}\p{N}]+(?:[-‐‑.][\p{L}\p{N}]+)+/gu
const LETTERS_AND_DIGITS = /\p{L}+\p{N}+(?:\.\p{N}+)*|\p{N}+\p{L}+/gu
const WITH_APOSTROPHE = /[\p{L}\p{N}]+['’]\p{L}+/gu
const BETWEEN_LETTER_AND_DIGIT = /(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu

function partsOf(word: string): string[] {
  if (!isUnspaced(word)) return [word]
  return (word.match(RUNS) ?? []).flatMap((run) => (isUnspaced(run) ? pairs([...run]) : [run]))
}

function pairs(letters: readonly string[]): string[] {
  const [only] = letters
  if (only !== undefined && letters.length === 1) return [only]
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}

/** A word of a title may be longer than any word: what people paste. */
function cut(word: string): string {
  return word.length > LONGEST ? word.slice(0, LONGEST) : word
}
