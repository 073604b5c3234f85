import { type Emit, placesOf } from './places.ts'
import type { Reading, Term } from './reading.ts'
import type { Survey } from './survey.ts'

/** What is known of a word of the abstract, apart from which word it is. `small` goes for the words every text has. */
export const WORD_FEATURES = [
  'always',
  'again',
  'small again',
  'third time',
  'title',
  'small title',
  'more than title',
  'count',
  'small count',
  'spread',
  'beside title',
  'by authors',
  'in key',
  'only before key',
  'only after key',
] as const

const AT = placesOf(WORD_FEATURES)

/** Tells what bears on whether a word belongs into the idea, given that it is the nth of its kind there. */
export function wordFeatures(reading: Reading, survey: Survey, place: number, nth: number, emit: Emit): void {
  const term = reading.terms[place]
  if (!term) return
  emit(AT.always, 1)
  if (nth > 2) emit(AT['third time'], 1)
  if (term.inTitle > 0 && nth > term.inTitle) emit(AT['more than title'], 1)
  const isInTitle = term.inTitle >= nth
  if (term.isFunction) {
    if (nth > 1) emit(AT['small again'], 1)
    if (isInTitle) emit(AT['small title'], 1)
    emit(AT['small count'], Math.log(term.count))
    return
  }
  if (nth > 1) emit(AT.again, 1)
  if (isInTitle) emit(AT.title, 1)
  emit(AT.count, Math.log(term.count))
  emit(AT.spread, term.spread / reading.sentences.length)
  // Words of the title stand beside each other anyway.
  if (term.inTitle === 0) emit(AT['beside title'], Math.min(3, survey.besideTitle[place] ?? 0))
  emit(AT['by authors'], Math.log(1 + (survey.byAuthors[place] ?? 0)))
  fromKey(term, survey.key, emit)
}

function fromKey({ first, last }: Term, key: number, emit: Emit): void {
  if (key < 0) return
  if (last < key) emit(AT['only before key'], 1)
  else if (first > key) emit(AT['only after key'], 1)
  else emit(AT['in key'], 1)
}
