import { createChance } from './chance.ts'
import { collect, dot, learn, type Sparse, softmax } from './learn.ts'
import type { Lesson } from './lesson.ts'
import { LINE_FEATURES, lineFeatures, originFeatures } from './line-features.ts'
import { createRanker } from './rank.ts'
import type { Weights } from './weights.ts'

/** Listwise: the chances that the ranks give to an abstract's lines come near those that their worths give. */
export function learnLines(lessons: readonly Lesson[], known: Weights): Weights {
  const slopes = new Float64Array(LINE_FEATURES.length)
  const weights = learn({
    size: LINE_FEATURES.length,
    samples: lessons.filter(({ lines }) => lines.length > 1).map((lesson) => listOf(lesson, known)),
    rounds: 60,
    decay: 1e-3,
    step({ lines, wanted }, weights, move) {
      const given = softmax(lines.map((line) => dot(line, weights)))
      slopes.fill(0)
      for (const [at, { places, values }] of lines.entries()) {
        const error = (given[at] ?? 0) - (wanted[at] ?? 0)
        for (let i = 0; i < places.length; i++) {
          const place = places[i] ?? 0
          slopes[place] = (slopes[place] ?? 0) + error * (values[i] ?? 0)
        }
      }
      for (const [place, slope] of slopes.entries()) move(place, slope)
    },
  })
  return { ...known, lines: Object.fromEntries(LINE_FEATURES.map((name, place) => [name, weights[place] ?? 0])) }
}

/** How sharply a better line is wanted before the others. */
const SHARPNESS = 1 / 0.2

interface List {
  lines: Sparse[]
  wanted: number[]
}

function listOf({ reading, survey, lines, worths }: Lesson, known: Weights): List {
  const chance = createChance(reading, survey, createRanker(known))
  return {
    lines: lines.map((line) =>
      collect((emit) => {
        originFeatures(survey, line, emit)
        lineFeatures(reading, survey, line, chance, emit)
      }),
    ),
    wanted: softmax(worths.map((worth) => worth * SHARPNESS)),
  }
}
