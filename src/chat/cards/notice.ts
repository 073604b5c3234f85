import type { Block, Card, Inline, Rich } from '../card.ts'

/** A card that says one thing. */
export function notice(title: string, text: Rich, ...more: Block[]): Card {
  return { title, blocks: [{ kind: 'text', text }, ...more] }
}

export const divider: Block = { kind: 'divider' }

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** `2026-12-21 to 2027-01-04`; a single day by itself. */
export function fromTo({ from, to }: { from: string; to: string }): string {
  return from === to ? from : `${from} to ${to}`
}

/** A sentence whose commands in backticks, `club show`, are shown as they are typed below `root`. */
export function withCommands(sentence: string, root: string): Rich {
  const parts = sentence.split(/`([^`]+)`/)
  return parts.map((part, index): Inline => (index % 2 === 0 ? part : { code: `/${root} ${part}` }))
}

/** The first of several, and how many more there are: `a, b and 12 more`. */
export function firstOf(all: readonly string[], most: number): string {
  const more = all.length - most
  return more > 0 ? `${all.slice(0, most).join(', ')} and ${more} more` : all.join(', ')
}
