import { candidatesOf } from './candidates.ts'
import type { Line } from './lines.ts'
import { type Reading, read } from './reading.ts'
import { rouge1, rouge2, rougeL, rougeWords } from './rouge.ts'
import { type Survey, survey } from './survey.ts'
import { textOf } from './text.ts'

/** A paper with lines that people wrote of it. */
export interface Example {
  title: string
  sentences: readonly string[]
  targets: readonly string[]
}

/** What can be learnt from an example. */
export interface Lesson {
  reading: Reading
  survey: Survey
  lines: readonly Line[]
  /** What each line is worth against the targets. */
  worths: readonly number[]
  /** How often the first target has each stem. */
  wanted: ReadonlyMap<string, number>
}

export function prepare({ title, sentences, targets }: Example): Lesson {
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

/** Mostly the words, and partly whether they stand together and in order, which pays for lines that read well. */
const worthOf = (line: readonly string[], target: readonly string[]): number =>
  0.65 * rouge1(line, target) + 0.25 * (rouge2(line, target) + rougeL(line, target))

/** The stems that get weights of their own, with their places from 1; 0 stands for all others. */
export type Stems = ReadonlyMap<string, number>

const MOST_STEMS = 100

export function commonStems(lessons: readonly Lesson[]): Stems {
  const spread = new Map<string, number>()
  for (const { reading } of lessons) {
    for (const { stem } of reading.terms) spread.set(stem, (spread.get(stem) ?? 0) + 1)
  }
  const common = [...spread].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_STEMS)
  return new Map(common.map(([stem], at) => [stem, at + 1]))
}
