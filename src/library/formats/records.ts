import type { Source } from '../format.ts'
import type { Problem } from '../paper.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { isMasthead, isPlaceholder } from '../reading/titles.ts'
import type { Complaint } from './complaint.ts'
import { type FoundDigest, listOf, toProblem } from './digest-entry.ts'

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
  if (source.text.length > LONGEST) {
    return listOf(
      source,
      { papers: [] },
      [{ line: 1, message: `The ${what} is over 10 MB, too large to read at once.` }],
      what,
    )
  }
  const papers: { paper: ParsedPaper; line: number }[] = []
  const complaints: Complaint[] = []
  for (const outcome of patiently(allOf(reader, source.text))) {
    if ('paper' in outcome) papers.push(outcome)
    else complaints.push(outcome.complaint)
  }
  papers.sort((a, b) => a.line - b.line)
  return listOf(source, { ...found, papers: papers.map(({ paper }) => paper) }, complaints, what)
}

/** A document of another kind must neither be read to its end nor answer with a sentence for each of its lines. */
export function* patiently(outcomes: Iterable<Outcome>, patience = new Patience(MOST_COMPLAINTS)): Generator<Outcome> {
  for (const outcome of outcomes) {
    if ('paper' in outcome && isBesidePapers(outcome.paper)) continue
    yield outcome
    const end = 'complaint' in outcome ? patience.end(outcome.complaint) : null
    if (end) return yield { complaint: end }
  }
}

/** What catalogues and tables hold beside papers: `Editorial Board`, `Erratum`, `TBD`. Whoever signs a longer title wrote something. */
function isBesidePapers({ title, authors }: ParsedPaper): boolean {
  return isMasthead(title)
    ? authors.length === 0 || title.split(' ').length <= 3
    : authors.length === 0 && isPlaceholder(title)
}

class Patience {
  #left: number

  constructor(complaints: number) {
    this.#left = complaints
  }

  get isOver(): boolean {
    return this.#left <= 0
  }

  /** What there is to say when this complaint is one too many. */
  end({ line }: Complaint): Complaint | null {
    this.#left--
    return this.isOver ? { line, message: 'Too much is wrong in this document; from here on nothing is read.' } : null
  }
}

/** The same records one by one, as their document comes in. */
export async function* streamRecords(
  name: string,
  chunks: AsyncIterable<string>,
  reader: RecordReader,
): AsyncGenerator<{ paper: ParsedPaper } | { problem: Problem }> {
  const patience = new Patience(MOST_COMPLAINTS_STREAMED)
  for await (const chunk of chunks) {
    yield* handedOn(name, patiently(reader.push(chunk), patience))
    if (patience.isOver) return
  }
  yield* handedOn(name, patiently(reader.end(), patience))
}

function* allOf(reader: RecordReader, text: string): Generator<Outcome> {
  yield* reader.push(text)
  yield* reader.end()
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
const MOST_COMPLAINTS = 1000
const MOST_COMPLAINTS_STREAMED = 10_000
