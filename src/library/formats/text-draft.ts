import { readArxivId, readDoi } from '../addresses.ts'
import type { Source } from '../format.ts'
import { titleKey } from '../identity.ts'
import type { Parsed, ParsedDigest, ParsedPaper } from '../parsed-digest.ts'
import { type People, peopleIn } from '../reading/people.ts'
import { LINK_LABELS, readCited } from './cited-title.ts'
import type { Complaint } from './complaint.ts'
import { toParsed } from './digest-entry.ts'
import type { Link } from './inline-markdown.ts'
import { toPaper } from './paper-entry.ts'
import { collapse } from './prose.ts'
import type { TextLine } from './text-line.ts'

/** A digest while a page or post is being read. */
export interface Draft extends Omit<ParsedDigest, 'id' | 'title' | 'papers' | 'source'> {
  title: string | null
  papers: DraftPaper[]
}

export interface DraftPaper extends ParsedPaper {
  line: number
}

export function newDraft(): Draft {
  return {
    title: null,
    publication: null,
    issue: null,
    period: null,
    opening: null,
    papers: [],
    definitions: [],
    news: [],
    comments: [],
    closing: null,
  }
}

/** A paper as its title line gives it: the title without the links, numbers and quotes around it, and what the links say. */
export function newPaper(line: TextLine, reviewed: boolean): DraftPaper {
  const cited = readCited(line.text)
  const title = cleanTitle(cited?.title ?? line.text)
  const addresses = [...line.links.map(({ url }) => url), ...(line.text.match(ADDRESS) ?? []).map(trimAddress)]
  const paper: DraftPaper = {
    ...BLANK,
    ...(cited?.people ?? peopleIn('')),
    date: cited?.year ?? null,
    affiliations: [],
    tags: [],
    title,
    reviewed,
    line: line.line,
  }
  for (const address of addresses) addAddress(paper, address)
  const id = ARXIV_NOTE.exec(line.text)?.[1]
  if (id) paper.arxivId ??= readArxivId(id)
  return paper
}

/** Takes from an address what it says of a paper. */
export function addAddress(paper: DraftPaper, address: string): void {
  const url = absolute(address)
  if (!url) return
  paper.link ??= url
  paper.arxivId ??= readArxivId(url)
  if (/^https?:\/\/(?:dx\.)?doi\.org\//i.test(url) && !paper.arxivId) paper.doi ??= readDoi(url)
}

/** The web addresses in a line, those behind its labels too. */
export function addressesIn(line: Pick<TextLine, 'text' | 'links'>): Link[] {
  const bare = [
    ...(line.text.match(ADDRESS) ?? []),
    ...(line.text.match(BARE_ADDRESS) ?? []).map((address) => `https://${address}`),
  ].map(trimAddress)
  const ids = Array.from(line.text.matchAll(BARE_ID), ([, arxiv, doi = '']) =>
    arxiv ? `https://arxiv.org/abs/${arxiv}` : `https://doi.org/${trimAddress(doi)}`,
  )
  const named = line.links.filter(({ url }) => absolute(url) !== null)
  return [...named, ...[...bare, ...ids].map((url) => ({ label: '', url }))]
}

function cleanTitle(text: string): string {
  const bare = collapse(
    text
      .slice(0, 600)
      .replace(ADDRESS, '')
      .replace(/\bx\.com\/\S+|\bt\.co\/\S+/g, '')
      .replace(ARXIV_NOTE, '')
      .replace(LINK_LABELS, ''),
  )
  const unnumbered = bare.replace(/^(?:\d{1,2}[.)]|\(\d{1,2}\)|#\d{1,2}[:.)]?)\s+(?=\S)/, '')
  const unquoted = /^[“"]([^“”"]+)[”"][.,]?$/.exec(unnumbered)?.[1] ?? unnumbered
  return unquoted.replace(/\s*\[\d{1,3}\]$|[\s:–—|·-]+$/g, '').trim() || text
}

/** The digest as every format hands it over, each paper checked, what cannot be used named by line. */
export function finish(source: Source, draft: Draft, complaints: readonly Complaint[]): Parsed {
  const all = [...complaints]
  const papers = mergeTwins(draft.papers).flatMap((paper): ParsedPaper[] => {
    const read = toPaper(paper)
    if ('paper' in read) return [read.paper]
    all.push({ line: paper.line, message: read.complaint, isEntry: true })
    return []
  })
  if (papers.length + draft.definitions.length + draft.news.length + draft.comments.length > 0) {
    return toParsed(source, { ...draft, papers }, all)
  }
  all.push({ line: 1, message: 'There are no papers, definitions, news or comments in this document.' })
  return toParsed(source, null, all)
}

const BLANK = {
  idea: null,
  abstract: null,
  date: null,
  link: null,
  arxivId: null,
  doi: null,
  likes: null,
  upvotes: null,
  comments: null,
  pick: false,
  remarks: null,
}

const ADDRESS = /https?:\/\/[^\s<>"”“]{1,500}/g
/** Sites that shorten a post print its addresses without the scheme. */
const BARE_ADDRESS =
  /(?<![\w/.@-])(?:www\.)?(?:arxiv\.org|openreview\.net|github\.com|huggingface\.co|doi\.org)\/[^\s<>"”“)…]{2,300}/g
const ARXIV_NOTE = /\s*[[(]?\barxiv:\s*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?\/\d{7})[\])]?/i

const BARE_ID = /\barxiv:\s?(\d{4}\.\d{4,5}(?:v\d+)?)|\bdoi:\s?(10\.\d{4,9}\/[^\s<>"”“]{1,200})/gi

function trimAddress(url: string): string {
  const bare = url.replace(/[.,;:!?'’…]+$/, '')
  return bare.endsWith(')') && !bare.includes('(') ? bare.slice(0, -1) : bare
}

function absolute(address: string): string | null {
  // Captures of Hugging Face keep its links as they stand in the page.
  const url = /^\/papers\/\d/.test(address) ? `https://huggingface.co${address}` : address
  return /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url) ? url : null
}

/** A document that prints an entry twice gives what both say, once. */
function mergeTwins(papers: DraftPaper[]): DraftPaper[] {
  const byTitle = new Map<string, DraftPaper>()
  for (const paper of papers) {
    const key = titleKey(paper.title)
    const twin = byTitle.get(key)
    byTitle.set(key, twin ? merge(twin, paper) : paper)
  }
  return [...byTitle.values()]
}

function merge(first: DraftPaper, second: DraftPaper): DraftPaper {
  const longer = <T>(a: T[], b: T[]) => (a.length >= b.length ? a : b)
  return {
    ...first,
    idea: first.idea ?? second.idea,
    abstract: (first.abstract?.length ?? 0) >= (second.abstract?.length ?? 0) ? first.abstract : second.abstract,
    ...longerList(first, second),
    affiliations: longer(first.affiliations, second.affiliations),
    date: first.date ?? second.date,
    link: first.link ?? second.link,
    arxivId: first.arxivId ?? second.arxivId,
    doi: first.doi ?? second.doi,
    likes: first.likes ?? second.likes,
    upvotes: first.upvotes ?? second.upvotes,
    comments: first.comments ?? second.comments,
    tags: longer(first.tags, second.tags),
    pick: first.pick || second.pick,
    reviewed: first.reviewed || second.reviewed,
    remarks: first.remarks ?? second.remarks,
  }
}

/** The longer list of people, with what is known of how many they are. */
function longerList(first: DraftPaper, second: DraftPaper): People {
  const { authors, authorsCount, andOthers } = first.authors.length >= second.authors.length ? first : second
  return { authors, authorsCount: authorsCount ?? first.authorsCount ?? second.authorsCount, andOthers }
}
