import { createChance, stemsOf } from './chance.ts'
import { collect, dot, learn, type Sparse, softmax } from './learn.ts'
import type { Lesson, Stems } from './lesson.ts'
import { LINE_FEATURES, lineFeatures, originFeatures } from './line-features.ts'
import { createRanker } from './rank.ts'
import type { Weights } from './weights.ts'

/** Listwise: the chances that the ranks give to an abstract's lines come near those that their worths give. */
export function learnLines(lessons: readonly Lesson[], stems: Stems, known: Weights): Weights {
  const stemsFrom = LINE_FEATURES.length
  const size = stemsFrom + stems.places.size + 1
  const slopes = new Float64Array(size)
  const touched = new Set<number>()
  const weights = learn({
    size,
    samples: lessons.filter(({ lines }) => lines.length > 1).map((lesson) => listOf(lesson, stems, known)),
    rounds: 60,
    decay: 1e-3,
    step({ lines, wanted }, weights, move) {
      const given = softmax(lines.map((line) => dot(line, weights)))
      touched.clear()
      for (const [at, { places, values }] of lines.entries()) {
        const error = (given[at] ?? 0) - (wanted[at] ?? 0)
        for (let i = 0; i < places.length; i++) {
          const place = places[i] ?? 0
          touched.add(place)
          slopes[place] = (slopes[place] ?? 0) + error * (values[i] ?? 0)
        }
      }
      for (const place of touched) {
        move(place, slopes[place] ?? 0)
        slopes[place] = 0
      }
    },
  })
  const rankOf = (stem: string): number => {
    const place = stems.places.get(stem)
    return place === undefined ? 0 : STEM_VALUE * (weights[stemsFrom + place] ?? 0)
  }
  return {
    words: known.words,
    lines: Object.fromEntries(LINE_FEATURES.map((name, place) => [name, weights[place] ?? 0])),
    stems: Object.fromEntries(Object.entries(known.stems).map(([stem, values]) => [stem, [...values, rankOf(stem)]])),
  }
}

/** How sharply a better line is wanted before the others. */
const SHARPNESS = 1 / 0.12
/** Small, so that stems matter only where the examples insist. */
const STEM_VALUE = 0.1

interface List {
  lines: Sparse[]
  wanted: number[]
}

function listOf({ reading, survey, lines, worths }: Lesson, stems: Stems, known: Weights): List {
  const ranker = createRanker(known)
  const chance = createChance(reading, survey, ranker, stemsOf(reading, ranker))
  return {
    lines: lines.map((line) =>
      collect((emit) => {
        originFeatures(reading, survey, line, emit)
        lineFeatures(reading, survey, line, chance, emit, (place) => {
          const stem = stems.places.get(reading.terms[place]?.stem ?? '')
          if (stem !== undefined) emit(LINE_FEATURES.length + stem, STEM_VALUE)
        })
      }),
    ),
    wanted: softmax(worths.map((worth) => worth * SHARPNESS)),
  }
}
