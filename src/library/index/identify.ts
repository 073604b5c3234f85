import { arxivKey, isCut, titleKey } from '../identity.ts'
import { entriesOf, idKeysOf, keys } from './entries.ts'
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
  const named = idKeysOf({ arxivId, doi }).flatMap((key) => workAt(ask, key) ?? [])[0]
  if (named) return named
  const titled = worksAt(ask, keys.title(titleKey(title)))
  if (arxivKey({ arxivId, doi }) === null || isCut(title)) return titled[0]
  return titled.find((work) => entriesOf(ask, work).every(({ paper }) => arxivKey(paper) === null))
}
