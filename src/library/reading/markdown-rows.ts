import { inlineRuns } from '../formats/inline-markdown.ts'
import { htmlRows } from './html-rows.ts'
import { saidBy } from './labels.ts'
import { type Row, type Rows, textOf } from './row.ts'
import { fits, wrapWidth } from './wrapped.ts'

/** A text in Markdown as its rows, in linear time; what cannot be an entry is left out and said. */
export function markdownRows(text: string): Rows {
  const lines = text.split('\n')
  const out: Rows = { rows: [], complaints: [] }
  const fenced = fencedLines(lines)
  const width = wrapWidth(lines)
  let open: { line: number; kind: Row['kind']; depth: number; isQuote: boolean; gap: boolean; texts: string[] } | null =
    null
  let gap = true
  let tables = 0
  const push = (row: Omit<Row, 'table' | 'cells'>) => out.rows.push({ table: null, cells: [], ...row })
  const close = () => {
    const block = open
    open = null
    if (!block) return
    const whole = block.texts.join('\n')
    const message = whyNot(whole)
    if (message) out.complaints.push({ line: block.line, message })
    else
      push({
        line: block.line,
        kind: block.kind,
        depth: block.depth,
        gap: block.gap,
        isQuote: block.isQuote,
        runs: inlineRuns(whole),
      })
  }
  for (let at = 0; at < lines.length; at++) {
    if (out.rows.length >= LIMITS.rows) {
      out.complaints.push({ line: at + 1, message: 'From here on there is too much for one list; it is not read.' })
      break
    }
    const raw = lines[at] ?? ''
    const code = fenced[at]
    if (code || raw.trim() === '') {
      close()
      gap = true
      continue
    }
    const isQuote = QUOTE.test(raw)
    const line = isQuote ? raw.replace(QUOTE, '') : raw
    const end = endOfHtml(lines, at)
    if (end !== null) {
      close()
      const inner = htmlRows(lines.slice(at, end + 1).join('\n'), at + 1, tables + 1)
      tables = inner.rows.reduce((most, row) => Math.max(most, row.table?.number ?? 0), tables)
      out.rows.push(...inner.rows)
      at = end
      gap = true
      continue
    }
    const columns = tableHead(line, lines[at + 1] ?? '')
    if (columns) {
      close()
      tables++
      const cells = (row: string) => cellsOf(row).map(inlineRuns)
      const names = columns.map((name) => textOf(inlineRuns(name)))
      for (at += 2; at < lines.length && (lines[at] ?? '').includes('|'); at++) {
        const row = lines[at] ?? ''
        const message = whyNot(row)
        if (message) out.complaints.push({ line: at + 1, message })
        else if (!DELIMITERS.test(row)) {
          const found = cells(row)
          if (found.every((cell) => textOf(cell) === '')) continue
          const base = { line: at + 1, kind: 'cells' as const, depth: 0, gap: false, isQuote: false }
          out.rows.push({ ...base, runs: found.flat(), table: { columns: names, number: tables }, cells: found })
        }
      }
      at--
      gap = true
      continue
    }
    const bare = open === null ? rowsOfBars(lines, at) : 0
    if (bare > 0) {
      tables++
      const names = cellsOf(line).map((name) => textOf(inlineRuns(name)))
      const isNamed = names.filter((name) => saidBy(name) !== null).length >= 2
      for (const end = at + bare, first = at; at < end; at++) {
        if (isNamed && at === first) continue
        const found = cellsOf(lines[at] ?? '').map(inlineRuns)
        const base = { line: at + 1, kind: 'cells' as const, depth: 0, gap: false, isQuote: false }
        out.rows.push({
          ...base,
          runs: found.flat(),
          table: { columns: isNamed ? names : [], number: tables },
          cells: found,
        })
      }
      at--
      gap = true
      continue
    }
    const heading = HEADING.exec(line)
    if (heading) {
      close()
      const words = line.slice(heading[0].length).replace(/(?:[ \t]+#+|[ \t]*\{[-.#][^{}]{0,80}\})[ \t]*$/, '')
      const message = whyNot(words)
      if (message) out.complaints.push({ line: at + 1, message })
      else
        push({
          line: at + 1,
          kind: 'heading',
          depth: heading[1]?.length ?? 1,
          gap: true,
          isQuote,
          runs: inlineRuns(words),
        })
      gap = false
      continue
    }
    const block = open as { kind: Row['kind']; depth: number; texts: string[]; isQuote: boolean } | null
    const underline = block?.kind === 'text' && block.texts.length <= 2 ? UNDERLINE.exec(line)?.[1] : undefined
    if (block && underline !== undefined && (block.texts[0] ?? '').length <= 300) {
      block.kind = 'heading'
      block.depth = underline.startsWith('=') ? 1 : 2
      close()
      gap = false
      continue
    }
    if (RULE.test(line)) {
      close()
      gap = true
      continue
    }
    const item = ITEM.exec(line)
    // A quotation's last lines often lack their mark.
    const goesOn = block !== null && (isQuote === block.isQuote || (block.isQuote && block.kind === 'text'))
    if (item || !goesOn) {
      close()
      const depth = widthOf(/^[ \t]*/.exec(line)?.[0] ?? '')
      const words = item ? line.slice(item[0].length) : line.trim()
      open = { line: at + 1, kind: item ? 'item' : 'text', depth, isQuote, gap, texts: [words] }
      gap = false
    } else if (block && width !== null && !fits(lines[at - 1] ?? '', raw, width))
      block.texts[block.texts.length - 1] += ` ${line.trim()}`
    else block?.texts.push(line.trim())
  }
  close()
  return out
}

/**
 * What a row may cost: Markdown parsers slow down with the square of unclosed marks, so that each row is parsed by itself
 * and what cannot be a paper's entry is left out.
 */
const LIMITS = { row: 20_000, marks: 600, rows: 40_000, cells: 40 }

const HEADING = /^ {0,3}(#{1,6})[ \t]+(?=\S)/
const ITEM =
  /^([ \t]*)(?:[-*+•‣◦▪●·–:][ \t]+|(?=\d{1,4}(?:[.)]+|\/{1,2}|\\[.)])[ \t]+\S)(?=\d)|(?=\d\uFE0F?\u20E3))(?=\S)/
const QUOTE = /^[ \t]{0,8}>[ \t]?/
const RULE = /^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={4,}[ \t]*)$/
const FENCE = /^ {0,3}(```|~~~)/
const UNDERLINE = /^ {0,3}(=+|-{2,})[ \t]*$/
const DELIMITERS = /^[\s|:+=-]*-[\s|:+=-]*$/

/** Whether each line is code; a mark that no line closes begins none. */
function fencedLines(lines: readonly string[]): boolean[] {
  const marks = lines.flatMap((line, at) => {
    const mark = FENCE.exec(line)?.[1]
    return mark ? [{ at, mark, end: -1 }] : []
  })
  const last = new Map<string, number>()
  for (let nth = marks.length - 1; nth >= 0; nth--) {
    const open = marks[nth]
    if (!open) continue
    open.end = last.get(open.mark) ?? -1
    last.set(open.mark, nth)
  }
  const found = lines.map(() => false)
  for (let nth = 0; nth < marks.length; nth++) {
    const open = marks[nth]
    const close = open && open.end >= 0 ? marks[open.end] : undefined
    if (!open || !close) continue
    found.fill(true, open.at, close.at + 1)
    nth = open.end
  }
  return found
}

function tableHead(line: string, below: string): string[] | null {
  if (!line.includes('|') || !below.includes('-') || line.length > LIMITS.row || below.length > LIMITS.row) return null
  if (!DELIMITERS.test(below) || !/[|+]/.test(below)) return null
  const columns = cellsOf(line)
  return columns.length >= 2 ? columns : null
}

/** How many lines from here on are rows of cells with bars between them, though no rule says so; 0 where too few are. */
function rowsOfBars(lines: readonly string[], start: number): number {
  let at = start
  while (at < lines.length && BARS.test(lines[at] ?? '') && whyNot(lines[at] ?? '') === null) at++
  const full = lines.slice(start, at).filter((line) => cellsOf(line).length >= 3).length
  return at - start >= 3 && full >= (at - start) / 2 ? at - start : 0
}

const BARS = /^[^\s|#>*+-][^|]{0,300}(?: \| [^|]{0,500}){1,8}$|^[^\s|#>*+-][^|\t]{0,300}(?:\t[^\t]{0,500}){2,10}$/

/** The cells of a row; a bar that is escaped or within code parts none. */
function cellsOf(row: string): string[] {
  if (!row.includes('|') && row.includes('\t')) return row.split('\t', LIMITS.cells).map((cell) => cell.trim())
  const cells: string[] = ['']
  const bare = row.trim().replace(/^\|/, '').replace(/\|$/, '')
  for (let at = 0; at < bare.length; at++) {
    const sign = bare[at] ?? ''
    if (sign === '\\' && bare[at + 1] === '|') {
      cells[cells.length - 1] += '|'
      at++
    } else if (sign === '|' && cells.length < LIMITS.cells) cells.push('')
    else cells[cells.length - 1] += sign
  }
  return cells.map((cell) => cell.trim())
}

/** Where a block of HTML ends that begins on a line; null where none does, or where it holds Markdown. */
function endOfHtml(lines: readonly string[], start: number): number | null {
  const name = HTML_BLOCK.exec((lines[start] ?? '').slice(0, 200))?.[1]?.toLowerCase()
  if (name === undefined) return null
  const tags = new RegExp(`<(/?)${name}\\b`, 'gi')
  const isWhole = /^(?:table|[uod]l)$/.test(name)
  let depth = 0
  let end = start
  for (let at = start; at < lines.length && at - start < 20_000; at++) {
    const line = lines[at] ?? ''
    // What stands behind an empty line is Markdown again, but for more tags.
    if (line.trim() === '' && !isWhole && !/^\s*</.test(lines[at + 1] ?? '')) break
    if (!isWhole && IN_HTML_MARKDOWN.test(line)) return null
    for (const [, close] of line.matchAll(tags)) depth += close ? -1 : 1
    end = at
    if (depth <= 0) break
  }
  return end
}

const HTML_BLOCK =
  /^\s*<(table|[uod]l|div|section|article|main|p|h[1-6]|center|details|blockquote|nav|aside|header|footer)\b/i
const IN_HTML_MARKDOWN = /\]\(|\*\*|^\s*(?:[-*+]|#{1,6}|\d{1,3}\.) |\|.*\|/

function widthOf(indent: string): number {
  return indent.replaceAll('\t', '    ').length
}

function whyNot(text: string): string | null {
  if (text.length > LIMITS.row) return 'What begins here is too long for an entry; it is left out.'
  if ((text.match(/[*_[\]<`!&\\]/g) ?? []).length > LIMITS.marks) {
    return `There are over ${LIMITS.marks} of Markdown's marks (such as * _ [ \` <) in what begins here; it is left out.`
  }
  return null
}
