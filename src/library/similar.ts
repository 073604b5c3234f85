import type { Paper } from '../club/paper.ts'
import { words } from './fold.ts'

/** Finds the papers that share the most telling terms of title, idea and tags with a given one. */
export type Similar = (paper: Paper, limit: number) => Paper[]

export function createSimilar(papers: readonly Paper[]): Similar {
  const counted = papers.map(termsOf)
  const postings = new Map<string, Posting[]>()
  const spread = new Map<string, number>()
  for (const terms of counted) for (const term of terms.keys()) spread.set(term, (spread.get(term) ?? 0) + 1)
  const rarity = (term: string) => Math.log(papers.length / (spread.get(term) ?? papers.length))
  const vectors = counted.map((terms) => weigh(terms, rarity))
  vectors.forEach((vector, paper) => {
    for (const [term, weight] of vector) {
      const list = postings.get(term)
      if (list) list.push({ paper, weight })
      else postings.set(term, [{ paper, weight }])
    }
  })
  const indexOf = new Map(papers.map((paper, index) => [paper.id, index]))

  return (paper, limit) => {
    const own = indexOf.get(paper.id)
    const vector = own === undefined ? weigh(termsOf(paper), rarity) : (vectors[own] ?? new Map())
    const scores = new Map<number, number>()
    for (const [term, weight] of vector) {
      for (const posting of postings.get(term) ?? []) {
        if (posting.paper !== own) scores.set(posting.paper, (scores.get(posting.paper) ?? 0) + weight * posting.weight)
      }
    }
    return [...scores]
      .filter(([, score]) => score >= LEAST)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, limit)
      .flatMap(([index]) => papers[index] ?? [])
  }
}

interface Posting {
  paper: number
  weight: number
}

/** Below this the terms shared are no more than those of any two papers. */
const LEAST = 0.03

const WORTH = { title: 2, idea: 1, tag: 2 }

function termsOf(paper: Paper): Map<string, number> {
  const terms = new Map<string, number>()
  const add = (text: string, worth: number) => {
    for (const word of words(text)) {
      const term = stem(word)
      if (term.length > 1) terms.set(term, (terms.get(term) ?? 0) + worth)
    }
  }
  add(paper.title, WORTH.title)
  add(paper.idea ?? '', WORTH.idea)
  for (const tag of paper.tags) add(tag, WORTH.tag)
  return terms
}

function stem(word: string): string {
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word
}

/** Weighs terms by how rare they are and brings every paper to the same length. Terms of half the papers tell nothing. */
function weigh(terms: ReadonlyMap<string, number>, rarity: (term: string) => number): Map<string, number> {
  const weighed = [...terms]
    .map(([term, count]): [string, number] => [term, (1 + Math.log(count)) * rarity(term)])
    .filter(([term, weight]) => weight > 0 && rarity(term) >= LEAST_RARITY)
  const length = Math.hypot(...weighed.map(([, weight]) => weight))
  return new Map(weighed.map(([term, weight]) => [term, weight / length]))
}

const LEAST_RARITY = Math.log(2)
