import { has } from './grammar.ts'
import { Cue } from './marks.ts'
import type { Word } from './reading.ts'
import { Sign } from './spelling.ts'

/** What a line tells instead of what came of the work: what is to be done, what was done (`We collected …`), or what was looked into. */
export type Announcement = 'plan' | 'done' | 'subject'

export function announcementIn(words: readonly Word[]): Announcement | null {
  const clause = clauseOf(words).slice(0, START)
  const start = clause.map(({ core }) => core)
  if (has(clause[0], Cue.we)) return announcementOf(start, 1)
  if (start.some((_, at) => isDone(start, at))) return 'done'
  if (ARTICLES.has(start[0] ?? '') && PROOFS.has(start[1] ?? '')) return 'plan'
  const purpose = start.findIndex((core) => PURPOSES.has(core))
  if (purpose >= 0 && purpose < NEAR && start.some((core, at) => at > purpose && IS.has(core))) return 'plan'
  const work = clause.findIndex((word) => has(word, Cue.paper) || WORKS.has(word.core))
  return work === 1 || work === 2 ? announcementOf(start, work + 1) : null
}

/** What comes after an opening such as `Using old maps,`. */
function clauseOf(words: readonly Word[]): readonly Word[] {
  const from = words.slice(0, START).findIndex(({ core }, at) => SPEAKS.has(core) && has(words[at - 1], Sign.comma))
  return from < 0 ? words : words.slice(from)
}

const SPEAKS = new Set(['we', 'i', 'this'])

function announcementOf(start: readonly string[], at: number): Announcement | null {
  const word = start[at] ?? ''
  const from = word.endsWith('ly') || ADVERBS.has(word) ? at + 1 : at
  const verb = start[from] ?? ''
  if (PLANS.has(verb) || (USES.has(verb) && isToLook(start.slice(at)))) return 'plan'
  if (verb === 'built' && isMaterial(start, from + 1)) return 'done'
  if (isPast(verb) && !OUTCOMES.has(verb)) return 'done'
  return SUBJECTS.has(verb) || (SHOWS.has(verb) && isMaterial(start, from + 1)) ? 'subject' : null
}

/** `We use old letters to estimate …` */
const isToLook = (start: readonly string[]): boolean =>
  start.some((core, at) => start[at - 1] === 'to' && (SUBJECTS.has(core) || CHECKS.has(core)))

/** `We present new data …` says that there is something, and not what. */
const isMaterial = (start: readonly string[], at: number): boolean =>
  start.slice(at, at + 5).some((core) => MATERIALS.has(core))

const isPast = (verb: string): boolean => verb.endsWith('ed') || PASTS.has(verb)

/** `Two surveys were conducted`, but not `it was measured to be large`. */
function isDone(start: readonly string[], at: number): boolean {
  const core = start[at] ?? ''
  const before = start[at - 1] ?? ''
  const is = before.endsWith('ly') || before === 'then' ? (start[at - 2] ?? '') : before
  return IS.has(is) && DONE.has(core) && !AFTER_FINDING.has(start[at + 1] ?? '')
}

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const START = 24
const NEAR = 5
const ADVERBS = wordsIn('also first here then')
const IS = wordsIn('is was are were')
const AFTER_FINDING = wordsIn('to as at by')
const DONE = wordsIn(
  'carried collected conducted enrolled interviewed invited recruited surveyed allocated assigned randomised randomized analysed analyzed included excluded selected chosen sampled screened taken obtained used',
)
/** `The proof counts …` tells how, and not what was proved. */
const ARTICLES = wordsIn('the our')
const PROOFS = wordsIn('proof proofs argument construction')
const PURPOSES = wordsIn('aim aims purpose goal objective objectives')
/** What a work is called, beside the commonest names. */
const WORKS = wordsIn('review research trial')
const SHOWS = wordsIn('present report provide describe offer presents reports provides describes offers')
const MATERIALS = wordsIn(
  'data results findings body corpus database sample cohort collection catalogue trial survey study experiment experiments',
)
const USES = wordsIn('use combine draw analyse analyze')
const CHECKS = wordsIn('estimate test determine ask see measure identify')
const PLANS = wordsIn(
  'address addresses aim aims ask asks call attempt attempts collect conduct conducts discuss discusses exploit exploits focus focuses follow follows measure outline outlines recruit review reviews revisit revisits seek seeks survey try reconstruct reconstructs trace traces look looks',
)
const SUBJECTS = wordsIn(
  'analyse analyze analyses analyzes assess assesses compare compares consider considers evaluate evaluates examine examines explore explores investigate investigates study studies',
)
/** What was done, in other words than those that end with `ed`. */
const PASTS = wordsIn('took gave drew fed taught sent held kept ran chose began got went grew did sought')
/** What came of it. */
const OUTCOMES = wordsIn(
  'showed observed identified discovered demonstrated detected proved concluded obtained achieved established confirmed revealed developed proposed introduced created designed constructed derived improved reduced increased solved learned uncovered determined reported argued described presented extended generalized generalised estimated noticed recovered replicated isolated synthesized synthesised prepared resolved sequenced succeeded failed predicted',
)
