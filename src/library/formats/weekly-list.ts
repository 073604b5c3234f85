import type { Format, Source } from '../format.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { readPartialDate } from './dates.ts'
import { listOf } from './digest-entry.ts'
import { extendEntry, type ListEntry, readListEntry } from './list-entry.ts'
import { isInvitation, isPaperPlace, isTalk, type Link, linksIn, paperLink } from './list-links.ts'
import { type Piece, type Run, readPieces, textOf } from './markdown-pieces.ts'
import { namesIn } from './names.ts'
import type { Complaint } from './outline.ts'
import { type FoundFacts, toPaper } from './paper-entry.ts'
import { type NamedDays, readNamedDays, spanOf } from './periods.ts'
import { factOf } from './row-facts.ts'

/** Lists of papers in Markdown, with a line on each: weekly tables, numbered titles in bold, and reading lists of links. */
export const format: Format = { name: 'weekly-list', detect, parse }

function detect(source: Source): number {
  const text = source.text.slice(0, 200_000)
  if (/^\s*[<{[]/.test(text) && !/^\s*\[[^\]\n]+\]\(/.test(text)) return 0
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.some((line) => /♥/.test(line)) || /^## (?:papers|also mentioned)\s*$/im.test(text)) return 0
  if (lines.some((line, index) => isHead(line) && /^[\s|:-]*-[\s|:-]*$/.test(lines[index + 1] ?? ''))) return 0.95
  const entries = lines.filter((line) => ENTRY.test(line)).length
  const words = lines.filter((line) => !/^\s*(?:#|[-*_]{3,}\s*$|[-*+]\s|\d+[.)]\s|\|)/.test(line)).length
  if (entries === 0) return 0
  if (/^#{1,4}\s.*\bpapers? of the (?:week|month|day)\b/im.test(text)) return 0.95
  return entries >= 2 && entries * 2 > words ? 0.85 : entries * 3 > words ? 0.6 : 0.2
}

const ENTRY =
  /^\s*(?:(?:[-*+]|\d{1,3}[.)])\s+|\*\*\d{1,3}[.)]\s*)(?:\d{1,3}[.)]\s+)?(?:\[[ x]\]\s+)?(?:\*\*|__|\[)[^\n]*\bhttps?:\/\/|^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\*\*|__).{3,300}(?:\*\*|__)\s*(?:[-–—:]|\()|^#{2,5}\s+(?:\d{1,3}[.)]\s|\[[^\]\n]+\]\(https?:)/i

function isHead(line: string): boolean {
  if (!line.includes('|') || line.length > 2000) return false
  const facts = line.split('|').map((cell) => factOf(cell.replace(/[*_`]/g, '')))
  return facts.includes('title') && facts.filter((fact) => fact !== null).length >= 2
}

function parse(source: Source): Parsed {
  const { pieces, complaints } = readPieces(source.text)
  const papers: ParsedPaper[] = []
  for (const { line, facts } of entriesOf(pieces, complaints)) {
    const read = toPaper(facts)
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line, message: read.complaint })
  }
  const headings = pieces.filter((piece) => piece.kind === 'heading')
  const weeks = headings
    .map(({ runs }) => readNamedDays(textOf(runs)))
    .filter((week): week is NamedDays => week !== null)
  const year = headings
    .map(({ runs }) => /^\W*((?:19|20)\d{2})\W*$/.exec(textOf(runs))?.[1])
    .find((found) => found !== undefined)
  const title =
    headings.find(({ depth }) => depth === 1) ??
    headings.find(({ runs }) => readNamedDays(textOf(runs)) !== null) ??
    headings[0]
  return listOf(
    source,
    { title: title ? textOf(title.runs) : null, period: spanOf(weeks, year ? Number(year) : null), papers },
    complaints,
    'list',
  )
}

interface Found {
  line: number
  facts: FoundFacts
}

function entriesOf(pieces: readonly Piece[], complaints: Complaint[]): Found[] {
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
          if (entry && isEntry(entry)) found.push({ line: piece.line, facts: factsOf(entry, entry.links) })
          else if (
            piece.ordered &&
            linksIn([...piece.runs, ...piece.nested.flat()]).some(({ url }) => isPaperPlace(url))
          ) {
            complaints.push({
              line: piece.line,
              message: 'This entry has no title in bold or as a link; it is left out.',
            })
          }
        }
        break
      }
      case 'text': {
        if (under) extendEntry(under.entry, piece.runs)
        else {
          const entry = isNumbered(piece.runs) ? readListEntry(piece.runs) : null
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
  if (!leads && !/^\W*\d{1,3}[.)]+\s/.test(textOf(runs))) return null
  if (leads) return readListEntry(runs)
  const title = textOf(runs).replace(/^\W*\d{1,3}[.)]+\s+/, '')
  return { title, isMarked: true, facts: { idea: null, remarks: null }, links: [] }
}

/** `**1. Title** — …` as a paragraph of its own. */
function isNumbered(runs: readonly Run[]): boolean {
  return (
    /^\W*\d{1,3}[.)]+\s/.test(textOf(runs)) ||
    (runs[0]?.bold === true && runs.some(({ url }) => url !== null && isPaperPlace(url)))
  )
}

/** A table of contents and invitations are lists of links, too. */
function isEntry({ title, links, facts, isMarked }: ListEntry): boolean {
  if (isInvitation(title)) return false
  if (links.some(({ url }) => isPaperPlace(url))) return true
  const leadsOn = links.some(({ url }) => !isTalk(url))
  return facts.idea != null && isMarked && (leadsOn || links.length === 0)
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
  const facts = factsOf({ ...entry, facts: { ...entry.facts, idea: text('idea') ?? entry.facts.idea } }, links)
  return {
    ...facts,
    abstract: text('abstract'),
    ...(authors ? { authors: namesIn(authors), authorsCount: namesIn(authors).length } : {}),
    date: readPartialDate(text('date') ?? '') ?? facts.date,
    doi: text('doi'),
    arxivId: text('arxivId'),
    tags: text('tags')?.split(/[,;]/) ?? [],
  }
}

function bareLinks(text: string | null): Link[] {
  return (text?.match(/https?:\/\/[^\s<>()[\]"'|,]+/gi) ?? []).map((url) => ({ label: '', url }))
}
