import { fold } from '../fold.ts'
import { addressed } from './addressed.ts'
import { papersAt } from './papers.ts'
import { bestTitles } from './phrase.ts'
import { isVoid, parseQuery } from './query.ts'
import type { Reading, Titled } from './reading.ts'
import { search } from './search.ts'

export interface Completion {
  id: string
  title: string
}

/** Titles that fit what was typed so far, then other papers that do. Nothing typed means the newest. */
export function complete(reading: Reading, text: string, limit: number): Completion[] {
  const query = parseQuery(text)
  if (isVoid(query)) return text.trim() === '' ? reading.newest(limit).map(toCompletion) : []
  const found = new Map<string, Completion>()
  const { works } = addressed(reading.ask, text)
  for (const { id, title } of papersAt(reading.ask, works.slice(0, limit))) found.set(id, { id, title })
  // Nothing else is meant by a link or a number.
  if (found.size > 0) return [...found.values()]
  const phrase = fold(query.words.join(' '))
  const begins = ({ title }: Titled) => fold(title).startsWith(phrase)
  for (const where of ['titles', 'everywhere'] as const) {
    if (found.size >= limit) break
    const { candidates } = search(reading, query, where)
    const best = bestTitles(reading, candidates, query.words, limit)
    // Who types a title begins at its beginning.
    const [begun, others] = [best.filter(begins), best.filter((titled) => !begins(titled))]
    for (const titled of [...begun, ...others]) found.set(titled.id, toCompletion(titled))
  }
  return [...found.values()].slice(0, limit)
}

function toCompletion({ id, title }: Titled): Completion {
  return { id, title }
}
