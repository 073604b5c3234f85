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
  for (const where of ['titles', 'everywhere'] as const) {
    if (found.size >= limit) break
    const { candidates } = search(reading, query, where)
    for (const titled of bestTitles(reading, candidates, query.words, limit, WORTH_OF_BEGINNING))
      found.set(titled.id, toCompletion(titled))
  }
  return [...found.values()].slice(0, limit)
}

/** Whoever types a title begins at its beginning. */
const WORTH_OF_BEGINNING = 1.5

function toCompletion({ id, title }: Titled): Completion {
  return { id, title }
}
