import type { BlockContent, DefinitionContent, List, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Complaint } from './complaint.ts'
import { collapse } from './prose.ts'
import { refuse } from './text-damage.ts'
import { plainSigns } from './texts.ts'

/** A Markdown file as headings with what stands below each. Lines are 1-based lines of the file. */
export interface Outline {
  parts: Part[]
  complaints: Complaint[]
  /** Why the file cannot be read at all. */
  refusal: Complaint | null
}

/** A heading and the blocks up to the next one. What stands before the first heading has depth 0. */
export interface Part {
  depth: number
  heading: string
  /** Where the heading links to, if it does. */
  link: string | null
  line: number
  blocks: Block[]
}

export type Block = { line: number } & ({ kind: 'text'; text: string } | { kind: 'list'; items: Item[]; text: string })

export interface Item {
  line: number
  /** Its text, the address of a link behind its label. */
  text: string
  /** The same without addresses and without what is {@link stray}. */
  label: string
  /** The bold words that the item begins with. */
  lead: string | null
  /** Where its first link leads. */
  link: string | null
  /** The items of a list inside this one. */
  nested: string[]
  /** Text right below the item that is not indented: Markdown counts it as the item's, whoever wrote it may not. */
  stray: { line: number; text: string } | null
}

/**
 * What a file may cost. Markdown parsers slow down with the square of nested or unclosed marks, so a file that is no
 * digest must not keep the bot busy for minutes.
 */
const LIMITS = { part: 50_000, depth: 6, indent: 40, marks: 300 }

export function readOutline(source: string): Outline {
  const refusal = refuse(source)
  if (refusal) return { parts: [], complaints: [], refusal }
  const complaints: Complaint[] = []
  const lines = defuse(
    withoutComments(plainSigns(source).replace(/[\uFEFF\u200B]/g, ''), complaints).split('\n'),
    complaints,
  )
  const parts: Part[] = []
  for (const chunk of chunks(lines, complaints)) addParts(parts, chunk, complaints)
  complaints.sort((a, b) => a.line - b.line)
  return { parts, complaints, refusal: null }
}

/** HTML comments are the editor's notes to self. They may hold headings, so they go before the file is parted. */
function withoutComments(text: string, complaints: Complaint[]): string {
  let kept = ''
  let at = 0
  for (;;) {
    const start = text.indexOf('<!--', at)
    if (start < 0) return kept + text.slice(at)
    const end = text.indexOf('-->', start + 4)
    if (end < 0) {
      complaints.push({
        line: lineAt(text, start),
        message: 'The comment that begins here is never closed; end it with “-->”.',
      })
      return kept + text.slice(at)
    }
    kept += text.slice(at, start) + text.slice(start, end).replace(/[^\n]+/g, '')
    at = end + 3
  }
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/** Empties the lines that would be too dear to parse. */
function defuse(lines: string[], complaints: Complaint[]): string[] {
  const kept = [...lines]
  let start = 0
  let marks = 0
  lines.forEach((line, index) => {
    if (line.includes('\uFFFD')) {
      complaints.push({ line: index + 1, message: 'Some characters here are not UTF-8; save the file in UTF-8.' })
    }
    if (isTooDeep(line)) {
      kept[index] = ''
      complaints.push({ line: index + 1, message: 'This line is nested too deeply; it is left out.' })
      return
    }
    if (blank(line) || BEGINS_BLOCK.test(line)) {
      start = blank(line) ? index + 1 : index
      marks = 0
    }
    const before = marks
    marks += (line.match(MARKS) ?? []).length
    if (marks <= LIMITS.marks) return
    kept.fill('', start, index + 1)
    if (before <= LIMITS.marks) {
      complaints.push({
        line: start + 1,
        message: `There are over ${LIMITS.marks} of Markdown's marks (such as * _ [ \` <) in one paragraph; it is left out.`,
      })
    }
  })
  return kept
}

const MARKS = /[*_[\]<`!&\\]/g
const BEGINS_BLOCK = /^ {0,3}(?:#{1,6}\s|[-*+]\s+[^\s])/
const PREFIX = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/

function isTooDeep(line: string): boolean {
  const prefix = PREFIX.exec(line.slice(0, 2 * LIMITS.indent))?.[0] ?? ''
  if (prefix.length > LIMITS.indent) return true
  return (prefix.match(/[>\-*+.)]/g) ?? []).length > LIMITS.depth
}

interface Chunk {
  line: number
  text: string
}

/** Parts the lines at their headings: many small parses are far cheaper than a long one. */
function chunks(lines: string[], complaints: Complaint[]): Chunk[] {
  const starts = [0, ...headingLines(lines, complaints), lines.length]
  const found: Chunk[] = []
  for (let nth = 0; nth + 1 < starts.length; nth++) {
    const start = starts[nth] ?? 0
    const text = lines.slice(start, starts[nth + 1]).join('\n')
    const isTooLong = text.length > LIMITS.part
    if (isTooLong) {
      complaints.push({
        line: start + 1,
        message: `What stands below this line is over ${LIMITS.part} characters long; it is left out.`,
      })
    }
    found.push({ line: start + 1, text: isTooLong ? (lines[start] ?? '').slice(0, LIMITS.part) : text })
  }
  return found
}

function headingLines(lines: string[], complaints: Complaint[]): number[] {
  const found: number[] = []
  const unclosed = new Set<string>()
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const mark = FENCE.exec(line)?.[1]
    if (mark && !unclosed.has(mark)) {
      const end = lines.findIndex((other, index) => index > at && closesFence(other, mark))
      if (end > 0) {
        at = end
        continue
      }
      unclosed.add(mark)
      complaints.push({ line: at + 1, message: `The code block that begins here is never closed with “${mark}”.` })
    }
    if (at > 0 && HEADING.test(line)) found.push(at)
  }
  return found
}

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/
const HEADING = /^ {0,3}#{1,6}(?:\s|$)/

function closesFence(line: string, mark: string): boolean {
  const text = line.trim()
  return text.length >= mark.length && text === mark.charAt(0).repeat(text.length) && !line.startsWith('    ')
}

function addParts(parts: Part[], chunk: Chunk, complaints: Complaint[]): void {
  for (const node of nodesOf(chunk, complaints)) {
    const line = lineOf(node, chunk)
    if (node.type === 'heading') {
      parts.push({
        depth: node.depth,
        heading: inline(node.children, LABELS_ONLY),
        link: linkIn(node.children),
        line,
        blocks: [],
      })
      continue
    }
    const block = toBlock(node, line, chunk)
    if (!block) continue
    const part = parts.at(-1)
    if (part) part.blocks.push(block)
    else parts.push({ depth: 0, heading: '', link: null, line, blocks: [block] })
  }
}

function nodesOf(chunk: Chunk, complaints: Complaint[]): RootContent[] {
  try {
    return fromMarkdown(chunk.text).children
  } catch {
    complaints.push({ line: chunk.line, message: 'The part that begins here cannot be read as Markdown.' })
    return []
  }
}

function lineOf(node: { position?: { start: { line: number } } | undefined }, chunk: Chunk): number {
  return chunk.line + (node.position?.start.line ?? 1) - 1
}

function toBlock(node: RootContent, line: number, chunk: Chunk): Block | null {
  const text = blockText(node)
  if (text === '') return null
  if (node.type !== 'list' || node.ordered) return { kind: 'text', text, line }
  return { kind: 'list', text, line, items: node.children.map((item) => toItem(item, chunk)) }
}

function toItem(item: ListItem, chunk: Chunk): Item {
  const [first, ...rest] = item.children
  const line = lineOf(item, chunk)
  const nested = rest.filter((child) => child.type === 'list').flatMap((list) => list.children.map(itemText))
  const text = itemText(item)
  if (first?.type !== 'paragraph') return { line, text, label: text, lead: null, link: null, nested: [], stray: null }
  const [lead] = first.children
  return {
    line,
    text,
    lead: lead?.type === 'strong' ? inline(lead.children) : null,
    link: linkIn(first.children),
    nested,
    ...partStray(first, chunk),
  }
}

function partStray(paragraph: Paragraph, chunk: Chunk): Pick<Item, 'label' | 'stray'> {
  const label = inline(paragraph.children, LABELS_ONLY)
  const { start, end } = paragraph.position ?? {}
  if (!start || !end || start.line === end.line) return { label, stray: null }
  const below = chunk.text.split('\n').slice(start.line, end.line)
  const at = below.findIndex((line) => /^\S/.test(line))
  const printed = paragraph.children
    .map((node) => phrase(node, LABELS_ONLY))
    .join('')
    .split('\n')
  if (at < 0 || printed.length !== below.length + 1) return { label, stray: null }
  return {
    label: collapse(printed.slice(0, at + 1).join(' ')),
    stray: { line: chunk.line + start.line + at, text: collapse(printed.slice(at + 1).join(' ')) },
  }
}

function itemText(item: ListItem): string {
  return item.children
    .map(blockText)
    .filter((text) => text !== '')
    .join(' ')
}

function blockText(node: RootContent | BlockContent | DefinitionContent): string {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return inline(node.children)
    case 'blockquote':
      return node.children
        .map(blockText)
        .filter((text) => text !== '')
        .join('\n')
    case 'list':
      return listText(node)
    case 'code':
      return node.value.trim()
    case 'html':
      return collapse(node.value)
    case 'definition':
      return `[${node.label ?? node.identifier}]: ${node.url}`
    default:
      return ''
  }
}

function listText(list: List): string {
  const start = list.start ?? 1
  return list.children.map((item, index) => `${list.ordered ? `${start + index}.` : '-'} ${itemText(item)}`).join('\n')
}

type Address = (label: string, url: string) => string

const WITH_ADDRESSES: Address = (label, url) =>
  url === '' || label === url || `mailto:${label}` === url ? label : `${label} (${url})`
const LABELS_ONLY: Address = (label) => label

/** Plain text of a heading or paragraph. */
function inline(nodes: readonly PhrasingContent[], address = WITH_ADDRESSES): string {
  return collapse(nodes.map((node) => phrase(node, address)).join(''))
}

function phrase(node: PhrasingContent, address: Address): string {
  const inner = (nodes: readonly PhrasingContent[]) => nodes.map((child) => phrase(child, address)).join('')
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'html':
      return node.value
    case 'break':
      return '\n'
    case 'image':
    case 'imageReference':
      return node.alt ?? ''
    case 'link':
      return address(inner(node.children), node.url)
    case 'emphasis':
    case 'strong':
    case 'delete':
    case 'linkReference':
      return inner(node.children)
    case 'footnoteReference':
      return ''
  }
}

function linkIn(nodes: readonly PhrasingContent[]): string | null {
  for (const node of nodes) {
    if (node.type === 'link') return node.url
    const inner = 'children' in node ? linkIn(node.children) : null
    if (inner) return inner
  }
  return null
}

function blank(text: string): boolean {
  return text.trim() === ''
}
