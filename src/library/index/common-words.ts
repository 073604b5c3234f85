import { createStems } from './stems.ts'
import { wordsOf } from './words.ts'

/** What fewer of a thousand texts have is common in no field. */
const LEAST = 20

/** In how many of a thousand texts each common word is, in whichever form, by its stem; the most common first. */
export function commonWords(texts: readonly string[]): Record<string, number> {
  const stems = createStems()
  const having = new Map<string, number>()
  for (const text of texts) {
    const words = [...new Set(wordsOf(text))].filter((word) => WORD.test(word))
    for (const stem of new Set(stems.of(words).values())) having.set(stem, (having.get(stem) ?? 0) + 1)
  }
  stems.close()
  const shares = Array.from(having, ([stem, count]) => [stem, Math.round((1000 * count) / texts.length)] as const)
  return Object.fromEntries(
    shares.filter(([, share]) => share >= LEAST).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  )
}

const WORD = /^\p{L}+$/u
