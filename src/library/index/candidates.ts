import { LEVELS, level } from './paper-words.ts'
import { hasAuthors, type Passing } from './passing.ts'
import type { Scorer } from './rank.ts'
import type { Ask } from './statements.ts'
import type { Term } from './terms.ts'
import type { Word } from './vocabulary.ts'

/** A paper that was looked at, and how well it answers. */
export interface Candidate {
  row: number
  date: string
  score: number
}

export interface Gathered {
  /** Best first; of equals the newer. */
  candidates: Candidate[]
  /** Whether every paper that has the terms was looked at. */
  isAll: boolean
}

export interface Wanted {
  terms: readonly Term[]
  passing: Passing
  /** Whether only titles count. */
  where: 'titles' | 'everywhere'
  score: Scorer
  ask: Ask
}

/** Beyond so many papers of one kind, only the newest are looked at. */
const MOST = 1_000
/** With so many papers that have the words in their title, and often, the others need no look. */
const ENOUGH = 100

/**
 * Looks at the papers that have all terms, at no more of them than can be ranked in a few milliseconds: first those that have
 * them in the title, and of too many of these first those that have them most often.
 */
export function gather({ terms, passing, where, score, ask }: Wanted): Gathered {
  const looked = new Map<number, Candidate>()
  const sorted = (isAll: boolean): Gathered => ({ candidates: [...looked.values()].sort(byScore), isAll })

  /** Whether there were no more. */
  function look(table: 'titles' | 'texts', lists: readonly (readonly string[])[]): boolean {
    const match = matchOf([...lists, ...passing.labels])
    if (match === null) return true
    const rows = ask(SQL[table], match, passing.since, passing.authors.length, MOST)
    for (const [row, date, length, packed, authors] of rows) {
      if (looked.has(Number(row)) || !(packed instanceof Uint8Array)) continue
      if (passing.authors.length > 0 && !hasAuthors(String(authors), passing.authors)) continue
      looked.set(Number(row), { row: Number(row), date: String(date ?? ''), score: score(packed, Number(length)) })
    }
    return rows.length < MOST
  }

  function lookByLevel(lists: readonly (readonly string[])[]): boolean {
    for (let nth = LEVELS.length - 1; nth >= 0; nth--) {
      const ofLevel = lists.map((words) => words.map((word) => level(word, nth)))
      look('titles', ofLevel)
      if (looked.size >= ENOUGH) return false
    }
    return look('titles', lists)
  }

  function lookFor(words: readonly (readonly Word[])[]): boolean {
    const lists = words.map((list) => list.map(({ text }) => text))
    const isAllTitles = mostTitles(words) > MOST ? lookByLevel(lists) : look('titles', lists)
    if (where === 'titles') return isAllTitles
    const isAnswered = terms.length === 1 && looked.size >= ENOUGH
    return !isAnswered && look('texts', lists)
  }

  if (terms.length === 0) return sorted(look('texts', []))
  const isAllMeant = lookFor(terms.map((term) => term.meant))
  const more = moreWords(terms)
  if (!more) return sorted(isAllMeant)
  return sorted(looked.size < MOST && lookFor(more) && isAllMeant)
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || (a.date < b.date ? 1 : a.date > b.date ? -1 : 0) || b.row - a.row
}

/** What is left to look for after the words that were meant; undefined when that is nothing. */
function moreWords(terms: readonly Term[]): (readonly Word[])[] | undefined {
  const others = terms.map(({ begun, near }) => [...begun, ...near.map(({ word }) => word)])
  const withOthers = others.filter((words) => words.length > 0).length
  if (withOthers === 0) return undefined
  return terms.map(({ meant }, index) => {
    const own = others[index] ?? []
    return withOthers === 1 && own.length > 0 ? own : [...meant, ...own]
  })
}

/** At most so many titles can have a word of each list. */
function mostTitles(words: readonly (readonly Word[])[]): number {
  return Math.min(...words.map((list) => list.reduce((sum, { titles }) => sum + titles, 0)))
}

/** Each word is quoted, so that nothing typed is read as FTS5's language. Null when one of the lists is empty. */
function matchOf(lists: readonly (readonly string[])[]): string | null {
  if (lists.length === 0 || lists.some((words) => words.length === 0)) return null
  return lists.map((words) => `(${words.map((word) => `"${word}"`).join(' OR ')})`).join(' AND ')
}

const select = (table: string) => `
  SELECT row, date, length, papers.words, iif(?3, authors, NULL) FROM ${table} CROSS JOIN papers ON row = ${table}.rowid
  WHERE ${table} MATCH ?1 AND (?2 IS NULL OR date >= ?2) ORDER BY ${table}.rowid DESC LIMIT ?4`

const SQL = { titles: select('titles'), texts: select('texts') }
