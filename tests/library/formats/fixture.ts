import { readdirSync, readFileSync } from 'node:fs'
import { decode } from '../../../src/library/decode.ts'
import type { Format, Source } from '../../../src/library/format.ts'
import type { ParsedPaper } from '../../../src/library/parsed-digest.ts'

const folder = new URL('./fixtures/', import.meta.url)
const seeds = new URL('../../../seeds/', import.meta.url)

/** A document as the library would get it from a file. */
export function fixture(name: string): Source {
  const { source } = decode(name, readFileSync(new URL(name, folder)))
  if (!source) throw new Error(`The fixture ${name} cannot be read.`)
  return source
}

/** Every document with the name of the format that it is written in. */
export function documents(): { name: string; format: string; source: Source }[] {
  const own = readdirSync(folder).map((name) => ({ name, format: formatOf(name), source: fixture(name) }))
  const shipped = readdirSync(seeds).map((name) => ({
    name: `seeds/${name}`,
    format: 'lectern',
    source: { name, text: readFileSync(new URL(name, seeds), 'utf8') },
  }))
  return [...own, ...shipped]
}

const FORMATS = [
  ...['arxiv-atom', 'arxiv-rss', 'feed', 'hf-daily-json', 'bibtex', 'ris', 'csl-json', 'zotero-csv', 'csv'],
  ...['web-of-science', 'pubmed-xml', 'endnote-xml', 'json-feed', 'opml', 'paper-page', 'chat-export'],
  ...['chat-log', 'paper-note', 'scholar-results'],
  ...[
    'json-lines',
    'reading-list',
    'comment-feed',
    'newsletter',
    'pasted-paper',
    'arxiv-mail',
    'references',
    'latex-bibliography',
  ],
]

function formatOf(name: string): string {
  if (name.startsWith('blog-')) return 'blog-post'
  if (name.startsWith('daily-')) return 'daily-papers'
  return FORMATS.find((format) => name.startsWith(format)) ?? 'unknown'
}

/** What is known of the papers in a document: absent facts, empty lists and what goes without saying are left out. */
export function papersIn(format: Format, source: Source): Partial<ParsedPaper>[] {
  return format.parse(source).digest?.papers.map(known) ?? []
}

export function problemsIn(format: Format, source: Source): string[] {
  return format.parse(source).problems.map(({ line, message }) => `${line}: ${message}`)
}

function known(paper: ParsedPaper): Partial<ParsedPaper> {
  return Object.fromEntries(
    Object.entries(paper).filter(([key, value]) => {
      // What a feed calls an entry says nothing of the paper.
      if (key === 'guid' || value === null || (Array.isArray(value) && value.length === 0)) return false
      return key === 'reviewed' ? value === false : key !== 'pick' || value === true
    }),
  )
}

/** What a format makes of a document that comes in pieces of this many characters. */
export async function streamed(format: Format, source: Source, size: number) {
  const papers: ParsedPaper[] = []
  const problems: string[] = []
  async function* pieces() {
    for (let at = 0; at < source.text.length; at += size) yield source.text.slice(at, at + size)
  }
  for await (const outcome of format.stream?.(source.name, pieces()) ?? []) {
    if ('paper' in outcome) papers.push(outcome.paper)
    else problems.push(`${outcome.problem.line}: ${outcome.problem.message}`)
  }
  return { papers, problems }
}
