import { MOST } from './chance.ts'
import { collect, dot, learn, type Sparse } from './learn.ts'
import type { Lesson, Stems } from './lesson.ts'
import type { Reading } from './reading.ts'
import { OTHER_STEM, type Weights } from './weights.ts'
import { WORD_FEATURES, wordFeatures } from './word-features.ts'

/** Logistic regression over the words of every abstract: does the target have this word, for the nth time? */
export function learnWords(lessons: readonly Lesson[], stems: Stems): Weights {
  const samples = lessons.flatMap((lesson) => samplesOf(lesson, stems))
  const weights = learn({
    size: WORD_FEATURES.length + stems.size + 1,
    samples,
    rounds: 24,
    decay: 3 / Math.max(1, samples.length),
    step({ known, belongs }, weights, move) {
      const error = 1 / (1 + Math.exp(-dot(known, weights))) - belongs
      for (let i = 0; i < known.places.length; i++) move(known.places[i] ?? 0, error * (known.values[i] ?? 0))
    },
  })
  return {
    words: Object.fromEntries(WORD_FEATURES.map((name, place) => [name, weights[place] ?? 0])),
    lines: {},
    stems: Object.fromEntries(
      [[OTHER_STEM, 0] as const, ...stems].map(([stem, place]) => [stem, weights[WORD_FEATURES.length + place] ?? 0]),
    ),
  }
}

interface Sample {
  known: Sparse
  belongs: 0 | 1
}

function samplesOf({ reading, survey, wanted }: Lesson, stems: Stems): Sample[] {
  return mostInOneSentence(reading).flatMap((most, place) => {
    const stem = reading.terms[place]?.stem ?? ''
    const own = WORD_FEATURES.length + (stems.get(stem) ?? 0)
    return Array.from({ length: Math.min(MOST, most) }, (_, before): Sample => {
      const known = collect((emit) => {
        wordFeatures(reading, survey, place, before + 1, emit)
        emit(own, 1)
      })
      return { known, belongs: (wanted.get(stem) ?? 0) > before ? 1 : 0 }
    })
  })
}

function mostInOneSentence({ terms, sentences }: Reading): number[] {
  const most = terms.map(() => 0)
  for (const words of sentences) {
    const counts = new Map<number, number>()
    for (const place of words.flatMap((word) => word.terms)) counts.set(place, (counts.get(place) ?? 0) + 1)
    for (const [place, count] of counts) most[place] = Math.max(most[place] ?? 0, count)
  }
  return most
}
