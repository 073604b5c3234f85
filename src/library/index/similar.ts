import { countsAt } from './counts.ts'
import { type Choice, matchOf } from './match.ts'
import { countOf, idOf } from './packed.ts'
import type { Reading } from './reading.ts'

/** Of the paper's words, so many tell what it is about. */
const TELLING = 12
/** Of these, papers that share two are looked for first. */
const PAIRED = 7
const LOOKED_AT = { pair: 40, word: 40 }

/** Papers that share the most telling words with a given one: those it has often and the library seldom. Best first. */
export function similar(reading: Reading, id: string, limit: number): string[] {
  const { ask } = reading
  const row = Number(ask('SELECT row FROM papers WHERE id = ?', id)[0]?.[0])
  const own = countsAt(ask, row)
  if (!own) return []
  const { papers } = reading.totals()
  const telling = tellingWords(reading, own.words, papers)
  const weights = new Map<number, number>()
  const scores = new Map<number, number>()
  const look = (families: readonly Choice[], most: number) => {
    const match = matchOf(families, () => 'anywhere')
    for (const { row: other, words } of reading.matching(match, most)) {
      if (other !== row && !scores.has(other)) scores.set(other, likeness(words, weights))
    }
  }
  const families = telling.map(({ text, weight }) => {
    const family = reading.vocabulary.ofStem(text)
    for (const id of family.flatMap(({ ids }) => ids)) weights.set(id, Math.max(weights.get(id) ?? 0, weight))
    return { words: family, beginning: null }
  })
  pairsOf(families.slice(0, PAIRED)).forEach((pair) => {
    look(pair, LOOKED_AT.pair)
  })
  for (const family of families) look([family], LOOKED_AT.word)
  const best = [...scores].sort((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, limit)
  return reading.titlesOf(best.map(([other]) => other)).map(({ id }) => id)
}

interface Telling {
  text: string
  weight: number
}

function tellingWords({ vocabulary }: Reading, words: readonly number[], papers: number): Telling[] {
  return words
    .filter((word) => countOf(word) > 0)
    .map((word) => {
      const { text = '', papers: having = 0 } = vocabulary.at(idOf(word)) ?? {}
      const rarity = Math.log(papers / Math.max(having, 1))
      const isShared = having > 1 && rarity >= LEAST_RARITY
      return { text, weight: isShared ? grown(countOf(word)) * rarity : 0 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TELLING)
}

/** Words that half the papers have tell nothing. */
const LEAST_RARITY = Math.log(2)

function likeness(words: readonly number[], weights: ReadonlyMap<number, number>): number {
  let sum = 0
  let size = 0
  for (const word of words) {
    const count = countOf(word)
    if (count === 0) continue
    size += grown(count) ** 2
    const weight = weights.get(idOf(word))
    if (weight !== undefined) sum += weight * grown(count)
  }
  return sum / Math.sqrt(size)
}

function grown(count: number): number {
  return 1 + Math.log(count)
}

function pairsOf(families: readonly Choice[]): Choice[][] {
  return families.flatMap((one, index) => families.slice(index + 1).map((other) => [one, other]))
}
