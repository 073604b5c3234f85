import { createIdeaOf, type IdeaOf } from './idea.ts'
import { rouge1, rouge2, rougeL, rougeWords } from './rouge.ts'
import type { Example } from './train.ts'
import { lengthened, trainIdea } from './train.ts'
import type { Weights } from './weights.ts'

/** Means over the examples: ROUGE-1, 2 and L in percent, and words a line. */
export interface Score {
  rouge1: number
  rouge2: number
  rougeL: number
  words: number
}

/** Each idea against the target that is nearest to it in words. */
export function scoreIdeas(examples: readonly Example[], ideaOf: IdeaOf): Score {
  const sum = { rouge1: 0, rouge2: 0, rougeL: 0, words: 0 }
  for (const { title, sentences, targets } of examples) {
    const idea = ideaOf(title, sentences) ?? ''
    const own = rougeWords(idea)
    const [nearest = []] = targets.map(rougeWords).sort((a, b) => rouge1(own, b) - rouge1(own, a))
    sum.rouge1 += 100 * rouge1(own, nearest)
    sum.rouge2 += 100 * rouge2(own, nearest)
    sum.rougeL += 100 * rougeL(own, nearest)
    sum.words += idea.split(' ').length
  }
  const mean = (value: number): number => Math.round((100 * value) / Math.max(1, examples.length)) / 100
  return { rouge1: mean(sum.rouge1), rouge2: mean(sum.rouge2), rougeL: mean(sum.rougeL), words: mean(sum.words) }
}

/** The weights with the one preference for length that serves the examples best, out of few, since few can be trusted. */
export function tuneLength(weights: Weights, examples: readonly Example[]): Weights {
  const tried = LENGTH_BONUSES.map((bonus) => {
    const tuned = lengthened(weights, bonus)
    return { tuned, score: scoreIdeas(examples, createIdeaOf(tuned)).rouge1 }
  })
  return tried.reduce((best, next) => (next.score > best.score ? next : best)).tuned
}

const LENGTH_BONUSES = [0, 0.2, 0.3, 0.4, 0.6]

/** What training on four fifths scores on the fifth that it has not seen, over all five. */
export function crossValidate(examples: readonly Example[]): Score {
  const scores = [0, 1, 2, 3, 4].map((fold) => {
    const ideaOf = createIdeaOf(trainIdea(examples.filter((_, at) => at % 5 !== fold)))
    const held = examples.filter((_, at) => at % 5 === fold)
    return { size: held.length, score: scoreIdeas(held, ideaOf) }
  })
  const mean = (name: keyof Score): number =>
    Math.round(
      (100 * scores.reduce((sum, { size, score }) => sum + size * score[name], 0)) / Math.max(1, examples.length),
    ) / 100
  return { rouge1: mean('rouge1'), rouge2: mean('rouge2'), rougeL: mean('rougeL'), words: mean('words') }
}
