import type { Line } from './lines.ts'
import { Cue } from './marks.ts'
import { type Emit, placesOf } from './places.ts'
import { pointsBack } from './points-back.ts'
import type { Reading, Word } from './reading.ts'
import { Sign } from './spelling.ts'
import type { Survey } from './survey.ts'

/**
 * What is known of a line: first of the sentence it comes from, then of itself. Few, since with many more the ranker
 * chose worse for papers that it had not seen.
 */
export const LINE_FEATURES = [
  'place',
  'second',
  'less central than',
  'key',
  'sentence propose',
  'sentence study',
  'expected at 15',
  'expected at 20',
  'expected at 28',
  'title recall',
  'over 22',
  'begins paper',
  'brackets',
  'commas',
  'points back',
  'joined',
] as const

const AT = placesOf(LINE_FEATURES)

/** What is known of the sentences that a line comes from; two count half each. */
export function originFeatures(survey: Survey, { sentence, joined }: Line, emit: Emit): void {
  const share = joined === null ? 1 : 0.5
  for (const number of joined === null ? [sentence] : [sentence, joined]) {
    sentenceFeatures(survey, number, (feature, value) => emit(feature, value * share))
  }
}

/** What all lines of one sentence share. */
export function sentenceFeatures({ sentences, key }: Survey, number: number, emit: Emit): void {
  const sentence = sentences[number]
  if (!sentence) return
  let above = 0
  for (const { central } of sentences) if (central > sentence.central) above++
  emit(AT.place, number / Math.max(1, sentences.length - 1))
  if (number === 1) emit(AT.second, 1)
  emit(AT['less central than'], above / sentences.length)
  if (number === key) emit(AT.key, 1)
  emit(AT['sentence propose'], Math.min(2, sentence.proposes))
  emit(AT['sentence study'], Math.min(2, sentence.studies))
}

/** How likely the nth of a term in a line belongs into the idea, 0 to 1. */
export type Chance = (place: number, nth: number) => number

/** What is a line's own. */
export function lineFeatures(
  reading: Reading,
  survey: Survey,
  { words, joined }: Line,
  chance: Chance,
  emit: Emit,
): void {
  overlaps(reading, survey, words, chance, emit)
  let signs = 0
  let commas = 0
  for (const { marks } of words) {
    signs |= marks
    if ((marks & Sign.comma) !== 0) commas++
  }
  if (words[0]?.core === 'this' && ((words[1]?.marks ?? 0) & Cue.paper) !== 0) emit(AT['begins paper'], 1)
  if (joined !== null) emit(AT.joined, 1)
  if ((signs & Sign.bracket) !== 0) emit(AT.brackets, 1)
  emit(AT.commas, Math.min(3, commas))
  if ((signs & Cue.dangling) !== 0 && pointsBack(reading, words)) emit(AT['points back'], 1)
}

/** How much of the title, and of what is expected of the idea, a line holds. */
function overlaps({ terms }: Reading, survey: Survey, words: readonly Word[], chance: Chance, emit: Emit): void {
  let [size, expected, inTitle] = [0, 0, 0]
  for (const word of words) {
    for (const place of word.terms) {
      const nth = 1 + countOf(place, size)
      seen[size++] = place
      expected += chance(place, nth)
      const term = terms[place]
      if (term && nth === 1 && term.inTitle > 0 && !term.isFunction) inTitle++
    }
  }
  emit(AT['expected at 15'], (2 * expected) / (size + 15))
  emit(AT['expected at 20'], (2 * expected) / (size + 20))
  emit(AT['expected at 28'], (2 * expected) / (size + 28))
  emit(AT['title recall'], inTitle / Math.max(1, survey.titleSize))
  emit(AT['over 22'], Math.max(0, size - 22) / 10)
}

/** The terms of the line at hand; kept from line to line, since making it anew for each took long. */
const seen: number[] = []

/** How often a place is among the first that were seen. */
function countOf(place: number, size: number): number {
  let count = 0
  for (let at = 0; at < size; at++) if (seen[at] === place) count++
  return count
}
