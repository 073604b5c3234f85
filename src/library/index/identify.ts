import { isCut, titleKey } from '../identity.ts'
import { entriesOf, keys } from './entries.ts'
import { workAt, worksAt } from './papers.ts'
import type { Ask } from './statements.ts'

/** What tells one work from another. */
export interface Identity {
  title: string
  arxivId: string | null
  doi: string | null
}

/** Ids of the papers that these are, null where there is none. */
export function identify(ask: Ask, identities: readonly Identity[]): (string | null)[] {
  return identities.map((identity) => identifyOne(ask, identity) ?? null)
}

function identifyOne(ask: Ask, { title, arxivId, doi }: Identity): string | undefined {
  const named = (arxivId && workAt(ask, keys.arxiv(arxivId))) || (doi && workAt(ask, keys.doi(doi)))
  if (named) return named
  const titled = worksAt(ask, keys.title(titleKey(title)))
  if (arxivId === null || isCut(title)) return titled[0]
  return titled.find((work) => entriesOf(ask, work).every(({ paper }) => paper.arxivId === null))
}
