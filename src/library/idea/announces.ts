import { has } from './grammar.ts'
import type { Word } from './reading.ts'
import { Sign } from './spelling.ts'

/** What a line tells instead of what came of the work: what was to be done and how (`We collected …`), or what was looked into. */
export type Announcement = 'plan' | 'subject'

export function announcementIn(words: readonly Word[]): Announcement | null {
  const start = clauseOf(words)
    .slice(0, START)
    .map(({ core }) => core)
  if (start[0] === 'we') return announcementOf(start, 1)
  if (start.some((core, at) => at > 0 && IS.has(start[at - 1] ?? '') && DONE.has(core))) return 'plan'
  const purpose = start.findIndex((core) => PURPOSES.has(core))
  if (purpose >= 0 && purpose < NEAR && start.some((core, at) => at > purpose && IS.has(core))) return 'plan'
  const work = start.findIndex((core) => WORKS.has(core))
  return work === 1 || work === 2 ? announcementOf(start, work + 1) : null
}

/** What comes after an opening such as `Using old maps,`. */
function clauseOf(words: readonly Word[]): readonly Word[] {
  const from = words.slice(0, START).findIndex(({ core }, at) => SPEAKS.has(core) && has(words[at - 1], Sign.comma))
  return from < 0 ? words : words.slice(from)
}

const SPEAKS = new Set(['we', 'this'])

function announcementOf(start: readonly string[], at: number): Announcement | null {
  const word = start[at] ?? ''
  const verb = word.endsWith('ly') || ADVERBS.has(word) ? (start[at + 1] ?? '') : word
  if (PLANS.has(verb) || (USES.has(verb) && isToLook(start.slice(at)))) return 'plan'
  return SUBJECTS.has(verb) ? 'subject' : null
}

/** `We use old letters to estimate …` */
const isToLook = (start: readonly string[]): boolean =>
  start.some((core, at) => start[at - 1] === 'to' && (SUBJECTS.has(core) || CHECKS.has(core)))

const USES = new Set(['use', 'used', 'combine', 'combined', 'draw', 'analyse', 'analyze'])
const CHECKS = new Set(['estimate', 'test', 'determine', 'ask', 'see', 'measure', 'identify'])
const START = 16
const NEAR = 5
const ADVERBS = new Set(['also', 'first', 'here', 'then'])
const IS = new Set(['is', 'was', 'are', 'were'])
/** `Two surveys were conducted.` */
const DONE = new Set([
  'carried',
  'collected',
  'conducted',
  'enrolled',
  'interviewed',
  'invited',
  'recruited',
  'surveyed',
])
const PURPOSES = new Set(['aim', 'aims', 'purpose', 'goal', 'objective', 'objectives'])
const WORKS = new Set([
  'paper',
  'study',
  'article',
  'work',
  'letter',
  'thesis',
  'report',
  'review',
  'research',
  'trial',
])
const PLANS = new Set(
  'address addresses addressed aim aims aimed ask asks asked attempt attempts attempted collect collected conduct conducts conducted discuss discusses discussed focus focuses focused follow followed interviewed measure measured outline outlines outlined recruit recruited review reviews reviewed revisit seek seeks sought survey surveyed tested tried try'.split(
    ' ',
  ),
)
const SUBJECTS = new Set(
  'analyse analyze analysed analyzed analyses analyzes assess assesses assessed compare compares compared consider considers considered evaluate evaluates evaluated examine examines examined explore explores explored investigate investigates investigated study studies studied'.split(
    ' ',
  ),
)
