import type { Format, Source } from '../format.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { readPartialDate } from './dates.ts'
import { listOf } from './digest-entry.ts'
import { frontMatterOf, withoutFrontMatter } from './front-matter.ts'
import { extendEntry, type ListEntry, linesOf, readListEntry, splitPlain, wordsOf } from './list-entry.ts'
import { BARE_ADDRESS, isInvitation, isPaperPlace, isTalk, type Link, linksIn, paperLink } from './list-links.ts'
import { type Piece, type Run, readPieces, textOf } from './markdown-pieces.ts'
import { authorsOf, namesIn } from './names.ts'
import type { Complaint } from './outline.ts'
import { type FoundFacts, toPaper } from './paper-entry.ts'
import { readLabel } from './paper-labels.ts'
import { type NamedDays, readNamedDays, spanOf } from './periods.ts'
import { countWords, titleCase } from './prose.ts'
import { factOf, summarised } from './row-facts.ts'
import { oneLine } from './texts.ts'

/** Lists of papers in Markdown, with a line on each: weekly tables, numbered titles in bold, and reading lists of links. */
export const format: Format = { name: 'weekly-list', detect, parse }

function detect(source: Source): number {
  const text = source.text.slice(0, 200_000)
  if (/^\s*[<{[]/.test(text) && !/^\s*\[[^\]\n]+\]/.test(text)) return 0
  if (OF_PROGRAMS.test(text) && !/\barxiv\b|\bdoi\.org\/|\bopenreview\b|\bpapers?\b/i.test(text)) return 0
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.some((line) => /♥/.test(line))) return 0
  if (lines.some((line, index) => isHead(line) && /^[\s|:-]*-[\s|:-]*$/.test(lines[index + 1] ?? ''))) return 0.95
  const entries = lines.filter(
    (line, index) => ENTRIES.some((pattern) => pattern.test(line)) || isAboveLink(lines, index),
  ).length
  const words = lines.filter((line) => !NO_WORDS.test(line)).length
  if (entries > 0 && OF_THE_WEEK.test(text)) return 0.95
  if (entries === 0 && listsTitles(text)) return 0.6
  if (entries >= 2 && entries * 2 > words) return 0.85
  if (plainKind(text)) return 0.45
  return entries === 0 ? 0 : entries * 3 > words ? 0.6 : 0.2
}

/** Code, or the numbers of a program's versions as headings: its guide and the list of its changes are full of links, too. */
const OF_PROGRAMS = /^ {0,3}```|^#{1,4} \[?v?\d+\.\d+\.\d+/m
const OF_THE_WEEK =
  /^(?:#{1,4}\s.*|\*\*.*)\bpapers? of the (?:week|month|day)\b|^(?:(?!\n\n\n).){0,1500}^.{0,80}\bpapers of the (?:week|month|day)\b/im

/** Titles as items and nothing else, below a line that calls them papers of the week. */
function listsTitles(text: string): boolean {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const items = lines.filter((line) => MARK.test(line))
  const titles = items.filter((line) => countWords(line.replace(MARK, '')) <= 20 && !/[.!?:]\s*$/.test(line))
  return (
    titles.length >= 3 && titles.length === items.length && lines.length - items.length <= 4 && OF_THE_WEEK.test(text)
  )
}

const ITEM = String.raw`^\s*(?:[-*+]|\d{1,3}[.)]+)\s+`
const TAGS = String.raw`(?:(?:\[[^\]\n]{1,40}\]|\([^)\n]{1,40}\))\s+){0,3}`
const ENTRIES = [
  new RegExp(String.raw`${ITEM}${TAGS}[^\n]{3,400}\[(?:paper|pdf|arxiv|abs|doi|openreview)\]\(https?:`, 'i'),
  new RegExp(String.raw`${ITEM}(?:\d{1,3}[.)]+\s+)?${TAGS}(?:\*\*|__|\[)[^\n]*\bhttps?://`, 'i'),
  new RegExp(String.raw`${ITEM}(?:\*\*|__).{3,300}(?:\*\*|__)\s*(?:[-–—:]|\()`),
  /^\s*\*\*\d{1,3}[.)]+\s[^\n]*\bhttps?:\/\//i,
  /^#{2,5}\s+(?:(?:paper )?\d{1,3}\\?[.):]+\s|\[[^\]\n]+\]\(https?:)/i,
  /^(?:\*\*|__)?\[[^\]\n]{3,300}\]\(https?:[^\s()]{1,300}\)(?:\*\*|__)?\s*(?:[-–—:]|$)/i,
  /^(?:\*\*|__)[^*\n]{3,300} [^*\n]{1,300}(?:\*\*|__)\s*(?:[-–—:]|\(\[)/,
]
/** Headings, rules, items, rows, and facts with their name. */
const NO_WORDS = /^\s*(?:#|[-*_]{3,}\s*$|[-*+]\s|\d+[.)]+\s|\||(?:\*\*|__)?[\w;' ]{2,20}:)/

/** An item with a bare link to a paper on one of the two lines below it. */
function isAboveLink(lines: readonly string[], index: number): boolean {
  const below = lines.slice(index + 1, index + 3)
  return /^\s*(?:[-*+]|\d{1,3}[.)])\s/.test(lines[index] ?? '') && below.some((line) => LINK_LINE.test(line))
}

const LINK_LINE = /^\s+(?:[-*+]\s+)?(?:\w+:\s+)?<?https?:\/\/\S+\s*$/

/** What begins with a title and goes on with what is said of it, without a mark on either: each line, or each paragraph. */
type PlainKind = 'lines' | 'paragraphs'

function plainKind(text: string): PlainKind | null {
  return areEntries(text) ? 'paragraphs' : isPlainList(text) ? 'lines' : null
}

/** Paragraphs of a title, a line on it and the address of a paper, each on a line of its own. */
function areEntries(text: string): boolean {
  const paragraphs = text
    .slice(0, 30_000)
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '' && !/^#/.test(paragraph))
  const entries = paragraphs.filter((paragraph) => {
    const [first = '', ...below] = paragraph
      .slice(0, 2_000)
      .split('\n')
      .map((line) => line.replace(MARK, ''))
    const title = splitPlain(first.replace(BARE_ADDRESS, '').replace(/\(\s*\)\s*$/, '')).title
    const isTitle = countWords(title) >= 2 && titleCase(title) >= 0.7 && !/[.,;]$/.test(first.trim())
    const said = below.filter((line) => countWords(line.replace(BARE_ADDRESS, '').trim()) >= 3)
    return isTitle && below.length <= 3 && said.length > 0 && PAPER_MARK.test(paragraph)
  })
  return entries.length > 0 && entries.length >= paragraphs.length * 0.6
}

function isPlainList(text: string): boolean {
  const lines = text.slice(0, 30_000).split('\n').slice(0, 300)
  const said = lines.filter((line) => /\p{L}/u.test(line) && !/^\s*#/.test(line)).map((line) => line.replace(MARK, ''))
  const entries = said
    .filter((line) => line.length <= 600 && !/\]\(|\*\*|__/.test(line))
    .flatMap((line) => {
      const { title, rest } = splitPlain(line)
      return rest.trim() !== '' && countWords(title) >= 2 ? [{ title, rest }] : []
    })
  const alike = entries.filter(({ title }) => titleCase(title) >= 0.6)
  const areTitles = entries.every(({ title }) => titleCase(title) >= 0.7)
  const areItems = lines.filter((line) => MARK.test(line)).length >= entries.length
  const least = areTitles && entries.every(({ rest }) => PAPER_MARK.test(rest)) ? 1 : areTitles && areItems ? 2 : 3
  return entries.length >= least && entries.length >= said.length * 0.6 && alike.length >= entries.length * 0.6
}

/** The number of a paper, the address of one, or the year behind its title. */
const PAPER_MARK = /\barxiv: ?\d|\barxiv\.org\/|\bdoi\.org\/|\bopenreview\.net\/|^\s*\([^()]{0,80}\b(?:19|20)\d{2}\)/i

const MARK = /^\s*(?:[-*+•]|\d{1,3}[.)]+)\s+/

function isHead(line: string): boolean {
  if (!line.includes('|') || line.length > 20_000) return false
  const facts = line.split('|').map((cell) => factOf(cell.replace(/[*_`]/g, '')))
  return facts.includes('title') && facts.filter((fact) => fact !== null).length >= 2
}

function parse(source: Source): Parsed {
  const matter = frontMatterOf(source.text)
  const { pieces, complaints } = readPieces(withoutFrontMatter(source.text))
  const papers: ParsedPaper[] = []
  const entries = entriesOf(pieces, plainKind(source.text), complaints)
  if (entries.length === 0 && listsTitles(source.text)) entries.push(...titlesOf(pieces))
  for (const { line, facts } of entries) {
    const read = toPaper(facts)
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line, message: read.complaint })
  }
  const headings = pieces.filter((piece) => piece.kind === 'heading')
  const named = headings.map(({ runs }) => readNamedDays(textOf(runs))).filter((week) => week !== null)
  const weeks = named.length > 0 ? named : weeksTold(pieces)
  const year =
    headings
      .map(({ runs }) => /^\W*((?:19|20)\d{2})\W*$/.exec(textOf(runs))?.[1])
      .find((found) => found !== undefined) ?? /^(?:published|date\w*|created): ?"?(\d{4})-/m.exec(matter ?? '')?.[1]
  const title =
    headings.find(({ depth }) => depth === 1) ??
    headings.find(({ runs }) => readNamedDays(textOf(runs)) !== null) ??
    headings[0]
  return listOf(
    source,
    {
      title: TITLE.exec(matter ?? '')?.[1] ?? (title ? textOf(title.runs) : null),
      period: spanOf(weeks, year ? Number(year) : null),
      papers,
    },
    complaints,
    'list',
  )
}

const TITLE = /^title: ?"?(\S[^\n]*?)"?\s*$/m

/** The days that an opening line names: `Welcome to the papers of the week (May 31 - June 7).` */
function weeksTold(pieces: readonly Piece[]): NamedDays[] {
  const told = pieces.flatMap((piece) => (piece.kind === 'text' ? [textOf(piece.runs)] : []))
  const line = told.slice(0, 5).find((text) => /\bpapers of the week\b/i.test(text))
  const week = line === undefined ? null : readNamedDays(line)
  return week ? [week] : []
}

/** Each item as the title of a paper of which nothing more is said. */
function titlesOf(pieces: readonly Piece[]): Found[] {
  return pieces.flatMap((piece) =>
    piece.kind === 'item'
      ? [
          {
            line: piece.line,
            facts: { title: textOf(piece.runs), link: paperLink(linksIn(piece.runs)), reviewed: false },
          },
        ]
      : [],
  )
}

interface Found {
  line: number
  facts: FoundFacts
}

function entriesOf(pieces: readonly Piece[], plain: PlainKind | null, complaints: Complaint[]): Found[] {
  const found: Found[] = []
  let under: { depth: number; entry: ListEntry; line: number } | null = null
  const close = () => {
    if (under && isEntry(under.entry)) found.push({ line: under.line, facts: factsOf(under.entry, under.entry.links) })
    under = null
  }
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'heading': {
        close()
        const entry = piece.depth > 1 ? headingEntry(piece.runs) : null
        if (entry) under = { depth: piece.depth, entry, line: piece.line }
        break
      }
      case 'row': {
        const facts = readTableRow(piece.columns, piece.cells)
        if (facts) found.push({ line: piece.line, facts })
        else if (
          piece.columns.some((column) => factOf(column) === 'title') &&
          piece.cells.some((cell) => textOf(cell) !== '')
        ) {
          complaints.push({ line: piece.line, message: 'This row of the table has no title; it is left out.' })
        }
        break
      }
      case 'item': {
        if (under) extendEntry(under.entry, piece.runs)
        else {
          const entry = readListEntry(piece.runs, piece.nested)
          if (entry && isEntry(entry, plain !== null))
            found.push({ line: piece.line, facts: factsOf(entry, entry.links) })
          else if (!entry) found.push(...withoutTitle(piece, complaints))
        }
        break
      }
      case 'text': {
        if (under) extendEntry(under.entry, piece.runs)
        else if (plain) {
          const lines = plain === 'lines' ? linesOf(piece.runs) : [piece.runs]
          lines.forEach((runs, index) => {
            const entry = readListEntry(runs)
            if (entry?.facts.idea && isEntry(entry, true)) {
              found.push({ line: piece.line + index, facts: factsOf(entry, entry.links) })
            }
          })
        } else {
          const entry = opensEntry(piece.runs) ? readListEntry(piece.runs) : null
          if (entry?.isMarked && isEntry(entry)) found.push({ line: piece.line, facts: factsOf(entry, entry.links) })
        }
      }
    }
  }
  close()
  return found
}

/** `### 3. Title` and `### [Title](…)` begin an entry; `### Vision` does not. */
function headingEntry(runs: readonly Run[]): ListEntry | null {
  const leads = runs.some(({ url }) => url !== null && /^https?:/i.test(url))
  if (!leads && !NUMBERED.test(textOf(runs))) return null
  if (leads) return readListEntry(runs)
  const title = textOf(runs).replace(NUMBERED, '')
  return { title, isMarked: true, facts: { idea: null, remarks: null }, links: [] }
}

const NUMBERED = /^\W*(?:paper )?\d{1,3}[.):]+\s+/i

/** `**1. Title** — …`, `**A Title**: …` or `[Title](…) — …` as a paragraph of its own. */
function opensEntry(runs: readonly Run[]): boolean {
  if (/^\W*\d{1,3}[.)]+\s/.test(textOf(runs))) return true
  const [first] = runs
  const leads = runs.some(({ url }) => url !== null && isPaperPlace(url))
  if (first?.bold && leads) return true
  const behind = runs.find(({ bold, url }) => !bold && (first?.bold || url !== first?.url))?.text ?? ''
  if (!/^\s*(?:[-–—:]|\n)/.test(behind)) return false
  return first?.url
    ? isPaperPlace(first.url)
    : first?.bold === true && countWords(first.text) >= 2 && titleCase(first.text) >= 0.8
}

/** What is said of a paper whose title is not there: the beginning of its line stands for one, cut as titles are. */
function withoutTitle({ line, runs, nested }: Extract<Piece, { kind: 'item' }>, complaints: Complaint[]): Found[] {
  const links = linksIn([...runs, ...nested.flat()])
  const link = links.find(({ url }) => isPaperPlace(url)) ?? links.find(({ url }) => !isTalk(url))
  if (!link) return []
  const idea = oneLine(wordsOf(runs)).replace(/\s*:$/, '')
  if (idea.split(' ').length < 4) {
    const message = 'This entry has no title; it is left out. Add its link by itself to have its title looked up.'
    complaints.push({ line, message })
    return []
  }
  complaints.push({ line, message: 'This entry has no title of its own; the beginning of its line stands for one.' })
  return [{ line, facts: { title: beginningOf(idea), idea, link: link.url } }]
}

function beginningOf(text: string): string {
  const whole = text.length <= 100 ? text : text.slice(0, 100).replace(/\s\S*$/, '')
  return `${whole.replace(/[\s.,;:]+$/, '')}…`
}

/** A table of contents and invitations are lists of links, too. */
function isEntry({ title, links, facts, isMarked }: ListEntry, isPlain = false): boolean {
  if (isInvitation(title) || readLabel(title) !== null) return false
  if (links.some(({ url }) => isPaperPlace(url))) return true
  const leadsOn = links.some(({ url }) => !isTalk(url))
  return facts.idea != null && (isMarked || isPlain) && (leadsOn || links.length === 0)
}

function factsOf(entry: ListEntry, links: readonly Link[]): FoundFacts {
  return { title: entry.title, ...entry.facts, link: paperLink(links), reviewed: entry.facts.idea != null }
}

function readTableRow(columns: readonly string[], cells: readonly Run[][]): FoundFacts | null {
  const cellOf = (fact: string) => cells[columns.findIndex((column) => factOf(column) === fact)]
  const titleCell = cellOf('title')
  const entry = titleCell ? readListEntry(titleCell) : null
  if (!entry) return null
  const text = (fact: string) => {
    const said = textOf(cellOf(fact) ?? [])
    return said === '' ? null : said
  }
  const others = cells.filter((cell) => cell !== titleCell).flat()
  const links = [
    ...others.flatMap(({ text: label, url }) => (url ? [{ label, url }] : [])),
    ...entry.links,
    ...bareLinks(text('link')),
  ]
  const authors = text('authors')
  const said = summarised(text('idea') ?? '', text('abstract') ?? '', text('summary') ?? '')
  const facts = factsOf({ ...entry, facts: { ...entry.facts, idea: said.idea || entry.facts.idea } }, links)
  return {
    ...facts,
    abstract: said.abstract,
    ...(authors ? authorsOf(namesIn(authors)) : {}),
    date: readPartialDate(text('date') ?? '') ?? facts.date,
    doi: text('doi'),
    arxivId: text('arxivId'),
    tags: text('tags')?.split(/[,;]/) ?? [],
  }
}

function bareLinks(text: string | null): Link[] {
  return (text?.match(/https?:\/\/[^\s<>()[\]"'|,]+/gi) ?? []).map((url) => ({ label: '', url }))
}
