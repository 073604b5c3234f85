import { learnLines } from './learn-lines.ts'
import { learnWords } from './learn-words.ts'
import { commonStems, type Example, prepare } from './lesson.ts'
import type { Weights } from './weights.ts'

/** Learns which words belong into an idea, then which lines come nearest to what people wrote. Always the same result. */
export function trainIdea(examples: readonly Example[]): Weights {
  const lessons = examples.map(prepare)
  const stems = commonStems(lessons)
  return rounded(learnLines(lessons, learnWords(lessons, stems)))
}

/** Two decimals are all that the weights mean, and keep the file small. */
function rounded({ words, lines, stems }: Weights): Weights {
  // Adding nought turns -0 into 0.
  const round = (value: number): number => Math.round(value * 100) / 100 + 0
  const all = (record: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, round(value)]))
  return {
    words: all(words),
    lines: all(lines),
    stems: all(stems),
  }
}
