/** Prose as Discord's Markdown. Nothing in it formats, mentions or hides anything but what its marks say. */
import type { Prose, ProseBlock, Span } from '../../club/prose.ts'
import { clean, escaped, linkTarget, PARTING } from './escape.ts'

export function writeMarkdown(prose: Prose): string {
  // An empty line parts two paragraphs.
  const gap = (index: number) => (prose[index]?.kind === 'text' && prose[index - 1]?.kind === 'text' ? '\n\n' : '\n')
  return prose.map((one, index) => (index > 0 ? gap(index) : '') + writeBlock(one)).join('')
}

function writeBlock({ kind, depth, n, spans }: ProseBlock): string {
  const words = spans.map(writeSpan).reduce(beside, '')
  const oneLine = words.replace(/\s*\n\s*/g, ' ')
  switch (kind) {
    case 'text':
      return words
    case 'heading':
      return `### ${oneLine}`
    case 'quote':
      return words
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')
    case 'bullet':
      return `${'  '.repeat(depth)}- ${oneLine}`
    case 'number':
      return `${'  '.repeat(depth)}${n}. ${oneLine}`
    case 'fence':
      return `${FENCE}\n${clean(spans.map(({ text }) => text).join('')).replaceAll(FENCE, `\`\`${PARTING}\``)}\n${FENCE}`
  }
}

const FENCE = '```'

/** Marks of neighbours would run together. */
function beside(left: string, right: string): string {
  return /[*~`]$/.test(left) && /^[*~`]/.test(right) ? left + PARTING + right : left + right
}

function writeSpan({ text, marks, link }: Span): string {
  if (marks.includes('code')) return around(code(text), marks)
  const target = link === null ? null : linkTarget(link)
  if (target === null) return around(escaped(text), marks)
  const isBare = text === link
  return around(
    isBare ? `<${target}>` : `[${escaped(text.replace(/[[\]]/g, bracket).replace(/https?:\/\//gi, ''))}](<${target}>)`,
    marks,
  )
}

const bracket = (sign: string) => (sign === '[' ? '(' : ')')

/** A backtick cannot be escaped inside code. */
function code(text: string): string {
  const line = clean(text).replace(/\s*\n\s*/g, ' ')
  if (line.trim() === '') return line
  if (!line.includes('`')) return `\`${line}\``
  return line.includes('``') ? escaped(line) : `\`\` ${line} \`\``
}

/** Marks do not begin or end at a space, and a sign beside them would undo them. */
function around(written: string, marks: Span['marks']): string {
  const signs = (marks.includes('bold') ? '**' : '') + (marks.includes('italic') ? '*' : '')
  const open = `${marks.includes('strike') ? '~~' : ''}${signs}`
  const inner = written.trim()
  if (open === '' || inner === '') return written
  const at = written.indexOf(inner)
  const close = [...open].toReversed().join('')
  return `${written.slice(0, at)}${open}${PARTING}${inner}${PARTING}${close}${written.slice(at + inner.length)}`
}
