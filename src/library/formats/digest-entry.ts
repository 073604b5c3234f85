import type { Source } from '../format.ts'
import type { Problem } from '../paper.ts'
import { type Parsed, ParsedDigest, type ParsedPaper } from '../parsed-digest.ts'
import type { Complaint } from './outline.ts'
import { lineOrNull } from './texts.ts'

export type FoundDigest = { papers: ParsedPaper[] } & Partial<Omit<ParsedDigest, 'id' | 'title' | 'papers'>> & {
    title?: string | null
  }

/** What a format hands over: the digest with what it does not say as null, and its complaints in order under the file's name. */
export function toParsed(source: Source, found: FoundDigest | null, complaints: readonly Complaint[]): Parsed {
  const problems = complaints.toSorted((a, b) => a.line - b.line).map((complaint) => toProblem(source.name, complaint))
  if (!found) return { digest: null, problems }
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
  if (digest.success) return { digest: digest.data, problems }
  const [issue] = digest.error.issues
  return {
    digest: null,
    problems: [
      ...problems,
      toProblem(source.name, { line: 1, message: `The digest's ${issue?.path.join(' ')} ${issue?.message}.` }),
    ],
  }
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
