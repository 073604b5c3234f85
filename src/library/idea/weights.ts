/** What training learns. Names that are absent weigh nothing. */
export interface Weights {
  /** How each thing known of a word bears on whether the word belongs into the idea. */
  words: Readonly<Record<string, number>>
  /** How each thing known of a line bears on its rank. */
  lines: Readonly<Record<string, number>>
  /** For common stems: whether they belong into the idea, whether again, and how their presence bears on the line's rank. */
  stems: Readonly<Record<string, readonly number[]>>
}

/** Weights by the places of the features, for speed. */
export interface Ranker {
  words: Float64Array
  lines: Float64Array
  stems: ReadonlyMap<string, StemWeights>
  other: StemWeights
}

export interface StemWeights {
  belongs: number
  again: number
  rank: number
}

/** A word that is not among the common stems. */
export const OTHER_STEM = '*'

export function rankerOf(weights: Weights, wordFeatures: readonly string[], lineFeatures: readonly string[]): Ranker {
  const stems = new Map(
    Object.entries(weights.stems).map(([stem, [belongs = 0, again = 0, rank = 0]]) => [stem, { belongs, again, rank }]),
  )
  return {
    words: Float64Array.from(wordFeatures, (name) => weights.words[name] ?? 0),
    lines: Float64Array.from(lineFeatures, (name) => weights.lines[name] ?? 0),
    stems,
    other: stems.get(OTHER_STEM) ?? { belongs: 0, again: 0, rank: 0 },
  }
}
