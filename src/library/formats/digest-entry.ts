import type { Source } from '../format.ts'
import type { Problem } from '../paper.ts'
import { type Parsed, ParsedDigest, type ParsedPaper, type Unread } from '../parsed-digest.ts'
import type { Complaint } from './complaint.ts'
import { cut } from './facts.ts'
import { lineOrNull, oneLine } from './texts.ts'

export type FoundDigest = { papers: ParsedPaper[] } & Partial<Omit<ParsedDigest, 'id' | 'title' | 'papers'>> & {
    title?: string | null
  }

/** What a format hands over: the digest with what it does not say as null, and its complaints in order under the file's name. */
export function toParsed(source: Source, found: FoundDigest | null, complaints: readonly Complaint[]): Parsed {
  const sorted = complaints.toSorted((a, b) => a.line - b.line)
  const problems = sorted.map((complaint) => toProblem(source.name, complaint))
  if (!found) return { digest: null, problems }
  const unread = lostEntries(source.text, sorted)
  const id = idOf(source.name)
  const digest = ParsedDigest.safeParse({
    publication: null,
    issue: null,
    period: null,
    source: null,
    opening: null,
    definitions: [],
    news: [],
    comments: [],
    closing: null,
    ...found,
    id,
    title: shortened(lineOrNull(found.title) ?? id),
  } satisfies ParsedDigest)
  if (digest.success) return { digest: digest.data, problems, ...(unread.length > 0 ? { unread } : {}) }
  const [issue] = digest.error.issues
  return {
    digest: null,
    problems: [
      ...problems,
      toProblem(source.name, { line: 1, message: `The digest's ${issue?.path.join(' ')} ${issue?.message}.` }),
    ],
  }
}

/** Entries that did not become papers, by the line that each begins with; complaints in the document's order. */
export function lostEntries(text: string, complaints: readonly Complaint[]): Unread[] {
  const lost = complaints.filter(({ isEntry }) => isEntry)
  if (lost.length === 0) return []
  const lines = text.split('\n')
  return lost.map(({ line, message }) => {
    const words = oneLine(lines[line - 1] ?? '')
    // A bracket or a tag alone tells nobody which entry it is.
    return { line, text: /^\W*(?:\w+\W*){0,2}$/.test(words) ? message : cut(words) }
  })
}

export function toProblem(file: string, { line, message }: Complaint): Problem {
  return { file, line, message }
}

/** The digest of a list of papers; one without any says so, and is none. */
export function listOf(source: Source, found: FoundDigest, complaints: Complaint[], what: string): Parsed {
  if (found.papers.length > 0) return toParsed(source, found, complaints)
  const said = complaints.length > 0 ? complaints : [{ line: 1, message: `There are no papers in this ${what}.` }]
  return toParsed(source, null, said)
}

/** The file's or page's own name without its folder, query and ending. */
function idOf(name: string): string {
  const last = name
    .replace(/[?#].*$/s, '')
    .replace(/[\\/]+$/, '')
    .replace(/^.*[\\/]/s, '')
  const bare = last
    .replace(/\.(?:md|markdown|txt|csv|tsv|json|jsonl|ndjson|bib|bibtex|ris|nbib|xml|rss|atom|html?)$/i, '')
    .trim()
  return bare === '' ? 'digest' : bare
}

function shortened(title: string): string {
  const characters = [...title]
  return characters.length <= LONGEST_TITLE
    ? title
    : `${characters
        .slice(0, LONGEST_TITLE - 1)
        .join('')
        .slice(0, LONGEST_TITLE - 1)}…`
}

const LONGEST_TITLE = 400
