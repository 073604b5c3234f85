import type { List, PhrasingContent, RootContent, TableRow } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import type { Complaint } from './outline.ts'
import { oneLine } from './texts.ts'

/** Words of Markdown that look alike and lead to one place. */
export interface Run {
  text: string
  bold: boolean
  url: string | null
}

/** A part of a Markdown document that can be read by itself. */
export type Piece = { line: number } & (
  | { kind: 'heading'; depth: number; runs: Run[] }
  | { kind: 'row'; columns: string[]; cells: Run[][] }
  | { kind: 'item'; ordered: boolean; runs: Run[]; nested: Run[][] }
  | { kind: 'text'; runs: Run[] }
)

/**
 * What a piece may cost: Markdown parsers slow down with the square of unclosed marks, so that rows and items are parsed
 * one by one and what cannot be a paper's entry is left out.
 */
const LIMITS = { characters: 2_000_000, piece: 20_000, marks: 600, indent: 20, pieces: 20_000 }

export function readPieces(text: string): { pieces: Piece[]; complaints: Complaint[] } {
  if (text.length > LIMITS.characters) {
    return {
      pieces: [],
      complaints: [{ line: 1, message: 'The document is over 2 MB, too large for a list of papers.' }],
    }
  }
  const pieces: Piece[] = []
  const complaints: Complaint[] = []
  for (const block of blocksOf(text.split('\n'))) {
    if (pieces.length >= LIMITS.pieces) {
      complaints.push({ line: block.line, message: 'From here on there is too much for one list; it is not read.' })
      break
    }
    const message = whyNot(block.text)
    if (message) complaints.push({ line: block.line, message })
    else pieces.push(...piecesIn(block))
  }
  return { pieces, complaints }
}

/** The text of runs on one line. */
export function textOf(runs: readonly Run[]): string {
  return oneLine(runs.map(({ text }) => text).join(''))
}

interface RawBlock {
  line: number
  text: string
  table: { head: string; columns: string[] } | null
}

const HEADING = /^ {0,3}#{1,6}(?:\s|$)/
const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+\S/
const DELIMITERS = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/
const FENCE = /^ {0,3}(?:```|~~~)/
const UNDERLINE = /^ {0,3}(?:=+|-{2,})\s*$/

/** Headings, table rows, list items and paragraphs, by the lines on which each begins. Code is passed over. */
function* blocksOf(lines: readonly string[]): Generator<RawBlock> {
  let at = 0
  const unclosed = new Set<string>()
  const line = (index: number) => lines[index] ?? ''
  const isBlank = (index: number) => line(index).trim() === ''
  const begins = (index: number) =>
    HEADING.test(line(index)) || ITEM.test(line(index)) || FENCE.test(line(index)) || isTable(lines, index)
  while (at < lines.length) {
    const start = at
    if (isBlank(at)) at++
    else if (FENCE.test(line(at))) {
      at = endOfCode(lines, at, unclosed) + 1
    } else if (isTable(lines, at)) {
      // The widths to which a head is padded would be read again with every row.
      const head = `${line(at)}\n${line(at + 1)}`.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---')
      const columns = cellsOf(parseTable(`${head}\n`)).map(textOf)
      for (at += 2; at < lines.length && line(at).includes('|') && !HEADING.test(line(at)); at++) {
        yield { line: at + 1, text: line(at), table: { head, columns } }
      }
    } else if (HEADING.test(line(at))) {
      yield { line: start + 1, text: line(at), table: null }
      at++
    } else {
      const isItem = ITEM.test(line(at))
      const inner = isItem ? indentOf(line(at)) + 2 : Number.POSITIVE_INFINITY
      at++
      while (
        at < lines.length &&
        (isBlank(at)
          ? isItem && /^(?: {2,}|\t)/.test(line(at + 1)) && !isBlank(at + 1)
          : indentOf(line(at)) >= inner || !begins(at))
      ) {
        at++
        if (!isItem && UNDERLINE.test(line(at - 1))) break
      }
      yield {
        line: start + 1,
        text: isItem ? indented(lines.slice(start, at)) : lines.slice(start, at).join('\n'),
        table: null,
      }
    }
  }
}

/** An item with what is meant to stand within it, which many indent by less than Markdown asks for. */
function indented([first = '', ...below]: readonly string[]): string {
  const width = /^\s*(?:[-*+]|\d+[.)])\s+/.exec(first)?.[0].length ?? 0
  const isShort = (line: string) => indentOf(line) > indentOf(first) && indentOf(line) < Math.min(width, 6)
  return [first, ...below.map((line) => (isShort(line) ? ' '.repeat(width - indentOf(line)) + line : line))].join('\n')
}

/** The line that closes a block of code; a mark that no line closes is passed over by itself. */
function endOfCode(lines: readonly string[], start: number, unclosed: Set<string>): number {
  const mark = (lines[start] ?? '').trim().slice(0, 3)
  if (unclosed.has(mark)) return start
  for (let at = start + 1; at < lines.length; at++) if (lines[at]?.trim().startsWith(mark)) return at
  unclosed.add(mark)
  return start
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

function isTable(lines: readonly string[], at: number): boolean {
  const [head = '', below = ''] = [lines[at], lines[at + 1]]
  const isNarrow = Math.max(head.length, below.length) < LIMITS.piece
  return (
    isNarrow &&
    head.includes('|') &&
    below.includes('-') &&
    below.includes('|') &&
    DELIMITERS.test(below.replace(/\s+/g, ' '))
  )
}

function whyNot(text: string): string | null {
  if (text.length > LIMITS.piece) return 'What begins here is too long for an entry; it is left out.'
  if ((text.match(/[*_[\]<`!&\\]/g) ?? []).length > LIMITS.marks) {
    return `There are over ${LIMITS.marks} of Markdown's marks (such as * _ [ \` <) in what begins here; it is left out.`
  }
  const prefix = /^[ \t>*+-]*/.exec(text)?.[0] ?? ''
  return prefix.length > LIMITS.indent ? 'This line is nested too deeply; it is left out.' : null
}

function piecesIn({ line, text, table }: RawBlock): Piece[] {
  if (table)
    return [{ kind: 'row', line, columns: table.columns, cells: cellsOf(parseTable(`${table.head}\n${text}`), 1) }]
  const found: Piece[] = []
  for (const node of parsed(text)) {
    const at = line + (node.position?.start.line ?? 1) - 1
    if (node.type === 'heading')
      found.push({ kind: 'heading', line: at, depth: node.depth, runs: runsOf(node.children) })
    else if (node.type === 'paragraph') found.push({ kind: 'text', line: at, runs: runsOf(node.children) })
    else if (node.type === 'list') found.push(...itemsOf(node, at))
  }
  return found
}

function itemsOf(list: List, line: number): Piece[] {
  return list.children.map((item) => {
    const [first, ...rest] = item.children
    const runs = first?.type === 'paragraph' || first?.type === 'heading' ? runsOf(first.children) : []
    return { kind: 'item', line, ordered: list.ordered ?? false, runs, nested: rest.flatMap(nestedIn) }
  })
}

function nestedIn(node: RootContent): Run[][] {
  if (node.type === 'paragraph') return [runsOf(node.children)]
  if (node.type === 'blockquote') return node.children.flatMap(nestedIn)
  if (node.type !== 'list') return []
  return node.children.flatMap((item) => item.children.flatMap(nestedIn))
}

function parsed(text: string): RootContent[] {
  try {
    return fromMarkdown(text).children
  } catch {
    return []
  }
}

function parseTable(text: string): TableRow[] {
  try {
    const [table] = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }).children
    return table?.type === 'table' ? table.children : []
  } catch {
    return []
  }
}

function cellsOf(rows: readonly TableRow[], index = 0): Run[][] {
  return rows[index]?.children.map((cell) => runsOf(cell.children)) ?? []
}

function runsOf(nodes: readonly PhrasingContent[], bold = false, url: string | null = null): Run[] {
  return nodes.flatMap((node) => runsIn(node, bold, url))
}

function runsIn(node: PhrasingContent, bold: boolean, url: string | null): Run[] {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return [{ text: node.value, bold, url }]
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? [LINE_END] : []
    case 'break':
      return [LINE_END]
    case 'strong':
      return runsOf(node.children, true, url)
    case 'link':
      return node.children.length > 0
        ? runsOf(node.children, bold, node.url)
        : [{ text: node.url, bold, url: node.url }]
    case 'emphasis':
    case 'delete':
    case 'linkReference':
      return runsOf(node.children, bold, url)
    case 'image':
    case 'imageReference':
    case 'footnoteReference':
      return []
  }
}

const LINE_END: Run = { text: '\n', bold: false, url: null }
