/** What an organiser writes of a meeting: its papers, people, questions and links, one a line or between semicolons. */
import type { Plan, PlannedPerson } from './plan.ts'
import type { AccountOf } from './rota-words.ts'

/** Most of each at one meeting. */
export const MOST_PLANNED = 20

/** A paper as it was written: by its title, its address, or both. */
export interface WrittenPaper {
  title: string | null
  url: string | null
  optional: boolean
}

/** Reads `Attention Is All You Need https://…; optional: BERT`. */
export function papersFrom(text: string): WrittenPaper[] {
  return itemsOf(text).map((item) => {
    const optional = OPTIONAL.test(item)
    const { rest, url } = withoutAddress(item.replace(OPTIONAL, ''))
    return { title: rest || null, url, optional }
  })
}

const OPTIONAL = /^\s*(?:optional\s*:|\+)\s*|\s*\(optional\)\s*$/i

/**
 * Reads `presenter: Ada Lovelace; discussant: Bob, Carl` and `Ada Lovelace (presenter), Bob`. `role`: of whom none is said.
 * `accountOf`: whose account a mention names.
 */
export function peopleFrom(text: string, role: string, accountOf: AccountOf): PlannedPerson[] {
  return itemsOf(text).flatMap((item) => {
    const [, said, names = ''] = /^(?:([^:<>]{1,60}):\s+)?(.*)$/s.exec(item) ?? []
    return names
      .split(/,(?![^(]*\))/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => {
        const [, name = part, own] = /^(.*?)\s*\(([^)]+)\)$/.exec(part) ?? []
        return {
          ...(accountOf(name) ?? { account: null, name: name.replace(/^@/, '') }),
          role: (own ?? said ?? role).trim().toLowerCase(),
        }
      })
  })
}

/** Reads `slides https://…; recording https://…`; null where something has no address. */
export function linksFrom(text: string): Plan['links'] | null {
  const found = itemsOf(text).map((item) => {
    const { rest, url } = withoutAddress(item)
    return url === null ? null : { what: rest.replace(/:$/, '') || 'link', url }
  })
  const known = found.filter((link) => link !== null)
  return known.length < found.length ? null : known
}

/** Lines, or what stands between semicolons. */
export function itemsOf(text: string): string[] {
  return text
    .split(/\n|;(?=\s|$)/)
    .map((item) => item.replace(/^[\s*•-]+(?=\S)/u, '').trim())
    .filter((item) => item !== '')
}

function withoutAddress(item: string): { rest: string; url: string | null } {
  const bare = item.replace(/<(https?:\/\/[^\s|>]+)(?:\|[^>]*)?>/, '$1')
  const url = /https?:\/\/\S+/.exec(bare)?.[0] ?? null
  const rest = url ? bare.replace(url, ' ') : bare
  return {
    url,
    rest: rest
      .replaceAll(/\s+/g, ' ')
      .replace(/^[\s–—|-]+|[\s–—|,-]+$/g, '')
      .trim(),
  }
}
