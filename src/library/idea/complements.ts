import type { Marked } from './grammar.ts'

/** Whether a word before still wants the phrase that begins here: `differ from`, `based on`, `with an error of`. */
export function wantsPhrase(words: readonly Marked[], at: number): boolean {
  const preposition = words[at]?.core ?? ''
  if (isMeasure(words, at) || isQuantity(words, at) || isCompared(words, at)) return true
  if (isAwaited(words, at)) return true
  const wanting = WANTING[preposition]
  if (wanting === undefined) return false
  for (let back = at - 1; back >= Math.max(0, at - NEAR); back--) {
    const word = words[back]
    if (!word || word.text.endsWith(',') || word.core === preposition) return false
    if (wanting.test(word.core)) return true
  }
  return false
}

/** `With error`, without an article, is to be told how much it is. */
function isMeasure(words: readonly Marked[], at: number): boolean {
  return MEASURES.test(words[at - 1]?.core ?? '') && BEFORE_MEASURES.has(words[at - 2]?.core ?? '')
}

/** `A degree of at least four`, `as many as before`. */
function isQuantity(words: readonly Marked[], at: number): boolean {
  const [word, next, after] = [words[at]?.core, words[at + 1]?.core ?? '', words[at + 2]?.core]
  return (word === 'at' && BOUNDS.has(next)) || (word === 'as' && after === 'as')
}

/** `Bound the size of sets with no … by …`: what a verb before waits for, and comes further on. */
function isAwaited(words: readonly Marked[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - FAR); back--) {
    const awaited = AWAITS[words[back]?.core ?? '']
    if (awaited && words.slice(at, at + NEAR + 2).some(({ core }) => core === awaited)) return true
  }
  return false
}

const FAR = 10
const AWAITS: Readonly<Record<string, string | undefined>> = {
  bound: 'by',
  bounds: 'by',
  replace: 'by',
  replaces: 'by',
  replaced: 'by',
  turn: 'into',
  turns: 'into',
  convert: 'into',
  converts: 'into',
  converted: 'into',
  transform: 'into',
  transforms: 'into',
  divide: 'into',
  divides: 'into',
  split: 'into',
  splits: 'into',
  attribute: 'to',
  attributes: 'to',
}

/** `More than mice with …`, `against 22% in …`: what something is compared with is told whole. */
function isCompared(words: readonly Marked[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - NEAR); back--) {
    const word = words[back]
    if (!word || word.text.endsWith(',')) return false
    if (COMPARES.has(word.core)) return true
  }
  return false
}

const COMPARES = new Set(['than', 'against', 'versus', 'vs', 'unlike'])
const BOUNDS = new Set(['least', 'most'])
const MEASURES =
  /^(error|accuracy|probability|precision|sensitivity|specificity|confidence|cost|complexity|rate|frequency|temperature|resolution|risk)s?$/
const BEFORE_MEASURES = new Set(['with', 'at', 'to', 'within', 'by'])
const NEAR = 6

const WANTING: Readonly<Record<string, RegExp>> = {
  as: formsOf('treat view regard interpret formulat reformulat cast fram model serv act defin'),
  with: formsOf('compar combin coupl pair replac associat integrat correlat equip align agree deal interact compet'),
  from: formsOf('differ distinguish separat prevent protect infer suffer benefit aris emerg stem isolat'),
  on: formsOf('bas depend rely reli impos condition concentrat effect impact influence emphasis'),
  for: formsOf('account compensat substitut search blam adjust responsible candidate call'),
  in: formsOf(
    'result consist participat engag increas decreas declin reduction chang difference improvement interest part role share',
  ),
  at: formsOf('aim look arriv'),
  against: formsOf('defenc defens defend protect guard fight struggle'),
  by: formsOf('follow caus driven affect limit produc mediat accompani bound dominat surround inspir'),
}

function formsOf(stems: string): RegExp {
  return new RegExp(`^(?:${stems.replaceAll(' ', '|')})(?:e|s|es|d|ed|led|ing|ling|ent)?$`)
}
