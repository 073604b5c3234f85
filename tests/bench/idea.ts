/** How long it takes to pick the idea line of an abstract, over abstracts made up by chance, the same in every run. */
import { ideaOf } from '../../src/library/idea/idea.ts'
import { median, print, quantile } from './stats.ts'
import { syntheticPapers, vocabulary } from './synthetic-library.ts'

const ABSTRACTS = 2_000
const ROUNDS = 5

export async function benchIdea(): Promise<void> {
  const papers = [...syntheticPapers(ABSTRACTS, vocabulary())].map(({ title, abstract }, at) => ({
    title,
    sentences: sentencesFrom((abstract ?? '').split(/\s+/), at),
  }))
  const wordsEach =
    papers.reduce((sum, { sentences }) => sum + sentences.join(' ').split(' ').length, 0) / papers.length
  for (const { title, sentences } of papers) ideaOf(title, sentences)
  const samples: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const { title, sentences } of papers) {
      const begun = performance.now()
      ideaOf(title, sentences)
      samples.push(performance.now() - begun)
    }
  }
  const micros = (milliseconds: number): number => Math.round(milliseconds * 1000)
  print({
    bench: 'idea line of an abstract',
    abstracts: ABSTRACTS,
    wordsEach: Math.round(wordsEach),
    leastMicroseconds: micros(samples.reduce((a, b) => Math.min(a, b))),
    meanMicroseconds: micros(samples.reduce((a, b) => a + b, 0) / samples.length),
    p50Microseconds: micros(median(samples)),
    p99Microseconds: micros(quantile(samples, 0.99)),
  })
}

/** Seven sentences of the shape and the length that abstracts have, filled with the words in turn. */
function sentencesFrom(words: readonly string[], from: number): string[] {
  let next = from
  return SHAPES.map((shape) => shape.replace(/_/g, () => words[next++ % words.length] ?? ''))
}

const SHAPES = [
  'Many methods for _ _ rely on _ that are costly to _ , and few of them work with _ _ in practice .',
  'However, it is not known whether _ _ can be used when the _ is small or the _ of the _ changes over time .',
  'In this paper, we propose _ (_), a new approach to _ _ that learns _ from _ without any _ by using a simple _ .',
  'We show that the _ of _ is bounded by _ , which explains why earlier _ fail on _ _ and suggests how to choose the _ .',
  'Specifically, our _ splits each _ into _ and _ ; the two are then trained together, and neither needs more _ than before .',
  'Experiments on _ , _ and _ show that our approach improves _ by a wide margin over the best known _ at half the _ .',
  'We release the _ and the _ so that others can study the _ of _ in settings where _ is scarce .',
].map((shape) => shape.replace(/ ([.,;])/g, '$1'))
