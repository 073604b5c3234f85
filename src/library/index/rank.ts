import { countOf, idOf, type PackedPaper } from './packed.ts'
import type { Term } from './terms.ts'
import type { Word } from './vocabulary.ts'

export interface Totals {
  papers: number
  /** Words of all papers together. */
  length: number
}

/** How well a paper answers. */
export type Scorer = (paper: PackedPaper) => number

/** BM25 over the counts of {@link WORTH}: what a word adds grows ever less with its count, and rare words add more. */
export function createScorer(terms: readonly Term[], totals: Totals): Scorer {
  const ways = terms.flatMap((term, index) => waysOf(term, index, totals))
  const waysOfWord = new Map<number, number[]>()
  ways.forEach(({ words }, way) => {
    for (const id of words.flatMap(({ ids }) => ids)) waysOfWord.set(id, [...(waysOfWord.get(id) ?? []), way])
  })
  const mayMatter = new Uint8Array(SLOTS)
  for (const id of waysOfWord.keys()) mayMatter[id % SLOTS] = 1
  const counts = new Float64Array(ways.length)
  const best = new Float64Array(terms.length)
  const usualLength = Math.max(totals.length / Math.max(totals.papers, 1), 1)

  return ({ words, length }) => {
    counts.fill(0)
    best.fill(0)
    for (const word of words) {
      const id = idOf(word)
      const found = mayMatter[id % SLOTS] ? waysOfWord.get(id) : undefined
      if (found) for (const way of found) counts[way] = (counts[way] ?? 0) + countOf(word)
    }
    const share = Math.min(Math.max(length / usualLength, SHORTEST), LONGEST)
    const damping = GROWTH * (1 - LENGTH_MATTERS + LENGTH_MATTERS * share)
    ways.forEach(({ term, worth }, way) => {
      const count = counts[way] ?? 0
      const score = (worth * count * (GROWTH + 1)) / (count + damping)
      if (score > (best[term] ?? 0)) best[term] = score
    })
    return best.reduce((sum, score) => sum + score, 0)
  }
}

/** Most words of a paper were not asked for, which a small table tells sooner than a map. */
const SLOTS = 4_096
const GROWTH = 1.2
const LENGTH_MATTERS = 0.75
/** Papers without an abstract are short through no merit of theirs: beyond this, length tells nothing. */
const SHORTEST = 0.7
const LONGEST = 1.4
const WORTH_OF_OTHER_FORM = 0.95
const WORTH_OF_BEGUN = 0.7

/** One way in which a term can be there, its words counted together. */
interface Way {
  term: number
  words: readonly Word[]
  worth: number
}

function waysOf({ typed, meant, begun, near }: Term, term: number, { papers }: Totals): Way[] {
  const way = (words: readonly Word[], worth: number) => ({ term, words, worth: worth * rarity(words, papers) })
  const own = meant.filter(({ text }) => text === typed)
  const common = near.map(({ word }) => word)
  return [
    way(own, 1),
    way(meant, own.length === meant.length ? 1 : WORTH_OF_OTHER_FORM),
    way(begun, WORTH_OF_BEGUN),
    // Of the words that may have been meant the rarer is not the likelier: all weigh as if they were one.
    ...near.map(({ word, worth }) => ({ term, words: [word], worth: worth * rarity(common, papers) })),
  ].filter(({ words }) => words.length > 0)
}

function rarity(words: readonly Word[], papers: number): number {
  const having = words.reduce((sum, word) => sum + word.papers, 0)
  return Math.max(Math.log((papers - having + 0.5) / (having + 0.5)), LEAST_RARITY)
}

/** A word of most papers still decides between papers that are otherwise equal. */
const LEAST_RARITY = 1e-6
