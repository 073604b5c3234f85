import type { Rich, RichBlock, Rule } from '../rich.ts'
import { parseInline } from '../rich.ts'
import { format, hour, relative } from '../times.ts'

/** Discord's Markdown, as its client reads it. */
export function parseMarkdown(source: string): RichBlock[] {
  return parseLines(source.split('\n'))
}

function parseInlineMarkdown(source: string): Rich[] {
  return parseInline(source, RULES, (text) => text)
}

function parseLines(lines: readonly string[]): RichBlock[] {
  const blocks: RichBlock[] = []
  let paragraph: string[] = []
  const flush = () => {
    while (paragraph[0]?.trim() === '') paragraph.shift()
    while (paragraph.at(-1)?.trim() === '') paragraph.pop()
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', children: parseInlineMarkdown(paragraph.join('\n')) })
    paragraph = []
  }
  for (let at = 0; at < lines.length; ) {
    const found = blockAt(lines, at)
    if (found) {
      flush()
      blocks.push(found.block)
      at = found.next
    } else {
      paragraph.push(lines[at] ?? '')
      at++
    }
  }
  flush()
  return blocks
}

interface Found {
  block: RichBlock
  next: number
}

function blockAt(lines: readonly string[], at: number): Found | null {
  const line = lines[at] ?? ''
  const heading = /^(#{1,3})\s+(\S.*)$/.exec(line)
  if (heading) {
    const level = heading[1]?.length === 1 ? 1 : heading[1]?.length === 2 ? 2 : 3
    return { block: { kind: 'heading', level, children: parseInlineMarkdown(heading[2] ?? '') }, next: at + 1 }
  }
  const small = /^-#\s+(\S.*)$/.exec(line)
  if (small) return { block: { kind: 'small', children: parseInlineMarkdown(small[1] ?? '') }, next: at + 1 }
  if (line.startsWith('```')) return fenceAt(lines, at)
  if (line.startsWith('>>> ')) {
    return { block: { kind: 'quote', blocks: parseLines([line.slice(4), ...lines.slice(at + 1)]) }, next: lines.length }
  }
  if (/^> |^>$/.test(line)) {
    const end = endOf(lines, at, (each) => /^> |^>$/.test(each))
    const quoted = lines.slice(at, end).map((each) => each.slice(2))
    return { block: { kind: 'quote', blocks: parseLines(quoted) }, next: end }
  }
  return LIST_ITEM.test(line) ? listAt(lines, at) : null
}

const LIST_ITEM = /^(\s*)([-*]|\d{1,9}\.)\s+(\S.*)$/

function listAt(lines: readonly string[], at: number): Found {
  const [, margin = '', mark = ''] = LIST_ITEM.exec(lines[at] ?? '') ?? []
  const ordered = /\d/.test(mark)
  const items: RichBlock[][] = []
  let next = at
  while (next < lines.length) {
    const [, indent = '', itsMark = '', content = ''] = LIST_ITEM.exec(lines[next] ?? '') ?? []
    if (content === '' || indent.length !== margin.length || /\d/.test(itsMark) !== ordered) break
    const end = endOf(lines, next + 1, (line) => /^\s*/.exec(line)?.[0].length !== margin.length && /^\s+\S/.test(line))
    const inner = lines.slice(next + 1, end)
    items.push([
      { kind: 'paragraph', children: parseInlineMarkdown(content) },
      ...parseLines(inner.map(trimmedBy(inner))),
    ])
    next = end
  }
  return { block: { kind: 'list', ordered, start: Number.parseInt(mark, 10) || 1, items }, next }
}

function trimmedBy(lines: readonly string[]): (line: string) => string {
  const margin = Math.min(...lines.map((line) => /^\s*/.exec(line)?.[0].length ?? 0))
  return (line) => line.slice(margin)
}

function fenceAt(lines: readonly string[], at: number): Found | null {
  const first = (lines[at] ?? '').slice(3)
  if (first.endsWith('```')) return { block: { kind: 'pre', text: first.slice(0, -3) }, next: at + 1 }
  const end = lines.findIndex((line, index) => index > at && line.trimEnd().endsWith('```'))
  if (end < 0) return null
  const opening = /^[\w+-]*$/.test(first) ? [] : [first]
  const last = (lines[end] ?? '').trimEnd().slice(0, -3)
  const text = [...opening, ...lines.slice(at + 1, end), ...(last ? [last] : [])].join('\n')
  return { block: { kind: 'pre', text }, next: end + 1 }
}

function endOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index >= from && !belongs(line))
  return end < 0 ? lines.length : end
}

type Wrapping = Extract<Rich, { children: Rich[] }>['kind']

function wrap(kind: Exclude<Wrapping, 'link'>): Rule['make'] {
  return ([, inner = '']) => [{ kind, children: parseInlineMarkdown(inner) }]
}

const INNER = String.raw`((?:\\[\s\S]|[^\\])+?)`

const RULES: readonly Rule[] = [
  { pattern: /\\([^\sA-Za-z0-9])/y, make: ([, character = '']) => [{ kind: 'text', text: character }] },
  { pattern: /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y, make: ([, , code = '']) => [{ kind: 'code', text: code.trim() }] },
  {
    pattern: new RegExp(String.raw`\*\*\*${INNER}\*\*\*(?!\*)`, 'y'),
    make: ([, inner = '']) => [bold([italic(inner)])],
  },
  { pattern: new RegExp(String.raw`\*\*${INNER}\*\*(?!\*)`, 'y'), make: wrap('bold') },
  { pattern: new RegExp(`__${INNER}__(?!_)`, 'y'), make: wrap('underline') },
  { pattern: new RegExp(String.raw`\*(?=\S)${INNER}(?<!\s)\*(?!\*)`, 'y'), make: wrap('italic') },
  {
    pattern: new RegExp(`_${INNER}_(?![A-Za-z0-9_])`, 'y'),
    make: ([, inner = ''], before) => (/[A-Za-z0-9_]/.test(before) ? null : [italic(inner)]),
  },
  { pattern: new RegExp(`~~${INNER}~~`, 'y'), make: wrap('strike') },
  { pattern: new RegExp(String.raw`\|\|${INNER}\|\|`, 'y'), make: wrap('spoiler') },
  {
    pattern: /\[((?:\\[\s\S]|[^[\]\\])+)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()<>]*\))+)>?\)/y,
    make: ([, label = '', url = '']) => [{ kind: 'link', url, children: parseInlineMarkdown(label) }],
  },
  { pattern: /<(https?:\/\/[^\s>]+)>/y, make: ([, url = '']) => [bareLink(url)] },
  { pattern: /<@!?(\w+)>/y, make: ([, id = '']) => [{ kind: 'user', id, name: '' }] },
  { pattern: /<@&\w+>/y, make: () => [{ kind: 'mention', text: '@role' }] },
  { pattern: /<#(\w+)>/y, make: ([, id = '']) => [{ kind: 'channel', id, name: '' }] },
  { pattern: /<\/([^:>]+):\w+>/y, make: ([, command = '']) => [{ kind: 'mention', text: `/${command}` }] },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    make: ([, seconds, style]) => [time(Number(seconds) * 1000, style)],
  },
  { pattern: /<a?(:\w+:)\d+>/y, make: ([, name = '']) => [{ kind: 'text', text: name }] },
  { pattern: /https?:\/\/[^\s<]*[^\s<.,:;"')\]*_~|]/y, make: ([url]) => [bareLink(url)] },
]

function bold(children: Rich[]): Rich {
  return { kind: 'bold', children }
}

function italic(inner: string): Rich {
  return { kind: 'italic', children: parseInlineMarkdown(inner) }
}

function bareLink(url: string): Rich {
  return { kind: 'link', url, children: [{ kind: 'text', text: url }] }
}

function time(at: number, style = 'f'): Rich {
  return { kind: 'time', at, text: style === 'R' ? relative(at) : timeAs(at, style) }
}

function timeAs(at: number, style: string): string {
  const date = { day: 'numeric', month: 'long', year: 'numeric' } as const
  if (style === 't') return hour(at)
  if (style === 'T') return format(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  if (style === 'd') return format(at, { day: '2-digit', month: '2-digit', year: 'numeric' })
  if (style === 'D') return format(at, date)
  if (style === 'F') return `${format(at, { weekday: 'long', ...date })} ${hour(at)}`
  return `${format(at, date)} ${hour(at)}`
}
