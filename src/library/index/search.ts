import { type Gathered, gather, type Wanted } from './candidates.ts'
import { type Passing, passingFor } from './passing.ts'
import type { Query } from './query.ts'
import { createScorer } from './rank.ts'
import type { Reading } from './reading.ts'
import { corrected, hasWords, papersOf, type Term, termsFor } from './terms.ts'

/** What was found, and by which words. */
export interface Searched extends Gathered {
  terms: Term[]
}

/** With so few papers found, some word may be misspelled; and a word of so few papers may itself be a misspelling. */
const FEW = 3
/** A word that papers have is a misspelling only of words that so many times more papers have. */
const MORE_USED = 5
/** Of the words typed, so many are doubted, the rarest first. */
const MOST_DOUBTED = 3

/** Looks for what was typed and, when that finds too little, for what may have been meant. */
export function search(reading: Reading, query: Query, where: Wanted['where']): Searched {
  const passing = passingFor(query, reading.ask, reading.vocabulary)
  const terms = termsFor(query.words, query.isOpen, reading.vocabulary)
  const find = (terms: Term[]) => gatherFor(reading, terms, passing, where)
  const correct = (term: Term) => corrected(term, query.isOpen && term === terms.at(-1), reading.vocabulary)

  if (where === 'titles') return find(terms)
  if (!terms.every(hasWords)) return find(terms.map((term) => (hasWords(term) ? term : correct(term))))
  const plain = find(terms)
  if (plain.candidates.length > FEW) return plain
  for (const term of doubted(terms, plain)) {
    const least = papersOf(term) * MORE_USED
    const { near, ...rest } = correct(term)
    const likelier = { ...rest, near: near.filter(({ word }) => word.papers >= least) }
    if (likelier.near.length === 0) continue
    const found = find(terms.map((each) => (each === term ? likelier : each)))
    if (found.candidates.length > plain.candidates.length) return found
  }
  return plain
}

function gatherFor(reading: Reading, terms: Term[], passing: Passing, where: Wanted['where']): Searched {
  if (!terms.every(hasWords)) return { terms, candidates: [], isAll: true }
  const score = createScorer(terms, reading.totals())
  return { terms, ...gather({ terms, passing, where, score, ask: reading.ask, matching: reading.matching }) }
}

/** Of words that together find nothing each may be wrong; where they find something, only a word that hardly any paper has. */
function doubted(terms: readonly Term[], { candidates }: Searched): Term[] {
  const most = candidates.length === 0 ? Number.POSITIVE_INFINITY : FEW
  return terms
    .filter((term) => !term.isFixed && papersOf(term) <= most)
    .sort((a, b) => papersOf(a) - papersOf(b))
    .slice(0, MOST_DOUBTED)
}
