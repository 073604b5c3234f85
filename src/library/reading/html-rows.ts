import { Parser } from 'htmlparser2'
import { ITALIC } from '../formats/inline-markdown.ts'
import { countLines } from '../formats/texts.ts'
import type { Row, Rows, Run } from './row.ts'

/** Whether a text is a page of HTML rather than a text with some tags in it. */
export function isHtmlPage(text: string): boolean {
  const [, tag = ''] =
    /^\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(!doctype html|html|head|body|main|article|section|div|h[1-6]|table|ul|ol|p)\b/i.exec(
      text.slice(0, 4_000),
    ) ?? []
  if (tag === '') return false
  // A README often has its picture and name in tags, and goes on in Markdown.
  return /^(?:!doctype html|html|head|body)$/i.test(tag) || !IN_MARKDOWN.test(text.slice(0, 100_000))
}

const IN_MARKDOWN = /^ {0,3}#{1,6} \S|^ {0,3}(?:[-*+]|\d{1,3}\.) .{0,200}\]\(|^\|.{0,400}\|[ \t]*\n\|[ :|-]{3,200}$/m

/** A page, or a part of one, as its rows. `first`: the line on which it begins. */
export function htmlRows(html: string, first: number, table = 1): Rows {
  const out: Rows = { rows: [], complaints: [] }
  let runs: Run[] = []
  let line = first
  let at = 0
  let start = first
  let bold = 0
  let italic = 0
  /** Of each open tag whether it keeps what it holds from being read: all of it, or all but its headings. */
  const silences: ReturnType<typeof readWithin>[] = []
  let silent = 0
  let heads = 0
  const links: { url: string | null; from: number }[] = []
  const lists: string[] = []
  let kind: Row['kind'] = 'text'
  let level = 0
  /** What a definition says of its term. */
  let isDetail = false
  let tables = table - 1
  let columns: string[] = []
  let cells: Cell[] | null = null
  let span = { rows: 1, columns: 1 }
  /** Cells that reach down into the rows to come, by their column. */
  let hanging = new Map<number, { cell: Cell; rows: number }>()
  const base = () => ({ line: start, gap: true, isQuote: false, table: null, cells: [] })
  const flush = () => {
    const said = runs
    runs = []
    if (said.some(({ text }) => text.trim() !== '')) {
      const indent = lists.length * 2 + (isDetail ? 1 : 0)
      out.rows.push({ ...base(), kind, depth: kind === 'heading' ? level : indent, runs: trimmed(said) })
    }
    kind = 'text'
    isDetail = false
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        line += countLines(html, at, parser.startIndex)
        at = Math.max(at, parser.startIndex)
        const read = readWithin(name, attributes)
        if (silences.push(read) > DEEPEST || out.rows.length > MOST_ROWS) return parser.pause()
        if (read === 'nothing') silent++
        if (read === 'headings') heads++
        if (name === 'b' || name === 'strong') bold++
        if (ITALIC.has(name)) italic++
        if (name === 'a') links.push({ url: attributes.href || null, from: out.rows.length })
        if (name === 'br') runs.push({ text: '\n', bold: bold > 0, url: null })
        if (cells && (name === 'td' || name === 'th')) {
          runs = []
          span = { rows: spanOf(attributes.rowspan), columns: spanOf(attributes.colspan) }
          return
        }
        if (cells) return
        if (!BLOCKS.has(name)) return
        flush()
        start = line
        if (LISTS.has(name)) lists.push(name)
        if (name === 'li' || name === 'dt' || name === 'dd') kind = 'item'
        isDetail = name === 'dd'
        if (/^h[1-6]$/.test(name)) {
          kind = 'heading'
          level = Number(name[1])
        }
        if (name === 'table') {
          tables++
          columns = []
          hanging = new Map()
        }
        if (name === 'tr') cells = filled([], hanging)
      },
      ontext(text) {
        if (silent > 0 || (heads > 0 && kind !== 'heading')) return
        const shown = text.replace(/\s+/g, ' ')
        if (runs.length === 0 && shown.trim() === '') return
        if (runs.length === 0 && !cells) start = line + countLines(html, at, parser.startIndex)
        runs.push({ text: shown, bold: bold > 0, italic: italic > 0, url: links.at(-1)?.url ?? null })
      },
      onclosetag(name) {
        const read = silences.pop()
        if (read === 'nothing') silent--
        if (read === 'headings') heads--
        if ((name === 'b' || name === 'strong') && bold > 0) bold--
        if (ITALIC.has(name) && italic > 0) italic--
        const link = name === 'a' ? links.pop() : undefined
        if (link && link.from < out.rows.length) {
          if (runs.length > 0) flush()
          linkOne(out.rows.slice(link.from), link.url)
        }
        if (cells && (name === 'td' || name === 'th')) {
          const cell = { runs: trimmed(runs), isHead: name === 'th' }
          if (span.rows > 1) hanging.set(cells.length, { cell, rows: span.rows })
          cells.push(cell, ...Array.from({ length: span.columns - 1 }, () => ({ ...cell, runs: [] })))
          filled(cells, hanging)
          runs = []
        } else if (cells && name === 'tr') {
          const row = cells
          cells = null
          for (const [at, one] of hanging) if (--one.rows < 1) hanging.delete(at)
          runs = []
          const texts = row.map((cell) => oneLine(cell.runs))
          const isHead =
            columns.length === 0 &&
            row.length > 1 &&
            (row.every((cell) => cell.isHead) || texts.every((text) => text.length < 40 && !/\d{3}/.test(text)))
          if (isHead) columns = texts
          else if (texts.some((text) => text !== ''))
            out.rows.push({
              ...base(),
              kind: 'cells',
              depth: 0,
              runs: row.flatMap((cell) => cell.runs),
              table: { columns, number: tables },
              cells: row.map((cell) => cell.runs),
            })
        } else if (!cells && BLOCKS.has(name)) {
          flush()
          if (LISTS.has(name)) lists.pop()
        }
      },
    },
    { decodeEntities: true },
  )
  parser.write(html)
  parser.end()
  flush()
  return out
}

const DEEPEST = 400
const MOST_ROWS = 40_000
/** A link around several blocks is that of their heading, or of the first. */
function linkOne(rows: readonly Row[], url: string | null): void {
  const linked = rows.filter(({ runs }) => runs.some((run) => run.url === url))
  const own = linked.find(({ kind }) => kind === 'heading') ?? linked[0]
  for (const row of linked) if (row !== own) row.runs = row.runs.map((run) => ({ ...run, url: null }))
}

/** What is read of that which a tag holds: menus and what is not shown are no part of the text. */
function readWithin(
  name: string,
  { class: classes = '', id = '', role = '', style = '', hidden }: Readonly<Record<string, string>>,
): 'all' | 'headings' | 'nothing' {
  if (SILENT.has(name) || hidden !== undefined || /\bdisplay:\s*none\b/i.test(style)) return 'nothing'
  if (name === 'html' || name === 'body' || name === 'main') return 'all'
  if (MENU_ROLE.test(role) || [id, ...classes.split(/\s+/)].some((word) => MENU.test(word))) return 'nothing'
  return name === 'header' ? 'headings' : 'all'
}

const SILENT = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'iframe',
  'head',
  'nav',
  'aside',
  'footer',
  'button',
  'form',
])
const MENU_ROLE = /^(?:navigation|banner|contentinfo|menu|menubar|search)$/i
const MENU =
  /^(?:(?:main|man|site|top|side|page|global|primary|secondary)[-_]?)?(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer)$/i
const LISTS = new Set(['ul', 'ol', 'dl'])
const BLOCKS = new Set([
  ...['p', 'div', 'section', 'article', 'blockquote', 'pre', 'ul', 'ol', 'li', 'table', 'tr', 'figure', 'hr', 'header'],
  ...['main', 'dl', 'dt', 'dd', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'details', 'summary', 'center'],
])

interface Cell {
  runs: Run[]
  isHead: boolean
}

/** How many rows or columns a cell takes, as far as a table of papers has them. */
function spanOf(text: string | undefined): number {
  return Math.min(Math.max(Number(text) || 1, 1), MOST_SPANNED)
}

const MOST_SPANNED = 60

/** A row with what reaches down into it where its next cells would be. */
function filled(cells: Cell[], hanging: ReadonlyMap<number, { cell: Cell; rows: number }>): Cell[] {
  for (let over = hanging.get(cells.length); over && cells.length < MOST_SPANNED; over = hanging.get(cells.length)) {
    // The row that it stands in has it already.
    if (cells.at(-1) === over.cell) break
    cells.push(over.cell)
  }
  return cells
}

function oneLine(runs: readonly Run[]): string {
  return runs
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Runs without the spaces at their ends. */
function trimmed(runs: readonly Run[]): Run[] {
  const kept = runs.map((run) => ({ ...run }))
  const [first] = kept
  const last = kept.at(-1)
  if (first) first.text = first.text.trimStart()
  if (last) last.text = last.text.trimEnd()
  return kept.filter((run) => run.text !== '')
}
