import type { PaperLink } from '../../library/formats/link.ts'
import type { Problem } from '../../library/paper.ts'
import type { Meeting, ParsedDigest, ParsedPaper, Unread } from '../../library/parsed-digest.ts'

/** A document to be read: a file, which may be large, or bytes that are there already. */
export type Job = {
  /** What problems call it, and what its digest's id is made from. */
  name: string
  /** The format's name; null to recognise it by its content. */
  format: string | null
  charset: string | null
} & ({ path: string } | { bytes: Uint8Array<ArrayBuffer> })

/** A paper of a document, with the one line to show for it. */
export interface ReadPaper {
  paper: ParsedPaper
  /** The digest's own line, else one picked from the abstract. */
  idea: string | null
  ideaFrom: 'digest' | 'abstract' | null
}

export type DigestHead = Omit<ParsedDigest, 'papers'>

/** What has been read of how much, in bytes; `of` is null where that is not known. */
export interface Progress {
  bytes: number
  of: number | null
}

/**
 * A document in pieces, so that a large one is never held whole: a head, papers as they come, and an end. A document that
 * cannot be read has a head without format and digest, no papers, and an end whose problems say why.
 */
export type Piece =
  | { kind: 'head'; format: string | null; digest: DigestHead | null }
  | { kind: 'papers'; papers: ReadPaper[]; progress: Progress }
  /** `isWhole` is false when the reading broke off. Without `unread` and `meetings` there are none. */
  | { kind: 'end'; problems: Problem[]; isWhole: boolean; unread?: Unread[]; meetings?: Meeting[] }

/** What the reading of a text comes to: pieces, or links to papers that somebody has to be asked about. */
export type Reading = Piece | { kind: 'links'; links: PaperLink[] }

/** A document that cannot be read, with what looks like entries in it. */
export function refused(problems: Problem[], unread: Unread[] = []): Piece[] {
  return [
    { kind: 'head', format: null, digest: null },
    { kind: 'end', problems, isWhole: false, ...(unread.length > 0 ? { unread } : {}) },
  ]
}

/** All of a document at once. Only for those that are not read from a large file. */
export interface WholeDocument {
  format: string | null
  digest: ParsedDigest | null
  papers: ReadPaper[]
  problems: Problem[]
  unread: Unread[]
  meetings: Meeting[]
}

export async function collect(pieces: AsyncIterable<Piece>): Promise<WholeDocument> {
  let head: { format: string | null; digest: DigestHead | null } = { format: null, digest: null }
  const papers: ReadPaper[] = []
  let problems: Problem[] = []
  let unread: Unread[] = []
  let meetings: Meeting[] = []
  for await (const piece of pieces) {
    if (piece.kind === 'head') head = piece
    else if (piece.kind === 'papers') papers.push(...piece.papers)
    else {
      problems = piece.problems
      unread = piece.unread ?? []
      meetings = piece.meetings ?? []
    }
  }
  const digest = head.digest && { ...head.digest, papers: papers.map(({ paper }) => paper) }
  return { format: head.format, digest, papers, problems, unread, meetings }
}
