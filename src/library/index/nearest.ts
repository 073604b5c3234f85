import { fold, words } from '../fold.ts'
import { trigrams } from '../near.ts'
import { matching } from './counts.ts'
import { anyOf, matchOf } from './match.ts'
import { createScorer } from './rank.ts'
import type { Reading } from './reading.ts'
import { corrected, hasWords, type Term, termsFor } from './terms.ts'

const MOST_WORDS = 8
/** Papers looked at for each set of words. */
const LOOKED_AT = 200
const ENOUGH = 600
/** Of the best score: what is further off only distracts. */
const LEAST_OF_BEST = 0.4
const FINALISTS = 40

/** The papers whose titles come nearest to a text, misspelled or remembered in part. */
export function nearest(reading: Reading, text: string, limit: number): string[] {
  const typed = [...new Set(words(text))].slice(0, MOST_WORDS)
  const terms = termsFor(typed, true, reading.vocabulary)
    .map((term) => corrected(term, true, reading.vocabulary))
    .filter(hasWords)
    .sort((a, b) => titlesOf(a) - titlesOf(b))
  if (terms.length === 0) return []
  const scores = lookAt(reading, terms)
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || b[0] - a[0])
  const least = (ranked[0]?.[1] ?? 0) * LEAST_OF_BEST
  const finalists = ranked.filter(([, score]) => score >= least).slice(0, Math.max(FINALISTS, limit))
  const phrase = trigrams(fold(text))
  return reading
    .titlesOf(finalists.map(([row]) => row))
    .map(({ row, id, title }) => ({ id, score: (scores.get(row) ?? 0) * (1 + overlap(phrase, title)) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ id }) => id)
}

/** First titles that have all the terms, then all but one, then two of the rarest, then any. */
function lookAt({ ask, totals }: Reading, terms: readonly Term[]): Map<number, number> {
  const score = createScorer(terms, totals())
  const scores = new Map<number, number>()
  for (const set of setsOf(terms)) {
    if (scores.size >= ENOUGH) break
    for (const paper of matching(ask, matchOf(set.map(anyOf), () => 'title') ?? '', LOOKED_AT)) {
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
