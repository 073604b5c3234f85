import type { Word } from './reading.ts'

/** A line as a sentence: with a capital where it has none, and with a full stop. */
export function textOf(words: readonly Word[]): string {
  const text = words.map((word) => word.text).join(' ')
  const closed = text.replace(LOOSE_END, '').replace(LOOSE_INSIDE, '').replace(STOP_INSIDE, '$2$1')
  const ended = /[.!?]$/.test(closed) ? closed : `${closed}.`
  return ended.replace(PLAIN_START, capital)
}

/** `ß` has no capital of its own. */
const capital = (letter: string): string => (letter.toUpperCase().length === 1 ? letter.toUpperCase() : letter)

const LOOSE_END = /(?<![\s,;:…—–-])[\s,;:…—–-]+$/u
/** A comma inside closing quotes, as in `the “wheel,”`. */
const LOOSE_INSIDE = /[,;:](?=["'”’]$)/u
/** A stop inside closing quotes or brackets, which then stands after them. */
const STOP_INSIDE = /([.!?])(["'”’)\]}]+)$/
/** The first letter of a word in small letters; `iOS` and `x` keep theirs. */
const PLAIN_START = /^\p{Ll}(?=\p{Ll}*(?:[\s,.;:!?’'-]|$))/u
