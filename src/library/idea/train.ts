import { candidatesOf } from './candidates.ts'
import { createChance, MOST } from './chance.ts'
import { createDescent, createRandom, dot, type Sparse, shuffle } from './learn.ts'
import { LINE_FEATURES, lineFeatures, sentenceFeatures } from './line-features.ts'
import type { Line } from './lines.ts'
import type { Emit } from './places.ts'
import { createRanker, termsOf } from './rank.ts'
import { type Reading, read } from './reading.ts'
import { rouge1, rouge2, rougeL, rougeWords } from './rouge.ts'
import { type Survey, survey } from './survey.ts'
import { textOf } from './text.ts'
import { OTHER_STEM, type Weights } from './weights.ts'
import { WORD_FEATURES, wordFeatures } from './word-features.ts'

/** A paper with lines that people wrote of it. */
export interface Example {
  title: string
  sentences: readonly string[]
  targets: readonly string[]
}

/** Learns which words belong into an idea, then which lines come nearest to what people wrote. Always the same result. */
export function trainIdea(examples: readonly Example[]): Weights {
  const random = createRandom(1)
  const lessons = examples.map(prepare)
  const stems = commonStems(lessons)
  const words = learnWords(lessons, stems, random)
  return rounded(learnLines(lessons, stems, words, random))
}

interface Lesson {
  reading: Reading
  survey: Survey
  lines: readonly Line[]
  /** What each line is worth against the targets. */
  worths: readonly number[]
  /** How often the first target has each stem. */
  wanted: ReadonlyMap<string, number>
}

function prepare({ title, sentences, targets }: Example): Lesson {
  const reading = read(title, sentences)
  const lines = candidatesOf(reading)
  const split = targets.map(rougeWords)
  const worths = lines.map(({ words }) => {
    const own = rougeWords(textOf(words))
    return Math.max(0, ...split.map((target) => worthOf(own, target)))
  })
  const wanted = new Map(read('', targets.slice(0, 1)).terms.map(({ stem, count }) => [stem, count]))
  return { reading, survey: survey(reading), lines, worths, wanted }
}

/** Mostly the words, and a little whether they stand together and in order, which pays for lines that read well. */
const worthOf = (line: readonly string[], target: readonly string[]): number =>
  0.8 * rouge1(line, target) + 0.14 * (rouge2(line, target) + rougeL(line, target))

interface Stems {
  places: ReadonlyMap<string, number>
  /** Stems of most abstracts, for which a second time is another matter than the first. */
  ubiquitous: ReadonlySet<string>
}

const MOST_STEMS = 150

function commonStems(lessons: readonly Lesson[]): Stems {
  const spread = new Map<string, number>()
  for (const { reading } of lessons) {
    for (const { stem } of reading.terms) spread.set(stem, (spread.get(stem) ?? 0) + 1)
  }
  const common = [...spread].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_STEMS)
  return {
    places: new Map([[OTHER_STEM, 0], ...common.map(([stem], at): [string, number] => [stem, at + 1])]),
    ubiquitous: new Set(common.filter(([, count]) => count > lessons.length / 2).map(([stem]) => stem)),
  }
}

const collect = (fill: (emit: Emit) => void): Sparse => {
  const sparse: Sparse = { places: [], values: [] }
  fill((place, value) => {
    if (value === 0) return
    sparse.places.push(place)
    sparse.values.push(value)
  })
  return sparse
}

/** Logistic regression over the words of every abstract: does the target have this word, for the nth time? */
function learnWords(lessons: readonly Lesson[], stems: Stems, random: () => number): Weights {
  const size = stems.places.size
  const samples = lessons.flatMap((lesson) => wordSamples(lesson, stems))
  const weights = new Float64Array(WORD_FEATURES.length + 2 * size)
  const descend = createDescent(weights, WORD_DECAY / Math.max(1, samples.length), 1e-6)
  for (let round = 0; round < WORD_ROUNDS; round++) {
    shuffle(samples, random)
    for (const { sparse, belongs } of samples) {
      const error = 1 / (1 + Math.exp(-dot(sparse, weights))) - belongs
      for (const [i, place] of sparse.places.entries()) descend(place, error * (sparse.values[i] ?? 0))
    }
  }
  const at = (place: number): number => weights[place] ?? 0
  return {
    words: Object.fromEntries(WORD_FEATURES.map((name, place) => [name, at(place)])),
    lines: {},
    stems: Object.fromEntries(
      [...stems.places].map(([stem, place]) => [
        stem,
        [at(WORD_FEATURES.length + place), at(WORD_FEATURES.length + size + place), 0],
      ]),
    ),
  }
}

const WORD_ROUNDS = 8
const WORD_DECAY = 3

interface WordSample {
  sparse: Sparse
  belongs: number
}

function wordSamples({ reading, survey, wanted }: Lesson, stems: Stems): WordSample[] {
  return mostInOneSentence(reading).flatMap((most, place) => {
    const stem = reading.terms[place]?.stem ?? ''
    return Array.from({ length: Math.min(MOST, most) }, (_, index) => {
      const nth = index + 1
      const sparse = collect((emit) => {
        wordFeatures(reading, survey, place, nth, emit)
        emit(WORD_FEATURES.length + (stems.places.get(stem) ?? 0), 1)
        if (nth > 1 && stems.ubiquitous.has(stem))
          emit(WORD_FEATURES.length + stems.places.size + (stems.places.get(stem) ?? 0), 1)
      })
      return { sparse, belongs: (wanted.get(stem) ?? 0) >= nth ? 1 : 0 }
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

/** Listwise: the chances that the ranks give to an abstract's lines come near those that their worths give. */
function learnLines(lessons: readonly Lesson[], stems: Stems, known: Weights, random: () => number): Weights {
  const lists = lessons.filter(({ lines }) => lines.length > 1).map((lesson) => lineList(lesson, stems, known))
  const weights = new Float64Array(LINE_FEATURES.length + stems.places.size)
  const mean = new Float64Array(weights.length)
  const descend = createDescent(weights, LINE_DECAY, 1e-3)
  for (let round = 0; round < LINE_ROUNDS; round++) {
    shuffle(lists, random)
    for (const { lines, wanted } of lists) {
      const given = softmax(lines.map((line) => dot(line, weights)))
      const slopes = new Map<number, number>()
      for (const [i, { places, values }] of lines.entries()) {
        const error = (given[i] ?? 0) - (wanted[i] ?? 0)
        for (const [k, place] of places.entries())
          slopes.set(place, (slopes.get(place) ?? 0) + error * (values[k] ?? 0))
      }
      for (const [place, slope] of slopes) descend(place, slope)
    }
    if (round < LINE_ROUNDS / 2) continue
    weights.forEach((weight, place) => {
      mean[place] = (mean[place] ?? 0) + weight / Math.floor(LINE_ROUNDS / 2)
    })
  }
  const rankOf = (stem: string): number =>
    STEM_VALUE * (mean[LINE_FEATURES.length + (stems.places.get(stem) ?? 0)] ?? 0)
  return {
    words: known.words,
    lines: Object.fromEntries(LINE_FEATURES.map((name, place) => [name, mean[place] ?? 0])),
    stems: Object.fromEntries(
      Object.entries(known.stems).map(([stem, [belongs = 0, again = 0]]) => [
        stem,
        [belongs, again, stem === OTHER_STEM ? 0 : rankOf(stem)],
      ]),
    ),
  }
}

const LINE_ROUNDS = 24
const LINE_DECAY = 3e-4
/** How sharply a better line is wanted before the others. */
const SHARPNESS = 1 / 0.12
/** Small, so that stems matter only where the examples insist. */
const STEM_VALUE = 0.1

interface LineList {
  lines: Sparse[]
  wanted: number[]
}

function lineList({ reading, survey, lines, worths }: Lesson, stems: Stems, known: Weights): LineList {
  const chance = createChance(reading, survey, createRanker(known))
  return {
    lines: lines.map((line) =>
      collect((emit) => {
        sentenceFeatures(reading, survey, line.sentence, emit)
        lineFeatures(reading, survey, line, chance, emit)
        for (const place of termsOf(line)) {
          const stem = stems.places.get(reading.terms[place]?.stem ?? '')
          if (stem !== undefined) emit(LINE_FEATURES.length + stem, STEM_VALUE)
        }
      }),
    ),
    wanted: softmax(worths.map((worth) => worth * SHARPNESS)),
  }
}

function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values)
  const raised = values.map((value) => Math.exp(value - most))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((value) => value / sum)
}

/** Two decimals are all that the weights mean, and keep the file small. */
function rounded({ words, lines, stems }: Weights): Weights {
  const round = (value: number): number => Math.round(value * 100) / 100 + 0
  const all = (record: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, round(value)]))
  return {
    words: all(words),
    lines: all(lines),
    stems: Object.fromEntries(Object.entries(stems).map(([stem, values]) => [stem, values.map(round)])),
  }
}

/** The same weights with longer lines preferred (or shorter ones, when negative). */
export const lengthened = (weights: Weights, bonus: number): Weights => ({
  ...weights,
  lines: { ...weights.lines, length: (weights.lines.length ?? 0) + bonus },
})
