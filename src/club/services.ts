import type { Definition, Digest, Paper, Problem } from './paper.ts'

/** The use cases of one club, as commands see them. */
export interface Services {
  catalogue: Catalogue
}

/** What can be looked up in the library a club can see. All in memory: nothing here waits. */
export interface Catalogue {
  get(id: string): Paper | undefined
  /** Papers that hold every word of `text` in title, idea, authors, tags or remarks; forgiving of case, accents and order. Best first. */
  find(text: string, limit: number): { papers: Paper[]; total: number }
  /** The papers whose titles come nearest to `text`, for when nothing is found. */
  nearest(text: string, limit: number): Paper[]
  /** The one paper that `text` means: its id, its title, its link or arXiv id, or the only clear match. Throws {@link UserError}. */
  resolve(text: string): Paper
  /** Titles that fit what has been typed so far; with nothing typed, the newest. */
  complete(text: string, limit: number): Paper[]
  random(tag: string | undefined, dice: () => number): Paper | undefined
  similar(paper: Paper, limit: number): Paper[]
  /** Every digest's definition of a term. */
  define(term: string): { definition: Definition; digest: Digest }[]
  terms(): string[]
  tags(): string[]
  /** Newest first. */
  digests(): Digest[]
  /** By id, title, publication or publication and issue. */
  digest(text: string): Digest | undefined
  papers(): Paper[]
  problems(): Problem[]
}
