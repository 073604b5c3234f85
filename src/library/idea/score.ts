import { createIdeaOf, type IdeaOf } from './idea.ts'
import type { Example } from './lesson.ts'
import { rouge1, rouge2, rougeL, rougeWords } from './rouge.ts'
import { trainIdea } from './train.ts'

/** Means over examples: ROUGE-1, 2 and L in percent, and words a line. */
export interface Score {
  rouge1: number
  rouge2: number
  rougeL: number
  words: number
}

/** Each idea against the target that is nearest to it in words. */
export const scoreIdeas = (examples: readonly Example[], ideaOf: IdeaOf): Score =>
  meanOf(examples.map((example) => scoreOne(example, ideaOf)))

function scoreOne({ title, sentences, targets }: Example, ideaOf: IdeaOf): Score {
  const idea = ideaOf(title, sentences) ?? ''
  const own = rougeWords(idea)
  const [nearest = []] = targets.map(rougeWords).sort((a, b) => rouge1(own, b) - rouge1(own, a))
  return {
    rouge1: 100 * rouge1(own, nearest),
    rouge2: 100 * rouge2(own, nearest),
    rougeL: 100 * rougeL(own, nearest),
    words: idea.split(' ').length,
  }
}

function meanOf(scores: readonly Score[]): Score {
  const mean = (name: keyof Score): number =>
    Math.round((100 * scores.reduce((sum, score) => sum + score[name], 0)) / Math.max(1, scores.length)) / 100
  return { rouge1: mean('rouge1'), rouge2: mean('rouge2'), rougeL: mean('rougeL'), words: mean('words') }
}

/** What training on four fifths scores on the fifth that it has not seen, over all five. */
export function crossValidate(examples: readonly Example[]): Score {
  return meanOf(
    [0, 1, 2, 3, 4].flatMap((fold) => {
      const ideaOf = createIdeaOf(trainIdea(examples.filter((_, at) => at % 5 !== fold)))
      return examples.filter((_, at) => at % 5 === fold).map((example) => scoreOne(example, ideaOf))
    }),
  )
}
