import type { Problem } from '../club/paper.ts'
import type { FileContent } from '../club/services.ts'
import type { ParsedDigest, ParsedPaper } from '../library/parsed-digest.ts'

/** Reads what members hand in, and picks idea lines from abstracts. */
export interface Reader {
  /** A link is fetched or resolved, a file and any other text are read as they are. Throws {@link UserError} that says what is wrong. */
  read(what: string | FileContent): Promise<ReadDocument>
  /** Reads a feed, unless it is unchanged since its validators. Throws {@link UserError}. */
  readFeed(url: string, validators: Validators): Promise<(ReadDocument & { validators: Validators }) | 'unchanged'>
  /** One sentence from a paper's abstract; null when there is none. */
  pickIdea(paper: ParsedPaper): string | null
}

export interface ReadDocument {
  format: string
  digest: ParsedDigest
  problems: Problem[]
}

/** What a server said of a page's version, for asking whether it changed. */
export interface Validators {
  etag: string | null
  lastModified: string | null
}
