import { z } from 'zod'
import { PartialDate, type Problem, Venue } from './paper.ts'
import { Picture } from './picture.ts'

const Text = z.string().trim().min(1, 'is empty')
const Count = z.int().nonnegative()

/** One paper's entry as one digest prints it, whatever format the digest came in. */
export const ParsedPaper = z.object({
  title: Text.max(500, 'is over 500 characters long'),
  /** The digest's own line; an idea picked from the abstract is not kept here. */
  idea: Text.nullable(),
  abstract: Text.nullable(),
  authors: z.array(Text),
  authorsCount: Count.nullable(),
  /** It has more authors than those named, and nothing says how many. */
  andOthers: z.literal(true).optional(),
  affiliations: z.array(Text),
  venue: Venue.optional(),
  picture: Picture.optional(),
  date: PartialDate.nullable(),
  link: z.url({ protocol: /^https?$/ }).nullable(),
  /** Without its version: `2412.14093`. */
  arxivId: Text.nullable(),
  /** In lower case: `10.1000/182`. */
  doi: Text.nullable(),
  likes: Count.nullable(),
  upvotes: Count.nullable(),
  comments: Count.nullable(),
  tags: z.array(Text),
  pick: z.boolean(),
  reviewed: z.boolean(),
  remarks: Text.nullable(),
  /** What a feed calls the entry, the same when it corrects what the entry says; left out where it does not say. */
  guid: Text.optional(),
  /** It announces a later version of a paper that was announced before. */
  replaces: z.literal(true).optional(),
})
export type ParsedPaper = z.infer<typeof ParsedPaper>

const ParsedDefinition = z.object({ term: Text, meaning: Text })
const ParsedNews = z.object({ text: Text, likes: Count.nullable() })

/** One digest read from one source, before it is merged with the others into a library. */
export const ParsedDigest = z.object({
  id: Text,
  title: Text.max(500, 'is over 500 characters long'),
  publication: Text.nullable(),
  issue: Text.nullable(),
  period: z.object({ from: PartialDate, to: PartialDate }).nullable(),
  source: z.string().nullable(),
  opening: Text.nullable(),
  papers: z.array(ParsedPaper),
  definitions: z.array(ParsedDefinition),
  news: z.array(ParsedNews),
  comments: z.array(Text),
  closing: Text.nullable(),
})
export type ParsedDigest = z.infer<typeof ParsedDigest>

/** What looks like an entry and was not read as one. */
export interface Unread {
  /** 1-based. */
  line: number
  text: string
}

/** One date of a group's schedule, as the document has it. */
export interface Meeting {
  /** As exact as the document says; null where it says none. */
  date: string | null
  /** `papers`: something is read; `open`: nothing is chosen yet; `none`: nobody meets; `other`: a talk, a social. */
  kind: 'papers' | 'open' | 'none' | 'other'
  /** The document's own words where no paper is read. */
  reason: string | null
  /** Titles. */
  papers: string[]
  people: { name: string; role: 'presenter' }[]
  place: string | null
  /** Slides, recordings, notes. */
  links: { label: string; url: string }[]
}

/** What every format's `parse` returns. `digest` is null when nothing in the file can be used; then a problem says why. */
export interface Parsed {
  digest: ParsedDigest | null
  problems: Problem[]
  /** What looks like an entry and was not read as one, in the document's order. */
  unread?: Unread[]
  /** The dates of a schedule, in the document's order. */
  meetings?: Meeting[]
}
