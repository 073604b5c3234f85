import { readArxivId, readDoi } from '../addresses.ts'
import type { Venue } from '../paper.ts'
import { ParsedPaper } from '../parsed-digest.ts'
import type { Picture } from '../picture.ts'
import { cut } from './facts.ts'
import { composed, distinct, lineOrNull, oneLine } from './texts.ts'

/** What a format found of one paper; what it does not say is left out. */
export type FoundFacts = { title: string } & Partial<Record<TextName, string | null | undefined>> &
  Partial<Record<CountName, number | null | undefined>> &
  Partial<Pick<ParsedPaper, 'authors' | 'andOthers' | 'affiliations' | 'tags' | 'pick' | 'reviewed'>> & {
    venue?: Venue | null | undefined
    picture?: Picture | null | undefined
  }

type TextName = 'idea' | 'abstract' | 'date' | 'link' | 'arxivId' | 'doi' | 'remarks'
type CountName = 'authorsCount' | 'likes' | 'upvotes' | 'comments'

export type Read = { paper: ParsedPaper } | { complaint: string }

/** One entry of a paper, its facts in the spelling of the library; a fact that cannot be right is left out. */
export function toPaper(found: FoundFacts): Read {
  if (oneLine(found.title) === '') return { complaint: 'This entry has no title; it is left out.' }
  const link = webLink(found.link)
  const doi = firstRead(readDoi, found.doi) ?? (link && doiOfLink(link))
  const paper = ParsedPaper.safeParse({
    title: composed(oneLine(found.title)),
    idea: lineOrNull(found.idea),
    abstract: trimmed(found.abstract),
    authors: linesOf(found.authors),
    authorsCount: count(found.authorsCount),
    andOthers: found.andOthers,
    affiliations: distinct(linesOf(found.affiliations)),
    venue: found.venue ?? undefined,
    picture: found.picture ?? undefined,
    date: found.date ?? null,
    link,
    arxivId: firstRead(readArxivId, found.arxivId) ?? (link && readArxivId(link)) ?? (doi && arxivIdOfDoi(doi)),
    doi,
    likes: count(found.likes),
    upvotes: count(found.upvotes),
    comments: count(found.comments),
    tags: distinct(linesOf(found.tags)),
    pick: found.pick ?? false,
    reviewed: found.reviewed ?? true,
    remarks: trimmed(found.remarks),
  } satisfies ParsedPaper)
  if (paper.success) return { paper: paper.data }
  const [issue] = paper.error.issues
  return {
    complaint: `The ${issue?.path.join(' ')} of “${cut(oneLine(found.title))}” ${issue?.message}; it is left out.`,
  }
}

/** A whole address of the web, null for every other text. */
export function webLink(text: string | null | undefined): string | null {
  const address = text?.trim() ?? ''
  return /^https?:\/\/[^\s/]/i.test(address) && !/\s/.test(address) && URL.canParse(address) ? address : null
}

/** An arXiv id that is named within a line: `arXiv preprint arXiv:2412.14093v2`, `abs/2412.14093`, `arXiv:cs/0501001 [cs]`. */
export function arxivIdWithin(text: string): string | null {
  const match = /(?:arxiv\s*:\s*|\babs\/)((?:[a-z-]+(?:\.[a-z]{2})?\/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)(?![\d.]\d)/i.exec(
    text.slice(0, 2000),
  )
  return match?.[1] ? readArxivId(match[1]) : null
}

/** The first DOI in a text; arXiv's own is but another spelling of its number. */
export function doiWithin(text: string): string | null {
  const doi = /\b10\.\d{4,9}\/[^\s<>"”“;,]{1,200}/.exec(text)?.[0].replace(/[.)\]]+$/, '')
  return doi !== undefined && !/arxiv/i.test(doi) ? doi : null
}

export function doiOfLink(link: string): string | null {
  const nature = NATURE.exec(link)?.[1]
  if (nature) return `10.1038/${nature}`
  const found = DOI_IN_PATH.exec(link)?.[1] ?? DOI_IN_QUERY.exec(link)?.[1]
  if (!found) return null
  const doi = decoded(found)
    .replace(/(?:\.full)?(?:\.pdf)?(?:\+html)?$/i, '')
    .replace(/\/(?:full|abstract|pdf|epdf|html|meta|summary|fulltext)$/i, '')
  // Preprint servers name a version and a form of the page behind the DOI.
  return readDoi(/^10\.(?:1101|64898)\//.test(doi) ? doi.replace(/v\d+(?:\.[a-z.-]+)*$/i, '') : doi)
}

/** Nature's own addresses end in what its DOIs end in. */
const NATURE = /^https?:\/\/(?:www\.)?nature\.com\/articles\/(s\d{5}-\d{3}-\d{4,5}-[\dxyz])(?:[./?#]|$)/i
/** A DOI stands in an address behind a word for what is shown, or right behind the host. */
const DOI_IN_PATH = /^https?:\/\/[^/?#]+(?:\/[\w.~-]{0,40}){0,6}\/(10\.\d{4,9}\/[^?#]+)/i
const DOI_IN_QUERY = /^https?:\/\/[^?#]+\?(?:[^#]*&)?(?:id|doi)=(10\.\d{4,9}(?:\/|%2F)[^&#]+)/i

/** arXiv gives each of its papers a DOI of the form 10.48550/arXiv.2412.14093. */
export function arxivIdOfDoi(doi: string): string | null {
  const id = /^10\.48550\/arxiv\.(.+)$/i.exec(doi)?.[1]
  return id ? readArxivId(id) : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function firstRead(read: (text: string) => string | null, text: string | null | undefined): string | null {
  return text ? read(text) : null
}

function linesOf(texts: readonly string[] | undefined): string[] {
  return (texts ?? []).map((text) => composed(oneLine(text))).filter((text) => text !== '')
}

function trimmed(text: string | null | undefined): string | null {
  const kept = composed(text ?? '')
    .replace(/\u00A0/g, ' ')
    .trim()
  return kept === '' ? null : kept
}

function count(value: number | null | undefined): number | null {
  return value != null && Number.isSafeInteger(value) && value >= 0 ? value : null
}
