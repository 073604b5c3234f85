import { countWords, isUnfinished } from './prose.ts'
import type { TextLine } from './text-line.ts'

export function isMarked(line: TextLine | undefined): boolean {
  return line !== undefined && (IDEA.test(line.text) || isDefinition(line.text))
}

export function isDefinition(text: string): boolean {
  if (DEFINITION.test(text)) return true
  const at = text.indexOf(' := ')
  return at > 0 && at <= 80 && countWords(text.slice(0, at)) <= 8
}

/** `a scaling law for sparsity := the ratio of all experts to the active ones.` within a paragraph. */
export function definedWithin(text: string): { term: string; meaning: string }[] {
  return Array.from(
    text.slice(0, 5_000).matchAll(/([\p{L}\p{N}'’ -]{1,60}) := ([^.;!?]{3,400})/gu),
    ([, before = '', meaning = '']) => {
      const words = before.trim().split(' ').slice(-4)
      const small = words.findLastIndex((word) => isUnfinished(word))
      return { term: words.slice(small + 1).join(' '), meaning: meaning.trim() }
    },
  ).filter(({ term, meaning }) => term !== '' && countWords(meaning) >= 3)
}

export const MARKED = /^(?:(?:(?:the|key|main|core|big)\s+)*idea|defn?|definition)\s*(?:[.:]|\s[—–-])(?:\s+|$)/i
export const IDEA =
  /^(?:(?:the|key|main|core|big)\s+)*(?:idea|tl;?dr;?|gist|in (?:a nutshell|one (?:line|sentence)))\s*(?:[.:;]|(?<=;|tl;?dr(?=\s+\S))|\s[—–-])(?:\s+|$)/i
export const DEFINITION = /^(?:defn?|definition)\s*(?:[.:]|\s[—–-])(?:\s+|$)/i
