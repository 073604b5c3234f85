import type { Prose } from '../club/prose.ts'
import type { Copy } from './platform.ts'
import { block, span } from './prose.ts'

/** A comment as another room's thread shows it: who said it and where, which leads there, and then their words. */
export function copied({ author, chat, original, prose }: Copy): Prose {
  const head = [span(author, ['bold']), span(' ('), span(chat, [], original), span('):')]
  const [first, ...others] = prose
  if (first?.kind !== 'text') return [block('text', head), ...prose]
  return [block('text', [...head, span(' '), ...first.spans]), ...others]
}
