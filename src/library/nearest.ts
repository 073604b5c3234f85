import type { Paper } from '../club/paper.ts'
import { fold, words } from './fold.ts'
import { likeness, trigrams } from './near.ts'

/** Finds the papers whose titles come nearest to a text, misspelled or remembered in part. */
export type Nearest = (text: string, limit: number) => Paper[]

export function createNearest(papers: readonly Paper[]): Nearest {
  const { vocabulary, grams } = indexWords(papers)
  return (text, limit) => {
    const asked = [...new Set(words(text))].slice(0, MOST_WORDS)
    const scores = new Map<number, number>()
    for (const word of asked) {
      for (const [paper, score] of bestPerPaper(word, vocabulary, grams, papers.length)) {
        scores.set(paper, (scores.get(paper) ?? 0) + score * weight(word))
      }
    }
    const least = Math.max(...scores.values()) * LEAST_OF_BEST
    const phrase = trigrams(fold(text))
    return [...scores]
      .filter(([, score]) => score >= least)
      .sort((a, b) => b[1] - a[1])
      .slice(0, Math.max(limit * 4, 20))
      .map(([index, score]) => ({
        paper: papers[index],
        score: score * (1 + overlap(phrase, papers[index]?.title ?? '')),
      }))
      .sort((a, b) => b.score - a.score)
      .flatMap(({ paper }) => paper ?? [])
      .slice(0, limit)
  }
}

const MOST_WORDS = 12
/** Of the best score: what is further off only distracts. */
const LEAST_OF_BEST = 0.4
const LEAST_LIKENESS = 0.55

interface Word {
  text: string
  grams: number
  /** Indices of the papers that have it in their title. */
  papers: number[]
}

function indexWords(papers: readonly Paper[]): { vocabulary: Word[]; grams: Map<string, number[]> } {
  const byText = new Map<string, Word>()
  papers.forEach(({ title }, index) => {
    for (const text of new Set(words(title))) {
      const word = byText.get(text)
      if (word) word.papers.push(index)
      else byText.set(text, { text, grams: trigrams(text).size, papers: [index] })
    }
  })
  const vocabulary = [...byText.values()]
  const grams = new Map<string, number[]>()
  vocabulary.forEach(({ text }, index) => {
    for (const gram of trigrams(text)) {
      const list = grams.get(gram)
      if (list) list.push(index)
      else grams.set(gram, [index])
    }
  })
  return { vocabulary, grams }
}

function bestPerPaper(
  asked: string,
  vocabulary: readonly Word[],
  grams: ReadonlyMap<string, number[]>,
  total: number,
): Map<number, number> {
  const wanted = trigrams(asked)
  const shared = new Map<number, number>()
  for (const gram of wanted) for (const word of grams.get(gram) ?? []) shared.set(word, (shared.get(word) ?? 0) + 1)
  const best = new Map<number, number>()
  for (const [index, count] of shared) {
    const word = vocabulary[index]
    if (!word) continue
    const near = Math.max((2 * count) / (wanted.size + word.grams), alike(asked, word.text))
    if (near < LEAST_LIKENESS) continue
    const score = near * near * (1 + Math.log(total / word.papers.length))
    for (const paper of word.papers) best.set(paper, Math.max(best.get(paper) ?? 0, score))
  }
  return best
}

function alike(asked: string, word: string): number {
  if (Math.abs(asked.length - word.length) > 3 || asked.length > 40) return 0
  return likeness(asked, word)
}

/** Long words say more about what is meant than `of` and `the`. */
function weight(word: string): number {
  return Math.min(word.length, 8)
}

function overlap(phrase: ReadonlySet<string>, title: string): number {
  const grams = trigrams(fold(title))
  let shared = 0
  for (const gram of phrase) if (grams.has(gram)) shared++
  return (2 * shared) / (phrase.size + grams.size)
}
