import { wantsPhrase } from './complements.ts'
import { fillsClause, Grammar, has, type Marked, mainVerbOf } from './grammar.ts'
import { Sign } from './spelling.ts'

/** A word whose brackets are counted. */
interface Bracketed extends Marked {
  spelling: { depth: number }
}

/** A place before which a sentence may stop. */
export interface Boundary {
  at: number
  tail: Tail
}

/** What begins there: a clause, a means (`by using …`), a second verb, a relative clause, a phrase (`for …`). */
export type Tail = 'clause' | 'means' | 'verb' | 'relative' | 'phrase'

/** The places, after the verb and what it needs, before which a sentence may stop and is still whole and still true. */
export function boundariesOf(words: readonly Bracketed[], lead: number): Boundary[] {
  const verb = mainVerbOf(words, lead)
  // A question says nothing before its end.
  if (verb < 0 || has(words.at(-1), Sign.question)) return []
  const boundaries: Boundary[] = []
  const state = { depth: 0, waiting: 0, pairFrom: NONE, isNegated: false, hasComma: false, isListing: false }
  const listEnd = endOfList(words)
  let isParted = false
  let commas = 0
  for (let at = 1; at < Math.min(FAR, words.length); at++) {
    const before = words[at - 1]
    const word = words[at]
    if (!before || !word) break
    state.depth += before.spelling.depth
    if (has(before, Grammar.negative)) state.isNegated = true
    // `not only this` waits for `but also that`, however long it takes.
    if (before.core === 'not' && NOT_ALONE.has(word.core)) break
    if (PAIRED.has(before.core)) state.pairFrom = at
    else if (before.core === 'and' || before.core === 'or' || before.core === 'nor') state.pairFrom = NONE
    // What a colon announces is a whole, or a list that is told to its end.
    if (isParted) break
    isParted = at > verb && has(before, Sign.parting)
    if (has(before, Grammar.subordinator) && !isClauseShort(before.core, word.core)) state.waiting++
    else if (state.waiting > 0 && fillsClause(words, at - 1)) state.waiting--
    const isComma = has(before, Sign.comma) && at - 1 > verb
    if (has(before, Sign.comma) && at > lead && at < listEnd) commas++
    const isFirstComma = isComma && !state.hasComma
    if (isComma) {
      if (!isAside(word.core) && (state.hasComma || at < listEnd)) state.isListing = true
      state.hasComma = true
    }
    if (at >= listEnd) state.isListing = false
    if (state.depth > 0 || state.waiting > 0 || at < verb + 2 || at < LEAST) continue
    if (state.isListing && !isFirstComma) continue
    // A second member of an enumeration that has not come to its `and`.
    if (has(before, Sign.comma) && commas > 1 && at < listEnd) continue
    if (has(before, Grammar.neverLast | Grammar.bareVerb) || at < state.pairFrom + PAIR_SPAN) continue
    // `to walk`: a verb, which may want more than it has.
    if (words[at - 2]?.core === 'to') continue
    const tail = tailAt(words, at)
    if (tail && (tail === 'clause' || !state.isNegated)) boundaries.push({ at, tail })
  }
  return boundaries
}

/** Words from which on nothing is looked for: no sentence that people wrote goes on so long. */
export const FAR = 80

/** `while training`, unlike `that training`, needs no verb to come. */
const isClauseShort = (subordinator: string, next: string): boolean =>
  next.endsWith('ing') && TAKES_PARTICIPLE.has(subordinator)

const TAKES_PARTICIPLE = new Set(['while', 'when', 'since', 'if', 'where'])

/** Fewer words say nothing. */
const LEAST = 4

/** Where the last member of an enumeration (`, and …`) begins, or 0. */
function endOfList(words: readonly Bracketed[]): number {
  for (let at = words.length - 2; at > 1; at--) {
    const core = words[at]?.core
    if ((core === 'and' || core === 'or') && has(words[at - 1], Sign.comma)) return at + 1
  }
  return 0
}

/** Whether what follows a comma is said by the way, and no further member of an enumeration. */
const isAside = (core: string): boolean => ASIDES.has(core) || /[a-z]{3}ing$/.test(core)

const ASIDES = new Set(
  'a an which where who whose while whereas thereby thus such namely by using based without with when because since and but so'.split(
    ' ',
  ),
)

/** Words that wait for an `and` or `or`, but not for ever. */
const PAIRED = new Set(['both', 'either', 'between', 'neither'])
const NOT_ALONE = new Set(['only', 'just', 'merely', 'simply'])
const PAIR_SPAN = 6
const NONE = -PAIR_SPAN

function tailAt(words: readonly Bracketed[], at: number): Tail | null {
  const [before, word, next, after] = [words[at - 1], words[at], words[at + 1], words[at + 2]]
  if (!before || !word) return null
  if (has(before, Sign.parting) || DASH.test(word.text)) return ANNOUNCES.test(before.core) ? null : 'clause'
  if (has(before, Sign.comma)) {
    if (word.core === 'and' || word.core === 'or') return isStatement(next, after) ? 'clause' : null
    return has(before, Grammar.nounLike) || /(ed|ing|ly|\d)$/.test(before.core) ? 'clause' : null
  }
  if (word.core === 'and') return isStatement(next, after) ? 'verb' : null
  if (isMeans(word.core, next?.core ?? '')) return 'means'
  if (!has(before, Grammar.nounLike)) return null
  if (RELATIVES.has(word.core)) return has(next, Grammar.verbLike) ? 'relative' : null
  if (word.core === 'to' && before.core === 'order') return null
  if (word.core === 'to') return has(next, Grammar.verb) && !wantsInfinitive(words, at) ? 'phrase' : null
  // After `meadows or forests` it may well belong to the last of them.
  if (wantsPhrase(words, at) || words[at - 2]?.core === 'or' || words[at - 2]?.core === 'and') return null
  // In `from then on;` it is none.
  return PREPOSITIONS.has(word.core) && !has(word, Sign.comma | Sign.parting) ? 'phrase' : null
}

const RELATIVES = new Set(['that', 'which', 'where'])

/** Whether what is joined on says something of its own: `and we …`, `and finally show …`. */
function isStatement(first: Bracketed | undefined, second: Bracketed | undefined): boolean {
  if (first?.core === 'we' || first?.text === 'I' || has(first, Grammar.cueVerb)) return true
  return has(first, Grammar.adverb) && (second?.core === 'we' || has(second, Grammar.cueVerb))
}

const DASH = /^[-–—]+$/
const ANNOUNCES = /^(follow(s|ing)|questions?|is|are)$/

function isMeans(core: string, next: string): boolean {
  if (MEANS.has(core)) return true
  if (core === 'by') return next.endsWith('ing')
  if (core === 'so' || core === 'such') return next === 'that'
  return (core === 'in' && next === 'order') || (core === 'as' && next === 'well')
}

const MEANS = new Set(
  'via using through while whereas thereby because although though compared without based'.split(' '),
)
const PREPOSITIONS = new Set('for in on with from by at across over within under during among against as'.split(' '))

function wantsInfinitive(words: readonly Bracketed[], at: number): boolean {
  return words.slice(Math.max(0, at - 8), at).some(({ core }) => WANTS_INFINITIVE.test(core))
}

const WANTS_INFINITIVE =
  /^(abilit|able|adapt|aim|allow|appl|attempt|capab|capacity|caus|challeng|compar|due|enabl|encourag|extend|fail|forc|goal|help|how|incentiv|invariant|lead|learn|mapp|motivat|need|opportunit|permit|potential|relat|requir|resist|respect|robust|seek|subject|task|tend|train|try|want|way)/
