/** Formatted text as data: what both chats' markup is parsed into, and what one view draws. */
export type Rich =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler'; children: Rich[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; children: Rich[] }
  | { kind: 'user' | 'channel'; id: string; name: string }
  /** A mention of many people, or of a command: shown as it is called. */
  | { kind: 'mention'; text: string }
  | { kind: 'time'; at: number; text: string }

export type RichBlock =
  | { kind: 'paragraph'; children: Rich[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: Rich[] }
  | { kind: 'small'; children: Rich[] }
  | { kind: 'quote'; blocks: RichBlock[] }
  | { kind: 'list'; ordered: boolean; start: number; items: RichBlock[][] }
  | { kind: 'pre'; text: string }

/** One piece of markup: tried at a position, it tells what it is and how far it reaches. */
export interface Rule {
  /** Sticky. */
  pattern: RegExp
  make(match: RegExpExecArray, before: string): Rich[] | null
}

/** Parses a line's markup by the first rule that fits at each position; all else is text. */
export function parseInline(source: string, rules: readonly Rule[], plain: (text: string) => string): Rich[] {
  const parts: Rich[] = []
  let text = ''
  const flush = () => {
    if (text) parts.push({ kind: 'text', text: plain(text) })
    text = ''
  }
  for (let at = 0; at < source.length; ) {
    const found = firstFit(source, at, rules)
    if (found) {
      flush()
      parts.push(...found.parts)
      at += found.length
    } else {
      text += source[at]
      at++
    }
  }
  flush()
  return parts
}

function firstFit(source: string, at: number, rules: readonly Rule[]): { parts: Rich[]; length: number } | null {
  for (const { pattern, make } of rules) {
    pattern.lastIndex = at
    const match = pattern.exec(source)
    const parts = match && make(match, source[at - 1] ?? '')
    if (match && parts) return { parts, length: match[0].length }
  }
  return null
}
