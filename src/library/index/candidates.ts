import type { Matching } from './counts.ts'
import { type Choice, leftOf, type Match, matchOf, meantBy, type Place, titlesOf } from './match.ts'
import { LEVELS } from './paper-words.ts'
import { hasAuthors, type Passing } from './passing.ts'
import type { Scorer } from './rank.ts'
import type { Ask } from './statements.ts'
import type { Term } from './terms.ts'

/** A paper that was looked at, and how well it answers. */
export interface Candidate {
  row: number
  day: number
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
  matching: Matching
}

/** Beyond so many papers of one kind, only the newest are looked at. */
const MOST = 600
/** With so many papers that have the words in their title, and often, the others need no look; of a level at most so many get one. */
const FOR_ONE_WORD = { ofLevel: 200, enough: 100 }
const FOR_SEVERAL = { ofLevel: 500, enough: 300 }
/** Papers looked at that have one of the words in a place and the others anywhere. */
const MIXED = 300
/** Of several words those that titles have least tell most: papers with one of them in the title are looked for besides. */
const MOST_MIXED = 2

/**
 * Looks at the papers that have all terms, at no more of them than can be ranked in a few milliseconds: first those that have
 * them in the title, and of too many of these first those that have them most often.
 */
export function gather({ terms, passing, where, score, ask, matching }: Wanted): Gathered {
  const looked = new Map<number, Candidate>()
  const sorted = (isAll: boolean): Gathered => ({ candidates: [...looked.values()].sort(byScore), isAll })

  /** Whether there were no more. */
  function look(match: Match, most = MOST): boolean {
    let papers = 0
    for (const paper of matching(match, most, passing.since)) {
      papers++
      const { row, day } = paper
      if (!looked.has(row) && hasAuthors(ask, row, passing.authors)) looked.set(row, { row, day, score: score(paper) })
    }
    return papers < most
  }

  function lookAtTitles(choices: readonly Choice[]): boolean {
    const { ofLevel, enough } = boundsFor(choices)
    const mayBeMany = choices.every((choice) => titlesOf(choice) > MOST)
    for (let nth = LEVELS.length - 1; nth >= 0 && mayBeMany; nth--) {
      look(
        matchOf(choices, () => nth, passing.labels),
        ofLevel,
      )
      if (choices.length > 1) lookAtRarest(choices, nth)
      if (looked.size >= enough) return false
    }
    return look(matchOf(choices, () => 'title', passing.labels))
  }

  /** With one of the rarest in that place, the others wherever they may be. */
  function lookAtRarest(choices: readonly Choice[], place: Place): void {
    const elsewhere = where === 'titles' ? 'title' : 'anywhere'
    const rarest = choices.toSorted((a, b) => titlesOf(a) - titlesOf(b)).slice(0, MOST_MIXED)
    for (const one of rarest) {
      const match = matchOf(choices, (choice) => (choice === one ? place : elsewhere), passing.labels)
      look(match, MIXED)
    }
  }

  function lookFor(choices: readonly Choice[]): boolean {
    const isAllTitles = lookAtTitles(choices)
    if (where === 'titles') return isAllTitles
    const isOne = choices.length === 1
    if (isOne && looked.size >= boundsFor(choices).enough) return false
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

/** How often one word is in a title tells nearly all; of several that each are there less often, some papers have all together. */
function boundsFor(choices: readonly Choice[]) {
  return choices.length === 1 ? FOR_ONE_WORD : FOR_SEVERAL
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || b.day - a.day || b.row - a.row
}
