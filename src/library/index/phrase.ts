import { fold } from '../fold.ts'
import type { Candidate } from './candidates.ts'
import type { Reading, Titled } from './reading.ts'

const LOOKED_AT = 30

/**
 * The best candidates with their titles; among them, titles that have the words as they were typed come first, by so much as
 * `worthOfBeginning` says where they begin with them.
 */
export function bestTitles(
  reading: Reading,
  candidates: readonly Candidate[],
  words: readonly string[],
  limit: number,
  worthOfBeginning = 1.02,
): (Titled & { score: number })[] {
  const phrase = fold(words.join(' '))
  const looked = candidates.slice(0, Math.max(limit, LOOKED_AT))
  const scores = new Map(looked.map(({ row, score }) => [row, score]))
  return reading
    .titlesOf(looked.map(({ row }) => row))
    .map((titled) => ({
      ...titled,
      score: (scores.get(titled.row) ?? 0) * worth(phrase, fold(titled.title), worthOfBeginning),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
}

function worth(phrase: string, title: string, worthOfBeginning: number): number {
  if (title === phrase) return 2
  if (title.startsWith(phrase)) return worthOfBeginning
  return phrase.includes(' ') && ` ${title}`.includes(` ${phrase}`) ? 1.01 : 1
}
