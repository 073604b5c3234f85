import { boundariesOf, FAR, type Tail } from './boundaries.ts'
import { Grammar, has } from './grammar.ts'
import { Cue, speaks } from './marks.ts'
import type { Word } from './reading.ts'
import { Sign, spell } from './spelling.ts'

/** A sentence, or what is left of it after a cut that does not break it. */
export interface Line {
  sentence: number
  /** The later sentence whose statement is joined on, or null. */
  joined: number | null
  words: readonly Word[]
  cuts: Cuts
}

/** How a line came from its sentence. */
export interface Cuts {
  /** An opening such as `In this paper,` is gone. */
  lead: boolean
  brackets: boolean
  /** The clause that was taken is not the sentence's first. */
  later: boolean
  tail: Tail | null
}

/** Every line that a sentence offers. */
export function linesOf(sentence: readonly Word[], number: number): Line[] {
  const plain = withoutBrackets(sentence)
  const bases = plain === sentence ? [sentence] : [sentence, plain]
  return bases.flatMap((base) =>
    startsOf(base).flatMap(({ words, lead, later }) => {
      const cuts = { lead, brackets: base !== sentence, later }
      const whole = { sentence: number, joined: null, words, cuts: { ...cuts, tail: null } }
      return [
        whole,
        ...shortened(words).map((cut) => ({
          sentence: number,
          joined: null,
          words: cut.words,
          cuts: { ...cuts, tail: cut.tail },
        })),
      ]
    }),
  )
}

function withoutBrackets(words: readonly Word[]): readonly Word[] {
  if (!words.some((word) => has(word, Sign.bracket))) return words
  const kept: Word[] = []
  let depth = 0
  for (const word of words) {
    // `0.4 (stat) ± 0.4 (sys)` would say something else.
    if (word.text === '±') return words
    if (depth === 0 && !OPENS.test(word.text)) {
      kept.push(word)
      continue
    }
    if (FORMULA.test(word.text)) return words
    depth += word.spelling.depth
    if (depth > 0) continue
    const closing = CLOSES.exec(word.text)
    if (depth < 0 || !closing) return words
    const last = kept.at(-1)
    if (last && closing[1] && !ENDS.test(last.text)) kept[kept.length - 1] = respelt(last, last.text + closing[1])
  }
  return depth === 0 && kept.length > 0 ? kept : words
}

/** The same word with other punctuation. */
export function respelt(word: Word, text: string): Word {
  const spelling = spell(text)
  return { ...word, text: spelling.text, spelling, marks: spelling.marks }
}

const OPENS = /^[([]/
/** What is multiplied with what comes after is no remark: `(2 + o(1)) log n`. */
const FORMULA = /^[+*^]$|o\(1\)/
const CLOSES = /[)\]]([.,;:!?]*)$/
const ENDS = /[.,;:!?]$/

interface Start {
  words: readonly Word[]
  lead: boolean
  later: boolean
}

function startsOf(words: readonly Word[]): Start[] {
  const whole = { words, lead: false, later: false }
  const opened = afterLead(words)
  // One idle opening may follow another, as in `However, here we show`.
  if (opened?.isIdle) return startsOf(opened.start.words).map((start) => ({ ...start, lead: true }))
  const starts = opened ? [whole, opened.start] : [whole]
  const later = laterStarts(words)
  const kept = later.some(({ lead }) => lead) && isIdleLead(words) ? later : [...starts, ...later]
  return kept
    .map((start) => ({ ...start, words: withoutAdverb(start.words) }))
    .flatMap((start) => [start, ...secondVerbs(start)])
}

/** The clause after an opening; an idle opening (`However,`, `In this paper,`) tells nothing and is never kept. */
function afterLead(words: readonly Word[]): { start: Start; isIdle: boolean } | null {
  const first = words[0]
  if (first && IDLE.has(first.core) && speaks(words, 1)) return leadUntil(words, 1, true)
  const comma = words.findIndex((word) => has(word, Sign.comma))
  if (!first || comma < 0 || comma > 15 || comma === words.length - 1) return null
  const isIdle = (comma < 3 && IDLE.has(first.core)) || (comma < 5 && isIdleLead(words)) || pointsBefore(words, comma)
  if (!isIdle && !(LEADS.has(first.core) && (isSubject(words, comma + 1) || isDoing(words, comma + 1)))) return null
  return leadUntil(words, comma + 1, isIdle)
}

/** `To address this gap,` and `To raise its speed,` are nothing to those who have not read of the gap, nor of what it is. */
const pointsBefore = (words: readonly Word[], comma: number): boolean =>
  PURPOSES.has(words[0]?.core ?? '') &&
  words.slice(1, comma).some(({ core }, at) => POINTERS.has(core) && !WORKS.has(words[at + 2]?.core ?? ''))

const PURPOSES = new Set(['to', 'in', 'despite', 'because', 'given'])
const POINTERS = new Set(['this', 'these', 'those', 'its', 'their', 'them', 'it'])
const WORKS = new Set(['paper', 'work', 'article', 'study', 'letter', 'report'])

const leadUntil = (words: readonly Word[], at: number, isIdle: boolean): { start: Start; isIdle: boolean } => ({
  start: { words: words.slice(at), lead: true, later: false },
  isIdle,
})

const isIdleLead = ([first, second, third]: readonly Word[]): boolean =>
  first?.core === 'here' ||
  IDLE_PAIRS.has(`${first?.core} ${second?.core}`) ||
  (first?.core === 'in' && second?.core === 'this' && IDLE_PLACES.has(third?.core ?? ''))

const IDLE_PAIRS = new Set(
  'in addition,in particular,in contrast,in fact,in short,in summary,in conclusion,in turn,to this,to that,to do,as a,as such,for example,for instance,at last,of note'.split(
    ',',
  ),
)
const IDLE_PLACES = new Set(['paper', 'work', 'article', 'study', 'letter', 'report'])
const IDLE = new Set(
  'however herein furthermore moreover additionally finally specifically particularly thus therefore hence consequently accordingly instead here then further also besides lastly first firstly second secondly third thirdly next overall nevertheless nonetheless notably importantly crucially interestingly surprisingly remarkably concretely alternatively recently unfortunately and but so yet indeed conversely similarly likewise meanwhile subsequently ultimately'.split(
    ' ',
  ),
)
const LEADS = new Set([
  ...IDLE,
  ...'in to by for with using while although though whereas despite unlike given through towards toward on under from based motivated inspired building leveraging as at after during since because when due rather among beyond drawing following considering compared more most along together within via without over empirically experimentally theoretically'.split(
    ' ',
  ),
])

/** Whether a clause begins here, as far as its first word tells. */
function isSubject(words: readonly Word[], at: number): boolean {
  const word = words[at]
  if (word === undefined || !SUBJECTS.has(word.core) || has(word, Sign.comma) || at + 1 >= words.length) return false
  // `For q = 3, the case of caps, this gives …`: said by the way before the clause.
  return !words
    .slice(at + 2, at + ASIDE)
    .some(({ core }, next) => has(words[at + 1 + next], Sign.comma) && SPEAKERS.has(core))
}

const ASIDE = 9
const SPEAKERS = new Set(['we', 'this', 'it'])

/** `Among adults, sleeping late raised …` */
const isDoing = (words: readonly Word[], at: number): boolean =>
  /[a-z]{3}ing$/.test(words[at]?.text ?? '') && words.slice(at + 1).every((word) => !has(word, Sign.comma | Cue.we))

const SUBJECTS = new Set(['we', 'this', 'the', 'our', 'a', 'an'])

/** Clauses that begin with `we` further on: after an opening without a comma, after `; `, after `, and`. */
function laterStarts(words: readonly Word[]): Start[] {
  const first = words[0]?.core ?? ''
  const starts: Start[] = []
  let comma = -1
  for (let at = 1; at < Math.min(FAR, words.length); at++) {
    const before = words[at - 1]
    if (comma < 0 && has(before, Sign.comma)) comma = at - 1
    if (!before || !speaks(words, at)) continue
    const joins = JOINS.has(before.core) && has(words[at - 2], Sign.comma | Sign.parting)
    const isParted = joins || has(before, Sign.parting)
    const isShortLead = at < 8 && comma < 0 && SHORT_LEADS.has(first)
    const isLongLead = at < 24 && comma >= 0 && comma < at - 1 && has(before, Sign.comma) && LEADS.has(first)
    if (isParted) starts.push({ words: words.slice(at), lead: false, later: true })
    else if (isShortLead || isLongLead) starts.push({ words: words.slice(at), lead: true, later: false })
  }
  return starts
}

const JOINS = new Set(['and', 'but', 'so', 'thus', 'hence', 'therefore', 'then', 'yet'])
const SHORT_LEADS = new Set(
  'in here to thus hence therefore then also so and but finally first second with by towards'.split(' '),
)

/** `We also show` says `we show` to those who have not read what comes before. */
function withoutAdverb(words: readonly Word[]): readonly Word[] {
  const [subject, adverb, verb] = words
  if (!subject || !adverb || !verb || !speaks(words, 0)) return words
  return CONNECTING.has(adverb.core) && has(verb, Grammar.verb) ? [subject, ...words.slice(2)] : words
}

const CONNECTING = new Set(
  'also further furthermore additionally then thus therefore hence finally next instead moreover first subsequently consequently'.split(
    ' ',
  ),
)

/** `We build this and show that`: the subject with its second verb. */
function secondVerbs(start: Start): Start[] {
  const [subject, verb] = start.words
  if (!subject || !verb || !speaks(start.words, 0) || !has(verb, Grammar.verb)) return []
  return start.words.slice(0, FAR).flatMap((word, at) => {
    if (word.core !== 'and' || at < 4 || start.words.slice(2, at).some(({ core }) => MODALS.has(core))) return []
    const from = at + (has(start.words[at + 1], Grammar.adverb) ? 2 : 1)
    if (!has(start.words[from], Grammar.cueVerb)) return []
    return [{ ...start, words: [subject, ...start.words.slice(from)], later: true }]
  })
}

/** After these, what follows `and` may belong to them: `We show that it can float and carry`. */
const MODALS = new Set(['can', 'could', 'may', 'might', 'will', 'would', 'should', 'must'])

/** What is left when the end is cut off. Nothing is cut out of the middle: what comes after seldom fits what comes before. */
const shortened = (words: readonly Word[]): { words: readonly Word[]; tail: Tail }[] =>
  boundariesOf(words, leadOf(words)).map(({ at, tail }) => ({ words: words.slice(0, at), tail }))

/** The length of an opening like `While they are fast,` that needs a clause to follow. */
function leadOf(words: readonly Word[]): number {
  const first = words[0]?.core ?? ''
  if (!LEADS.has(first) && !has(words[0], Grammar.subordinator) && !/[a-z]{3}ing$/.test(first)) return 0
  const comma = words.findIndex((word, at) => has(word, Sign.comma) && !RELATIVES.has(words[at + 1]?.core ?? ''))
  return comma + 1
}

const RELATIVES = new Set(['which', 'where', 'who', 'whose', 'such', 'including'])
