import { fold } from '../fold.ts'
import type { Candidate } from './candidates.ts'
import type { Reading, Titled } from './reading.ts'

const LOOKED_AT = 30

/** The best candidates with their titles; among them, titles that have the words as they were typed come first. */
export function bestTitles(
  reading: Reading,
  candidates: readonly Candidate[],
  words: readonly string[],
  limit: number,
): (Titled & { score: number })[] {
  const phrase = fold(words.join(' '))
  const looked = candidates.slice(0, Math.max(limit, LOOKED_AT))
  const scores = new Map(looked.map(({ row, score }) => [row, score]))
  return reading
    .titlesOf(looked.map(({ row }) => row))
    .map((titled) => ({ titled, score: (scores.get(titled.row) ?? 0) * worth(phrase, fold(titled.title)) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ titled, score }) => ({ ...titled, score }))
}

function worth(phrase: string, title: string): number {
  if (title === phrase) return 2
  if (!phrase.includes(' ') || !` ${title}`.includes(` ${phrase}`)) return 1
  return title.startsWith(phrase) ? 1.02 : 1.01
}
