import { fold } from '../fold.ts'
import { titleKey } from '../identity.ts'
import type { Paper } from '../paper.ts'
import { addressed } from './addressed.ts'
import { keys } from './entries.ts'
import { nearest } from './nearest.ts'
import { paperAt, papersAt, worksAt } from './papers.ts'
import { bestTitles } from './phrase.ts'
import { isVoid, parseQuery } from './query.ts'
import type { Reading } from './reading.ts'
import { search } from './search.ts'
import { unquoted } from './unquoted.ts'

/** What a text means: one paper, one of several, or none, when others come near. */
export type Resolved =
  | { kind: 'one'; paper: Paper }
  | { kind: 'several'; papers: Paper[]; total: number }
  | { kind: 'none'; nearest: string[] }

/** How much better than the next a paper must answer to be what was meant. */
const CLEARLY = 1.3
const NAMED = 3

/** The paper with this id, link, arXiv id, DOI or title, or the one that answers clearly best. */
export function resolve(reading: Reading, text: string): Resolved {
  const asked = unquoted(text)
  const { works, lacking, rest } = addressed(reading.ask, asked)
  if (works.length > 0) return theOnly(reading, works, works.length)
  // Beside a number that no paper has, only a whole title says that it is one of these.
  const titled = titledBy(reading, lacking.length > 0 ? rest : asked)
  if (titled.length > 0) return theOnly(reading, titled, titled.length)
  if (lacking.length > 0) return none(reading, rest)
  const query = parseQuery(asked)
  if (isVoid(query)) return { kind: 'none', nearest: [] }
  const { candidates } = search(reading, query, 'everywhere')
  const best = bestTitles(reading, candidates, query.words, LOOKED_AT)
  const [first, second] = best
  if (!first) return none(reading, asked)
  const phrase = fold(query.words.join(' '))
  const saying = best.filter(({ title }) => ` ${fold(title)}`.includes(` ${phrase}`))
  const [said] = saying
  if (said && saying.length === 1) return one(reading, said.id)
  if (!second || first.score > second.score * CLEARLY) return one(reading, first.id)
  return theOnly(
    reading,
    best.map(({ id }) => id),
    candidates.length,
  )
}

const LOOKED_AT = 30

/** Works of this title; behind a title that several share, people and years say which: `Attention, Lovelace 2017`. */
function titledBy({ ask }: Reading, asked: string): string[] {
  const own = worksAt(ask, keys.title(titleKey(asked)))
  if (own.length > 0) return own
  const words = asked.split(/\s+/)
  for (let end = words.length - 1; end >= Math.max(1, words.length - MOST_FACTS); end--) {
    const works = worksAt(ask, keys.title(titleKey(words.slice(0, end).join(' '))))
    const facts = fold(words.slice(end).join(' '))
      .split(' ')
      .filter((word) => !FILLING.has(word))
    const named = papersAt(ask, works).filter((paper) => isOf(paper, facts))
    if (named.length > 0) return named.map(({ id }) => id)
  }
  return []
}

/** Words that may say whose it is and when. */
const MOST_FACTS = 6
const FILLING = new Set(['by', 'et', 'al', 'and', 'from', 'of', 'in', ''])

function isOf({ authors, date, arxivId }: Paper, facts: readonly string[]): boolean {
  const known = ` ${fold([...authors, date, arxivId].join(' '))} `
  return facts.length > 0 && facts.every((fact) => known.includes(` ${fact} `))
}

function none(reading: Reading, asked: string): Resolved {
  return { kind: 'none', nearest: titlesOf(reading, nearest(reading, asked, NAMED)) }
}

function one({ ask }: Reading, id: string): Resolved {
  const paper = paperAt(ask, id)
  return paper ? { kind: 'one', paper } : { kind: 'none', nearest: [] }
}

function theOnly(reading: Reading, ids: readonly string[], total: number): Resolved {
  const [only = '', ...others] = ids
  if (others.length === 0) return one(reading, only)
  return { kind: 'several', papers: papersAt(reading.ask, ids.slice(0, NAMED)), total }
}

function titlesOf({ ask }: Reading, ids: readonly string[]): string[] {
  return papersAt(ask, ids).map(({ title }) => title)
}
