import { fold, isUnspaced } from '../fold.ts'
import { monthOfArxivId } from '../formats/dates.ts'
import type { Paper } from '../paper.ts'
import { variantsOf, wordsOf } from './words.ts'

/** What a word counts for by where it stands, each time that it stands there. */
export const WORTH = { title: 20, tag: 5, idea: 5, author: 3, rest: 1 }

/** From these counts on, a word of a title is kept a second time under its level, so that the best of many papers come first. */
export const LEVELS: readonly number[] = [26, 40, 60, 90]

/** What is kept of a paper. */
export interface PaperWords {
  /** Each word with what it counts for, all its places together. */
  counts: Map<string, number>
  titleWords: Set<string>
  /** What filters ask for. */
  labels: Set<string>
  /** In words. */
  length: number
}

export function paperWords(paper: Paper): PaperWords {
  const counts = new Map<string, number>()
  let length = 0
  const add = (words: readonly string[], worth: number) => {
    length += words.length
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + worth)
  }
  const addText = (text: string | null, worth: number) => {
    if (!text) return
    const shown = text.slice(0, LONGEST_TEXT)
    add(wordsOf(shown), worth)
    add(variantsOf(shown), worth)
  }
  addText(paper.title, WORTH.title)
  const titleWords = new Set(counts.keys())
  for (const letter of lettersOf(paper.title)) titleWords.add(letter)
  for (const letter of lettersOf(paper.title)) counts.set(letter, (counts.get(letter) ?? 0) + WORTH.title)
  addText(paper.idea, WORTH.idea)
  for (const tag of paper.tags) addText(tag, WORTH.tag)
  for (const author of paper.authors.slice(0, MOST_AUTHORS)) addText(author, WORTH.author)
  addText(paper.abstract, WORTH.rest)
  for (const affiliation of paper.affiliations) addText(affiliation, WORTH.rest)
  if (paper.venue) addText(paper.venue.name, WORTH.rest)
  for (const { remarks } of paper.appearances) addText(remarks, WORTH.rest)
  return { counts, titleWords, labels: labelsOf(paper), length }
}

const LONGEST_TEXT = 20_000
const MOST_AUTHORS = 500

/** The kinds of label, by what a filter asks for. */
export type LabelKind = 'tag' | 'is' | 'by' | 'in' | 'on'

/** Begins with a character that no word holds, so that labels and words can stand in one list. */
export function label(kind: LabelKind, text: string): string {
  return `~${kind}~${text}`
}

/** Under which a word of a title is kept besides. */
export function inTitle(word: string): string {
  return `=${word}`
}

/** Under which it is kept when it counts for as much as that of {@link LEVELS}. */
export function ofLevel(word: string, nth: number): string {
  return `${word}~${nth}`
}

/** A single letter of a script without spaces can be a whole query. */
function lettersOf(title: string): string[] {
  return isUnspaced(title) ? [...fold(title)].filter(isUnspaced) : []
}

function labelsOf({ tags, authors, appearances, date, arxivId }: Paper): Set<string> {
  const labels = new Set<string>()
  for (const tag of tags) {
    labels.add(tagLabel(tag))
    for (const word of wordsOf(tag)) labels.add(label('tag', word))
  }
  for (const author of authors.slice(0, MOST_AUTHORS)) for (const word of wordsOf(author)) labels.add(label('by', word))
  for (const { digest } of appearances) labels.add(label('in', labelled(digest)))
  const day = date ?? (arxivId && monthOfArxivId(arxivId))
  if (day) for (const end of [4, 7]) labels.add(label('on', day.slice(0, end)))
  return labels
}

/** A whole tag as one word of the index, in whatever case and spelling. */
export function tagLabel(tag: string): string {
  return label('is', fold(tag).replaceAll(' ', '-'))
}

/** A digest's id as one word of the index. */
export function labelled(id: string): string {
  return id.toLowerCase().replace(/[^\p{L}\p{N}-]/gu, '-')
}
