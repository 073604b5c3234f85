/** Slack's own markup, read into prose: for messages that come without the tree of its message box. */
import type { Prose, ProseBlock, Span } from '../../club/prose.ts'
import { block, linked, span } from '../prose.ts'

/** `words`: what a piece without markup says, `<@U1>` and `&lt;` resolved. */
export function readMrkdwn(text: string, words: (piece: string) => string): Prose {
  return text.split(/```\n?([\s\S]*?)\n?```/).flatMap((part, index): ProseBlock[] => {
    if (index % 2 === 1) return part === '' ? [] : [block('fence', [span(words(part))])]
    return readLines(part.replace(/^\n|\n$/g, ''), words)
  })
}

function readLines(text: string, words: (piece: string) => string): ProseBlock[] {
  const blocks: { kind: 'text' | 'quote'; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const kind = line.startsWith('&gt;') ? 'quote' : 'text'
    const said = kind === 'quote' ? line.replace(/^&gt; ?/, '') : line
    const last = blocks.at(-1)
    if (last?.kind === kind) last.lines.push(said)
    else blocks.push({ kind, lines: [said] })
  }
  return blocks
    .map(({ kind, lines }) => block(kind, linked(readSpans(lines.join('\n'), [], words))))
    .filter(({ spans }) => spans.some((one) => one.text.trim() !== ''))
}

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const

// Code, a link, a mention or the like, or words between two marks that stand beside no letter.
const PIECE = /`([^`\n]+)`|<([^<>]+)>|(?<![\p{L}\p{N}*_~])([*_~])(\S|\S[^\n]*?\S)\3(?![\p{L}\p{N}])/gu

function readSpans(text: string, marks: Span['marks'], words: (piece: string) => string): Span[] {
  const spans: Span[] = []
  let at = 0
  for (const match of text.matchAll(PIECE)) {
    const [whole, code, token, mark, inside = ''] = match
    spans.push(span(words(text.slice(at, match.index)), marks))
    at = match.index + whole.length
    if (code !== undefined) spans.push(span(words(code), [...marks, 'code']))
    else if (token !== undefined) spans.push(readToken(token, marks, words))
    else if (mark === '*' || mark === '_' || mark === '~')
      spans.push(...readSpans(inside, [...marks, MARKS[mark]], words))
  }
  return [...spans, span(words(text.slice(at)), marks)]
}

function readToken(token: string, marks: Span['marks'], words: (piece: string) => string): Span {
  const [, url = '', label = ''] = /^(https?:[^|]+)(?:\|(.*))?$/.exec(token) ?? []
  return url === '' ? span(words(`<${token}>`), marks) : span(words(label || url), marks, words(url))
}
