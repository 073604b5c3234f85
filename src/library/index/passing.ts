import { fold } from '../fold.ts'
import { label } from './paper-words.ts'
import type { Query } from './query.ts'
import type { Ask } from './statements.ts'
import type { Vocabulary } from './vocabulary.ts'
import { wordsOf } from './words.ts'

/** What filters ask of a paper. */
export interface Passing {
  /** Of each list one label must be there. An empty list is a filter that nothing passes. */
  labels: string[][]
  since: string | null
  /** Names, each of which one author must have whole. */
  authors: string[]
}

export function passingFor({ filters }: Query, ask: Ask, vocabulary: Vocabulary): Passing {
  const beginning = (word: string) => {
    const own = vocabulary.exactly(word)
    return [...(own ? [own] : []), ...vocabulary.beginning(word, MOST_LABELS)].map(({ text }) => text)
  }
  const named = (kind: 'tag' | 'by', names: readonly string[]) =>
    names.flatMap((name) => wordsOf(name).map((word) => beginning(label(kind, word))))
  return {
    labels: [
      ...named('tag', filters.tags),
      ...named('by', filters.authors),
      ...filters.digests.map((name) => digestsNamed(name, ask).map((id) => label('in', id))),
      ...(filters.since === undefined ? [] : [datesSince(filters.since, ask)]),
    ],
    since: filters.since ?? null,
    authors: filters.authors.map(fold).filter((name) => name.includes(' ')),
  }
}

const MOST_LABELS = 50

function digestsNamed(name: string, ask: Ask): string[] {
  const wanted = fold(name).split(' ')
  return ask('SELECT label, names FROM digests')
    .filter(([, names]) => wanted.every((word) => ` ${names}`.includes(` ${word}`)))
    .map(([id]) => String(id))
}

/** The months of that year and the years after it, as far as there are papers. */
function datesSince(since: string, ask: Ask): string[] {
  const year = since.slice(0, 4)
  const first = label('on', since.slice(0, 7))
  const dates = ask('SELECT word FROM words WHERE word >= ? AND word < ? AND papers > 0', first, label('on', '~'))
  return dates
    .map(([word]) => String(word))
    .filter((word) => word === label('on', word.slice(-4)) || word.includes(`~${year}`))
}

/** Whether of each name one author of the paper has all words, as far as they were typed. */
export function hasAuthors(ask: Ask, row: number, names: readonly string[]): boolean {
  if (names.length === 0) return true
  const [authors] = ask('SELECT authors FROM papers WHERE row = ?', row)[0] ?? []
  const having = String(authors).split('\n')
  return names.every((name) =>
    having.some((author) => name.split(' ').every((word) => ` ${author}`.includes(` ${word}`))),
  )
}
