/** What is looked for in the synthetic library, and what should be found. */
import { createDice, type Dice } from '../dice.ts'
import { syntheticPapers } from './synthetic-library.ts'

export const KINDS = ['exact', 'prefix', 'two words', 'word and prefix', 'common word', 'mistyped'] as const
export type Kind = (typeof KINDS)[number]

export interface Asked {
  kind: Kind
  text: string
  /** The paper whose title the words are from. */
  paper: string
}

const A_KIND = 300
/** Words in a row of a title, one of them mistyped. */
const REMEMBERED = 4
const COMMON = 20

export function makeQueries(papers: number, words: readonly string[]): Asked[] {
  const dice = createDice(3)
  const step = papers / A_KIND
  const asked: Asked[] = []
  let nth = 0
  let next = 0
  for (const { id, title } of syntheticPapers(papers, words)) {
    if (nth++ < next) continue
    next += step
    const said = title.split(' ')
    const some = () => pick(said, dice)
    // A space behind a word says that it does not go on.
    asked.push({ kind: 'exact', text: `${some()} `, paper: id })
    asked.push({ kind: 'prefix', text: some().slice(0, 3), paper: id })
    asked.push({ kind: 'two words', text: `${some()} ${some()} `, paper: id })
    asked.push({ kind: 'word and prefix', text: `${some()} ${some().slice(0, 3)}`, paper: id })
    asked.push({ kind: 'common word', text: `${words[Math.floor(dice() * COMMON)]} `, paper: id })
    asked.push({ kind: 'mistyped', text: mistyped(said, dice), paper: id })
  }
  return asked
}

function pick<T>(from: readonly T[], dice: Dice): T {
  const picked = from[Math.floor(dice() * from.length)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}

function mistyped(title: readonly string[], dice: Dice): string {
  const from = Math.floor(dice() * (title.length - REMEMBERED + 1))
  const words = title.slice(from, from + REMEMBERED)
  const long = words.flatMap((word, index) => (word.length >= 4 ? [index] : []))
  const wrong = long.length > 0 ? pick(long, dice) : 0
  return words.map((word, index) => (index === wrong ? withTypo(word, dice) : word)).join(' ')
}

/** One letter left out, put in, replaced, or swapped with the next. */
function withTypo(word: string, dice: Dice): string {
  const at = Math.floor(dice() * (word.length - 1))
  const [before, letter = '', next = '', after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
  const other = pick('abcdefghijklmnopqrstuvwxyz'.replace(letter, '').split(''), dice)
  const typo = pick(
    [before + next + after, before + other + letter + next + after, before + other + next + after],
    dice,
  )
  return dice() < 0.25 && letter !== next ? before + next + letter + after : typo
}
