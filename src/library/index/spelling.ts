/**
 * Misspelled words are found by what is left of a word when a letter is dropped: two words that differ by one letter to insert,
 * drop, replace or swap share such a rest. Two differences leave at most one in the beginning or at most one in the ending.
 */

/** Under what a word is kept, to be found when misspelled; empty for what is not to be corrected. */
export function spellingKeys(word: string): string[] {
  if (!isCorrectable(word)) return []
  return [...wholeKeys(word), ...headKeys(word), ...tailKeys(word)]
}

/** Shared by words that differ in one place. */
export function wholeKeys(word: string): string[] {
  return [word, ...rests(word)]
}

/** Shared by words that begin alike, as far as one place. */
export function headKeys(word: string): string[] {
  if (word.length === ENDS - 1) return [`<${word}`]
  if (word.length < ENDS) return []
  const head = word.slice(0, ENDS)
  return [head, ...rests(head)].map((rest) => `<${rest}`)
}

/** Shared by words that end alike, as far as one place. */
export function tailKeys(word: string): string[] {
  if (word.length <= ENDS) return []
  const tail = word.slice(-ENDS)
  return [tail, ...rests(tail)].map((rest) => `${rest}>`)
}

/** Names of models differ by a digit and are no misspellings of each other. */
export function isCorrectable(word: string): boolean {
  return /^\p{L}{3,24}$/u.test(word)
}

/**
 * Whether a word, as it was typed, may be a misspelling. Acronyms (`PII`, `MoE`, `SAEs`) and short words are what they are:
 * whatever differs from them by a letter is something else.
 */
export function mayBeMisspelled(typed: string): boolean {
  const letters = typed.replace(/[^\p{L}]/gu, '')
  if (letters.length <= SHORT || WITHOUT_VOWEL.test(letters)) return false
  return letters.length > LONGEST_ACRONYM || !/^\p{Lu}+s?$|\p{Ll}\p{Lu}/u.test(letters)
}

const SHORT = 3
const LONGEST_ACRONYM = 5
const WITHOUT_VOWEL = /^[bcdfghjklmnpqrstvwxz]+$/i

const ENDS = 5

function rests(word: string): Set<string> {
  const kept = new Set<string>()
  for (let at = 0; at < word.length; at++) kept.add(word.slice(0, at) + word.slice(at + 1))
  return kept
}

/** How many letters to insert, drop, replace or swap make one word the other; more than `most` counts as Infinity. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY
  const last = lastRow(a, b, most)
  const edits = last?.[b.length] ?? Number.POSITIVE_INFINITY
  return edits > most ? Number.POSITIVE_INFINITY : edits
}

/** The distance of what was typed to the beginning of a word that it comes nearest to. */
export function distanceToBeginning(typed: string, word: string, most: number): number {
  const last = lastRow(typed, word.slice(0, typed.length + most), most)
  const edits = last ? Math.min(...last) : Number.POSITIVE_INFINITY
  return edits > most ? Number.POSITIVE_INFINITY : edits
}

/** The distances of all of `a` to each beginning of `b`; undefined when each is more than `most`. */
function lastRow(a: string, b: string, most: number): number[] | undefined {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    let least = row
    for (let column = 1; column <= b.length; column++) {
      const replaced = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      let edits = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced)
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) edits = Math.min(edits, (beforeLast[column - 2] ?? 0) + 1)
      current.push(edits)
      if (edits < least) least = edits
    }
    if (least > most) return undefined
    beforeLast = last
    last = current
  }
  return last
}
