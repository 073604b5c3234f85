import common from './common-words.json' with { type: 'json' }

/** How rare a word is, from its stem and how many papers of the library have it: 0 is what all papers have, 1 is hardly any. */
export type Rarity = (stem: string, having: number) => number

/** Few papers tell little of which words are common, so they are counted together with so many of those that were learnt from. */
const LEARNT = 200
/** In thousandths: what words have that were not common enough to be kept. */
const SELDOM = 4
const KEPT = new Map(Object.entries(common))

/** `papers`: how many the library has. */
export function createRarity(papers: number): Rarity {
  const all = papers + LEARNT
  return (stem, having) => {
    const learnt = (LEARNT * (KEPT.get(stem) ?? SELDOM)) / 1000
    return Math.max(0, 1 - Math.log(having + learnt) / Math.log(all))
  }
}
