import { arxivKey, isCut, titleKey } from '../identity.ts'
import { areOthers, originOf, type Said } from '../origin.ts'
import { entriesOf, idKeysOf, keys } from './entries.ts'
import { workAt, worksAt } from './papers.ts'
import type { Ask } from './statements.ts'

/** What tells one work from another. */
export interface Identity extends Said {
  title: string
}

/** Ids of the papers that these are, null where there is none. */
export function identify(ask: Ask, identities: readonly Identity[]): (string | null)[] {
  return identities.map((identity) => identifyOne(ask, identity) ?? null)
}

function identifyOne(ask: Ask, identity: Identity): string | undefined {
  const { title } = identity
  const named = idKeysOf(identity).flatMap((key) => workAt(ask, key) ?? [])[0]
  if (named) return named
  const own = arxivKey(identity)
  const origin = originOf([identity])
  return worksAt(ask, keys.title(titleKey(title))).find((work) => {
    const papers = entriesOf(ask, work).map(({ paper }) => paper)
    if (own !== null && !isCut(title) && papers.some((paper) => arxivKey(paper) !== null)) return false
    return !areOthers(originOf(papers), origin)
  })
}

/** Ids of the papers that have the number or the title of a work, whether or not they are it. */
export function alike(ask: Ask, identity: Identity): string[] {
  const named = [...idKeysOf(identity), keys.title(titleKey(identity.title))]
  return [...new Set(named.flatMap((key) => worksAt(ask, key)))]
}
