import { Cue } from './marks.ts'
import type { Reading, Word } from './reading.ts'

/** Whether a line speaks of `this issue` or `such models`, and neither it nor the title has said before which they are. */
export function pointsBack(reading: Reading, words: readonly Word[]): boolean {
  for (let at = 1; at < words.length; at++) {
    const marks = words[at]?.marks ?? 0
    if ((marks & Cue.dangling) !== 0 && isUnnamed(reading, words, at)) return true
  }
  return false
}

function isUnnamed({ terms }: Reading, words: readonly Word[], at: number): boolean {
  const [word, next] = [words[at], words[at + 1]]
  if (!word || !next || !POINTERS.has(word.core)) return false
  if ((next.marks & Cue.paper) !== 0 || NO_POINTER.has(next.core)) return false
  const named = [next, words[at + 2]].flatMap((other) => other?.terms ?? [])
  if (named.some((term) => terms[term]?.isFunction === false && (terms[term]?.inTitle ?? 0) > 0)) return false
  return !words.slice(0, at).some((before) => before.terms.some((term) => named.includes(term)))
}

const POINTERS = new Set(['this', 'these', 'such'])
const NO_POINTER = new Set(['as', 'that', 'a', 'an'])
