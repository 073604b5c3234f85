import { Grammar, has } from './grammar.ts'
import { joinedLines } from './joined.ts'
import { type Line, linesOf } from './lines.ts'
import { Cue } from './marks.ts'
import type { Reading, Word } from './reading.ts'
import { Sign } from './spelling.ts'
import { isLabelled, preferring, tellingLines } from './telling.ts'

const MOST_WORDS = 30

/** The lines that may become the idea: the best kind that the abstract has. */
export function candidatesOf(reading: Reading): Line[] {
  const ofAuthors = shortLines(reading, isLabelled(reading) ? 0 : keyOf(reading)).filter(isComplete)
  const standing = ofAuthors.filter((line) => standsAlone(line.words) && addsToTitle(reading, line))
  if (standing.length > 0) {
    const best = tellingLines(
      reading,
      preferring(standing, (line) => isClear(line.words)),
    )
    return [...best, ...joinedLines(best, MOST_WORDS)]
  }
  const short = shortLines(reading, 0)
  const complete = short.filter(isComplete)
  const alone = complete.filter((line) => standsAlone(line.words) && addsToTitle(reading, line))
  if (alone.length > 0) return alone
  if (complete.length > 0) return complete
  const whole = short.filter(({ words, cuts }) => cuts.tail === null && words.length >= LEAST_WORDS)
  return whole.length > 0 ? whole : reading.sentences.flatMap(stopSomewhere)
}

const shortLines = ({ sentences }: Reading, from: number): Line[] =>
  sentences
    .flatMap((words, number) => (number < from ? [] : linesOf(words, number)))
    .filter(({ words }) => words.length <= MOST_WORDS)

/** The first sentence in which the authors speak; what comes before tells what others did. 0 when they never do. */
const keyOf = ({ sentences }: Reading): number => Math.max(0, sentences.findIndex(isByAuthors))

const isByAuthors = (words: readonly Word[]): boolean =>
  words.some(
    (word, at) => has(word, Cue.we | Cue.our) || (has(word, Cue.paper) && OWN.has(words[at - 1]?.core ?? '')),
  ) || isStated(words)

/** `This paper`, `the present paper`. */
const OWN = new Set(['this', 'present'])

/** `It is proved that …`, `This is the first …` */
function isStated([first, second, third, fourth, fifth]: readonly Word[]): boolean {
  if (second?.core !== 'is') return false
  if (first?.core === 'this')
    return third?.core === 'the' && fourth?.core === 'first' && !NOVELTIES.has(fifth?.core ?? '')
  return first?.core === 'it' && STATED.has(third?.core ?? '') && fourth?.core === 'that'
}

/** `The first study of …` boasts. */
const NOVELTIES = new Set(['study', 'evidence', 'time', 'report', 'attempt', 'work', 'trial', 'review'])
const STATED = new Set('proved proven shown argued demonstrated established found concluded'.split(' '))

const LEAST_WORDS = 4
/** What is cut shorter has lost what it was about. */
const LEAST_CUT_WORDS = 6

function isComplete({ words, cuts }: Line): boolean {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last || words.length < (cuts.tail === null ? LEAST_WORDS : LEAST_CUT_WORDS)) return false
  if (cuts.tail !== null && has(last, Grammar.neverLast)) return false
  const isBegun = cuts.lead || cuts.later || !/^\p{Ll}+$/u.test(first.text)
  return isBegun && (isWhole(words, cuts) || words.some(isVerb)) && isBalanced(words)
}

/** A sentence as the authors wrote it, whose verb need not be known. */
const isWhole = (words: readonly Word[], { lead, later, tail }: Line['cuts']): boolean =>
  !lead && !later && tail === null && words.length >= LEAST_CUT_WORDS && /[.!]$/.test(words.at(-1)?.text ?? '')

/** A known verb, or what looks like one that is over. */
const isVerb = (word: Word, at: number): boolean => has(word, Grammar.verb) || (at > 1 && word.core.endsWith('ed'))

function isBalanced(words: readonly Word[]): boolean {
  let [depth, braces, quotes, dollars] = [0, 0, 0, 0]
  for (const { text, marks, spelling } of words) {
    if ((marks & Sign.paired) === 0) continue
    depth += spelling.depth
    if (depth < 0) return false
    for (const character of text) {
      if (character === '{' || character === '“') braces++
      else if (character === '}' || character === '”') braces--
      else if (character === '"') quotes++
      else if (character === '$') dollars++
    }
  }
  return depth === 0 && braces === 0 && quotes % 2 === 0 && dollars % 2 === 0
}

/**
 * Neither asks nor gives an address. A line that begins with `this`, `they` or `such` speaks of what the reader has not
 * seen; `this paper` does not.
 */
function standsAlone(words: readonly Word[]): boolean {
  if (words.some((word) => has(word, Sign.question | Cue.url))) return false
  const [first, second] = words
  // `To assess whether …` is what was meant to be done, and no sentence.
  if (
    first?.core === 'to' &&
    !words.some((word, at) => at > 1 && has(words[at - 1], Sign.comma) && SUBJECTS.has(word.core))
  )
    return false
  if (!first || (first.marks & Cue.dangling) === 0) return true
  return (first.core === 'this' && ((second?.marks ?? 0) & Cue.paper) !== 0) || isStated(words)
}

const SUBJECTS = new Set(['we', 'this', 'the', 'our', 'a', 'an', 'it', 'i'])

/** Whether the first verb has an object of its own, and no bare `this` as in `We do this by …`. */
function isClear(words: readonly Word[]): boolean {
  if (isOfSomebody(words) || isOfThem(words)) return false
  if (isStated(words)) return true
  const bare = words.slice(1, NEAR).findIndex(({ core }) => BARE.has(core)) + 1
  if (bare === 0) return true
  const next = words[bare + 1]
  if (!next || has(words[bare], Sign.comma) || words[bare]?.core === 'they') return false
  return !has(next, Grammar.neverLast) || has(next, Grammar.auxiliary)
}

/** `Drawing on old letters, it shows …` does not say what does. */
function isOfSomebody(words: readonly Word[]): boolean {
  if (!/ing$|^based$|^through$/.test(words[0]?.core ?? '')) return false
  return words.some(({ core }, at) => has(words[at - 1], Sign.comma) && (core === 'it' || core === 'they'))
}

/** `Half of them, …` does not say whom. */
const isOfThem = (words: readonly Word[]): boolean =>
  words.slice(0, FAR).some(({ core }, at) => core === 'them' && words[at - 1]?.core === 'of')

const FAR = 10

/** Words among which the object of the first verb begins. */
const NEAR = 5
const BARE = new Set(['this', 'these', 'it', 'them', 'they'])

function addsToTitle({ terms }: Reading, { words }: Line): boolean {
  let added = 0
  for (const word of words) {
    for (const place of word.terms) {
      const term = terms[place]
      if (term && !term.isFunction && term.inTitle === 0) added++
    }
    if (added >= LEAST_ADDED) return true
  }
  return false
}

const LEAST_ADDED = 2

/** For sentences that are too long and cannot be cut well: the longest beginning that ends with a phrase. */
function stopSomewhere(words: readonly Word[], sentence: number): Line[] {
  for (let at = Math.min(MOST_WORDS, words.length); at >= LEAST_WORDS; at--) {
    const [last, next] = [words[at - 1], words[at]]
    if (!last || !(has(last, Grammar.nounLike) || /[,;:.!?]$/.test(last.text))) continue
    if (next && !has(next, Grammar.neverLast) && !/[,;:]$/.test(last.text)) continue
    const line: Line = {
      sentence,
      joined: null,
      words: words.slice(0, at),
      cuts: { lead: false, brackets: false, later: false, tail: 'phrase' },
    }
    if (isBalanced(line.words)) return [line]
  }
  return []
}
