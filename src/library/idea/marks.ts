import { grammarMarksOf } from './grammar.ts'

/** What a word says about the sentence it stands in, one bit each, which can be counted. */
export const Cue = {
  we: 1 << 0,
  our: 1 << 1,
  paper: 1 << 2,
  propose: 1 << 3,
  show: 1 << 4,
  study: 1 << 5,
  result: 1 << 6,
  background: 1 << 7,
  dangling: 1 << 8,
  digit: 1 << 9,
  url: 1 << 10,
  novel: 1 << 11,
  pronoun: 1 << 12,
} as const

export type CueName = keyof typeof Cue

export const CUE_NAMES: readonly CueName[] = [
  'we',
  'our',
  'paper',
  'propose',
  'show',
  'study',
  'result',
  'background',
  'dangling',
  'digit',
  'url',
  'novel',
  'pronoun',
]

export const ANY_CUE = (1 << CUE_NAMES.length) - 1

/** The bits of `Cue` and of `Grammar` that a word in small letters has. */
export function marksOf(core: string): number {
  const cues = WORDS_WITH_CUES.get(core) ?? 0
  const digit = /\d/.test(core) ? Cue.digit : 0
  const url = /^(https?:|www\.)/.test(core) ? Cue.url : 0
  return cues | digit | url | grammarMarksOf(core)
}

const WORDS: Partial<Record<CueName, string>> = {
  we: 'we',
  our: 'our',
  paper: 'paper work article study letter report thesis',
  propose:
    'propose proposes proposed introduce introduces present presents develop develops describe describes design devise devises provide provides formulate construct build extend extends derive',
  show: 'show shows demonstrate demonstrates prove proves find finds argue observe discover reveal reveals establish suggest suggests',
  study:
    'study studies investigate investigates analyze analyse explore explores examine address addresses consider aim tackle focus compare evaluate',
  result:
    'experiments experimental results outperforms outperform benchmark benchmarks state-of-the-art achieves achieve evaluate empirical empirically datasets evaluation demonstrate performance improvements extensive',
  background:
    'recent recently existing many traditional current often typically usually widely popular however although important challenging despite prior previous most increasingly unfortunately',
  dangling: 'this these it they such that those he she its their there',
  novel: 'novel new',
  pronoun: 'these those it they',
}

const WORDS_WITH_CUES = new Map<string, number>()
for (const name of CUE_NAMES) {
  for (const word of WORDS[name]?.split(' ') ?? []) {
    WORDS_WITH_CUES.set(word, (WORDS_WITH_CUES.get(word) ?? 0) | Cue[name])
  }
}
