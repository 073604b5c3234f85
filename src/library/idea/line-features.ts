import type { Tail } from './boundaries.ts'
import type { Line } from './lines.ts'
import { Cue } from './marks.ts'
import { type Emit, placesOf } from './places.ts'
import type { Reading, Word } from './reading.ts'
import { Sign } from './spelling.ts'
import { type Counts, countCues, pairOf, type Survey } from './survey.ts'

/** What is known of a line: first of the sentence it comes from, then of itself. */
export const LINE_FEATURES = [
  'place',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'last but one',
  'last',
  'place among few',
  'central',
  'less central than',
  'key',
  'before key',
  'next to key',
  'from key',
  'by authors before',
  'first by authors',
  'not by authors',
  'paper before',
  'after however',
  'next our',
  'next this',
  'next specifically',
  'next we',
  'next however',
  'next the',
  'next results',
  'sentence we',
  'sentence our',
  'sentence paper',
  'sentence propose',
  'sentence show',
  'sentence study',
  'sentence result',
  'sentence background',
  'sentence digit',
  'sentence url',
  'expected at 15',
  'expected at 20',
  'expected at 28',
  'density',
  'like title',
  'title recall',
  'title precision',
  'title pairs',
  'content',
  'length',
  'length squared',
  'under 10',
  'under 15',
  'over 22',
  'kept',
  'cut lead',
  'cut brackets',
  'later clause',
  'cut clause',
  'cut means',
  'cut verb',
  'cut relative',
  'cut phrase',
  'line we',
  'line our',
  'line paper',
  'line propose',
  'line show',
  'line study',
  'line result',
  'line background',
  'line digit',
  'line url',
  'begins we',
  'begins our',
  'begins paper',
  'begins dangling',
  'begins the',
  'begins a',
  'begins in',
  'begins to',
  'begins adverb',
  'we propose',
  'we show',
  'we study',
  'colon',
  'question',
  'brackets',
  'commas',
  'mathematics',
  'pronoun',
  'novel',
  'points back',
  'joined',
  'joined to next',
] as const

const AT = placesOf(LINE_FEATURES)

/** What is known of the sentences that a line comes from; two count half each. */
export function originFeatures(reading: Reading, survey: Survey, { sentence, joined }: Line, emit: Emit): void {
  const share = joined === null ? 1 : 0.5
  for (const number of joined === null ? [sentence] : [sentence, joined]) {
    sentenceFeatures(reading, survey, number, (feature, value) => emit(feature, value * share))
  }
}

/** What all lines of one sentence share. */
export function sentenceFeatures(reading: Reading, survey: Survey, number: number, emit: Emit): void {
  const size = reading.sentences.length
  const { counts, central } = survey.sentences[number] ?? { counts: countCues([]), central: 0 }
  const order = [AT.first, AT.second, AT.third, AT.fourth, AT.fifth][number]
  if (order !== undefined) emit(order, 1)
  emit(AT.place, number / Math.max(1, size - 1))
  if (number === size - 1) emit(AT.last, 1)
  if (number === size - 2) emit(AT['last but one'], 1)
  if (size <= 3) emit(AT['place among few'], number)
  emit(AT.central, central)
  emit(AT['less central than'], survey.sentences.filter((other) => other.central > central).length / size)
  fromKey(survey, number, emit)
  byAuthors(survey, number, emit)
  neighbours(reading, survey, number, emit)
  emitCounts(SENTENCE_COUNTS, counts, emit)
}

function fromKey({ key }: Survey, number: number, emit: Emit): void {
  if (key < 0) return
  emit(AT['from key'], Math.max(-3, Math.min(3, number - key)))
  if (number === key) emit(AT.key, 1)
  if (number < key) emit(AT['before key'], 1)
  if (number === key + 1) emit(AT['next to key'], 1)
}

function byAuthors({ sentences }: Survey, number: number, emit: Emit): void {
  const isByThem = (counts: Counts | undefined): boolean => counts !== undefined && counts.we + counts.paper > 0
  const before = sentences.slice(0, number)
  const earlier = before.filter(({ counts }) => isByThem(counts)).length
  if (isByThem(sentences[number]?.counts)) {
    emit(AT['by authors before'], Math.min(3, earlier))
    if (earlier === 0) emit(AT['first by authors'], 1)
  } else emit(AT['not by authors'], 1)
  if (before.some(({ counts }) => counts.paper > 0)) emit(AT['paper before'], 1)
}

function neighbours({ sentences }: Reading, survey: Survey, number: number, emit: Emit): void {
  if (sentences[number - 1]?.[0]?.core === 'however') emit(AT['after however'], 1)
  const [first, second] = sentences[number + 1] ?? []
  if (!first) return
  const next = NEXT.get(first.core === 'in' && second?.core === 'particular' ? 'specifically' : first.core)
  if (next !== undefined) emit(next, 1)
  if ((survey.sentences[number + 1]?.counts.result ?? 0) > 0) emit(AT['next results'], 1)
}

const NEXT = new Map([
  ['our', AT['next our']],
  ['this', AT['next this']],
  ['these', AT['next this']],
  ['specifically', AT['next specifically']],
  ['we', AT['next we']],
  ['however', AT['next however']],
  ['the', AT['next the']],
])

type CountPlaces = readonly (readonly [keyof Counts, number])[]

const SENTENCE_COUNTS: CountPlaces = [
  ['we', AT['sentence we']],
  ['our', AT['sentence our']],
  ['paper', AT['sentence paper']],
  ['propose', AT['sentence propose']],
  ['show', AT['sentence show']],
  ['study', AT['sentence study']],
  ['result', AT['sentence result']],
  ['background', AT['sentence background']],
  ['digit', AT['sentence digit']],
  ['url', AT['sentence url']],
]
const LINE_COUNTS: CountPlaces = [
  ['we', AT['line we']],
  ['our', AT['line our']],
  ['paper', AT['line paper']],
  ['propose', AT['line propose']],
  ['show', AT['line show']],
  ['study', AT['line study']],
  ['result', AT['line result']],
  ['background', AT['line background']],
  ['digit', AT['line digit']],
  ['url', AT['line url']],
]

function emitCounts(places: CountPlaces, counts: Counts, emit: Emit): void {
  for (const [name, place] of places) if (counts[name] > 0) emit(place, Math.min(2, counts[name]))
}

/** How likely the nth of a term in a line belongs into the idea, 0 to 1. */
export type Chance = (place: number, nth: number) => number

/** Takes each different term of a line. */
export type EmitTerm = (place: number) => void

/** What is a line's own. */
export function lineFeatures(
  reading: Reading,
  survey: Survey,
  line: Line,
  chance: Chance,
  emit: Emit,
  emitTerm: EmitTerm,
): void {
  const tokens = overlaps(reading, survey, line.words, chance, emit, emitTerm)
  emit(AT.length, tokens / 20)
  emit(AT['length squared'], (tokens / 20) ** 2)
  emit(AT['under 10'], Math.max(0, 10 - tokens) / 10)
  emit(AT['under 15'], Math.max(0, 15 - tokens) / 10)
  emit(AT['over 22'], Math.max(0, tokens - 22) / 10)
  emit(AT.kept, line.words.length / (reading.sentences[line.sentence]?.length ?? 1))
  if (line.joined !== null) {
    emit(AT.joined, 1)
    if (line.joined === line.sentence + 1) emit(AT['joined to next'], 1)
  }
  if (line.cuts.lead) emit(AT['cut lead'], 1)
  if (line.cuts.brackets) emit(AT['cut brackets'], 1)
  if (line.cuts.later) emit(AT['later clause'], 1)
  if (line.cuts.tail) emit(TAILS[line.cuts.tail], 1)
  const counts = countCues(line.words)
  emitCounts(LINE_COUNTS, counts, emit)
  if (counts.novel > 0) emit(AT.novel, 1)
  if (counts.pronoun > 0) emit(AT.pronoun, 1)
  if (pointsBack(reading, line.words)) emit(AT['points back'], 1)
  opening(line.words, emit)
  signs(line.words, emit)
}

const TAILS: Readonly<Record<Tail, number>> = {
  clause: AT['cut clause'],
  means: AT['cut means'],
  verb: AT['cut verb'],
  relative: AT['cut relative'],
  phrase: AT['cut phrase'],
}

/** How much of the title, and of what is expected of the idea, a line holds. Returns how many terms it has. */
function overlaps(
  { terms, title }: Reading,
  survey: Survey,
  words: readonly Word[],
  chance: Chance,
  emit: Emit,
  emitTerm: EmitTerm,
): number {
  let size = 0
  let [expected, content, titleContent, titleRecall, titleAll, pairs] = [0, 0, 0, 0, 0, 0]
  let titleBefore = -1
  for (const word of words) {
    for (const place of word.terms) {
      const nth = 1 + countOf(place, size)
      seen[size++] = place
      expected += chance(place, nth)
      if (nth === 1) emitTerm(place)
      const term = terms[place]
      if (!term) continue
      const isInTitle = term.inTitle > 0
      if (isInTitle && titleBefore >= 0 && survey.titlePairs.has(pairOf(titleBefore, place))) pairs++
      titleBefore = isInTitle ? place : -1
      if (term.inTitle >= nth) titleAll++
      if (term.isFunction) continue
      content++
      if (!isInTitle) continue
      titleContent++
      if (nth === 1) titleRecall++
    }
  }
  emit(AT['expected at 15'], (2 * expected) / (size + 15))
  emit(AT['expected at 20'], (2 * expected) / (size + 20))
  emit(AT['expected at 28'], (2 * expected) / (size + 28))
  emit(AT.density, expected / Math.max(1, size))
  emit(AT['like title'], (2 * titleAll) / Math.max(1, size + title.length))
  emit(AT['title recall'], titleRecall / Math.max(1, survey.titleSize))
  emit(AT['title precision'], titleContent / Math.max(1, content))
  emit(AT['title pairs'], pairs / Math.max(1, survey.titlePairs.size))
  emit(AT.content, content / Math.max(1, size))
  return size
}

/** The terms of the line at hand; kept from line to line, since making it anew for each took long. */
const seen: number[] = []

/** How often a place is among the first that were seen. */
function countOf(place: number, size: number): number {
  let count = 0
  for (let at = 0; at < size; at++) if (seen[at] === place) count++
  return count
}

/** Whether a line speaks of `this issue` or `such models`, and neither it nor the title has said before which they are. */
function pointsBack(reading: Reading, words: readonly Word[]): boolean {
  for (let at = 1; at < words.length; at++) {
    const marks = words[at]?.marks ?? 0
    if ((marks & Cue.dangling) !== 0 && isUnnamed(reading, words, at)) return true
  }
  return false
}

function isUnnamed({ terms }: Reading, words: readonly Word[], at: number): boolean {
  const [word, next] = [words[at], words[at + 1]]
  if (!word || !next || !POINTERS.has(word.core)) return false
  if ((next.marks & Cue.paper) !== 0 || NO_POINTER.has(next.core)) return false
  const named = [next, words[at + 2]].flatMap((other) => other?.terms ?? [])
  if (named.some((term) => terms[term]?.isFunction === false && (terms[term]?.inTitle ?? 0) > 0)) return false
  return !words.slice(0, at).some((before) => before.terms.some((term) => named.includes(term)))
}

const POINTERS = new Set(['this', 'these', 'such'])
const NO_POINTER = new Set(['as', 'that', 'a', 'an'])

function opening(words: readonly Word[], emit: Emit): void {
  const [first, second] = words
  if (!first) return
  const marks = second?.marks ?? 0
  if (first.core === 'we') {
    if (marks & Cue.propose) emit(AT['we propose'], 1)
    if (marks & Cue.show) emit(AT['we show'], 1)
    if (marks & Cue.study) emit(AT['we study'], 1)
  }
  const isPaper = first.core === 'this' && (marks & Cue.paper) !== 0
  const begins = isPaper
    ? AT['begins paper']
    : first.marks & Cue.dangling
      ? AT['begins dangling']
      : BEGINS.get(first.core)
  if (begins !== undefined) emit(begins, 1)
}

const BEGINS = new Map([
  ['we', AT['begins we']],
  ['our', AT['begins our']],
  ['the', AT['begins the']],
  ['a', AT['begins a']],
  ['an', AT['begins a']],
  ['in', AT['begins in']],
  ['to', AT['begins to']],
  ...['however', 'furthermore', 'moreover', 'finally', 'specifically'].map((core): [string, number] => [
    core,
    AT['begins adverb'],
  ]),
])

function signs(words: readonly Word[], emit: Emit): void {
  let all = 0
  let commas = 0
  for (const { marks } of words) {
    all |= marks
    if ((marks & Sign.comma) !== 0) commas++
  }
  if ((all & Sign.colon) !== 0) emit(AT.colon, 1)
  if ((all & Sign.question) !== 0) emit(AT.question, 1)
  if ((all & Sign.bracket) !== 0) emit(AT.brackets, 1)
  if ((all & Sign.mathematics) !== 0) emit(AT.mathematics, 1)
  emit(AT.commas, Math.min(3, commas))
}
