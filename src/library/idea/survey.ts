import { ANY_CUE, CUE_NAMES, type CueName } from './marks.ts'
import type { Reading, Word } from './reading.ts'

/** What has to be known of an abstract as a whole before its lines can be compared. */
export interface Survey {
  sentences: readonly SentenceSurvey[]
  /** The first sentence that says what the authors do, or -1. */
  key: number
  titleSize: number
  titlePairs: ReadonlySet<number>
  /** For each term: how often it stands beside a title word, in how many words of sentences by the authors, after `we`. */
  besideTitle: Uint16Array
  byAuthors: Uint16Array
  afterWe: Uint16Array
}

export interface SentenceSurvey {
  counts: Counts
  /** The mean share of other sentences that have the sentence's words too. */
  central: number
  isByAuthors: boolean
}

export type Counts = Record<CueName, number>

export function survey(reading: Reading): Survey {
  const { terms, sentences, title } = reading
  const isTelling = (place: number): boolean => terms[place]?.isFunction === false
  const surveyed = sentences.map((words) => surveySentence(reading, words))
  const result = {
    sentences: surveyed,
    key: surveyed.findIndex(({ isByAuthors }) => isByAuthors),
    titleSize: new Set(title.filter(isTelling)).size,
    titlePairs: new Set(title.slice(1).map((place, at) => pairOf(title[at] ?? 0, place))),
    besideTitle: new Uint16Array(terms.length),
    byAuthors: new Uint16Array(terms.length),
    afterWe: new Uint16Array(terms.length),
  }
  for (const [number, words] of sentences.entries()) {
    const places: number[] = []
    for (const word of words) for (const place of word.terms) places.push(place)
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? 0
      if (surveyed[number]?.isByAuthors) increase(result.byAuthors, place)
      if ((terms[place]?.inTitle ?? 0) > 0 && isTelling(place)) countNeighbours(result.besideTitle, places, at)
    }
    const subject = words.findIndex(({ core }) => core === 'we' || core === 'paper')
    if (subject < 0) continue
    for (const word of words.slice(subject + 2, subject + 8)) {
      for (const place of word.terms) increase(result.afterWe, place)
    }
  }
  return result
}

function countNeighbours(counts: Uint16Array, places: readonly number[], at: number): void {
  for (let step = -2; step <= 2; step++) {
    const other = places[at + step]
    if (other !== undefined && other !== places[at]) increase(counts, other)
  }
}

export const pairOf = (a: number, b: number): number => a * 65_536 + b

export function countCues(words: readonly Word[]): Counts {
  const counts = {
    we: 0,
    our: 0,
    paper: 0,
    propose: 0,
    show: 0,
    study: 0,
    result: 0,
    background: 0,
    dangling: 0,
    digit: 0,
    url: 0,
    novel: 0,
    pronoun: 0,
  }
  for (let at = 0; at < words.length; at++) {
    const cues = (words[at]?.marks ?? 0) & ANY_CUE
    if (cues === 0) continue
    for (let left = cues; left !== 0; left &= left - 1) {
      const name = CUE_NAMES[31 - Math.clz32(left & -left)]
      if (name && (name !== 'paper' || words[at - 1]?.core === 'this')) counts[name]++
    }
  }
  return counts
}

function surveySentence(reading: Reading, words: readonly Word[]): SentenceSurvey {
  const counts = countCues(words)
  const acts = counts.propose + counts.study + counts.show > 0
  return { counts, central: centralOf(reading, words), isByAuthors: counts.paper > 0 || (counts.we > 0 && acts) }
}

function centralOf({ terms, sentences }: Reading, words: readonly Word[]): number {
  const others = Math.max(1, sentences.length - 1)
  const seen = new Set<number>()
  let sum = 0
  for (const word of words) {
    for (const place of word.terms) {
      const term = terms[place]
      if (!term || term.isFunction || seen.has(place)) continue
      seen.add(place)
      sum += (term.spread - 1) / others
    }
  }
  return seen.size === 0 ? 0 : sum / seen.size
}

function increase(counts: Uint16Array, place: number): void {
  counts[place] = Math.min(65_535, (counts[place] ?? 0) + 1)
}
