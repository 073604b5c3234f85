/** The candidate that a misspelled word most likely means; undefined when none is close. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const asked = word.toLowerCase()
  const ranked = candidates
    .map((candidate) => ({ candidate, likeness: likeness(asked, candidate.toLowerCase()) }))
    .sort((a, b) => b.likeness - a.likeness)
  const [best] = ranked
  return best && best.likeness >= 0.6 ? best.candidate : undefined
}

/** How alike two words are, 0 to 1, by the letters to insert, drop, replace or swap. */
function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  return longest === 0 ? 1 : 1 - edits(a, b) / longest
}

/** A word's runs of three letters, its ends marked. */
export function trigrams(word: string): Set<string> {
  const padded = `  ${word} `
  const grams = new Set<string>()
  for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3))
  return grams
}

function edits(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}
