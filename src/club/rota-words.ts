/** People and roles as an organiser writes them. */
import type { AccountId } from './keys.ts'
import type { Named } from './rota.ts'

/** Whose account a mention names, as far as it is one. */
export type AccountOf = (text: string) => { account: AccountId; name: string } | null

/** Reads `Ada Lovelace, @Bob (3)`, also one a line or numbered; a number behind a name counts what they had before. */
export function membersFrom(text: string, accountOf: AccountOf): Named[] {
  return partsOf(text).map((part) => {
    const [, who = part, count] = /^(.*?)(?:\s*\((\d{1,4})\))?$/s.exec(part) ?? []
    const turns = count === undefined ? undefined : Number(count)
    return { ...(accountOf(who) ?? { account: null, name: who.replace(/^@/, '') }), turns }
  })
}

/** Reads `presenter, discussant`, `2 presenters and a chair`. */
export function rolesFrom(text: string): string[] {
  return partsOf(text.replaceAll(/\s+and\s+/gi, ', ')).flatMap((part) => {
    const [, count, role = part] = /^(?:(\d|an?|two|three)\s+)?(.*)$/is.exec(part) ?? []
    const many = COUNTS.get(count?.toLowerCase() ?? '') ?? Number(count ?? 1)
    const one = (many > 1 ? role.replace(/s$/i, '') : role).toLowerCase()
    return Array.from({ length: many }, () => one)
  })
}

const COUNTS = new Map([
  ['a', 1],
  ['an', 1],
  ['two', 2],
  ['three', 3],
])

function partsOf(text: string): string[] {
  // Mentions need nothing between them.
  return text
    .replaceAll(/(<@[^>]+>)\s+(?=<@)/g, '$1,')
    .split(/[\n,;→]+/u)
    .map((part) => part.replace(/^\s*(?:\d{1,3}[.)]|[*•-])\s+/u, '').trim())
    .filter((part) => part !== '')
}
