import type { Chance } from './line-features.ts'
import type { Reading } from './reading.ts'
import type { Survey } from './survey.ts'
import type { Ranker } from './weights.ts'
import { wordFeatures } from './word-features.ts'

/** How likely each word of an abstract belongs into the idea, worked out when it is first asked for. */
export function createChance(reading: Reading, survey: Survey, ranker: Ranker): Chance {
  const known = new Float64Array(reading.terms.length * MOST)
  let sum = 0
  const add = (feature: number, value: number): void => {
    sum += (ranker.words[feature] ?? 0) * value
  }
  return (place, nth) => {
    const capped = Math.min(MOST, nth)
    const slot = place * MOST + capped - 1
    const before = known[slot]
    if (before) return before
    sum = ranker.stems.get(reading.terms[place]?.stem ?? '') ?? ranker.other
    wordFeatures(reading, survey, place, capped, add)
    const chance = 1 / (1 + Math.exp(-sum))
    known[slot] = chance
    return chance
  }
}

/** A word that stands more often than this in a line is no more or less likely for it. */
export const MOST = 3
