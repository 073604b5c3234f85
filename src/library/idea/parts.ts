/** What a part of a structured abstract tells; `work` is what was done, and what is told by the way. */
export type Part = 'before' | 'work' | 'result' | 'conclusion'

/** A sentence without the label of its part; `part` is null where no label has been read. */
export interface Sentence {
  text: string
  part: Part | null
}

/** What the parts of a structured abstract are called. */
const LABELS: Readonly<Record<Part, readonly string[]>> = {
  before: [
    'background|context|introduction|motivation|rationale|purpose|importance|significance|problem',
    '(?:study )?(?:aim|objective|goal|question)s?|hypothes[ie]s|background and (?:aims?|objectives?|purpose)',
  ],
  work: [
    'settings?|participants|patients|interventions?|exposures?|measurements?|study design|data sources?|study selection',
    'main outcomes?(?: and measures?| measures?)?|outcome measures?|data extraction(?: and synthesis)?',
    'design(?:, setting,? and (?:participants|patients))?|search (?:methods?|strategy)|selection criteria',
    'data collection and analysis|(?:patients|participants|materials?|subjects|data) and methods?|materials?',
    'methods?(?: and materials?)?|methodology|approach|design/methodology(?:/approach)?|trial registration',
    'funding|registration|originality(?:/value)?|(?:strengths and )?limitations?',
    '(?:research |practical |social )?(?:limitations|implications)(?:/implications)?',
  ],
  result: [
    '(?:main |key |principal )?(?:results?|findings)(?: and (?:discussion|conclusions?))?',
    'methods? and (?:results|findings)|methodology[/ ]+principal findings|methods? and analysis',
  ],
  conclusion: [
    "discussion|interpretation|(?:authors['’] )?(?:conclusion|contribution)s?(?:(?: and|[/,])+ ?(?:relevance|significance|implications))?",
  ],
}

const PARTS = (['before', 'work', 'result', 'conclusion'] as const).map((part) => {
  const names = LABELS[part].join('|')
  return {
    part,
    label: new RegExp(`^(?:${names})$`, 'i'),
    /** `Results:`, `Results. We …` */
    marked: new RegExp(String.raw`^(?:${names})\s*(?::|[.—–]\s)\s*`, 'i'),
    /** `CONCLUSIONS AND RELEVANCE Sleep improved.` */
    inCapitals: new RegExp(String.raw`^(?:${names.toUpperCase()})\s+(?=[A-Z0-9])`),
  }
})

/** The sentences without their labels; those without a label go on with the part before them. */
export function withoutLabels(sentences: readonly string[]): Sentence[] {
  const isBare = sentences.filter((text) => bareLabelOf(text) !== null).length >= LEAST_BARE
  let part: Part | null = null
  return sentences.flatMap((sentence) => {
    const headless = sentence.replace(HEADING, '')
    const found = labelOf(headless) ?? (isBare ? bareLabelOf(headless) : null)
    part = found?.part ?? part
    const text = found ? headless.slice(found.length) : headless
    return text === '' ? [] : [{ text, part }]
  })
}

const HEADING = /^(?:abstract|summary|tl;?dr)\s*[.:—–-]\s*/i
/** A single one may be a word of the sentence. */
const LEAST_BARE = 2

interface Label {
  part: Part
  length: number
}

function labelOf(text: string): Label | null {
  for (const { part, marked, inCapitals } of PARTS) {
    const found = marked.exec(text) ?? inCapitals.exec(text)
    if (found) return { part, length: found[0].length }
  }
  return null
}

/** `Findings Between 2010 and 2016, …` */
function bareLabelOf(text: string): Label | null {
  const found = BARE.exec(text)
  const part = PARTS.find(({ label }) => label.test(found?.[1] ?? ''))?.part
  return found && part ? { part, length: found[0].length } : null
}

const BARE = /^(\p{Lu}\p{Ll}+(?: and \p{Ll}+)?) (?=\p{Lu}|\d)/u
