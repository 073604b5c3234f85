import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import type { Complaint } from './complaint.ts'
import { toParsed } from './digest-entry.ts'
import { cut } from './facts.ts'
import { addMeta, isMetaLine } from './meta-lines.ts'
import { DEFINITION, definedWithin, IDEA, isDefinition, isMarked, MARKED } from './post-marks.ts'
import { periodOf } from './post-period.ts'
import { endsPapers, isSection } from './post-sections.ts'
import { findTitles, isText } from './post-titles.ts'
import { countWords, isProse, looksLikeTitle } from './prose.ts'
import { type Draft, type DraftPaper, finish, newDraft, newPaper } from './text-draft.ts'
import type { TextLine } from './text-line.ts'
import { glance, readLines } from './text-lines.ts'
import { listedPaper, readTitleList } from './title-list.ts'
import { unwrap } from './unwrap.ts'

/**
 * A reading post of a blog: papers' titles as bare lines, below them what the writer thinks, with `idea.` before a paper's
 * idea and `defn.` before a definition. The post's own title, its opening and its closing are no papers. A paper's idea is
 * the whole paragraph behind `idea.`, however many sentences it has.
 */
export const format: Format = { name: 'blog-post', detect, parse }

function detect({ text }: Source): number {
  const rows = glance(text)
  const marked = rows.filter((row) => MARKED.test(row)).length
  const hasTitle = rows.slice(0, HEAD).some((row, at) => namesReading(row) && !rows.slice(0, at).some(isProse))
  // A post may do without its marks: then its own title must say what it is.
  if (marked === 0) return hasTitle ? detectUnmarked(text) : 0
  const titled = rows.some((row, index) => MARKED.test(row) && index > 0 && !isProse(rows[index - 1] ?? ''))
  return Math.min(0.35 + Math.min(marked, 4) * 0.12 + (titled ? 0.1 : 0) + (hasTitle ? 0.1 : 0), 0.95)
}

function detectUnmarked(text: string): number {
  const lines = linesOf(readLines(text.slice(0, 100_000)).lines)
  const isTitle = findTitles(lines, postTitleAt(lines) + 1)
  const titles = lines.filter((_line, at) => isTitle[at])
  const said = lines.filter((line) => isText(line.text))
  if (titles.filter(isPlainTitle).length >= 2 && said.length >= lines.length / 3) return 0.55
  // A list of papers has headings too, but nobody who speaks of having read them.
  const isTold = said.length >= titles.length && said.filter((line) => /\bI\b/.test(line.text)).length >= 2
  return isTold && titles.filter(({ heading }) => heading > 0).length >= 2 ? 0.9 : 0
}

/** A line that is nothing but a title: no heading, and no row of a list or a table. */
function isPlainTitle({ heading, text }: TextLine): boolean {
  return heading === 0 && looksLikeTitle(text) && !/^\d{1,3}[.)] |[|]/.test(text)
}

/** The title of such a post: `late july paper reading`, `What I Read This Week`. */
function namesReading(text: string): boolean {
  return /\b(?:papers?|read(?:s|ings?)?)\b/i.test(text) && countWords(text) <= 12 && !/[.!]$/.test(text)
}

function parse(source: Source): Parsed {
  const { lines: printed, complaints, refusal } = readLines(source.text)
  if (refusal) return toParsed(source, null, [refusal])
  const lines = linesOf(printed)
  const draft = newDraft()
  const start = postTitleAt(lines) + 1
  const titles = findTitles(lines, start)
  if (start > 0) readHead(draft, lines.slice(start - 1), titles.slice(start - 1))
  readBody(draft, lines, start, titles, complaints)
  takeClosing(draft)
  return finish(source, draft, complaints)
}

const PAGES =
  '(?:home|about|archives?|blog|posts|rss|contact|tags|projects|search|menu|subscribe|now|publications|talks|notes)'
const CHROME = new RegExp(
  `^(?:share|${PAGES}(?:[ |·•/]+${PAGES})*|tags?:.*|(?:← |→ )?(?:previous|next)(?: post)?(?: →)?|\\d+ min(?:ute)?s? read|back to .{1,30}|© .*|#\\w+(?: #\\w+)*|skip to (?:main )?content)$`,
  'i',
)
const HEAD = 8

function linesOf(printed: TextLine[]): TextLine[] {
  const lines = unwrap(printed, ({ text }) => /^(?:idea|defn?)\s*[.:]?$/i.test(text))
  return lines.filter(({ text }) => !CHROME.test(text))
}

/**
 * Where the post's own title stands, which may be below the name of the site: -1 for none, as what an idea stands right below
 * is a paper's.
 */
function postTitleAt(lines: TextLine[]): number {
  const prose = lines.findIndex((line) => isProse(line.text) || isMarked(line))
  const head = lines.slice(0, Math.min(prose < 0 ? HEAD : prose, HEAD))
  const own = head.findIndex(({ heading }) => heading === 1)
  const named = own >= 0 ? own : head.findIndex(({ text }) => namesReading(text))
  if (named >= 0) return named
  const [title, below] = lines
  if (!title || isMarked(title) || isProse(title.text)) return -1
  return isMarked(below) || (below && isMetaLine(below, title) && isMarked(lines[2])) ? -1 : 0
}

/** Reads the post's title and what stands between it and the first paper. */
function readHead(draft: Draft, [title, ...below]: TextLine[], titles: boolean[]): void {
  draft.title = title?.text ?? null
  const first = titles.indexOf(true)
  const opening: string[] = []
  for (const line of first < 0 ? below : below.slice(0, first - 1)) {
    const period = periodOf(line.text)
    if (period) draft.period ??= period
    else if (!isDefinition(line.text) && !/^by\b/i.test(line.text) && !isSection(line)) opening.push(line.text)
  }
  draft.opening = opening.length > 0 ? opening.join('\n\n') : null
}

function readBody(draft: Draft, lines: TextLine[], start: number, titles: boolean[], complaints: Complaint[]): void {
  let paper: DraftPaper | null = null
  let remarks: string[] = []
  const close = () => {
    if (paper && remarks.length > 0) paper.remarks = remarks.join('\n\n')
    remarks = []
  }
  for (let at = start; at < lines.length; at++) {
    const line = lines[at]
    if (!line) continue
    const { text } = line
    const list = titles[at] ? null : readTitleList(lines, at)
    if (list) {
      close()
      paper = null
      draft.papers.push(...list.items.map(listedPaper))
      at = list.end - 1
      continue
    }
    if (titles[at]) {
      close()
      paper = newPaper(line, true)
      draft.papers.push(paper)
      continue
    }
    const body = bodyOf(lines, at, titles)
    if (IDEA.test(text)) {
      if (body.text === '') complaints.push({ line: line.line, message: 'There is no idea behind “idea.”.' })
      else if (paper && paper.idea === null) paper.idea = body.text
      else if (paper) remarks.push(body.text)
      else if (MARKED.test(text)) {
        complaints.push({ line: line.line, message: `“${cut(body.text)}” stands below no title; write one above it.` })
      }
      at = body.at
    } else if (isDefinition(text)) {
      addDefinition(draft, body.text, line, complaints)
      at = body.at
    } else if (paper && remarks.length === 0 && paper.idea === null && isMetaLine(line, lines[at - 1])) {
      addMeta(paper, line)
    } else if (isSection(line)) {
      if (endsPapers(line)) {
        close()
        paper = null
      }
    } else if (paper) {
      remarks.push(text)
      if (!line.isQuote) draft.definitions.push(...definedWithin(text))
    } else if (draft.papers.length > 0) {
      draft.closing = draft.closing ? `${draft.closing}\n\n${text}` : text
    }
  }
  close()
}

/** What stands behind `idea.` or `defn.`, on its line or, where that is all of the line, in the next paragraph. */
function bodyOf(lines: TextLine[], at: number, titles: boolean[]): { text: string; at: number } {
  const text = (lines[at]?.text ?? '').replace(IDEA, '').replace(DEFINITION, '').trim()
  const next = lines[at + 1]
  if (text !== '' || !next || titles[at + 1] || isMarked(next)) return { text, at }
  return { text: next.text, at: at + 1 }
}

function addDefinition(draft: Draft, text: string, { line }: TextLine, complaints: Complaint[]): void {
  const match = /^(.{1,120}?)\s*(?::=|≔|≜|\s=\s|:\s|\s[—–-]\s|\s(?:is|means|are|refers to)\s)\s*(.+)$/.exec(text)
  const term = match?.[1]?.replace(/^[“"']|[”"']$/g, '').trim() ?? ''
  const meaning = match?.[2]?.trim() ?? ''
  if (term !== '' && meaning !== '') draft.definitions.push({ term, meaning })
  else complaints.push({ line, message: `“${cut(text)}” is no definition: write it as “defn. Term := what it means”.` })
}

/** The last paragraphs below the last paper speak of the whole batch; they close the post. */
function takeClosing(draft: Draft): void {
  const paper = draft.papers.at(-1)
  if (!paper?.remarks || draft.closing) return
  const paragraphs = paper.remarks.split('\n\n')
  let start = paragraphs.length
  while (start > 0 && CLOSING.test(paragraphs[start - 1] ?? '')) start--
  draft.closing = start < paragraphs.length ? paragraphs.slice(start).join('\n\n') : null
  paper.remarks = start > 0 ? paragraphs.slice(0, start).join('\n\n') : null
}

const CLOSING =
  /\b(?:(?:this|these|the) (?:batch|papers|roundup|round-up|selection)|this week['’]s|next (?:week|time|month|batch)|that['’]s (?:all|it)|see you|until next|thanks for reading|thank you for reading|(?:all|many|of) (?:of )?(?:these|the) papers|overall trends?|papers (?:this|in this))\b/i
