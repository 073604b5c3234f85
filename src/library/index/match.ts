import { inTitle, ofLevel } from './paper-words.ts'
import type { Term } from './terms.ts'
import type { Word } from './vocabulary.ts'

/** Beyond so many words that begin so, FTS5 is asked for the beginning instead of for each. */
const MOST_LISTED = 40

/** What to look for in the place of a term. */
export interface Choice {
  words: readonly Word[]
  /** Any word that begins so will do as well. */
  beginning: string | null
}

/** Papers that have the words as they were meant. */
export function meantBy({ meant }: Term): Choice {
  return { words: meant, beginning: null }
}

/** Papers that have them in any of the ways a term allows. */
export function anyOf(term: Term): Choice {
  const others = othersOf(term)
  return { ...others, words: [...term.meant, ...others.words] }
}

/** What is left to look for when it is known who has the words as they were meant; undefined when that is nothing. */
export function leftOf(terms: readonly Term[]): Choice[] | undefined {
  const open = terms.filter(({ begun, near }) => begun.length + near.length > 0)
  if (open.length === 0) return undefined
  return terms.map((term) => (open.length === 1 && term === open[0] ? othersOf(term) : anyOf(term)))
}

function othersOf({ typed, begun, near }: Term): Choice {
  return { words: [...begun, ...near.map(({ word }) => word)], beginning: begun.length > MOST_LISTED ? typed : null }
}

/** At most so many titles can have something of it. */
export function titlesOf({ words }: Choice): number {
  return words.reduce((sum, { titles }) => sum + titles, 0)
}

/** Where the word of a choice must stand: anywhere, in the title, or there and as often as a level says. */
export type Place = 'anywhere' | 'title' | number

/**
 * In FTS5's language, each word quoted, so that nothing typed is read as part of it, and with those words alone that are where it
 * is looked for. Undefined when nothing can match.
 */
export type Match = (isThere: (word: Word) => boolean) => string | undefined

export function matchOf(
  choices: readonly Choice[],
  placeOf: (choice: Choice) => Place,
  labels: readonly (readonly string[])[] = [],
): Match {
  return (isThere) => {
    const lists = choices.map(({ words, beginning }) => ({ words: words.filter(isThere), beginning }))
    const places = choices.map(placeOf)
    return joined([
      ...lists.map((choice, nth) => listOf(choice, places[nth] ?? 'anywhere')),
      ...labels.map((list) => list.map(quoted)),
    ])
  }
}

function listOf({ words, beginning }: Choice, place: Place): string[] {
  if (typeof place === 'number') return words.slice(0, MOST_LISTED).map(({ text }) => quoted(ofLevel(text, place)))
  const marked = place === 'title' ? inTitle : (word: string) => word
  if (beginning === null) return words.map(({ text }) => quoted(marked(text)))
  const others = words.filter(({ text }) => !text.startsWith(beginning))
  return [...others.map(({ text }) => quoted(marked(text))), `${quoted(marked(beginning))} *`]
}

function joined(lists: readonly (readonly string[])[]): string | undefined {
  if (lists.length === 0 || lists.some((list) => list.length === 0)) return undefined
  return lists.map((list) => `(${list.join(' OR ')})`).join(' AND ')
}

function quoted(word: string): string {
  return `"${word}"`
}
