import { isUnspaced } from '../fold.ts'
import { label } from './paper-words.ts'
import { mayBeMisspelled } from './spelling.ts'
import type { Vocabulary, Word } from './vocabulary.ts'
import { lettersAndDigits, spellingsOf } from './words.ts'

/** One thing that a paper must have: a typed word, in whichever of these ways. */
export interface Term {
  typed: string
  /** It is what it is: never looked for under another spelling. */
  isFixed: boolean
  /** Which of the typed words it comes from. */
  place: number
  meant: Word[]
  /** Words that go on from what was typed. */
  begun: Word[]
  /** Words that may have been meant, each with what it counts for. */
  near: { word: Word; worth: number }[]
}

/** Of what can go on in more ways, the most used count. */
const MOST_BEGUN = 400
const MOST_NEAR = 8

/** What each typed word may stand for. The last may still go on when `isOpen`. */
export function termsFor(typed: readonly string[], isOpen: boolean, vocabulary: Vocabulary): Term[] {
  return typed.flatMap((word, index) => {
    const isLast = index === typed.length - 1
    return termsForWord(word, index, isOpen && isLast, vocabulary)
  })
}

function termsForWord(typed: string, place: number, isOpen: boolean, vocabulary: Vocabulary): Term[] {
  const { parts, joined } = spellingsOf(typed)
  const pieces = typed.split(/[^\p{L}\p{N}]+/u).filter((piece) => piece !== '')
  const isWhole = pieces.length !== parts.length
  const together = joined === null ? undefined : vocabulary.exactly(joined)
  return parts.flatMap((part, index) => {
    const mayGoOn = isOpen && index === parts.length - 1 && !isUnspaced(part)
    const isFixed = !mayBeMisspelled(isWhole ? typed : (pieces[index] ?? typed))
    const term = termFor(part, place, mayGoOn, isFixed, vocabulary)
    if (together) term.meant.push(together)
    if (parts.length > 1 || hasWords(term)) return [term]
    const apart = lettersAndDigits(part)
    return apart.length === 0 ? [term] : apart.map((piece) => termFor(piece, place, false, isFixed, vocabulary))
  })
}

function termFor(word: string, place: number, mayGoOn: boolean, isFixed: boolean, vocabulary: Vocabulary): Term {
  if (isYear(word)) return yearTerm(word, place, vocabulary)
  const meant = vocabulary.ofStem(word)
  const known = new Set(meant.map(({ text }) => text))
  const begun = mayGoOn ? vocabulary.beginning(word, MOST_BEGUN).filter(({ text }) => !known.has(text)) : []
  return { typed: word, place, meant, begun, isFixed, near: [] }
}

/** A year asks for the papers of that year, besides those that have it in their words, which it puts first. */
function yearTerm(year: string, place: number, vocabulary: Vocabulary): Term {
  const meant = [year, label('on', year)].flatMap((word) => vocabulary.exactly(word) ?? [])
  return { typed: year, place, meant, begun: [], isFixed: true, near: [] }
}

export function isYear(word: string): boolean {
  return /^(?:19|20)\d\d$/.test(word)
}

export function hasWords({ meant, begun, near }: Term): boolean {
  return meant.length + begun.length + near.length > 0
}

export function papersOf({ meant, begun }: Term): number {
  return [...meant, ...begun].reduce((sum, { papers }) => sum + papers, 0)
}

/** The term with what may have been meant by it added, as words that are misspelled or were not typed to their end. */
export function corrected(term: Term, mayGoOn: boolean, vocabulary: Vocabulary): Term {
  const { typed } = term
  if (isUnspaced(typed) || term.isFixed) return term
  const known = new Set([...term.meant, ...term.begun].map(({ text }) => text))
  const begun = hasWords(term) || typed.length < 3 ? term.begun : vocabulary.beginning(typed, MOST_BEGUN)
  const whole = vocabulary.near(typed, MOST_NEAR)
  const started = mayGoOn && !whole.some(({ edits }) => edits === 1) ? vocabulary.nearBeginning(typed, MOST_NEAR) : []
  const near = new Map([...started, ...whole].filter(({ text }) => !known.has(text)).map((word) => [word.text, word]))
  const most = Math.max(...[...near.values()].map(({ papers }) => papers), 1)
  return {
    ...term,
    begun,
    near: [...near.values()].map((word) => ({
      word,
      worth: WORTH_OF_NEAR ** word.edits * (0.7 + (0.3 * Math.log1p(word.papers)) / Math.log1p(most)),
    })),
  }
}

const WORTH_OF_NEAR = 0.6
