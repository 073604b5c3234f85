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
  'small spread',
  'title spread',
  'beside title',
  'title beside title',
  'by authors',
  'after we',
  'in first',
  'in last',
  'name',
  'digit',
  'up to 3 letters',
  'up to 5 letters',
  'up to 7 letters',
  'more letters',
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
  const spread = term.spread / reading.sentences.length
  if (term.isFunction) {
    if (nth > 1) emit(AT['small again'], 1)
    if (isInTitle) emit(AT['small title'], 1)
    emit(AT['small count'], Math.log(term.count))
    emit(AT['small spread'], spread)
    return
  }
  if (nth > 1) emit(AT.again, 1)
  if (isInTitle) emit(AT.title, 1)
  emit(AT.count, Math.log(term.count))
  emit(AT.spread, spread)
  if (term.inTitle > 0) emit(AT['title spread'], spread)
  if (term.isName) emit(AT.name, 1)
  if (/\d/.test(term.stem)) emit(AT.digit, 1)
  emit(lettersOf(term.stem), 1)
  surroundings(term, survey, place, emit)
  standing(term, survey, emit)
}

function lettersOf(stem: string): number {
  if (stem.length < 4) return AT['up to 3 letters']
  if (stem.length < 6) return AT['up to 5 letters']
  return stem.length < 8 ? AT['up to 7 letters'] : AT['more letters']
}

function surroundings(term: Term, survey: Survey, place: number, emit: Emit): void {
  const beside = survey.besideTitle[place] ?? 0
  if (beside > 0) emit(term.inTitle > 0 ? AT['title beside title'] : AT['beside title'], Math.min(3, beside))
  const byAuthors = survey.byAuthors[place] ?? 0
  if (byAuthors > 0) emit(AT['by authors'], Math.log(1 + byAuthors))
  if ((survey.afterWe[place] ?? 0) > 0) emit(AT['after we'], 1)
}

function standing(term: Term, { key, sentences }: Survey, emit: Emit): void {
  if (term.first === 0) emit(AT['in first'], 1)
  if (term.last === sentences.length - 1) emit(AT['in last'], 1)
  if (key < 0) return
  if (term.last < key) emit(AT['only before key'], 1)
  else if (term.first > key) emit(AT['only after key'], 1)
  else emit(AT['in key'], 1)
}
