import type { Part } from './parts.ts'
import { sentencesOf } from './sentences.ts'
import { type Spelling, spell, spellAll } from './spelling.ts'
import { stemOf } from './stem.ts'

/** A word as it stands between two spaces. */
export interface Word {
  text: string
  spelling: Spelling
  core: string
  marks: number
  /** The terms it holds, as places in the reading's terms. */
  terms: readonly number[]
}

/** A word that belongs to no abstract. */
export function wordOf(text: string): Word {
  const spelling = spell(text)
  return { text, spelling, core: spelling.core, marks: spelling.marks, terms: [] }
}

export interface Term {
  stem: string
  /** One of the small words that every text has. */
  isFunction: boolean
  /** How often the abstract has it, how often the title has it, in how many sentences it stands. */
  count: number
  inTitle: number
  spread: number
  /** The first and the last sentence that has it; -1 when none has. */
  first: number
  last: number
}

/** What the words of a title and an abstract come down to, so that lines can be compared by numbers. */
export interface Reading {
  terms: readonly Term[]
  title: readonly number[]
  sentences: readonly (readonly Word[])[]
  /** The part of a structured abstract that each sentence stands in; null where none is labelled. */
  parts: readonly (Part | null)[]
}

export function read(title: string, abstract: string | readonly string[]): Reading {
  const places = new Map<string, number>()
  const terms: Term[] = []
  const placeOf = (stem: string): number => {
    const known = places.get(stem)
    if (known !== undefined) return known
    places.set(stem, terms.length)
    terms.push(newTerm(stem))
    return terms.length - 1
  }
  const inTitle = spellAll(title.replace(/\s+/g, ' ')).flatMap(({ stems }) => stems.map(placeOf))
  for (const place of inTitle) {
    const term = terms[place]
    if (term) term.inTitle++
  }
  const said = sentencesOf(abstract)
  const sentences = said.map((sentence, number) =>
    spellAll(sentence.text).map((spelling): Word => {
      const { text, core, marks } = spelling
      const found = spelling.stems.map(placeOf)
      for (const place of found) note(terms[place], number)
      return { text, spelling, core, marks, terms: found }
    }),
  )
  return { terms, title: inTitle, sentences, parts: said.map(({ part }) => part) }
}

function newTerm(stem: string): Term {
  const isFunction = stem.length < 3 || FUNCTION_STEMS.has(stem)
  return { stem, isFunction, count: 0, inTitle: 0, spread: 0, first: -1, last: -1 }
}

function note(term: Term | undefined, sentence: number): void {
  if (!term) return
  if (term.last !== sentence) term.spread++
  if (term.first < 0) term.first = sentence
  term.last = sentence
  term.count++
}

const FUNCTION_STEMS = new Set(
  'the for with from into and but our are was were been that this these those which its can has have not than such also their they using use via more most'
    .split(' ')
    .map(stemOf),
)
