import { fold, isUnspaced, words } from '../fold.ts'
import { trigrams } from '../near.ts'
import type { Paper } from '../paper.ts'
import { anyOf, matchOf } from './match.ts'
import { papersAt } from './papers.ts'
import { bestTitles } from './phrase.ts'
import { isVoid, parseQuery, type Query } from './query.ts'
import { createScorer } from './rank.ts'
import type { Reading } from './reading.ts'
import { search } from './search.ts'
import { mayBeMisspelled } from './spelling.ts'
import { corrected, hasWords, isYear, type Term, termsFor } from './terms.ts'

const MOST_WORDS = 8
/** Papers looked at for each set of words. */
const LOOKED_AT = 200
const ENOUGH = 600
/** Of the best score: what is further off only distracts. */
const LEAST_OF_BEST = 0.4
const FINALISTS = 40

/**
 * The papers that come nearest to a text: those that have its words but are of other years or do not pass its filters, then those
 * whose titles come nearest, misspelled or remembered in part.
 */
export function nearest(reading: Reading, text: string, limit: number): string[] {
  const query = parseQuery(text)
  const near = new Set([...relaxed(reading, query, limit), ...nearestTitles(reading, query, limit)])
  return [...near].slice(0, limit)
}

/** What was asked for, but for its years and filters; of the years the closest first. */
function relaxed(reading: Reading, query: Query, limit: number): string[] {
  const years = query.words.map(fold).filter(isYear)
  const words = query.words.filter((word) => !isYear(fold(word)))
  const isNarrow = years.length > 0 || !isVoid({ ...query, words: [] })
  if (words.length === 0 || !isNarrow) return []
  const { candidates } = search(reading, { ...query, words, filters: NO_FILTERS }, 'everywhere')
  const best = bestTitles(reading, candidates, words, Math.max(FINALISTS, limit))
  const papers = papersAt(
    reading.ask,
    best.map(({ id }) => id),
  )
  const [year] = years
  if (year === undefined) return papers.map(({ id }) => id)
  const away = ({ date }: Paper) => (date === null ? FAR : Math.abs(Number(date.slice(0, 4)) - Number(year)))
  return papers.toSorted((a, b) => away(a) - away(b)).map(({ id }) => id)
}

const FAR = 10_000
const NO_FILTERS: Query['filters'] = { tags: [], authors: [], digests: [], since: undefined }

function nearestTitles(reading: Reading, { words: typed }: Query, limit: number): string[] {
  const parted = typed.flatMap((word) => (isUnspaced(word) ? words(word) : [word]))
  const isOpen = mayBeMisspelled(parted.slice(0, MOST_WORDS).at(-1) ?? '')
  const terms = termsFor(parted.slice(0, MOST_WORDS), isOpen, reading.vocabulary)
    .map((term) => corrected(term, true, reading.vocabulary))
    .filter(hasWords)
    .sort((a, b) => titlesOf(a) - titlesOf(b))
  if (terms.length === 0) return []
  const scores = lookAt(reading, terms)
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || b[0] - a[0])
  const least = (ranked[0]?.[1] ?? 0) * LEAST_OF_BEST
  const finalists = ranked.filter(([, score]) => score >= least).slice(0, Math.max(FINALISTS, limit))
  const phrase = trigrams(fold(typed.join(' ')))
  return reading
    .titlesOf(finalists.map(([row]) => row))
    .map(({ row, id, title }) => ({ id, score: (scores.get(row) ?? 0) * (1 + overlap(phrase, title)) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ id }) => id)
}

/** First titles that have all the terms, then all but one, then two of the rarest, then any. */
function lookAt({ matching, totals }: Reading, terms: readonly Term[]): Map<number, number> {
  const score = createScorer(terms, totals())
  const scores = new Map<number, number>()
  for (const set of setsOf(terms)) {
    if (scores.size >= ENOUGH) break
    for (const paper of matching(
      matchOf(set.map(anyOf), () => 'title'),
      LOOKED_AT,
    )) {
      if (!scores.has(paper.row)) scores.set(paper.row, score(paper))
    }
  }
  return scores
}

function setsOf(terms: readonly Term[]): Term[][] {
  const rarest = terms.slice(0, 4)
  return [
    [...terms],
    ...terms.map((left) => terms.filter((term) => term !== left)),
    ...rarest.flatMap((one, index) => rarest.slice(index + 1).map((other) => [one, other])),
    ...terms.map((term) => [term]),
  ].filter((set) => set.length > 0)
}

function titlesOf({ meant, begun, near }: Term): number {
  return [...meant, ...begun, ...near.map(({ word }) => word)].reduce((sum, { titles }) => sum + titles, 0)
}

/** How much of what was typed the title has, letter by letter: what people remember of a title is shorter than the title. */
function overlap(phrase: ReadonlySet<string>, title: string): number {
  const grams = trigrams(fold(title))
  let shared = 0
  for (const gram of phrase) if (grams.has(gram)) shared++
  return shared / phrase.size
}
