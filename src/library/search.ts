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
      return rank(records, query, ({ title }) => scoreTitle(title, query))
    },
  }
}

/** Folded texts begin and end with a space, so that ` word` is a word's beginning and ` word ` a whole one. */
interface Record {
  paper: Paper
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
    title: spaced(withJoined(paper.title)),
    idea: spaced(withJoined(paper.idea ?? '')),
    rest: spaced(
      [
        ...paper.authors,
        ...paper.affiliations,
        ...paper.tags.map(withJoined),
        ...paper.appearances.map(({ remarks }) => withJoined(remarks ?? '')),
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

/** Adds `gpt2` behind a text that holds `GPT-2`, for those who type it without the hyphen. */
function withJoined(text: string): string {
  const joined = text.match(HYPHENATED)?.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '')) ?? []
  return joined.length === 0 ? text : `${text} ${joined.join(' ')}`
}

const HYPHENATED = /[\p{L}\p{N}]+(?:[-‐‑.][\p{L}\p{N}]+)+/gu

interface Query {
  /** Each must be found; of a term's alternatives one is enough, of an alternative's words all. */
  terms: string[][][]
  phrase: string
  tags: string[]
  authors: string[]
  digests: string[]
  /** Nothing but punctuation was typed: nothing can be meant by it. */
  isVoid: boolean
}

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
  return { terms, phrase: fold(plain), ...filters, isVoid: terms.length === 0 && !hasFilter && text.trim() !== '' }
}

const FILTERS: Readonly<{ [kind: string]: 'tags' | 'authors' | 'digests' }> = {
  tag: 'tags',
  by: 'authors',
  in: 'digests',
}

/** `GPT-2` is asked for as `gpt 2` or as `gpt2`. */
function alternatives(typed: string): string[][] {
  const parts = words(typed)
  if (parts.length === 0) return []
  return parts.length === 1 || parts.some(isUnspaced) ? [parts] : [parts, [parts.join('')]]
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
  return wanted.split(' ').every((word) => holds(text, word))
}

function holds(text: string, word: string): boolean {
  return text.includes(isUnspaced(word) ? word : ` ${word}`)
}

const WORTH = { title: 10, idea: 4, rest: 1.5 }
const PART_OF_WORD = 0.6

/** 0 when a word of the query is not to be found. */
function score(record: Record, query: Query): number {
  let sum = 0
  for (const term of query.terms) {
    const best = Math.max(...term.map((alternative) => worthOfAll(record, alternative)))
    if (best === 0) return 0
    sum += best
  }
  return (
    sum / query.terms.length + phraseBonus(record.title, query.phrase) + (isPhraseIn(record.idea, query.phrase) ? 2 : 0)
  )
}

function scoreTitle(title: string, query: Query): number {
  const found = query.terms.every((term) => term.some((alternative) => alternative.every((word) => holds(title, word))))
  return found ? 1 + phraseBonus(title, query.phrase) : 0
}

function worthOfAll(record: Record, alternative: string[]): number {
  let sum = 0
  for (const word of alternative) {
    const worth = Math.max(
      WORTH.title * fit(record.title, word),
      WORTH.idea * fit(record.idea, word),
      WORTH.rest * fit(record.rest, word),
    )
    if (worth === 0) return 0
    sum += worth
  }
  return sum / alternative.length
}

function fit(text: string, word: string): number {
  if (!holds(text, word)) return 0
  return isUnspaced(word) || text.includes(` ${word} `) ? 1 : PART_OF_WORD
}

function phraseBonus(title: string, phrase: string): number {
  if (!isPhraseIn(title, phrase)) return 0
  if (title === ` ${phrase} `) return 20
  return title.startsWith(` ${phrase}`) ? 8 : 5
}

function isPhraseIn(text: string, phrase: string): boolean {
  return phrase !== '' && holds(text, phrase)
}
