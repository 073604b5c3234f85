import { type Choice, leftOf, matchOf, meantBy, type Place, titlesOf } from './match.ts'
import { LEVELS } from './paper-words.ts'
import { hasAuthors, type Passing } from './passing.ts'
import type { Scorer } from './rank.ts'
import type { Ask } from './statements.ts'
import type { Term } from './terms.ts'

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
const MOST = 600
const MOST_OF_LEVEL = 500
/** With so many papers that have the words in their title, and often, the others need no look. */
const ENOUGH = 300
/** Of several words those that titles have least tell most: papers with one of them in the title are looked for besides. */
const MOST_MIXED = 2

/**
 * Looks at the papers that have all terms, at no more of them than can be ranked in a few milliseconds: first those that have
 * them in the title, and of too many of these first those that have them most often.
 */
export function gather({ terms, passing, where, score, ask }: Wanted): Gathered {
  const looked = new Map<number, Candidate>()
  const sorted = (isAll: boolean): Gathered => ({ candidates: [...looked.values()].sort(byScore), isAll })

  /** Whether there were no more. */
  function look(match: string | undefined, most = MOST): boolean {
    if (match === undefined) return true
    const rows = ask(SQL, match, passing.since, passing.authors.length, most)
    for (const [row, date, length, packed, authors] of rows) {
      if (looked.has(Number(row)) || !(packed instanceof Uint8Array)) continue
      if (passing.authors.length > 0 && !hasAuthors(String(authors), passing.authors)) continue
      looked.set(Number(row), { row: Number(row), date: String(date ?? ''), score: score(packed, Number(length)) })
    }
    return rows.length < most
  }

  function lookAtTitles(choices: readonly Choice[]): boolean {
    const mayBeMany = choices.every((choice) => titlesOf(choice) > MOST)
    for (let nth = LEVELS.length - 1; nth >= 0 && mayBeMany; nth--) {
      look(
        matchOf(choices, () => nth, passing.labels),
        MOST_OF_LEVEL,
      )
      if (choices.length > 1) lookAtRarest(choices, nth)
      if (looked.size >= ENOUGH) return false
    }
    return look(matchOf(choices, () => 'title', passing.labels))
  }

  /** With one of the rarest in that place, the others wherever they may be. */
  function lookAtRarest(choices: readonly Choice[], place: Place): void {
    const elsewhere = where === 'titles' ? 'title' : 'anywhere'
    const rarest = choices.toSorted((a, b) => titlesOf(a) - titlesOf(b)).slice(0, MOST_MIXED)
    for (const one of rarest) {
      const match = matchOf(choices, (choice) => (choice === one ? place : elsewhere), passing.labels)
      look(match, ENOUGH)
    }
  }

  function lookFor(choices: readonly Choice[]): boolean {
    const isAllTitles = lookAtTitles(choices)
    if (where === 'titles') return isAllTitles
    const isOne = choices.length === 1
    if (isOne && looked.size >= ENOUGH) return false
    const isAll = look(matchOf(choices, () => 'anywhere', passing.labels))
    if (!isAll && !isOne) lookAtRarest(choices, 'title')
    return isAll
  }

  if (terms.length === 0) return sorted(look(matchOf([], () => 'anywhere', passing.labels)))
  const isAllMeant = lookFor(terms.map(meantBy))
  const left = leftOf(terms)
  if (!left) return sorted(isAllMeant)
  return sorted(looked.size < MOST && lookFor(left) && isAllMeant)
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || (a.date < b.date ? 1 : a.date > b.date ? -1 : 0) || b.row - a.row
}

const SQL = `
  SELECT row, date, length, papers.words, iif(?3, authors, NULL) FROM texts CROSS JOIN papers ON row = texts.rowid
  WHERE texts MATCH ?1 AND (?2 IS NULL OR date >= ?2) ORDER BY texts.rowid DESC LIMIT ?4`
