import { announcementIn } from './announces.ts'
import { has } from './grammar.ts'
import type { Line } from './lines.ts'
import { Cue } from './marks.ts'
import type { Part } from './parts.ts'
import { pointsBack } from './points-back.ts'
import type { Reading, Word } from './reading.ts'

/** Those that are so, or all where none is. */
export function preferring<Item>(items: readonly Item[], isSo: (item: Item) => boolean): readonly Item[] {
  const those = items.filter(isSo)
  return those.length > 0 ? those : items
}

export const isLabelled = ({ parts }: Reading): boolean => parts.some((part) => part !== null)

/** What came of the work, where lines tell it. */
export const tellingLines = (reading: Reading, lines: readonly Line[]): readonly Line[] =>
  isLabelled(reading) ? concludingLines(reading, lines) : resultLines(reading, lines)

/** Of a structured abstract: what is concluded, else what was found. */
function concludingLines(reading: Reading, lines: readonly Line[]): readonly Line[] {
  const { parts } = reading
  const isIn = (part: Part) => (line: Line) => parts[line.sentence] === part && !isAdvice(line.words)
  const concluded = lines.filter(isIn('conclusion'))
  return resultLines(reading, concluded.length > 0 ? concluded : preferring(lines, isIn('result')))
}

/** What others should do next. */
const isAdvice = (words: readonly Word[]): boolean => words.some(({ core }) => ADVICE.has(core))

const ADVICE = new Set(['should', 'needed', 'warranted', 'required', 'future', 'registered'])

/** No plan, and no subject where the sentence after it, or its plan, has a figure. */
function resultLines(reading: Reading, lines: readonly Line[]): readonly Line[] {
  const announced = new Map(lines.map((line) => [line, announcementIn(line.words)]))
  const isFree = (line: Line): boolean => (announced.get(line) ?? null) === null
  const isSubject = (line: Line): boolean => announced.get(line) === 'subject'
  const unplanned = preferring(lines, (line) => isFree(line) || isSubject(line))
  const told = new Set(unplanned.map(({ sentence }) => sentence))
  const planned = new Set(lines.map(({ sentence }) => sentence).filter((sentence) => !told.has(sentence)))
  const results = new Set(
    unplanned.filter((line) => isFree(line) && isMeasured(line.words)).map(({ sentence }) => sentence),
  )
  const unannounced = preferring(unplanned, (line) => {
    let next = line.sentence + 1
    while (planned.has(next)) next++
    return isFree(line) || !results.has(next)
  })
  const isMade = isOfMethods(reading) || lines.some(({ words }) => isMaking(words))
  // Of what is looked into, what was found is told.
  return isMade
    ? unannounced
    : findingLines(
        reading,
        preferring(unannounced, (line) => !isSubject(line)),
      )
}

/** Where no method is made: what is argued, else what was found. */
function findingLines(reading: Reading, lines: readonly Line[]): readonly Line[] {
  const argued = lines.filter(({ words }) => isArgued(words) && !pointsBack(reading, words))
  if (argued.length > 0) return argued
  const findings = preferring(
    lines,
    ({ words }) =>
      (isClaim(words) || isMeasured(words) || isCounted(words) || isChange(words)) && !pointsBack(reading, words),
  )
  return preferring(findings, ({ words }) => !isDescribing(words))
}

/** `We describe two paintings` tells less than how old they are. */
const isDescribing = (words: readonly Word[]): boolean =>
  words.slice(1, NEAR).some(({ core }, at) => DESCRIBES.has(core) && has(words[at], Cue.we | Cue.paper))

/** Whether the abstract speaks the language of those who make methods that learn, whose lines tell what they made. */
function isOfMethods({ sentences }: Reading): boolean {
  const found = new Set<string>()
  for (const words of sentences) for (const { core } of words) if (METHODS.has(core)) found.add(core)
  return found.size >= LEAST_METHODS
}

const LEAST_METHODS = 3
const METHODS = new Set(
  'neural algorithm algorithms dataset datasets benchmark benchmarks classifier classifiers classification gradient gradients embedding embeddings reinforcement generative supervised unsupervised adversarial trained training learning network networks deep model models optimization optimizer encoder decoder loss architecture architectures inference attention representation representations latent convolutional recurrent policy'.split(
    ' ',
  ),
)

/** `This note argues that …`, `We conclude that …`, `…, I conclude, …` */
const isArgued = (words: readonly Word[]): boolean =>
  words.some(({ core }, at) => ARGUES.has(core) && has(words[at - 1], Cue.we | Cue.paper))

const ARGUES = new Set([
  'prove',
  'proves',
  'argue',
  'argues',
  'contend',
  'contends',
  'conclude',
  'concludes',
  'concluded',
  'infer',
  'place',
  'attribute',
])

/** Gives a figure, or compares. */
const isMeasured = (words: readonly Word[]): boolean =>
  words.some(({ text, core }) => /^[<>=~$]?\d/.test(text) || text.includes('%') || core === 'than')

/** Says how many in words: `Only five of the wells`, `twice as deep`, `every well`. */
const isCounted = (words: readonly Word[]): boolean =>
  WHOLES.has(words[0]?.core ?? '') ||
  words.some(({ core }, at) => SHARES.has(core) || (core === 'of' && NUMBERS.has(words[at - 1]?.core ?? '')))

const WHOLES = new Set(['only', 'none', 'nearly', 'most', 'no', 'all', 'almost'])
const SHARES = new Set(
  'half third quarter fifth sixth seventh eighth ninth tenth twice thrice twofold threefold fourfold fivefold tenfold eightfold more less fewer rarer no none every always never whereas'.split(
    ' ',
  ),
)
const NUMBERS = new Set('one two three four five six seven eight nine ten eleven twelve'.split(' '))

/** `We propose a …` */
const isMaking = (words: readonly Word[]): boolean =>
  words
    .slice(0, NEAR)
    .some(
      (word, at) =>
        at > 0 && has(word, Cue.propose) && !DESCRIBES.has(word.core) && has(words[at - 1], Cue.we | Cue.paper),
    )

const NEAR = 5
const DESCRIBES = new Set(['describe', 'describes', 'provide', 'provides'])

/** `We show that …` */
const isClaim = (words: readonly Word[]): boolean =>
  words.slice(0, NEAR).some((word) => has(word, Cue.show) || CLAIMS.has(word.core))

const CLAIMS = new Set(
  'conclude concludes concluded found showed demonstrated report reports reported argues claims'.split(' '),
)

const isChange = (words: readonly Word[]): boolean => words.some(({ core }) => CHANGES.has(core))

const CHANGES = new Set(
  'reduce reduces reduced increase increases increased raise raises raised lower lowers lowered improve improves improved lead leads led cause causes caused prevent prevents prevented rise rises rose fall falls fell decline declines declined shrank grew differ differs differed predict predicts predicted depend depends depended associated correlated doubled halved lost gained spread suppressed eliminated vanished'.split(
    ' ',
  ),
)
