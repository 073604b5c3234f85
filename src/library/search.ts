import type { Digest, Paper } from '../club/paper.ts'
import { fold, isUnspaced, words } from './fold.ts'

/** Finds papers by their words. A plain scan over folded text: exact, and quick enough for some ten thousand papers. */
export interface Search {
  find(query: string): Hit[]
  /** Only titles are looked at. */
  findTitles(query: string): Hit[]
}

export interface Hit {
  paper: Paper
  score: number
}

/** `papers` come newest first: of equally good hits the newer stands first. */
export function createSearch(papers: readonly Paper[], digests: ReadonlyMap<string, Digest>): Search {
  const records = papers.map((paper) => toRecord(paper, digests))
  return {
    find(text) {
      const query = parseQuery(text)
      if (query.isVoid) return []
      return rank(records, query, (record) => score(record, query))
    },
    findTitles(text) {
      const query = parseQuery(text)
      if (query.isVoid) return []
      return rank(records, query, (record) => scoreTitle(record, query))
    },
  }
}

/** A paper's texts, folded, with a space at both ends. */
interface Record {
  paper: Paper
  fullTitle: string
  title: string
  idea: string
  rest: string
  tags: string[]
  authors: string[]
  digests: string[]
}

function toRecord(paper: Paper, digests: ReadonlyMap<string, Digest>): Record {
  const appearedIn = paper.appearances.flatMap(({ digest }) => digests.get(digest) ?? [])
  return {
    paper,
    fullTitle: fold(paper.title),
    title: spaced(withVariants(paper.title)),
    idea: spaced(withVariants(paper.idea ?? '')),
    rest: spaced(
      [
        ...paper.authors,
        ...paper.affiliations,
        ...paper.tags.map(withVariants),
        ...paper.appearances.map(({ remarks }) => withVariants(remarks ?? '')),
        ...appearedIn.flatMap(({ title, publication, issue }) => [title, publication ?? '', issue ?? '']),
      ].join(' '),
    ),
    tags: paper.tags.map(spaced),
    authors: paper.authors.map(spaced),
    digests: appearedIn.map(({ id, title, publication, issue }) => spaced([id, title, publication, issue].join(' '))),
  }
}

function spaced(text: string): string {
  return ` ${fold(text)} `
}

/** Adds `gpt2` behind a text that holds `GPT-2`, and `qwen 2` behind `Qwen2`: people type either. */
function withVariants(text: string): string {
  const joined = text.match(HYPHENATED)?.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '')) ?? []
  const parted = text.match(LETTERS_AND_DIGITS)?.map((word) => word.replace(BETWEEN_LETTER_AND_DIGIT, ' ')) ?? []
  return [text, ...joined, ...parted].join(' ')
}

const HYPHENATED = /[\p{L}\p{N}]+(?:[-‐‑.][\p{L}\p{N}]+)+/gu
const LETTERS_AND_DIGITS = /\p{L}+\p{N}+(?:\.\p{N}+)*|\p{N}+\p{L}+/gu
const BETWEEN_LETTER_AND_DIGIT = /(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu

interface Query {
  /** Each must be found; of a term's alternatives one is enough, of an alternative's words all. */
  terms: Word[][][]
  phrase: Word
  tags: string[]
  authors: string[]
  digests: string[]
  /** Nothing but punctuation was typed: nothing can be meant by it. */
  isVoid: boolean
}

/** A folded word or phrase; where its script has no spaces it may begin anywhere. */
interface Word {
  text: string
  isUnspaced: boolean
}

function toWord(text: string): Word {
  return { text, isUnspaced: isUnspaced(text) }
}

/** Whether some word of the text begins so. (Looking for the word and then for the space is twice as quick as for both at once.) */
function holds(text: string, word: Word): boolean {
  if (word.text === '') return false
  if (word.isUnspaced) return text.includes(word.text)
  for (let at = text.indexOf(word.text); at >= 0; at = text.indexOf(word.text, at + 1)) {
    if (text.charCodeAt(at - 1) === SPACE) return true
  }
  return false
}

const SPACE = 32

const FILTER = /(?<=^|\s)(tag|by|in):\s*(?:["“]([^"”]*)["”]|(\S+))/giu

function parseQuery(text: string): Query {
  const filters: Pick<Query, 'tags' | 'authors' | 'digests'> = { tags: [], authors: [], digests: [] }
  const plain = text.replace(FILTER, (_, kind: string, quoted: string | undefined, bare: string | undefined) => {
    const wanted = fold(quoted ?? bare ?? '')
    if (wanted !== '') filters[FILTERS[kind.toLowerCase()] ?? 'tags'].push(wanted)
    return ' '
  })
  const terms = plain
    .split(/\s+/)
    .map(alternatives)
    .filter((term) => term.length > 0)
  const hasFilter = filters.tags.length + filters.authors.length + filters.digests.length > 0
  return {
    terms,
    phrase: toWord(fold(plain)),
    ...filters,
    isVoid: terms.length === 0 && !hasFilter && text.trim() !== '',
  }
}

const FILTERS: Readonly<{ [kind: string]: 'tags' | 'authors' | 'digests' }> = {
  tag: 'tags',
  by: 'authors',
  in: 'digests',
}

/** `GPT-2` is asked for as `gpt 2` or as `gpt2`. */
function alternatives(typed: string): Word[][] {
  const parts = words(typed)
  if (parts.length === 0) return []
  const parted = parts.map(toWord)
  return parts.length === 1 || parts.some(isUnspaced) ? [parted] : [parted, [toWord(parts.join(''))]]
}

function rank(records: readonly Record[], query: Query, scoreOf: (record: Record) => number): Hit[] {
  const hits: Hit[] = []
  for (const record of records) {
    if (!passes(record, query)) continue
    const score = query.terms.length === 0 ? 1 : scoreOf(record)
    if (score > 0) hits.push({ paper: record.paper, score })
  }
  return hits.sort((a, b) => b.score - a.score)
}

function passes(record: Record, query: Query): boolean {
  return (
    query.tags.every((tag) => record.tags.some((text) => text.includes(` ${tag}`))) &&
    query.authors.every((name) => record.authors.some((author) => holdsAll(author, name))) &&
    query.digests.every((name) => record.digests.some((digest) => holdsAll(digest, name)))
  )
}

function holdsAll(text: string, wanted: string): boolean {
  return wanted.split(' ').every((word) => holds(text, toWord(word)))
}

const WORTH = { title: 10, idea: 4, rest: 1.5 }
const PART_OF_WORD = 0.6

/** 0 when a word of the query is not to be found. */
function score(record: Record, { terms, phrase }: Query): number {
  let sum = 0
  for (const term of terms) {
    const best = Math.max(...term.map((alternative) => worthOfAll(record, alternative)))
    if (best === 0) return 0
    sum += best
  }
  return sum / terms.length + phraseBonus(record, phrase) + (holds(record.idea, phrase) ? 2 : 0)
}

function scoreTitle(record: Record, { terms, phrase }: Query): number {
  const isFound = terms.every((term) => term.some((words) => words.every((word) => holds(record.title, word))))
  return isFound ? 1 + phraseBonus(record, phrase) : 0
}

function worthOfAll(record: Record, alternative: Word[]): number {
  let sum = 0
  for (const word of alternative) {
    const worth = worthOf(record, word)
    if (worth === 0) return 0
    sum += worth
  }
  return sum / alternative.length
}

function worthOf({ title, idea, rest }: Record, word: Word): number {
  if (holds(title, word)) return WORTH.title * share(title, word)
  if (holds(idea, word)) return WORTH.idea * share(idea, word)
  return holds(rest, word) ? WORTH.rest * share(rest, word) : 0
}

function share(text: string, word: Word): number {
  return word.isUnspaced || text.includes(` ${word.text} `) ? 1 : PART_OF_WORD
}

function phraseBonus({ title, fullTitle }: Record, phrase: Word): number {
  if (fullTitle === phrase.text) return 20
  if (!holds(title, phrase)) return 0
  return fullTitle.startsWith(phrase.text) ? 8 : 5
}
