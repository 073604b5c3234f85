/** What training learns. Names that are absent weigh nothing. */
export interface Weights {
  /** How each thing known of a word bears on whether the word belongs into the idea. */
  words: Readonly<Record<string, number>>
  /** How each thing known of a line bears on its rank. */
  lines: Readonly<Record<string, number>>
  /** For common stems: how being that stem bears on whether the word belongs into the idea. */
  stems: Readonly<Record<string, number>>
}

/** Weights by the places of the features, for speed. */
export interface Ranker {
  words: Float64Array
  lines: Float64Array
  stems: ReadonlyMap<string, number>
  other: number
}

/** A word that is not among the common stems. */
export const OTHER_STEM = '*'

export function rankerOf(weights: Weights, wordFeatures: readonly string[], lineFeatures: readonly string[]): Ranker {
  const stems = new Map(Object.entries(weights.stems))
  return {
    words: Float64Array.from(wordFeatures, (name) => weights.words[name] ?? 0),
    lines: Float64Array.from(lineFeatures, (name) => weights.lines[name] ?? 0),
    stems,
    other: stems.get(OTHER_STEM) ?? 0,
  }
}
