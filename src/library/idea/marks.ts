/** What a word says about the sentence it stands in, one bit each. */
export const Mark = {
  we: 1,
  our: 2,
  paper: 4,
  propose: 8,
  show: 16,
  study: 32,
  result: 64,
  background: 128,
  dangling: 256,
  digit: 512,
  url: 1024,
  novel: 2048,
} as const

export type MarkName = keyof typeof Mark

export const MARK_NAMES: readonly MarkName[] = [
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
]

export function marksOf(core: string): number {
  const marks = MARKS.get(core) ?? 0
  if (DIGIT.test(core)) return marks | Mark.digit
  return core.startsWith('http') || core.startsWith('www.') ? marks | Mark.url : marks
}

const DIGIT = /\d/

const WORDS: Partial<Record<MarkName, string>> = {
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
}

const MARKS = new Map<string, number>()
for (const name of MARK_NAMES) {
  for (const word of WORDS[name]?.split(' ') ?? []) MARKS.set(word, (MARKS.get(word) ?? 0) | Mark[name])
}
