import { Grammar, grammarMarksOf, has, type Marked } from './grammar.ts'

/** What a word says about the sentence it stands in, one bit each. */
export const Cue = {
  we: 1 << 0,
  our: 1 << 1,
  paper: 1 << 2,
  propose: 1 << 3,
  show: 1 << 4,
  study: 1 << 5,
  dangling: 1 << 6,
  url: 1 << 7,
} as const

/** The bits of `Cue` and of `Grammar` that a word in small letters has. */
export const marksOf = (core: string): number =>
  (CUES.get(core) ?? 0) | (URL.test(core) ? Cue.url : 0) | grammarMarksOf(core)

const URL = /^(https?:|www\.)|\.(com|org|io)\//

const WORDS: Readonly<Record<Exclude<keyof typeof Cue, 'url'>, string>> = {
  we: 'we',
  our: 'our',
  paper: 'paper work article study letter report thesis note essay chapter book dissertation monograph',
  propose:
    'propose proposes proposed introduce introduces present presents develop develops describe describes design devise devises provide provides formulate construct build extend extends derive',
  show: 'show shows demonstrate demonstrates prove proves find finds argue observe discover reveal reveals establish suggest suggests',
  study:
    'study studies investigate investigates analyze analyse explore explores examine address addresses consider aim tackle focus compare evaluate',
  dangling: 'this these it they such that those he she its their there',
}

const CUES = new Map<string, number>()
for (const name of Object.keys(WORDS) as (keyof typeof WORDS)[]) {
  for (const word of WORDS[name].split(' ')) CUES.set(word, (CUES.get(word) ?? 0) | Cue[name])
}

/** Whether the authors speak here: `we`, or an `I` that is no number (`Type I errors`). */
export function speaks(words: readonly Marked[], at: number): boolean {
  const [word, next] = [words[at], words[at + 1]]
  if (!has(word, Cue.we)) return false
  return word?.core === 'we' || (has(next, Grammar.verb | Grammar.adverb) && next?.core.endsWith('s') === false)
}
