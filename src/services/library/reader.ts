import { UserError } from '../../club/errors.ts'
import type { Problem } from '../../library/paper.ts'
import type { Meeting, ParsedDigest, Unread } from '../../library/parsed-digest.ts'
import type { FileContent } from '../../ports/library.ts'

/** Reads what members hand in. */
export interface Reader {
  /** A link is fetched or resolved, a file and any other text are read as they are. Throws {@link UserError} that says what is wrong. */
  read(what: string | FileContent): Promise<ReadDocument>
  /** Reads a feed, unless it is unchanged since its validators. Throws {@link UserError}, {@link FetchFailure} too. */
  readFeed(url: string, validators: Validators): Promise<ReadFeed>
}

export interface ReadDocument {
  format: string
  digest: ParsedDigest
  /** For each paper in turn the line picked from its abstract, where the digest has none. */
  picked: (string | null)[]
  problems: Problem[]
  /** What looks like an entry and was not read as one. Without it there is none. */
  unread?: Unread[]
  /** The dates of a schedule. Without it there are none. */
  meetings?: Meeting[]
}

export interface ReadFeed {
  /** Null when it is unchanged. */
  document: (ReadDocument & { validators: Validators }) | null
  /** Where it has moved for good; null when the address still holds. */
  movedTo: string | null
}

/** What a server said of a page's version, for asking whether it changed. */
export interface Validators {
  etag: string | null
  lastModified: string | null
}

/** A server's answer that is no document. */
export class FetchFailure extends UserError {
  /** The HTTP status. */
  readonly status: number
  /** Seconds after which the server wants to be asked again; null when it does not say. */
  readonly retryAfter: number | null

  constructor(status: number, retryAfter: number | null, sentence: string) {
    super('fetch-failed', sentence)
    this.status = status
    this.retryAfter = retryAfter
  }
}
