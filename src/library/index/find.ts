import type { Paper } from '../paper.ts'
import { addressed } from './addressed.ts'
import type { Candidate } from './candidates.ts'
import { meaningOf } from './meaning.ts'
import { papersAt } from './papers.ts'
import { bestTitles } from './phrase.ts'
import { isVoid, parseQuery, type Query } from './query.ts'
import type { Reading } from './reading.ts'
import { search } from './search.ts'
import type { Term } from './terms.ts'

export interface Found {
  /** Best first. */
  papers: Paper[]
  /** How many papers fit; when not `isExact`, there may be more. */
  total: number
  isExact: boolean
  /** What was looked for instead, when words seemed misspelled. */
  corrected?: string
  /** Links and numbers among what was typed that no paper has. */
  lacking?: string[]
}

/**
 * Papers that are named by id, link or number; else those that have every word, in the title before elsewhere. Nothing typed means
 * all of them, the newest first.
 */
export function find(reading: Reading, text: string, limit: number): Found {
  const { works, lacking, rest } = addressed(reading.ask, text)
  const more = lacking.length > 0 ? { lacking } : {}
  if (works.length > 0) {
    return { papers: papersAt(reading.ask, works.slice(0, limit)), total: works.length, isExact: true, ...more }
  }
  if (lacking.length === 0) return findWords(reading, text, limit)
  return { ...(rest === '' ? NOTHING : findWords(reading, rest, limit)), ...more }
}

const NOTHING: Found = { papers: [], total: 0, isExact: true }

function findWords(reading: Reading, text: string, limit: number): Found {
  const query = parseQuery(text)
  if (isVoid(query)) {
    const { papers } = text.trim() === '' ? reading.totals() : { papers: 0 }
    return { papers: papers === 0 ? [] : newest(reading, limit), total: papers, isExact: true }
  }
  const { terms, candidates, isAll } = search(reading, query, 'everywhere')
  const best = bestTitles(reading, candidates, query.words, limit)
  const corrected = best[0] && meaningOf(reading, query.words, terms, best[0].row)
  return {
    papers: papersAt(
      reading.ask,
      best.map(({ id }) => id),
    ),
    ...totalOf(query, terms, candidates, isAll),
    ...(corrected === undefined ? {} : { corrected }),
  }
}

function newest({ ask, newest }: Reading, limit: number): Paper[] {
  return papersAt(
    ask,
    newest(limit).map(({ id }) => id),
  )
}

function totalOf(query: Query, terms: readonly Term[], candidates: readonly Candidate[], isAll: boolean) {
  if (isAll) return { total: candidates.length, isExact: true }
  const [only, ...others] = terms
  const isPlain = only && others.length === 0 && isVoid({ ...query, words: [] })
  if (!isPlain) return { total: candidates.length, isExact: false }
  const words = [...only.meant, ...only.begun]
  const most = Math.max(...words.map(({ papers }) => papers), 0)
  return { total: Math.max(most, candidates.length), isExact: words.length === 1 && only.near.length === 0 }
}
