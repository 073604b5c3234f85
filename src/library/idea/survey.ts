import { has } from './grammar.ts'
import { Cue } from './marks.ts'
import type { Reading, Word } from './reading.ts'

/** What has to be known of an abstract as a whole before its lines can be compared. */
export interface Survey {
  sentences: readonly SentenceSurvey[]
  /** The first sentence that says what the authors do, or -1. */
  key: number
  /** How many different words the title has, apart from small ones. */
  titleSize: number
  /** For each term: how often it stands beside a title word, and how often in sentences by the authors. */
  besideTitle: Uint16Array
  byAuthors: Uint16Array
}

interface SentenceSurvey {
  proposes: number
  studies: number
  /** The mean share of other sentences that have the sentence's words too. */
  central: number
  isByAuthors: boolean
}

export function survey(reading: Reading): Survey {
  const { terms, sentences, title } = reading
  const isTelling = (place: number): boolean => terms[place]?.isFunction === false
  const lastSeen = new Int16Array(terms.length).fill(-1)
  const surveyed = sentences.map((words, number) => ({
    ...actsOf(words),
    central: centralOf(reading, words, number, lastSeen),
  }))
  const besideTitle = new Uint16Array(terms.length)
  const byAuthors = new Uint16Array(terms.length)
  for (const [number, words] of sentences.entries()) {
    const places: number[] = []
    for (const word of words) for (const place of word.terms) places.push(place)
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? 0
      if (surveyed[number]?.isByAuthors) increase(byAuthors, place)
      if ((terms[place]?.inTitle ?? 0) > 0 && isTelling(place)) countNeighbours(besideTitle, places, at)
    }
  }
  return {
    sentences: surveyed,
    key: surveyed.findIndex(({ isByAuthors }) => isByAuthors),
    titleSize: new Set(title.filter(isTelling)).size,
    besideTitle,
    byAuthors,
  }
}

function countNeighbours(counts: Uint16Array, places: readonly number[], at: number): void {
  for (let step = -2; step <= 2; step++) {
    const other = places[at + step]
    if (other !== undefined && other !== places[at]) increase(counts, other)
  }
}

function actsOf(words: readonly Word[]): Omit<SentenceSurvey, 'central'> {
  let [proposes, studies, marks, isThisPaper] = [0, 0, 0, false]
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (has(word, Cue.propose)) proposes++
    if (has(word, Cue.study)) studies++
    if (has(word, Cue.paper) && words[at - 1]?.core === 'this') isThisPaper = true
    marks |= word?.marks ?? 0
  }
  const acts = (marks & (Cue.propose | Cue.study | Cue.show)) !== 0
  const isByAuthors = isThisPaper || (acts && (marks & Cue.we) !== 0)
  return { proposes, studies, isByAuthors }
}

function centralOf(
  { terms, sentences }: Reading,
  words: readonly Word[],
  number: number,
  lastSeen: Int16Array,
): number {
  const others = Math.max(1, sentences.length - 1)
  let [sum, size] = [0, 0]
  for (const word of words) {
    for (const place of word.terms) {
      const term = terms[place]
      if (!term || term.isFunction || lastSeen[place] === number) continue
      lastSeen[place] = number
      size++
      sum += (term.spread - 1) / others
    }
  }
  return size === 0 ? 0 : sum / size
}

function increase(counts: Uint16Array, place: number): void {
  counts[place] = Math.min(65_535, (counts[place] ?? 0) + 1)
}
