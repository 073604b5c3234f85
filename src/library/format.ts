import type { Problem } from './paper.ts'
import type { Parsed, ParsedPaper } from './parsed-digest.ts'

/** A document as a format sees it: decoded text with LF line ends and no byte order mark. */
export interface Source {
  /** The file's or page's name, for problems and for the digest's id. */
  name: string
  text: string
}

/** One way in which papers are written down. Both functions are pure, never throw, and end soon on any input. */
export interface Format {
  /** As `--format` takes it and the import's JSON names it: `blog-post`. */
  name: string
  /** How surely a document is of this format, 0 (is not) to 1 (cannot be another). */
  detect(source: Source): number
  parse(source: Source): Parsed
  /** It reads whatever has entries; a document in which it finds none is not of it. */
  isGeneral?: true
  /** For formats that come in files too large to hold: the same records one by one. */
  stream?(name: string, chunks: AsyncIterable<string>): AsyncIterable<{ paper: ParsedPaper } | { problem: Problem }>
}
