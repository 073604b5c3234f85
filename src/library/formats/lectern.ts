import { z } from 'zod'
import { readArxivId, readDoi } from '../addresses.ts'
import type { Format } from '../format.ts'
import { titleKey } from '../identity.ts'
import type { Problem } from '../paper.ts'
import { type Parsed, ParsedDigest, ParsedPaper } from '../parsed-digest.ts'
import { peopleIn } from '../reading/people.ts'
import type { Complaint } from './complaint.ts'
import { lostEntries, toProblem } from './digest-entry.ts'
import {
  ArxivFact,
  AuthorsFact,
  CountFact,
  cut,
  DateFact,
  DoiFact,
  isFact,
  LinkFact,
  looksLikeFact,
  NamesFact,
  PeriodFact,
  readCount,
  readFacts,
  suggest,
  TextFact,
  YesNoFact,
} from './facts.ts'
import { type Block, type Item, type Part, readOutline } from './outline.ts'

export const format: Format = {
  name: 'lectern',
  detect: ({ text }) => (/^\s*# \S/.test(text) && SECTION_HEADING.test(text) ? (isListOfLinks(text) ? 0.5 : 1) : 0),
  parse: ({ name, text }) => parse(name, text),
}

/** A reading list may have the same headings, with links below them in the place of facts. */
function isListOfLinks(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  return count(/^[-*+] [^\n]{0,400}\]\(https?:/gm) > count(/^- [a-z]+(?: [a-z]+)?: /gm)
}

const SECTION_HEADING = /^## (?:papers|also mentioned)[ \t]*:?[ \t]*\n\s*(?:### |$)/im

/**
 * Our own digest format: Markdown as README explains it. `file` names the digest and its problems. Never throws: what
 * cannot be read becomes a problem, and the rest is there.
 */
export function parse(file: string, text: string): Parsed {
  const { parts, complaints, refusal } = readOutline(text)
  const named = (complaint: Complaint): Problem => toProblem(file, complaint)
  if (refusal) return { digest: null, problems: [named(refusal)] }
  const draft = readParts(parts, complaints)
  const id = idOf(file)
  const digest = ParsedDigest.safeParse({ ...draft, id, title: draft.title ?? id })
  if (!digest.success) {
    complaints.push({ line: 1, message: `The digest's ${issueText(digest.error)}; it is left out.` })
  } else if (isBare(digest.data)) {
    complaints.push({ line: 1, message: 'There are no papers, definitions, news or comments in this file.' })
  }
  complaints.sort((a, b) => a.line - b.line)
  const problems = complaints.map(named)
  if (!digest.success || isBare(digest.data)) return { digest: null, problems }
  const unread = lostEntries(text, complaints)
  return { digest: digest.data, problems, ...(unread.length > 0 ? { unread } : {}) }
}

function idOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.md$/i, '')
}

function isBare({ papers, definitions, news, comments }: ParsedDigest): boolean {
  return papers.length + definitions.length + news.length + comments.length === 0
}

interface Draft extends Omit<ParsedDigest, 'id' | 'title'> {
  title: string | null
}

const DigestFacts = z.object({ publication: TextFact, issue: TextFact, period: PeriodFact, source: LinkFact }).partial()

const PaperFacts = z
  .object({
    authors: AuthorsFact,
    'authors count': CountFact,
    affiliations: NamesFact,
    date: DateFact,
    link: LinkFact,
    arxiv: ArxivFact,
    doi: DoiFact,
    likes: CountFact,
    upvotes: CountFact,
    comments: CountFact,
    tags: NamesFact,
    pick: YesNoFact,
  })
  .partial()

const SECTIONS = ['papers', 'also mentioned', 'definitions', 'news', 'comments', 'closing'] as const
type Section = (typeof SECTIONS)[number]

function readParts(parts: Part[], complaints: Complaint[]): Draft {
  const draft: Draft = {
    title: null,
    publication: null,
    issue: null,
    period: null,
    source: null,
    opening: null,
    papers: [],
    definitions: [],
    news: [],
    comments: [],
    closing: null,
  }
  const titles = new Map<string, number>()
  let section: Section | 'opening' | 'unknown' = 'opening'
  withoutSmallHeadings(parts).forEach((part, index, all) => {
    const complain = (message: string) => complaints.push({ line: part.line, message })
    const lose = (message: string) => complaints.push({ line: part.line, message, isEntry: true })
    if (part.depth === 0) {
      complain('There is text before the title; a digest begins with “# Its title”.')
    } else if (part.depth === 1 && draft.title === null && section === 'opening') {
      readHead(draft, part, complaints)
    } else if (part.depth === 1) {
      section = 'unknown'
      complain(
        `“# ${cut(part.heading)}” is a second title; write a section as “## Papers”, a paper as “### Its title”.`,
      )
    } else if (part.depth === 2) {
      section = sectionOf(part.heading)
      const isEmpty = part.blocks.length === 0 && all[index + 1]?.depth !== 3
      if (section === 'unknown')
        complain(`There is no section “${cut(part.heading)}”. ${suggest(part.heading, SECTIONS)}`)
      else if (isEmpty) complain(`The section “${cut(part.heading)}” is empty.`)
      else readSection(draft, section, part.blocks, complaints)
    } else if (section === 'papers' || section === 'also mentioned') {
      const paper = readPaper(part, section === 'papers', complaints)
      if (paper && isNew(paper.title, part.line, titles, complaints)) draft.papers.push(paper)
    } else if (section === 'opening') {
      lose(`The paper “${cut(part.heading)}” stands before the section “## Papers”; it is left out.`)
    } else if (section !== 'unknown') {
      lose(`A section “${section}” holds no papers; “${cut(part.heading)}” is left out.`)
    }
  })
  if (draft.title === null)
    complaints.push({ line: 1, message: 'The title is missing; begin the file with “# Its title”.' })
  return draft
}

/** A part with the blocks that stand below its sub-heading “Abstract”. */
interface Entry extends Part {
  abstract: Block[]
}

/** Headings smaller than a paper's belong to the remarks they stand in; only “#### Abstract” below a paper has a meaning. */
function withoutSmallHeadings(parts: Part[]): Entry[] {
  const kept: Entry[] = []
  let abstractDepth: number | null = null
  for (const part of parts) {
    const above = kept.at(-1)
    if (part.depth <= 3 || !above) {
      kept.push({ ...part, blocks: [...part.blocks], abstract: [] })
      abstractDepth = null
      continue
    }
    if (abstractDepth !== null && part.depth <= abstractDepth) abstractDepth = null
    if (above.depth === 3 && abstractDepth === null && /^abstract\s*:?$/i.test(part.heading)) {
      abstractDepth = part.depth
      above.abstract.push(...part.blocks)
      continue
    }
    const into = abstractDepth === null ? above.blocks : above.abstract
    if (part.heading !== '') into.push({ kind: 'text', text: part.heading, line: part.line })
    into.push(...part.blocks)
  }
  return kept
}

function sectionOf(heading: string): Section | 'unknown' {
  const name = heading.toLowerCase().replace(/[\s:]+$/, '')
  return SECTIONS.find((section) => section === name) ?? 'unknown'
}

function readHead(draft: Draft, part: Part, complaints: Complaint[]): void {
  if (part.heading !== '') draft.title = part.heading
  const { items, before, after } = partFacts(part.blocks, DigestFacts)
  const facts = readFacts(items, DigestFacts, complaints)
  draft.publication = facts.publication ?? null
  draft.issue = facts.issue?.replace(/^#\s*/, '') ?? null
  draft.period = facts.period ?? null
  draft.source = facts.source ?? webLink(part.link)
  draft.opening = paragraphs([...before, ...after])
}

function readSection(draft: Draft, section: Section, blocks: Block[], complaints: Complaint[]): void {
  switch (section) {
    case 'papers':
    case 'also mentioned': {
      const [stray] = blocks
      if (!stray) return
      complaints.push({
        line: stray.line,
        message: 'This text stands before the first paper of its section; begin a paper with “### Its title”.',
      })
      return
    }
    case 'definitions':
      for (const item of itemsOf(blocks)) {
        const definition = readDefinition(item)
        if (definition) draft.definitions.push(definition)
        else {
          complaints.push({
            line: item.line,
            message: `“${cut(item.text)}” is no definition: write it as “**Term**: what it means”.`,
          })
        }
      }
      return
    case 'news':
      for (const item of itemsOf(blocks)) {
        const news = readNews(item, complaints)
        if (news) draft.news.push(news)
      }
      return
    case 'comments':
      draft.comments.push(...itemsOf(blocks).map((item) => item.text))
      return
    case 'closing':
      draft.closing = paragraphs([...(draft.closing ? [{ text: draft.closing }] : []), ...blocks])
  }
}

function readDefinition({ text, lead }: Item): { term: string; meaning: string } | null {
  const colon = lead && text.startsWith(lead) ? text.indexOf(':', lead.replace(/:$/, '').length) : text.indexOf(':')
  if (colon < 0) return null
  const term = text.slice(0, colon).trim()
  const meaning = text
    .slice(colon + 1)
    .replace(/^=/, '')
    .trim()
  return term !== '' && meaning !== '' ? { term, meaning } : null
}

function readNews({ text, line }: Item, complaints: Complaint[]): { text: string; likes: number | null } | null {
  const match = /^\(([^()]*?)\s*likes?\)\s*(.*)$/is.exec(text)
  if (!match) return { text, likes: null }
  const [, count = '', news = ''] = match
  if (news === '') {
    complaints.push({ line, message: 'There is no news behind its likes.' })
    return null
  }
  const likes = readCount(count)
  if (likes === null) {
    complaints.push({ line, message: `“${cut(count)} likes” is no count: write 3500, 3,500 or 3.5k.` })
  }
  return { text: news, likes }
}

function readPaper(part: Entry, reviewed: boolean, complaints: Complaint[]): ParsedPaper | null {
  const lose = (message: string) => complaints.push({ line: part.line, message, isEntry: true })
  if (part.heading === '') {
    lose('This paper has no title; write it behind the “###”.')
    return null
  }
  const { items, before, after } = partFacts(part.blocks, PaperFacts)
  const facts = readFacts(items, PaperFacts, complaints)
  const [first] = before
  const idea = first?.kind === 'text' ? first : null
  const remarks = [...(idea ? before.slice(1) : before), ...after]
  const link = facts.link ?? webLink(part.link)
  const doi = facts.doi ?? (link ? readDoiLink(link) : null)
  const paper = ParsedPaper.safeParse({
    title: part.heading,
    idea: idea?.text.replace(/\s+/g, ' ') ?? null,
    abstract: paragraphs(part.abstract),
    ...(facts.authors ?? peopleIn('')),
    authorsCount: facts['authors count'] ?? facts.authors?.authorsCount ?? null,
    affiliations: facts.affiliations ?? [],
    date: facts.date ?? null,
    link,
    arxivId: facts.arxiv ?? (link ? readArxivId(link) : null) ?? (doi ? arxivIdOfDoi(doi) : null),
    doi,
    likes: facts.likes ?? null,
    upvotes: facts.upvotes ?? null,
    comments: facts.comments ?? null,
    tags: facts.tags ?? [],
    pick: facts.pick ?? false,
    reviewed,
    remarks: paragraphs(remarks),
  } satisfies ParsedPaper)
  if (paper.success) return paper.data
  lose(`The paper's ${issueText(paper.error)}; it is left out.`)
  return null
}

function webLink(url: string | null): string | null {
  return url && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null
}

function readDoiLink(link: string): string | null {
  return /^https?:\/\/(?:dx\.)?doi\.org\//i.test(link) ? readDoi(link) : null
}

/** arXiv gives each of its papers a DOI of the form 10.48550/arXiv.2412.14093. */
function arxivIdOfDoi(doi: string): string | null {
  const id = /^10\.48550\/arxiv\.(.+)$/i.exec(doi)?.[1]
  return id ? readArxivId(id) : null
}

function isNew(title: string, line: number, seen: Map<string, number>, complaints: Complaint[]): boolean {
  const key = titleKey(title)
  const first = seen.get(key)
  if (first === undefined) {
    seen.set(key, line)
    return true
  }
  complaints.push({
    line,
    message: `“${cut(title)}” is in this digest already, at line ${first}; this second entry is left out.`,
  })
  return false
}

/** Finds the facts list among an entry's blocks: below the title or the idea, or further down if it names known facts. */
function partFacts(blocks: Block[], schema: z.ZodObject): { items: Item[]; before: Block[]; after: Block[] } {
  const start = blocks.findIndex((block, index) => {
    if (block.kind !== 'list') return false
    return block.items.some((item) => isFact(item, schema)) || (index <= 1 && block.items.every(looksLikeFact))
  })
  if (start < 0) return { items: [], before: blocks, after: [] }
  const items: Item[] = []
  let end = start
  for (const block of blocks.slice(start)) {
    // A change of bullets begins a new list; it is the same facts to whoever wrote it.
    if (block.kind !== 'list' || (end > start && !block.items.some((item) => isFact(item, schema)))) break
    items.push(...block.items)
    end++
  }
  const strays = items.flatMap(({ stray }): Block[] => (stray ? [{ kind: 'text', ...stray }] : []))
  return { items, before: blocks.slice(0, start), after: [...strays, ...blocks.slice(end)] }
}

function itemsOf(blocks: Block[]): Item[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items.filter((item) => item.text !== '')
    return [{ line: block.line, text: block.text, label: block.text, lead: null, link: null, nested: [], stray: null }]
  })
}

function paragraphs(blocks: { text: string }[]): string | null {
  return blocks.length === 0 ? null : blocks.map(({ text }) => text).join('\n\n')
}

function issueText(error: z.ZodError): string {
  const [issue] = error.issues
  return `${issue?.path.join(' ') ?? 'entry'} ${issue?.message ?? 'cannot be read'}`
}
