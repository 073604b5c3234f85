/** Slack's text as people see it: entities resolved, people, channels and links in words. */

/** What a command's text says. A person becomes an account, a link its address, for the options that ask for one. */
export function commandText(text: string, account: (user: string) => string): string {
  return decoded(text, (token) => {
    const user = /^@([UW][A-Z0-9]+)/.exec(token)?.[1]
    if (user) return account(user)
    const [target = '', label = ''] = split(token)
    return isMark(token) ? inWords(target, label) : target
  })
}

/** What a message says. `nameOf` knows people by id, as far as they are known. */
export function messageText(text: string, nameOf: (user: string) => string | undefined): string {
  return decoded(text, (token) => {
    const [target = '', label = ''] = split(token)
    const user = /^@([UW][A-Z0-9]+)$/.exec(target)?.[1]
    if (user) return `@${nameOf(user) ?? (label || user)}`
    if (isMark(token)) return inWords(target, label)
    return label === '' || target.endsWith(label) ? target : `${label} (${target})`
  })
}

/** The people that a message mentions, by id. */
export function mentioned(text: string): string[] {
  return [...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].map(([, user = '']) => user))]
}

function decoded(text: string, resolve: (token: string) => string): string {
  return entities(text.replace(/<([^<>]+)>/g, (_, token: string) => resolve(token)))
}

/** In one pass, so that `&amp;lt;` stays the `&lt;` that was typed. */
function entities(text: string): string {
  const signs: Record<string, string> = { lt: '<', gt: '>', amp: '&' }
  return text.replace(/&(lt|gt|amp);/g, (entity, name: string) => signs[name] ?? entity)
}

function split(token: string): string[] {
  const bar = token.indexOf('|')
  return bar < 0 ? [token] : [token.slice(0, bar), token.slice(bar + 1)]
}

const isMark = (token: string): boolean => /^[@#!]/.test(token)

/** `#C1|general`, `!here`, `!subteam^S1|@readers`, `!date^1^{date}|yesterday`. */
function inWords(target: string, label: string): string {
  if (label !== '') return target.startsWith('#') ? `#${label}` : label
  if (target.startsWith('!')) return `@${target.slice(1).replace(/\^.*$/, '')}`
  return target
}
