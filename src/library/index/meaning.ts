import { countsAt } from './counts.ts'
import { idOf } from './packed.ts'
import type { Reading } from './reading.ts'
import type { Term } from './terms.ts'
import type { Word } from './vocabulary.ts'

/** What was typed, spelled as the best paper has it; undefined when that is how it was typed. */
export function meaningOf(
  { ask }: Reading,
  typed: readonly string[],
  terms: readonly Term[],
  row: number,
): string | undefined {
  if (terms.every(({ near }) => near.length === 0)) return undefined
  const ids = new Set(countsAt(ask, row)?.words.map(idOf))
  const isThere = (word: Word) => word.ids.some((id) => ids.has(id))
  const words = [...typed]
  let isOther = false
  for (const { place, typed, meant, begun, near } of terms) {
    if ([...meant, ...begun].some(isThere)) continue
    const [likeliest] = near.filter(({ word }) => isThere(word)).sort((a, b) => b.worth - a.worth)
    if (!likeliest) continue
    const isWhole = terms.filter((term) => term.place === place).length === 1
    words[place] = isWhole ? likeliest.word.text : (words[place] ?? '').replace(typed, likeliest.word.text)
    isOther = true
  }
  return isOther ? words.join(' ') : undefined
}
