import type { Command } from './command.ts'
import type { OptionSpec, RawValues } from './options.ts'

/** How a command is typed: `find <text> [limit:…]`. What stands without a name may be typed without it. */
export function usage(command: Command): string {
  let nameless = true
  const parts = Object.entries(command.options).map(([name, spec]) => {
    const bare = spec.kind === 'boolean' || (nameless && (spec.required === true || takesTheRest(spec)))
    if (spec.kind !== 'boolean' && (takesTheRest(spec) || !bare)) nameless = false
    const shown = bare ? name : `${name}:…`
    return spec.required ? `<${shown}>` : `[${shown}]`
  })
  return [command.name, ...parts].join(' ')
}

/** What an option is for and what it takes: `limit: how many to show (1 to 10)`. */
export function optionHelp(name: string, spec: OptionSpec): string {
  const takes = whatItTakes(spec)
  return `${name}: ${spec.description}${takes ? ` (${takes})` : ''}`
}

/** The text that calls a command with these values: `find text:"sparse attention" limit:3`. */
export function typed(command: Command, values: RawValues): string {
  const parts = Object.keys(command.options).flatMap((name) => {
    const value = values[name]
    if (value === undefined) return []
    return [`${name}:${/^\S+$/.test(value) ? value : `"${value}"`}`]
  })
  return [command.name, ...parts].join(' ')
}

const takesTheRest = (spec: OptionSpec): boolean => spec.kind === 'text' || spec.kind === 'paper'

function whatItTakes(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'text':
      return ''
    case 'integer':
      return `${spec.min} to ${spec.max}`
    case 'boolean':
      return 'yes or no'
    case 'choice':
      return spec.choices.join(', ')
    case 'paper':
      return 'a title, a link or an arXiv id'
    case 'member':
      return 'a person, by @name'
    case 'date':
    case 'meeting':
      return 'a date such as 2026-07-15'
    case 'attachment':
      return 'a file, or a link to one'
    case 'zone':
      return 'a time zone such as Europe/Berlin'
  }
}
