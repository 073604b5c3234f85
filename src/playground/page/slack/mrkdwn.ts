import { emojiOf, withEmoji } from '../emoji.ts'
import type { Rich, RichBlock, Rule } from '../rich.ts'
import { parseInline } from '../rich.ts'
import { format, hour, relative } from '../times.ts'

/** Slack's mrkdwn, as its client reads it. */
export function parseMrkdwn(source: string): RichBlock[] {
  const blocks: RichBlock[] = []
  for (const [index, part] of source.split('```').entries()) {
    if (index % 2 === 1) blocks.push({ kind: 'pre', text: unescaped(part.replace(/^\n|\n$/g, '')) })
    else blocks.push(...parseLines(index > 0 ? part.replace(/^\n/, '') : part))
  }
  return blocks
}

export function parseInlineMrkdwn(source: string): Rich[] {
  return parseInline(source, RULES, (text) => withEmoji(unescaped(text)))
}

/** A `plain_text` object's words. */
export function plainText(source: string): string {
  return withEmoji(unescaped(source))
}

function parseLines(source: string): RichBlock[] {
  const blocks: RichBlock[] = []
  let lines: string[] = []
  let quoted = false
  const flush = () => {
    const text = lines.join('\n').replace(/^\n+|\n+$/g, '')
    lines = []
    if (text === '') return
    const paragraph: RichBlock = { kind: 'paragraph', children: parseInlineMrkdwn(text) }
    blocks.push(quoted ? { kind: 'quote', blocks: [paragraph] } : paragraph)
  }
  for (const line of source.split('\n')) {
    const quote = /^(?:>|&gt;)\s?(.*)$/.exec(line)
    if (Boolean(quote) !== quoted) {
      flush()
      quoted = Boolean(quote)
    }
    lines.push(quote?.[1] ?? line)
  }
  flush()
  return blocks
}

/** The three characters that Slack escapes, as they were. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** What may stand beside a mark for it to count: the line's end, a space, a sign. So `snake_case_name` has no italics. */
const INSIDE_WORD = String.raw`[^\s\p{P}\p{S}\u200b]`
const GLUED = new RegExp(`${INSIDE_WORD}$`, 'u')

function marked(mark: string, kind: 'bold' | 'italic' | 'strike'): Rule {
  return {
    pattern: new RegExp(String.raw`${mark}(?=[^\s${mark}])([^\n]*?[^\s])${mark}(?!${INSIDE_WORD})`, 'uy'),
    make: ([, inner = ''], before) => (GLUED.test(before) ? null : [{ kind, children: parseInlineMrkdwn(inner) }]),
  }
}

const RULES: readonly Rule[] = [
  { pattern: /`([^`\n]+)`/y, make: ([, code = '']) => [{ kind: 'code', text: unescaped(code) }] },
  { pattern: /<([^<>\n]+)>/y, make: ([, inner = '']) => [special(inner)] },
  marked('\\*', 'bold'),
  marked('_', 'italic'),
  marked('~', 'strike'),
  { pattern: /:([a-z0-9_+-]+):/y, make: ([, name = '']) => [{ kind: 'text', text: emojiOf(name) }] },
]

function special(inner: string): Rich {
  const bar = inner.indexOf('|')
  const head = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? '' : unescaped(inner.slice(bar + 1))
  if (head.startsWith('@')) return { kind: 'user', id: head.slice(1), name: label }
  if (head.startsWith('#')) return { kind: 'channel', id: head.slice(1), name: label }
  if (head.startsWith('!date^')) return date(head, label)
  if (head.startsWith('!'))
    return { kind: 'mention', text: `@${label || head.slice(1).split('^')[0]}`.replace('@@', '@') }
  if (!/^(https?:|mailto:)/.test(head)) return { kind: 'text', text: label || unescaped(head) }
  return { kind: 'link', url: unescaped(head), children: [{ kind: 'text', text: withEmoji(label) || unescaped(head) }] }
}

function date(head: string, fallback: string): Rich {
  const [, seconds = '', pattern = ''] = head.split('^')
  const at = Number(seconds) * 1000
  if (!Number.isFinite(at)) return { kind: 'text', text: fallback }
  const text = pattern.replace(/\{(\w+)\}/g, (whole, token: string) => DATE_TOKENS[token]?.(at) ?? whole)
  return { kind: 'time', at, text: unescaped(text) }
}

const DATE_TOKENS: Readonly<Record<string, (at: number) => string>> = {
  date_num: (at) => format(at, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  date: (at) => format(at, { day: 'numeric', month: 'long', year: 'numeric' }),
  date_short: (at) => format(at, { day: 'numeric', month: 'short', year: 'numeric' }),
  date_long: (at) => format(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  date_pretty: (at) => format(at, { day: 'numeric', month: 'long', year: 'numeric' }),
  date_short_pretty: (at) => format(at, { day: 'numeric', month: 'short', year: 'numeric' }),
  date_long_pretty: (at) => format(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  time: (at) => hour(at),
  time_secs: (at) => format(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
  ago: (at) => relative(at),
}
