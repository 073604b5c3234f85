import type { Paper } from '../paper.ts'
import { type Choice, matchOf } from './match.ts'
import { countOf, idOf, type PackedPaper } from './packed.ts'
import { label, tagLabel, WORTH } from './paper-words.ts'
import { paperAt } from './papers.ts'
import { createRarity } from './rarity.ts'
import type { Reading } from './reading.ts'
import { wordsOf } from './words.ts'

/** Of a paper's tags and words, so many tell what it is about. */
const TELLING = 24
/** Of these, papers that share two are looked for first. */
const PAIRED = 7
const LOOKED_AT = { pair: 40, one: 40 }
/** Less than this is chance: no paper is better than one that is about something else. */
const LEAST = 0.35

/** Papers that are about the same as a given one, as far as tags, titles, idea lines and abstracts tell. Best first. */
export function similar(reading: Reading, id: string, limit: number): string[] {
  const { ask } = reading
  const paper = paperAt(ask, id)
  if (!paper) return []
  const [[own] = []] = ask('SELECT row FROM papers WHERE id = ?', paper.id)
  const subjects = subjectsOf(reading, paper)
  const likeness = createLikeness(reading, subjects)
  const scores = new Map([[Number(own), 0]])
  const look = (choices: readonly Choice[], most: number) => {
    for (const other of reading.matching(
      matchOf(choices, () => 'anywhere'),
      most,
    )) {
      if (!scores.has(other.row)) scores.set(other.row, likeness(other))
    }
  }
  for (const pair of pairsOf(subjects.slice(0, PAIRED))) look(pair, LOOKED_AT.pair)
  for (const subject of subjects) look([subject], LOOKED_AT.one)
  const best = [...scores]
    .filter(([, score]) => score >= LEAST)
    .sort((a, b) => b[1] - a[1] || b[0] - a[0])
    .slice(0, limit)
  return reading.titlesOf(best.map(([row]) => row)).map(({ id }) => id)
}

/** A tag or a word, in all its forms. */
interface Subject extends Choice {
  /** What it tells of a paper that has it as much as can be, 0 to 1. */
  weight: number
  /** The word itself; of a tag the words that it is made of. */
  stems: readonly string[]
  /** Of a word: its numbers as an author's name, which is no subject. */
  names: readonly number[]
  isTag: boolean
}

function subjectsOf(reading: Reading, paper: Paper): Subject[] {
  return [...tagsOf(reading, paper), ...spokenOf(reading, paper)]
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TELLING)
}

/** People choose tags to say what papers are about, and words to say all else besides: rarity is asked less of tags. */
function tagsOf({ vocabulary, totals }: Reading, { tags }: Paper): Subject[] {
  const all = Math.log(Math.max(totals().papers, 2))
  return tags.flatMap((tag): Subject[] => {
    const word = vocabulary.exactly(tagLabel(tag))
    if (!word || word.papers < 2) return []
    const weight = (1 - Math.log(word.papers) / all) ** 1.5
    const stems = wordsOf(tag).map((part) => vocabulary.exactly(part)?.stem ?? part)
    return [{ words: [word], beginning: null, weight, stems, names: [], isTag: true }]
  })
}

function spokenOf({ vocabulary, totals }: Reading, paper: Paper): Subject[] {
  const rarity = createRarity(totals().papers)
  const spoken = new Map<string, { count: number; having: number }>()
  for (const [text, count] of countsOf(paper)) {
    const word = vocabulary.exactly(text)
    if (!word) continue
    const before = spoken.get(word.stem) ?? { count: 0, having: 0 }
    spoken.set(word.stem, { count: before.count + count, having: before.having + word.papers })
  }
  const weigh = (stem: string, count: number, having: number) => strength(count) * rarity(stem, having) ** 2
  return Array.from(spoken, ([stem, { count, having }]) => ({ stem, count, likely: weigh(stem, count, having) }))
    .sort((a, b) => b.likely - a.likely)
    .slice(0, LOOKED_UP)
    .flatMap(({ stem, count }): Subject[] => {
      const words = vocabulary.ofStem(stem).filter((word) => word.stem === stem)
      const having = words.reduce((sum, { papers }) => sum + papers, 0)
      if (having < 2) return []
      const names = words.flatMap(({ text }) => vocabulary.exactly(label('by', text))?.ids ?? [])
      return [{ words, beginning: null, weight: weigh(stem, count, having), stems: [stem], names, isTag: false }]
    })
}

/** Of so many words all forms are looked up: most that no other paper has are among them. */
const LOOKED_UP = 60

function countsOf(paper: Paper): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [text, worth] of textsOf(paper)) {
    for (const word of wordsOf(text)) if (LETTER.test(word)) counts.set(word, (counts.get(word) ?? 0) + worth)
  }
  return counts
}

const LETTER = /\p{L}/u

/** Who wrote it, and where, says nothing of what it is about. */
function textsOf({ title, idea, abstract, tags, appearances }: Paper): [text: string, worth: number][] {
  return [
    [title, WORTH.title],
    [idea ?? '', WORTH.idea],
    [abstract ?? '', WORTH.rest],
    ...tags.map((tag): [string, number] => [tag, WORTH.tag]),
    ...appearances.map(({ remarks }): [string, number] => [remarks ?? '', WORTH.rest]),
  ]
}

/** How much a word that counts for so much is a paper's subject; a word of its title is it altogether. */
function strength(count: number): number {
  return Math.sqrt(Math.min(1, Math.max(0, count) / WORTH.title))
}

/** How much another paper is about these: 1 for a rare word of both titles. */
function createLikeness({ totals }: Reading, subjects: readonly Subject[]): (paper: PackedPaper) => number {
  const places = new Map<number, { place: number; isName: boolean }>()
  subjects.forEach(({ words, names }, place) => {
    for (const id of names) places.set(id, { place, isName: true })
    for (const id of words.flatMap(({ ids }) => ids)) places.set(id, { place, isName: false })
  })
  const { papers, length: all } = totals()
  const tags = subjects.filter(({ isTag }) => isTag)

  return ({ words, length }) => {
    const counts = subjects.map(() => NONE)
    for (const word of words) {
      const found = places.get(idOf(word))
      if (!found) continue
      const before = counts[found.place] ?? NONE
      counts[found.place] = Math.max(before, 0) + (found.isName ? -WORTH.author : countOf(word))
    }
    const shared = subjects.filter(({ isTag }, place) => isTag && counts[place] !== NONE)
    const ofTags = shared.reduce((sum, { weight }) => sum + weight, 0)
    // What shares a tag has been tagged: where it lacks another, the words of that tag mean something else there.
    const told = new Set((shared.length > 0 ? tags : []).flatMap(({ stems }) => stems))
    const ofWords = subjects.reduce((sum, { weight, stems, isTag }, place) => {
      const isTold = isTag || stems.some((stem) => told.has(stem))
      return isTold ? sum : sum + weight * strength(counts[place] ?? NONE)
    }, 0)
    const isElsewhere = tags.length > 0 && ofTags < LEAST_OF_TAGS
    // What is longer has more words by chance.
    const share = Math.min(Math.max((length * papers) / Math.max(all, 1), 1), LONGEST)
    return ofTags + ((isElsewhere ? WORTH_ELSEWHERE : 1) * ofWords) / Math.sqrt(share)
  }
}

const NONE = -1
const LONGEST = 2
/** Where papers share no tag that tells something, their words may well mean something else. */
const LEAST_OF_TAGS = 0.1
const WORTH_ELSEWHERE = 0.6

function pairsOf(choices: readonly Choice[]): Choice[][] {
  return choices.flatMap((one, index) => choices.slice(index + 1).map((other) => [one, other]))
}
