import type { PhrasingContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Complaint } from './outline.ts'
import { isUnfinished, titleCase } from './prose.ts'

/** A page or post as the lines that people see, whether it came as plain text or as Markdown. Blank lines are gaps. */
export interface TextLine {
  /** 1-based line of the document; of the first one where several were joined. */
  line: number
  /** What is to be read: no marks of Markdown, single spaces. */
  text: string
  /** As it stands in the document, with its runs of spaces. */
  raw: string
  /** How wide its row is in the document. */
  width: number
  /** 1 to 6 for a heading, else 0. */
  heading: number
  isItem: boolean
  isQuote: boolean
  /** All of it is bold. */
  isBold: boolean
  links: Link[]
  /** An empty line stands above. */
  gap: boolean
}

export interface Link {
  label: string
  url: string
}

export interface TextLines {
  lines: TextLine[]
  complaints: Complaint[]
  /** Why the document cannot be read at all. */
  refusal: Complaint | null
}

const LIMITS = { characters: 2_000_000, lines: 20_000, inline: 4_000, marks: 60, complaints: 20, matter: 60 }

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

/** Joins lines that were broken to fit a width. What `stands` says stands alone is never joined. */
export function unwrap(lines: TextLine[], stands: (line: TextLine) => boolean): TextLine[] {
  const width = wrapWidth(lines, stands)
  if (width === null) return lines
  const groups: TextLine[][] = []
  lines.forEach((line, index) => {
    const group = groups.at(-1)
    const above = group?.at(-1)
    const canJoin = above && !line.gap && !isBlock(line) && above.heading === 0 && !stands(above) && !stands(line)
    const isFull = canJoin && !fits(above, line, width)
    if (
      group &&
      isFull &&
      !(isFirst(groups) && opensBody(above, line)) &&
      !isTitleBelow(above, line, lines[index + 1], width)
    ) {
      group.push(line)
    } else groups.push([line])
  })
  return groups.flatMap((group) => joinLines(group) ?? [])
}

function fits(above: TextLine, line: TextLine, width: number): boolean {
  return above.width + 1 + (line.raw.trimStart().split(' ', 1)[0] ?? '').length <= width
}

/** Whether the last group stands where a title would: at the top, or below what ends as a sentence does. */
function isFirst(groups: TextLine[][]): boolean {
  const before = groups.at(-2)?.at(-1)
  return (
    groups.at(-1)?.length === 1 && (!before || groups.at(-1)?.[0]?.gap === true || /[.!?…)\d]["”’]?$/.test(before.text))
  )
}

/** A title that happens to fill its line, and a sentence below it. */
function opensBody(title: TextLine, body: TextLine): boolean {
  if (isUnfinished(title.text) || /[.!]$/.test(title.text)) return false
  return titleCase(title.text) >= 0.6 && titleCase(body.text) < 0.5 && /^[“"'(]?[\p{Lu}\p{N}]/u.test(body.text)
}

/** A sentence that happens to end where its line does, and a title below it. */
function isTitleBelow(above: TextLine, line: TextLine, next: TextLine | undefined, width: number): boolean {
  if (!/[.!?]["”’)]?$/.test(above.text) || /\b(?:vs|al|etc|e\.g|i\.e|cf)\.$/i.test(above.text)) return false
  if (/[.!,;:]$/.test(line.text) || !/^[“"]?[\p{Lu}\p{N}]/u.test(line.text)) return false
  return titleCase(line.text) >= 0.7 && (!next || next.gap || fits(line, next, width))
}

/** Lines that are one line in truth, as that. */
export function joinLines(lines: readonly TextLine[]): TextLine | null {
  const [first] = lines
  if (!first || lines.length === 1) return first ?? null
  const pieces = lines.map(({ text }, index) => {
    // A hyphen at the end of a line stays: whether it belongs to the word cannot be told.
    const isBroken = index > 0 && /[\p{L}\p{N}]-$/u.test(lines[index - 1]?.text.slice(-4) ?? '') && /^\p{L}/u.test(text)
    return index === 0 || isBroken ? text : ` ${text}`
  })
  // A link whose label was broken over lines is one only now.
  const isSplit = lines.some(
    ({ text }, index) =>
      /^[^[\]]{0,300}\]\(/.test(text) && /\[[^[\]]{0,300}$/.test(lines[index - 1]?.text.slice(-300) ?? ''),
  )
  return {
    ...first,
    // Emphasis that was broken over lines keeps its marks until here.
    text: pieces.join('').replace(/^([*_]{1,3})(\S.*\S)\1$/, '$2'),
    raw: lines.map((line) => line.raw).join(' '),
    links: lines.flatMap(({ links }) => links),
    ...(isSplit ? readInline(lines.map(({ raw }) => raw.trim()).join(' ')) : {}),
  }
}

export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function refuse(source: string): Complaint | null {
  if (source.length > LIMITS.characters) return { line: 1, message: 'The text is over 2 MB, too large for a digest.' }
  if (source.includes('\0')) return { line: 1, message: 'This is not text; save it as text in UTF-8.' }
  if (!/[^\s\uFEFF\u200B]/.test(source)) return { line: 1, message: 'There is no text in this document.' }
  let at = -1
  for (let count = 0; count < LIMITS.lines; count++) {
    at = source.indexOf('\n', at + 1)
    if (at < 0) return null
  }
  return { line: LIMITS.lines, message: `The text has over ${LIMITS.lines} lines, too many for a digest.` }
}

function tidy(source: string): string {
  return (
    source
      .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
      .replace(/[\uFEFF\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2069\u00AD]|\uFE0E|\uFE0F/g, '')
      .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000\f\v]/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u0008\u000E-\u001F\u007F]/g, '')
  )
}

const ATX = /^ {0,3}(#{1,6})[ \t]+(?=\S)/
const UNDERLINE = /^ {0,3}(={2,}|-{3,})[ \t]*$/
const ITEM = /^[ \t]*[-*+•‣◦▪][ \t]+(?=\S)/
const QUOTE = /^[ \t]*(?:>[ \t]?)+(?=\S)/
const RULE = /^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:_[ \t]*){3,}$|^[ \t]*={3,}[ \t]*$/
const FENCE = /^ {0,3}(?:```|~~~)/
const BLOCK_MARKS = /^(?:#{1,6} |> |[-*+•‣◦▪] )+/

/** The notes that some programs put above a text, `title: …` and `date: …`, as a page would print them: the title as a heading. */
function readFrontMatter(rows: string[]): { lines: TextLine[]; end: number } {
  const start = rows.findIndex((row) => row.trim() !== '')
  const opening = rows[start]?.trim() ?? ''
  const isFenced = opening === '---'
  const isListed = /^<!-- ?(?:meta|front)/i.test(opening) || /^title: \S/i.test(opening)
  if (!isFenced && !isListed) return { lines: [], end: 0 }
  const facts = new Map<string, TextLine>()
  let at = /^title/i.test(opening) ? start : start + 1
  for (; at < rows.length && at - start <= LIMITS.matter; at++) {
    const row = rows[at] ?? ''
    const fact = FACT.exec(row)
    if (!fact && !/^(?:\s+\S|- )/.test(row) && row.trim() !== '') break
    const [, key = '', value = ''] = fact ?? []
    if (value !== '') facts.set(key.toLowerCase(), plainLine(at, value.replace(/^(["'])(.*)\1$/, '$2')))
    if (/^markdown content$/i.test(key)) break
  }
  const title = facts.get('title')
  const closing = rows[at]?.trim() ?? ''
  if (!title || (isFenced ? closing !== '---' : facts.size < 2)) return { lines: [], end: 0 }
  const dated = DATED.flatMap((key) => facts.get(key) ?? [])[0]
  const day = dated && { ...dated, text: dated.text.replace(/^(\d{4}-\d{2}-\d{2})[T ].*$/, '$1') }
  const end = isFenced || /^markdown content:$/i.test(closing) ? at + 1 : at
  return { lines: [{ ...title, heading: 1 }, ...(day ? [day] : [])], end }
}

const FACT = /^(?:- )?(?:\*\*)?([A-Za-z][\w -]{0,30})(?:\*\*)?:(?:\s+(.*?))?\s*$/
const DATED = ['date', 'published', 'published time', 'pubdate', 'created', 'updated', 'modified', 'fetched']

function plainLine(index: number, raw: string, width = raw.length): TextLine {
  const text = collapse(raw)
  return {
    line: index + 1,
    text,
    raw,
    width,
    heading: 0,
    isItem: false,
    isQuote: false,
    isBold: false,
    links: [],
    gap: true,
  }
}

function isMarkdown(rows: string[]): boolean {
  let score = 0
  rows.forEach((row, index) => {
    if (row.length > LIMITS.inline) return
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

const MARKS = /[*_[\]<`!&\\]/g

function readInline(raw: string): Pick<TextLine, 'text' | 'isBold' | 'links'> {
  const marks = raw.match(MARKS)?.length ?? 0
  if (marks === 0 || marks > LIMITS.marks || raw.length > LIMITS.inline) {
    return { text: collapse(raw), isBold: false, links: [] }
  }
  // The stop keeps whatever begins the line from being taken for a block of its own.
  const [paragraph] = parseMarkdown(`. ${raw.trim()}`)
  if (paragraph?.type !== 'paragraph') return { text: collapse(raw), isBold: false, links: [] }
  const links: Link[] = []
  const text = collapse(
    paragraph.children
      .map((node) => plain(node, links))
      .join('')
      .slice(1),
  )
  const solid = paragraph.children.filter((node) => !(node.type === 'text' && /^[\s.]*$/.test(node.value)))
  return { text, isBold: solid.length === 1 && solid[0]?.type === 'strong', links }
}

function parseMarkdown(text: string) {
  try {
    return fromMarkdown(text).children
  } catch {
    return []
  }
}

function plain(node: PhrasingContent, links: Link[]): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value
    case 'html':
      return HTML_TAG.test(node.value) ? ' ' : node.value
    case 'break':
      return ' '
    case 'image':
    case 'imageReference':
    case 'footnoteReference':
      return ''
    case 'link': {
      const label = node.children.map((child) => plain(child, links)).join('')
      links.push({ label: collapse(label), url: node.url })
      return label
    }
    case 'emphasis':
    case 'strong':
    case 'delete':
    case 'linkReference':
      return node.children.map((child) => plain(child, links)).join('')
  }
}

const HTML_TAG =
  /^<(?:!--|\/?(?:a|b|br|center|code|div|em|figure|font|i|img|p|small|span|strong|sub|sup|table|td|tr|u)\b)/i

function isBlock(line: TextLine): boolean {
  return line.heading > 0 || line.isItem || line.isQuote || /^\d{1,2}[.)] /.test(line.text)
}

/** The width that lines were broken at; null when they were not. */
function wrapWidth(lines: TextLine[], stands: (line: TextLine) => boolean): number | null {
  let width = 0
  // A word that is too long for the width, as addresses are, breaks it.
  for (const line of lines) {
    if (line.text.includes(' ') && line.heading === 0 && !/\S{50}/.test(line.raw)) width = Math.max(width, line.width)
  }
  if (width < 40 || width > 160) return null
  let full = 0
  let broken = 0
  lines.forEach((line, index) => {
    const next = lines[index + 1]
    if (!next || next.gap || isBlock(next) || line.heading > 0 || stands(line) || stands(next)) return
    broken++
    if (!fits(line, next, width)) full++
  })
  // Where empty lines part the paragraphs, what stands together without one was broken, be it only once.
  const isParted = lines.filter(({ gap }) => gap).length >= 3
  return (full >= 3 && full >= broken / 2) || (isParted && full > 0 && full === broken) ? width : null
}

// UTF-8 read as Latin-1, Latin-2 or their Windows kin: a lead byte as a letter, then a byte that no text puts behind it.
const MOJIBAKE = /[ÂÃÎÏĂĎĹÅ][\u0080-\u00A9\u00AB-\u00BF€‚„†‡‰‹›™ľĽšŚťžźşąłČ]|â€|ă€|Ă¢|ðŸ|đź/

function spoiltLines(rows: string[]): Complaint[] {
  const complaints: Complaint[] = []
  for (const [index, row] of rows.entries()) {
    if (complaints.length === LIMITS.complaints) break
    const spoilt = row.includes('\uFFFD') ? '\uFFFD' : MOJIBAKE.exec(row)?.[0]
    if (!spoilt) continue
    complaints.push({
      line: index + 1,
      message: `“${spoilt}” looks like a character that was read in a wrong encoding; it is kept as it stands.`,
    })
  }
  return complaints
}
