import { addressOf } from '../addresses.ts'
import { fold } from '../fold.ts'
import { arxivKey, titleKey } from '../identity.ts'
import type { Paper } from '../paper.ts'
import { keys } from './entries.ts'
import { nearest } from './nearest.ts'
import { idAt, paperAt, papersAt, workAt, worksAt } from './papers.ts'
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
  const { ask } = reading
  const asked = unquoted(text)
  const known = idOf(reading, asked)
  if (known !== undefined) return one(reading, known)
  const titled = worksAt(ask, keys.title(titleKey(asked)))
  if (titled.length > 0) return theOnly(reading, titled, titled.length)
  const query = parseQuery(asked)
  if (isVoid(query)) return { kind: 'none', nearest: [] }
  const { candidates } = search(reading, query, 'everywhere')
  const best = bestTitles(reading, candidates, query.words, LOOKED_AT)
  const [first, second] = best
  if (!first) return { kind: 'none', nearest: titlesOf(reading, nearest(reading, asked, NAMED)) }
  const phrase = fold(query.words.join(' '))
  const saying = best.filter(({ title }) => ` ${fold(title)}`.includes(` ${phrase}`))
  const [said] = saying
  if (said && saying.length === 1) return one(reading, said.id)
  if (!second || first.score >= second.score * CLEARLY) return one(reading, first.id)
  return theOnly(
    reading,
    best.map(({ id }) => id),
    candidates.length,
  )
}

const LOOKED_AT = 30

/** The id of the paper that a text gives by its id, link, arXiv id or DOI. */
export function idOf({ ask }: Reading, text: string): string | undefined {
  const address = addressOf(text)
  const [, kind, id = ''] = /^(arxiv|doi):(.*)$/.exec(address) ?? []
  const own =
    kind === 'arxiv'
      ? keys.arxiv(arxivKey({ arxivId: id, doi: null }) ?? id)
      : kind === 'doi'
        ? keys.doi(id)
        : undefined
  return idAt(ask, text) ?? (own && workAt(ask, own)) ?? workAt(ask, keys.link(text))
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
