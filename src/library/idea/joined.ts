import { Grammar, has } from './grammar.ts'
import { type Line, respelt } from './lines.ts'
import { type Word, wordOf } from './reading.ts'
import { Sign } from './spelling.ts'

/** Two short statements of the authors, from two sentences, said as one: `We build a boat and show that it swims`. */
export function joinedLines(lines: readonly Line[], mostWords: number): Line[] {
  const short = lines.filter(({ words }) => isStatement(words))
  return short.flatMap((first) => {
    if (!canGoOn(first.words)) return []
    const seconds = short.filter(
      ({ sentence, words }) => sentence > first.sentence && first.words.length + words.length <= mostWords,
    )
    if (seconds.length === 0) return []
    const beginning = [...withoutStop(first.words), AND]
    return seconds.map(({ sentence, words, cuts }) => ({
      sentence: first.sentence,
      joined: sentence,
      words: [...beginning, ...words.slice(1)],
      cuts: { lead: first.cuts.lead, brackets: first.cuts.brackets, later: cuts.later, tail: cuts.tail },
    }))
  })
}

const AND = wordOf('and')
/** What is longer is enough by itself. */
const MOST_EACH = 18

const isStatement = (words: readonly Word[]): boolean =>
  words.length <= MOST_EACH &&
  words[0]?.core === 'we' &&
  has(words[1], Grammar.verb) &&
  !has(words.at(-1), Sign.question)

/** After a colon or a semicolon the second verb would belong to what stands there. */
const canGoOn = (words: readonly Word[]): boolean => words.slice(0, -1).every((word) => !has(word, Sign.parting))

function withoutStop(words: readonly Word[]): Word[] {
  const last = words.at(-1)
  return last ? [...words.slice(0, -1), respelt(last, last.text.replace(STOP, ''))] : []
}

const STOP = /[.,;:!]+$/
