import type { Command } from './command.ts'
import type { OptionSpec } from './options.ts'
import { cutText } from './text.ts'
import { typed } from './usage.ts'

/** What to say when a required option was not given. Commands in backticks are shown below the root. */
export function missingOption(command: Command, name: string, spec: OptionSpec): string {
  return `“${name}” is missing: ${lowered(spec.description)}. For example: \`${exampleOf(command, name)}\`.`
}

/** What to say when an option's value cannot be used. `rule`: what it must be, as its schema says. */
export function badOption(command: Command, name: string, raw: string, rule: string): string {
  const given = cutText(raw.replaceAll('`', "'").trim(), LONGEST_QUOTE)
  return `“${name}” ${rule}, but you wrote “${given}”. For example: \`${exampleOf(command, name)}\`.`
}

const LONGEST_QUOTE = 60

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** A whole call that gives this option and what else is required. */
function exampleOf(command: Command, name: string): string {
  const wanted = Object.entries(command.options).filter(([other, { required }]) => other === name || required)
  return typed(command, Object.fromEntries(wanted.map(([option, spec]) => [option, exampleValue(spec)])))
}

function exampleValue(spec: OptionSpec): string {
  if (spec.example !== undefined) return spec.example
  switch (spec.kind) {
    case 'text':
      return 'a few words'
    case 'integer':
      return String(Math.min(spec.max, Math.max(spec.min, 5)))
    case 'boolean':
      return 'yes'
    case 'choice':
      return spec.choices[0] ?? ''
    case 'paper':
      return 'attention is all you need'
    case 'member':
      return '@Ada'
    case 'date':
    case 'meeting':
      return '2026-07-15'
    case 'zone':
      return 'Europe/Berlin'
    case 'attachment':
      return 'https://example.org/papers.bib'
  }
}
