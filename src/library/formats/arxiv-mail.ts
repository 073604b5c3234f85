import type { Format, Source } from '../format.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { peopleIn } from '../reading/people.ts'
import type { Complaint } from './complaint.ts'
import { readPartialDate } from './dates.ts'
import { listOf } from './digest-entry.ts'
import { lettersToText } from './latex.ts'
import { arxivIdWithin, toPaper } from './paper-entry.ts'
import { readLabel, type Said } from './paper-labels.ts'
import { lineOrNull, oneLine } from './texts.ts'

/** arXiv's daily mails: of each paper its facts by name and its abstract, parted by lines of two backslashes. */
export const format: Format = { name: 'arxiv-mail', detect, parse }

function detect({ text }: Source): number {
  const head = text.slice(0, 50_000)
  return MARK.test(head) && /^(?:arXiv|Paper): ?\S/m.test(head) && /^Title: ?\S/m.test(head) ? 0.95 : 0
}

const MARK = /^\\\\(?:[ \t]*$|[ \t]*\()/m

function parse(source: Source): Parsed {
  const complaints: Complaint[] = []
  const papers = partsOf(source.text.slice(0, LONGEST).split('\n')).flatMap((part): ParsedPaper[] => {
    const read = readPart(part)
    if (read === null) return []
    if ('paper' in read) return [read.paper]
    complaints.push({ line: part.line, message: read.complaint, isEntry: true })
    return []
  })
  const [, title, from, to] = HEAD.exec(source.text.slice(0, 5_000)) ?? []
  const days = [from, to].map((date) => readPartialDate(oneLine(date ?? '')))
  const period = days[0] && days[1] && days[0] <= days[1] ? { from: days[0], to: days[1] } : null
  return listOf(source, { title: lineOrNull(title), publication: 'arXiv', period, papers }, complaints, 'mail')
}

const LONGEST = 10_000_000
/** `Submissions to: Computation and Language received from Mon 1 Apr 24 18:00:00 GMT to Tue 2 Apr 24 18:00:00 GMT`. */
const HEAD = /^[ \t]*Submissions to:\s*(\S[^\n]{0,200})\n\s*received from\s+(\S[^\n]{0,50}?)\s+to\s+(\S[^\n]{0,50})$/m

interface Part {
  line: number
  head: string[]
  abstract: string[]
}

/** What is said by name, and what stands between its mark and the next. Some papers have no abstract: a mark with an address closes them. */
function partsOf(rows: readonly string[]): Part[] {
  const parts: Part[] = []
  let part: Part = { line: 1, head: [], abstract: [] }
  let isBody = false
  const begin = (line: number) => {
    if (part.head.length > 0) parts.push(part)
    part = { line, head: [], abstract: [] }
    isBody = false
  }
  rows.forEach((row, index) => {
    if (MARK.test(row)) {
      const isHeadDone = !isBody && part.head.some((line) => /^Title:/i.test(line))
      if (isHeadDone && /^\\\\\s*$/.test(row)) isBody = true
      else begin(index + 2)
    } else if (RULE.test(row)) begin(index + 2)
    else (isBody ? part.abstract : part.head).push(row)
  })
  begin(0)
  return parts
}

const RULE = /^(?:[-%]{10,}|%[-%]{5,})\s*$/

function readPart({ head, abstract }: Part): ReturnType<typeof toPaper> | null {
  const facts = new Map<Said, string>()
  let open: Said | null = null
  for (const row of head) {
    const label = readLabel(row.trimEnd())
    const arxiv = /^(?:arXiv|Paper): ?(\S+)/i.exec(row)?.[1]
    open = arxiv ? 'link' : /^\s+\S/.test(row) ? open : (label?.said ?? null)
    const value = arxiv ? `arXiv:${arxiv}` : label && !/^\s/.test(row) ? label.value : row
    if (open && (facts.get(open) === undefined || /^\s/.test(row)))
      facts.set(open, oneLine(`${facts.get(open) ?? ''} ${value}`))
  }
  const said = (fact: Said) => lettersToText(facts.get(fact) ?? '')
  if (said('title') === '') return null
  const arxivId = arxivIdWithin(said('link'))
  return toPaper({
    title: said('title'),
    abstract: lettersToText(oneLine(abstract.join('\n').replace(/(?<=[\p{L}\p{N}]-)\n\s*(?=\p{L})/gu, ''))),
    ...peopleIn(said('authors')),
    date: readPartialDate(said('date')),
    link: arxivId ? `https://arxiv.org/abs/${arxivId}` : null,
    arxivId,
    doi: facts.get('id') ?? null,
    tags: said('tags').split(/[\s;,]+/),
  })
}
