import type { Caller } from '../club/caller.ts'
import type { Feed, FeedFilter } from '../club/feed.ts'
import type { PlannedPerson } from '../club/plan.ts'
import type { WrittenPaper } from '../club/plan-words.ts'
import type { LookUps } from '../library/index/look-ups.ts'
import type { Paper, Problem } from '../library/paper.ts'

/** Who was asked to change places, and both dates: the asker's, then theirs. */
export interface SwapOffered {
  who: PlannedPerson
  dates: { at: Temporal.Instant; people: PlannedPerson[]; free: string[] }[]
}

/** What can be looked up in the library that a club can see: the shipped digests and what its members added. */
export interface Catalogue extends Omit<LookUps, 'resolve'> {
  /** By its id, also by one that it had before. */
  get(id: string): Promise<Paper | undefined>
  /** The one paper that `text` means: its id, its title, its link or arXiv id, or the only clear match. Throws {@link UserError}. */
  resolve(text: string): Promise<Paper>
}

/** A paper that a member named. `isNew`: the library had it not before. */
export interface Brought {
  paper: Paper
  isNew: boolean
}

/** `isByTitle`: nothing is known of it but the title that somebody wrote. */
export interface Meant extends Brought {
  isByTitle: boolean
}

/** A paper in a member's own words: `link` and `people` may be empty. */
export interface Described {
  title: string
  link: string
  people: string
}

/** What an organiser says of a paper; what is undefined stays. */
export interface Corrected {
  title?: string | undefined
  people?: string | undefined
  /** A year, a month or a day. */
  date?: string | undefined
  link?: string | undefined
}

/** What came of a correction: the paper as it is then. `oneWith`: what it would have become one paper with, so that nothing was changed. */
export interface Edited {
  now: Paper
  oneWith: Paper | null
}

/** A paper that is new. `seconds`: how many would read it. */
export interface Fresh {
  paper: Paper
  seconds: number
}

/** What members do to their club's library. */
export interface LibraryService {
  /**
   * The paper that a text means: one of the library by title, id or link, else what its link, DOI or arXiv number leads to, which
   * is added. Throws {@link UserError}, `not-found` where nothing is meant.
   */
  bring(text: string): Promise<Brought>
  /** Adds a paper that cannot be looked up. Throws {@link UserError}. */
  describe(paper: Described): Promise<Brought>
  /** The papers that an organiser wrote down. What the library has not is added as it was written. Throws {@link UserError}. */
  meant(written: readonly Pick<WrittenPaper, 'title' | 'url'>[]): Promise<Meant[]>
  /** Throws {@link UserError} where the club added nothing of a paper, so that it has nothing to take out. */
  requireOwn(paper: Paper): Promise<void>
  /**
   * Takes out what the club added of a paper. `stays`: the shipped digests have it as well. Undefined where no paper has that id.
   * Throws {@link UserError}.
   */
  remove(paper: string): Promise<{ title: string; stays: boolean } | undefined>
  /** Corrects what the club added of a paper, also against what its source says later. Throws {@link UserError}. */
  edit(paper: Paper, facts: Corrected): Promise<Edited>
  /** Makes one paper of two, to which the ids of both lead. Throws {@link UserError}. */
  merge(paper: Pick<Paper, 'id' | 'title'>, other: Pick<Paper, 'id' | 'title'>): Promise<Paper>
  /** What digests say of a paper, which it can be parted into. */
  parts(paper: string): Promise<Part[]>
  /** Makes a paper of its own of some parts, by their places; gives what there is then. Throws {@link UserError}. */
  part(paper: Pick<Paper, 'id' | 'title'>, places: readonly string[]): Promise<Paper[]>
  /** Reads a link, text as it was pasted, or a file, and adds its papers to the club's library. Throws {@link UserError}. */
  add(caller: Caller, what: string | FileContent): Promise<Added>
  /**
   * Keeps a better line for a paper's idea until an organiser accepts or rejects it. `before`: the caller's own earlier line
   * that it takes the place of.
   */
  suggestIdea(caller: Caller, paper: Paper, line: string): Promise<{ before: string | null }>
  /** What came in from an instant on, best first: what members and feeds brought, and the digests whose days end later. */
  fresh(since: Temporal.Instant): Promise<Fresh[]>
  /** Oldest first. */
  suggestions(): Promise<IdeaSuggestion[]>
  /** Settles a suggestion; undefined when somebody has already, or its line is another by now. */
  settleSuggestion(id: string, accept: boolean): Promise<IdeaSuggestion | undefined>
  /**
   * Follows a feed from now on: its papers come in by themselves. Of a long one the newest
   * papers are taken in; `leftOut`: how many older ones are not. Throws {@link UserError} when it cannot be read, is followed already,
   * or is one too many.
   */
  follow(caller: Caller, url: string, wanted?: FeedFilter): Promise<Followed>
  /** Says anew which papers of a feed are wanted from now on; undefined when it is not followed. */
  refine(url: string, wanted: FeedFilter): Promise<FollowedFeed | undefined>
  /** Undefined when it is not followed. */
  unfollow(id: string): Promise<{ title: string } | undefined>
  feeds(): Promise<FollowedFeed[]>
}

/** What one digest says of a paper. `place`: of at most 16 characters, names it. */
export interface Part extends Pick<Paper, 'title' | 'authors' | 'date' | 'arxivId' | 'doi'> {
  place: string
  digest: string
}

/** A file by its name, which helps to tell what it is, and its bytes. */
export interface FileContent {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** What an addition brought. */
export interface Added {
  /** The format that it was read as. */
  format: string
  title: string
  papers: Paper[]
  /** How many of them the library had already, as they are. */
  known: number
  /** How many of them it had, and now says otherwise. */
  changed: number
  problems: Problem[]
  /** What looks like an entry and was not read as one, in the document's order. Without it there is none. */
  unread?: { line: number; text: string }[]
}

export interface IdeaSuggestion {
  id: string
  paper: string
  line: string
  name: string
}

export type FollowedFeed = Feed & { id: string }

export interface Followed {
  feed: FollowedFeed
  added: Added
  leftOut: number
}
