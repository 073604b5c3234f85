import { createChance } from './chance.ts'
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
  const chance = createChance(reading, survey, ranker)
  let sum = 0
  const add = (feature: number, value: number): void => {
    sum += (ranker.lines[feature] ?? 0) * value
  }
  const bySentence = reading.sentences.map((_, number) => {
    sum = 0
    sentenceFeatures(survey, number, add)
    return sum
  })
  return lines.map((line) => {
    const first = bySentence[line.sentence] ?? 0
    sum = line.joined === null ? first : (first + (bySentence[line.joined] ?? 0)) / 2
    lineFeatures(reading, survey, line, chance, add)
    return sum
  })
}
