import type { Problem } from '../../club/paper.ts'
import type { Source } from '../format.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { type FoundDigest, listOf, toProblem } from './digest-entry.ts'
import type { Complaint } from './outline.ts'

/** What a record comes to. */
export type Outcome = { paper: ParsedPaper; line: number } | { complaint: Complaint }

/** A reader of records that takes its document in pieces: hands back what is whole so far, and at the end what is left. */
export interface RecordReader {
  push(text: string): Iterable<Outcome>
  end(): Iterable<Outcome>
}

/** A whole document through a reader of records. */
export function readWhole(
  source: Source,
  reader: RecordReader,
  found: Omit<FoundDigest, 'papers'>,
  what: string,
): Parsed {
  const papers: { paper: ParsedPaper; line: number }[] = []
  const complaints: Complaint[] = []
  const take = (outcomes: Iterable<Outcome>) => {
    for (const outcome of outcomes) {
      if ('paper' in outcome) papers.push(outcome)
      else if (complaints.length < MOST_COMPLAINTS) complaints.push(outcome.complaint)
    }
  }
  if (source.text.length > LONGEST) {
    return listOf(
      source,
      { papers: [] },
      [{ line: 1, message: `The ${what} is over 10 MB, too large to read at once.` }],
      what,
    )
  }
  take(reader.push(source.text))
  take(reader.end())
  papers.sort((a, b) => a.line - b.line)
  return listOf(source, { ...found, papers: papers.map(({ paper }) => paper) }, complaints, what)
}

/** The same records one by one, as their document comes in. */
export async function* streamRecords(
  name: string,
  chunks: AsyncIterable<string>,
  reader: RecordReader,
): AsyncGenerator<{ paper: ParsedPaper } | { problem: Problem }> {
  for await (const chunk of chunks) yield* handedOn(name, reader.push(chunk))
  yield* handedOn(name, reader.end())
}

function* handedOn(
  name: string,
  outcomes: Iterable<Outcome>,
): Generator<{ paper: ParsedPaper } | { problem: Problem }> {
  for (const outcome of outcomes) {
    yield 'paper' in outcome ? { paper: outcome.paper } : { problem: toProblem(name, outcome.complaint) }
  }
}

const LONGEST = 10_000_000
/** A document of another kind must not answer with a sentence for each of its lines. */
const MOST_COMPLAINTS = 1000
