import type { Person } from './types.ts'

/**
 * What Slack's message box makes of what a person types: the three entities are escaped, links get angle brackets, and
 * people who were picked from the list stand as `<@U…>`. A name that was merely typed stays a name.
 */
export function typedText(text: string, mentionable: ReadonlySet<string>): string {
  return text
    .split(MARKED)
    .map((part) => {
      const person = /^<@([A-Z0-9]+)>$/.exec(part)?.[1]
      if (person !== undefined && mentionable.has(person)) return part
      return isLink(part) ? `<${escapeEntities(part)}>` : escapeEntities(part)
    })
    .join('')
}

/** The text of a slash command: mentions carry the name too, and a typed `@name` is found. `plain`: as with should_escape off. */
export function commandText(text: string, plain: boolean, people: readonly Person[]): string {
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name
  if (plain) {
    return escapeEntities(text.replace(/<@([A-Z0-9]+)>/g, (whole, id) => (nameOf(id) ? `@${nameOf(id)}` : whole)))
  }
  return text
    .split(COMMAND_MARKED)
    .map((part) => {
      const id = /^<@([A-Z0-9]+)>$/.exec(part)?.[1] ?? people.find((person) => `@${person.name}` === part)?.id
      const name = id === undefined ? undefined : nameOf(id)
      if (name !== undefined) return `<@${id}|${name}>`
      return isLink(part) ? `<${escapeEntities(part)}>` : escapeEntities(part)
    })
    .join('')
}

function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

const MARKED = /(<@[A-Z0-9]+>|https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]'"])/
const COMMAND_MARKED = /(<@[A-Z0-9]+>|(?<![\w@])@[a-z0-9._-]+|https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]'"])/

function isLink(part: string): boolean {
  return /^https?:\/\//.test(part)
}
