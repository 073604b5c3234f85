import type { ParsedDigest, ParsedPaper } from '../../src/library/parsed-digest.ts'

/** A paper's entry as a format would hand it over. */
export function entry(title: string, facts: Partial<ParsedPaper> = {}): ParsedPaper {
  return {
    title,
    idea: null,
    abstract: null,
    authors: [],
    authorsCount: null,
    affiliations: [],
    date: null,
    link: null,
    arxivId: null,
    doi: null,
    likes: null,
    upvotes: null,
    comments: null,
    tags: [],
    pick: false,
    reviewed: true,
    remarks: null,
    ...facts,
  }
}

/** A digest of these papers. `date`: the day it covers. */
export function digest(
  id: string,
  date: string | null,
  papers: ParsedPaper[],
  facts: Partial<ParsedDigest> = {},
): ParsedDigest {
  return {
    id,
    title: id,
    publication: null,
    issue: null,
    period: date ? { from: date, to: date } : null,
    source: null,
    opening: null,
    papers,
    definitions: [],
    news: [],
    comments: [],
    closing: null,
    ...facts,
  }
}
