import { z } from 'zod'
import type { Picture } from './picture.ts'

/** Where an idea line comes from. */
export type IdeaSource = 'digest' | 'abstract' | 'member'

/** A date as exact as its source: `2024`, `2024-12` or `2024-12-14`. */
export const PartialDate = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)

const Part = z.string().trim().min(1)

/** Where a paper appeared: a journal or a conference, and the place in it. */
export const Venue = z.object({ name: Part, volume: Part.optional(), number: Part.optional(), pages: Part.optional() })
export type Venue = z.infer<typeof Venue>

/** One paper's entry in one digest: what that digest said of it. Counts are as the source gave them, on that source's site. */
export interface Appearance {
  /** Id of the digest. */
  digest: string
  pick: boolean
  /** False when the digest only lists or mentions the paper. */
  reviewed: boolean
  likes: number | null
  upvotes: number | null
  comments: number | null
  /** The digest's own remarks in plain text, paragraphs parted by a blank line. */
  remarks: string | null
}

/** How many people of one site did what, as the newest digest of that site says. */
export interface SiteCount {
  kind: 'likes' | 'upvotes' | 'comments'
  count: number
  /** The publication whose readers were counted; one that has no name goes by its address or its digest's id. */
  site: string
  /** Id of the digest. */
  digest: string
}

/** Facts of a paper that digests may tell differently. */
export type FactName =
  | 'title'
  | 'idea'
  | 'abstract'
  | 'authors'
  | 'authorsCount'
  | 'affiliations'
  | 'venue'
  | 'date'
  | 'link'
  | 'arxivId'
  | 'doi'

/** Id of the digest that each fact was taken from; what no digest says is not in it. `tags`: of each tag in turn. */
export type FactSources = Partial<Record<FactName, string>> & { tags: string[] }

/** One work, whatever its version, with what every digest said of it. */
export interface Paper {
  /** Opaque, short ([a-z0-9]{8}), the same in every process and after every reload. */
  id: string
  title: string
  /** What the paper contributes, in one sentence; null when no digest says. */
  idea: string | null
  ideaFrom: IdeaSource | null
  /** The member whose line it is. */
  ideaBy: string | null
  abstract: string | null
  authors: string[]
  /** Number of authors, known even where their names are not. */
  authorsCount: number | null
  /** There are more than those named, and no digest says how many. */
  andOthers: boolean
  affiliations: string[]
  /** Where it appeared. */
  venue: Venue | null
  /** Left out where no digest gives one. */
  picture?: Picture
  date: string | null
  /** The best link known: the digest's own, else the arXiv abstract page. */
  link: string | null
  arxivId: string | null
  doi: string | null
  tags: string[]
  /** One of a kind for each site; those of different sites are never added up. */
  counts: SiteCount[]
  sources: FactSources
  appearances: Appearance[]
}

export interface Definition {
  term: string
  meaning: string
}

export interface NewsItem {
  text: string
  likes: number | null
}

/** One issue of a publication. */
export interface Digest {
  /** The file's name without its ending: `ai-timeline-37`. */
  id: string
  title: string
  publication: string | null
  issue: string | null
  /** First and last day that the digest covers, as {@link PartialDate}. */
  period: { from: string; to: string } | null
  source: string | null
  /** The digest's opening remark. */
  opening: string | null
  /** Ids of its papers, in the digest's order. */
  papers: string[]
  definitions: Definition[]
  news: NewsItem[]
  comments: string[]
  closing: string | null
}

/** What a list of digests tells of each: of its papers, definitions and news how many there are. */
export interface DigestSummary extends Pick<Digest, 'id' | 'title' | 'publication' | 'issue' | 'period' | 'source'> {
  papers: number
  definitions: number
  news: number
}

/** A digest with the first of its papers. */
export interface DigestInFull {
  digest: Omit<Digest, 'papers'>
  papers: Paper[]
  /** How many papers it has. */
  total: number
}

/** What is wrong in a digest file, in words its editor understands. */
export interface Problem {
  file: string
  /** 1-based. */
  line: number
  message: string
}
