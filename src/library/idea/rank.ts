import { createChance, stemsOf } from './chance.ts'
import { LINE_FEATURES, lineFeatures, sentenceFeatures } from './line-features.ts'
import type { Line } from './lines.ts'
import type { Reading } from './reading.ts'
import { survey as surveyOf } from './survey.ts'
import { type Ranker, rankerOf, type Weights } from './weights.ts'
import { WORD_FEATURES } from './word-features.ts'

export const createRanker = (weights: Weights): Ranker => rankerOf(weights, WORD_FEATURES, LINE_FEATURES)

/** How good each line is as the idea, higher is better; numbers of one abstract can be compared. */
export function rank(reading: Reading, lines: readonly Line[], ranker: Ranker): number[] {
  const survey = surveyOf(reading)
  const stems = stemsOf(reading, ranker)
  const chance = createChance(reading, survey, ranker, stems)
  let sum = 0
  const add = (feature: number, value: number): void => {
    sum += (ranker.lines[feature] ?? 0) * value
  }
  const bySentence = new Map<number, number>()
  const sentenceScore = (number: number): number => {
    const known = bySentence.get(number)
    if (known !== undefined) return known
    sum = 0
    sentenceFeatures(reading, survey, number, add)
    bySentence.set(number, sum)
    return sum
  }
  const addTerm = (place: number): void => {
    sum += stems[place]?.rank ?? 0
  }
  return lines.map((line) => {
    const first = sentenceScore(line.sentence)
    const shared = line.joined === null ? first : (first + sentenceScore(line.joined)) / 2
    sum = shared
    lineFeatures(reading, survey, line, chance, add, addTerm)
    return sum
  })
}
