import type { Word } from './reading.ts'

/** A line as a sentence: with a capital where it has none, and with a full stop. */
export function textOf(words: readonly Word[]): string {
  const text = words.map((word) => word.text).join(' ')
  const closed = text.replace(LOOSE_END, '').replace(STOP_INSIDE, '$2$1')
  const ended = /[.!?]$/.test(closed) ? closed : `${closed}.`
  return ended.replace(PLAIN_START, (letter) => letter.toUpperCase())
}

const LOOSE_END = /[\s,;:…—–-]+$/u
/** A stop inside closing quotes or brackets, which then stands after them. */
const STOP_INSIDE = /([.!?])(["'”’)\]}]+)$/
/** The first letter of a word in small letters; `iOS` and `x` keep theirs. */
const PLAIN_START = /^\p{Ll}(?=\p{Ll}*(?:[\s,.;:!?’'-]|$))/u
