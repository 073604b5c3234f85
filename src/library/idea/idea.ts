import { candidatesOf } from './candidates.ts'
import { createRanker, rank } from './rank.ts'
import { read } from './reading.ts'
import { textOf } from './text.ts'
import shipped from './weights.json' with { type: 'json' }
import type { Weights } from './weights.ts'

/** One sentence of the abstract, of at most 30 words, that says what a paper contributes; null when there is none. */
export type IdeaOf = (title: string, abstract: string | readonly string[]) => string | null

export function createIdeaOf(weights: Weights): IdeaOf {
  const ranker = createRanker(weights)
  return (title, abstract) => {
    const reading = read(title, abstract)
    const lines = candidatesOf(reading)
    const ranks = rank(reading, lines, ranker)
    const best = lines[ranks.indexOf(Math.max(...ranks))]
    return best ? textOf(best.words) : null
  }
}

export const ideaOf: IdeaOf = createIdeaOf(shipped)
