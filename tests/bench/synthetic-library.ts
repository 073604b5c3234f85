/** A library made up by chance, the same in every run: its words are as unevenly used as those of a language. */

import { shortId, titleKey } from '../../src/library/identity.ts'
import type { Paper } from '../../src/library/paper.ts'
import { createDice, type Dice } from '../dice.ts'

const VOCABULARY = 50_000
const WORDS = { title: 8, idea: 10, names: 4, abstract: 28 }

/** The words of the vocabulary, the most used first. As in a language, the much used ones are short. None has an English ending. */
export function vocabulary(): string[] {
  const dice = createDice(1)
  const words = new Set<string>()
  while (words.size < VOCABULARY) {
    const syllables = words.size < 400 ? 2 : words.size < 10_000 ? 3 : 3 + Math.floor(dice() * 2)
    let word = ''
    for (let nth = 1; nth < syllables; nth++) word += pick(ONSETS, dice) + pick(VOWELS, dice)
    words.add(word + pick(ONSETS, dice) + pick(LAST_VOWELS, dice) + pick(ENDINGS, dice))
  }
  return [...words]
}

const ONSETS = 'b br c d f g gr h k l m n p pl r s st t tr v w z'.split(' ')
const VOWELS = 'a e i o u ai ou'.split(' ')
const LAST_VOWELS = 'a o u'.split(' ')
const ENDINGS = ['', '', '', 'n', 'p', 'm', 'k', 'x', 'th', 'sk']

function pick(from: readonly string[], dice: Dice): string {
  return from[Math.floor(dice() * from.length)] ?? ''
}

/** Draws words by Zipf's law: the second half as often as the first, the third a third as often. */
function createSpeaker(words: readonly string[], dice: Dice): () => string {
  const sums = new Float64Array(words.length)
  let sum = 0
  for (let rank = 0; rank < words.length; rank++) {
    sum += 1 / (rank + 1)
    sums[rank] = sum
  }
  return () => words[firstOver(sums, dice() * sum)] ?? ''
}

function firstOver(sums: Float64Array, value: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}

/** Papers one at a time, so that a million of them need no memory. */
export function* syntheticPapers(count: number, words: readonly string[], seed = 2): Generator<Paper> {
  const speak = createSpeaker(words, createDice(seed))
  const say = (length: number) => Array.from({ length }, speak).join(' ')
  for (let nth = 0; nth < count; nth++) {
    const title = say(WORDS.title)
    yield {
      id: shortId(titleKey(title)),
      title,
      idea: say(WORDS.idea),
      ideaFrom: 'digest',
      ideaBy: null,
      abstract: say(WORDS.abstract),
      authors: Array.from({ length: WORDS.names / 2 }, () => say(2)),
      authorsCount: WORDS.names / 2,
      andOthers: false,
      venue: null,
      affiliations: [],
      date: `${2015 + Math.floor((nth * 12) / count)}`,
      link: null,
      arxivId: null,
      doi: null,
      tags: [],
      counts: [],
      sources: { tags: [] },
      appearances: [],
    }
  }
}
