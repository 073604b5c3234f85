import type { Complaint } from './complaint.ts'
import { readFrontMatter } from './front-matter.ts'
import { LONGEST_INLINE, readInline } from './inline-markdown.ts'
import { collapse } from './prose.ts'
import { refuse, spoiltLines } from './text-damage.ts'
import { plainLine, type TextLine } from './text-line.ts'
import { plainSigns } from './texts.ts'

export interface TextLines {
  lines: TextLine[]
  complaints: Complaint[]
  /** Why the document cannot be read at all. */
  refusal: Complaint | null
}

/** `hasMatter`: what stands in front of the text as `title: …` is about the document and no text of it. */
export function readLines(source: string, hasMatter = true): TextLines {
  const refusal = refuse(source)
  if (refusal) return { lines: [], complaints: [], refusal }
  const rows = tidy(source).split('\n')
  const matter = hasMatter ? readFrontMatter(rows) : { lines: [], end: 0 }
  const body = rows.map((row, index) => (index < matter.end ? '' : row))
  const lines = isMarkdown(body) ? markdownLines(body) : plainLines(body)
  return { lines: [...matter.lines, ...lines], complaints: spoiltLines(rows), refusal: null }
}

/** The beginning of a document as lines for a first look: cheap, and enough to tell what kind of document it is. */
export function glance(source: string): string[] {
  if (refuse(source)) return []
  const rows = tidy(source.slice(0, 400_000)).split('\n').slice(0, 3_000)
  const matter = readFrontMatter(rows)
  return [...matter.lines.map(({ raw }) => raw), ...rows.slice(matter.end)]
    .map((row) =>
      collapse(row)
        .slice(0, 4_000)
        .replace(BLOCK_MARKS, '')
        .replace(/\*\*|__/g, '')
        .replace(/^([*_])(\S[^*_]{0,60})\1/, '$2'),
    )
    .filter((row) => row !== '')
}

function tidy(source: string): string {
  return plainSigns(source).replace(
    /[\uFEFF\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2069\u00AD]|\uFE0E|\uFE0F/g,
    '',
  )
}

const ATX = /^ {0,3}(#{1,6})[ \t]+(?=\S)/
const UNDERLINE = /^ {0,3}(={2,}|-{3,})[ \t]*$/
const ITEM = /^[ \t]*[-*+•‣◦▪][ \t]+(?=\S)/
const QUOTE = /^[ \t]*(?:>[ \t]?)+(?=\S)/
const RULE = /^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:_[ \t]*){3,}$|^[ \t]*={3,}[ \t]*$/
const FENCE = /^ {0,3}(?:```|~~~)/
const BLOCK_MARKS = /^(?:#{1,6} |> |[-*+•‣◦▪] )+/

function isMarkdown(rows: string[]): boolean {
  let score = 0
  rows.forEach((row, index) => {
    if (row.length > LONGEST_INLINE) return
    if (ATX.test(row)) score += 2
    else if (UNDERLINE.test(row) && isSetextText(rows[index - 1])) score += 2
    else if (/\]\((?:https?:|\/)/.test(row)) score += 2
    else if (/\*\*\S[^*]*\*\*|__\S[^_]*__|^!\[/.test(row)) score += 1
  })
  return score >= 2
}

function isSetextText(row: string | undefined): boolean {
  return row !== undefined && row.trim() !== '' && row.length <= 400 && !ITEM.test(row) && !QUOTE.test(row)
}

function plainLines(rows: string[]): TextLine[] {
  const lines: TextLine[] = []
  let gap = false
  rows.forEach((row, index) => {
    if (row.trim() === '' || RULE.test(row)) {
      gap = true
      return
    }
    const isQuote = QUOTE.test(row)
    const unquoted = isQuote ? row.replace(QUOTE, '') : row
    const isItem = ITEM.test(unquoted)
    const raw = isItem ? unquoted.replace(ITEM, '') : unquoted
    lines.push({ ...plainLine(index, raw, row.trimEnd().length), isItem, isQuote, gap })
    gap = false
  })
  return lines
}

function markdownLines(rows: string[]): TextLine[] {
  const lines: TextLine[] = []
  const fences = rows.flatMap((row, index) => (FENCE.test(row) ? [index] : []))
  let gap = false
  let passed = 0
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? ''
    if (index === fences[passed]) {
      const end = fences[passed + 1]
      const code = end === undefined ? [] : rows.slice(index + 1, end)
      // Code is no text of the page, but what it shows: a comment in it is no heading.
      code.forEach((shown, nth) => {
        if (shown.trim() !== '') lines.push({ ...plainLine(index + 1 + nth, shown), isQuote: true })
      })
      passed += 2
      index = end ?? index
      gap = true
      continue
    }
    const below = rows[index + 1] ?? ''
    const setext = isSetextText(row) && !ATX.test(row) ? UNDERLINE.exec(below)?.[1] : undefined
    if (row.trim() === '' || (RULE.test(row) && !setext)) {
      gap = true
      continue
    }
    const isQuote = QUOTE.test(row)
    const unquoted = isQuote ? row.replace(QUOTE, '') : row
    const atx = ATX.exec(unquoted)?.[1]
    const isItem = !atx && ITEM.test(unquoted)
    const raw = unquoted.replace(atx ? ATX : ITEM, '').replace(atx ? /[ \t]#+[ \t]*$/ : /$^/, '')
    const heading = atx ? atx.length : setext ? (setext.startsWith('=') ? 1 : 2) : 0
    const inline = readInline(raw)
    if (inline.text !== '') {
      lines.push({
        line: index + 1,
        raw,
        width: row.trimEnd().length,
        heading,
        isItem,
        isQuote,
        gap: gap || heading > 0,
        ...inline,
      })
      gap = heading > 0
    }
    if (setext) index++
  }
  return lines
}
