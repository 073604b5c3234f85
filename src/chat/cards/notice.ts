import type { Block, Card, Inline, Rich } from '../card.ts'

/** A card that says one thing. */
export function notice(title: string, text: Rich, ...more: Block[]): Card {
  return { title, blocks: [{ kind: 'text', text }, ...more] }
}

export const divider: Block = { kind: 'divider' }

/** `Ada, Bob and Carl`, each as it is shown. */
export function listedRich(items: readonly Inline[]): Inline[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [index === items.length - 1 ? ' and ' : ', ', item]))
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
