/** Months by their names in every language that the runtime knows. */
import { namesElsewhere } from './weekday-names.ts'

const ENGLISH = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
]

/** 1 to 12, from `December`, `Dec`, `Dezember`, `décembre`; null when it is none, or another month elsewhere. */
export function monthByName(word: string): number | null {
  const name = word.toLowerCase()
  if (name.length < 3) return null
  const index = ENGLISH.findIndex((month) => month.startsWith(name))
  if (index >= 0) return index + 1
  known ??= namesElsewhere('month', FIRSTS)
  return known(word)
}

let known: ((word: string) => number | null) | undefined

/** The first of each month, in milliseconds. */
const FIRSTS = Array.from({ length: 12 }, (_, month) => Date.UTC(2024, month, 1))
