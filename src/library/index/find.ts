import type { Candidate } from './candidates.ts'
import { meaningOf } from './meaning.ts'
import { bestTitles } from './phrase.ts'
import { type Filters, isVoid, parseQuery, type Query } from './query.ts'
import type { Reading } from './reading.ts'
import { search } from './search.ts'
import type { Term } from './terms.ts'

export interface Found {
  /** Best first. */
  ids: string[]
  /** How many papers fit; when not `isExact`, there may be more. */
  total: number
  isExact: boolean
  /** Whether the first fits so much better than the second that it is the one that was meant. */
  isClear: boolean
  /** What was looked for instead, when words seemed misspelled. */
  corrected?: string
}

/** Papers that have every word, in the title before elsewhere. Nothing typed means all of them, the newest first. */
export function find(reading: Reading, text: string, limit: number, filters?: Filters): Found {
  const query = parseQuery(text, filters)
  if (isVoid(query)) {
    const { papers } = text.trim() === '' ? reading.totals() : { papers: 0 }
    const ids = papers === 0 ? [] : reading.newest(limit).map(({ id }) => id)
    return { ids, total: papers, isExact: true, isClear: papers === 1 }
  }
  const { terms, candidates, isAll } = search(reading, query, 'everywhere')
  const [first, second, ...others] = bestTitles(reading, candidates, query.words, Math.max(limit, 2))
  const corrected = first && meaningOf(reading, query.words, terms, first.row)
  const best = [first, second, ...others].filter((titled) => titled !== undefined)
  return {
    ids: best.slice(0, limit).map(({ id }) => id),
    isClear: first !== undefined && first.score >= (second?.score ?? 0) * CLEARLY,
    ...totalOf(query, terms, candidates, isAll),
    ...(corrected === undefined ? {} : { corrected }),
  }
}

/** How much better than the next it must be. */
const CLEARLY = 1.3

function totalOf(query: Query, terms: readonly Term[], candidates: readonly Candidate[], isAll: boolean) {
  if (isAll) return { total: candidates.length, isExact: true }
  const [only, ...others] = terms
  const isPlain = only && others.length === 0 && isVoid({ ...query, words: [] })
  if (!isPlain) return { total: candidates.length, isExact: false }
  const words = [...only.meant, ...only.begun]
  const most = Math.max(...words.map(({ papers }) => papers), 0)
  return { total: Math.max(most, candidates.length), isExact: words.length === 1 && only.near.length === 0 }
}
