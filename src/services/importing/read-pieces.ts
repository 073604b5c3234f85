import { type FileHandle, open } from 'node:fs/promises'
import { decode, decodeStream, SIZE_LIMITS } from '../../library/decode.ts'
import type { Format, Source } from '../../library/format.ts'
import { toParsed } from '../../library/formats/digest-entry.ts'
import { cut } from '../../library/formats/facts.ts'
import { LINK, linksAmong, paperLinks } from '../../library/formats/link.ts'
import type { Problem } from '../../library/paper.ts'
import { type Chosen, parseSafely } from '../../library/reading/choose.ts'
import { isRequest } from '../../library/reading/requests.ts'
import { choose, detectFormat, formats } from '../../library/registry.ts'
import { formatOf } from './formats.ts'
import { type Job, type Progress, type Reading, refused } from './pieces.ts'
import { plausiblyDated } from './plausible-date.ts'
import { withIdea } from './with-idea.ts'

/** Reads a document, a large file of records one by one. Never throws for what the document is or holds. */
export async function* readPieces(job: Job): AsyncGenerator<Reading> {
  if ('bytes' in job) return yield* readBytes(job, job.bytes)
  const opened = await openFile(job)
  if ('problem' in opened) return yield* refusedFor(job, opened.problem)
  const { file, size } = opened
  try {
    if (size > SIZE_LIMITS.streamed) yield* refusedFor(job, 'The file is over 100 MB, which is more than can be read.')
    else if (size > SIZE_LIMITS.other) yield* readLarge(job, file, size)
    else yield* readBytes(job, await readAll(file))
  } catch (error) {
    yield* refusedFor(job, `The file cannot be read (${codeOf(error)}).`)
  } finally {
    await file.close()
  }
}

const BATCH = 100
const CHUNK = 262_144
/** Bytes after which word is given even if no paper was among them. */
const WORD_EVERY = 4_000_000
const SAMPLE = 65_536
const MOST_PROBLEMS = 1000

async function openFile({ path }: { path: string }): Promise<{ file: FileHandle; size: number } | { problem: string }> {
  try {
    const file = await open(path)
    const about = await file.stat()
    if (!about.isDirectory()) return { file, size: about.isFile() ? about.size : 0 }
    await file.close()
    return { problem: 'This is a folder; name the files in it.' }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return { problem: 'There is no such file.' }
    if (code === 'EACCES' || code === 'EPERM')
      return { problem: 'The file may not be read: its permissions forbid it.' }
    return { problem: `The file cannot be read (${code}).` }
  }
}

/** As much as may be read at once, and a little more to tell that there is more. */
async function readAll(file: FileHandle): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(file)) {
    chunks.push(chunk)
    size += chunk.length
    if (size > SIZE_LIMITS.other) break
  }
  return Buffer.concat(chunks)
}

/** A pipe has no positions to read from, so each read goes on where the last one ended. */
async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, null)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

function* readBytes(job: Job, bytes: Uint8Array): Generator<Reading> {
  const { source, problems } = decode(job.name, bytes, job.charset)
  if (!source) return yield* refused(problems)
  const links = job.format === null || job.format === LINK ? paperLinks(source.text) : null
  if (links) return yield { kind: 'links', links }
  if (job.format === LINK)
    return yield* refusedFor(job, 'There is no link to a paper on arXiv, OpenReview or by its DOI here.')
  const chosen = job.format === null ? choose(source) : asAsked(formatOf(job.format), source)
  if (job.format === null && (!chosen || isAskedFor(chosen) || isUnread(chosen))) {
    const mentioned = linksAmong(source.text)
    if (mentioned.length > 0) return yield { kind: 'links', links: mentioned }
  }
  if (!chosen) return yield* refusedFor(job, UNRECOGNISED)
  yield* piecesOf(job.name, chosen, problems, bytes.length)
}

/** Whether nothing was read but sentences about papers that are named by their links or numbers. */
function isAskedFor({ format, parsed: { digest } }: Chosen): boolean {
  const papers = digest?.papers ?? []
  return format.isGeneral === true && papers.length > 0 && papers.every(({ title }) => isRequest(title))
}

/** Whether nothing was read of what no other format would read. */
function isUnread({ format, parsed }: Chosen): boolean {
  return format.isGeneral === true && parsed.digest === null
}

function asAsked(format: Format | null, source: Source): Chosen | null {
  return format && { format, parsed: parseSafely(format, source) }
}

const UNRECOGNISED =
  'This is in no format that is known here, so no paper can be read in it. Give a link to the paper, its title with its abstract, or a digest, a feed, a reading list or BibTeX.'

function* piecesOf(name: string, { format, parsed }: Chosen, problems: Problem[], size: number): Generator<Reading> {
  const { digest, problems: found, unread = [], meetings = [] } = parsed
  if (!digest) return yield* refused([...problems, ...found], unread)
  const { papers: all, ...head } = digest
  const papers = all.map((paper) => plausiblyDated(paper, thisYear()))
  const undated = papers.filter((paper, at) => paper.date !== all[at]?.date).map(({ title }) => ahead(name, title))
  yield { kind: 'head', format: format.name, digest: head }
  for (let start = 0; start < papers.length; start += BATCH) {
    const share = Math.min(1, (start + BATCH) / papers.length)
    yield {
      kind: 'papers',
      papers: papers.slice(start, start + BATCH).map(withIdea),
      progress: { bytes: Math.round(size * share), of: size },
    }
  }
  yield {
    kind: 'end',
    problems: [...problems, ...found, ...undated],
    isWhole: true,
    ...(unread.length > 0 ? { unread } : {}),
    ...(meetings.length > 0 ? { meetings } : {}),
  }
}

function ahead(file: string, title: string): Problem {
  return { file, line: 1, message: `The date of “${cut(title)}” is still to come, so it is left out.` }
}

function thisYear(): number {
  return new Date().getUTCFullYear()
}

/** A file too large to be held: its records one by one. */
async function* readLarge(job: Job, file: FileHandle, size: number): AsyncGenerator<Reading> {
  const problems: Problem[] = []
  const progress: Progress = { bytes: 0, of: size }
  const texts = textsOf(job, file, problems, progress)
  const sample = await sampleOf(texts)
  if (sample.text === '') return yield* refused(problems)
  const source = { name: job.name, text: sample.text }
  const format = job.format === null ? detectFormat(source) : formatOf(job.format)
  if (!format?.stream) return yield* refusedFor(job, tooLarge(format))
  const head = toParsed(source, { papers: [] }, []).digest
  let batch: ReturnType<typeof withIdea>[] = []
  let isBegun = false
  let told = 0
  function* handOver(): Generator<Reading> {
    if (!isBegun && head) {
      const { papers, ...digest } = head
      yield { kind: 'head', format: format?.name ?? null, digest }
    }
    isBegun = true
    yield { kind: 'papers', papers: batch, progress: { ...progress } }
    batch = []
    told = progress.bytes
  }
  for await (const record of format.stream(job.name, sample.all())) {
    if ('problem' in record) note(problems, record.problem)
    else batch.push(withIdea(plausiblyDated(record.paper, thisYear())))
    const isLate = progress.bytes - told >= WORD_EVERY && (isBegun || batch.length > 0)
    if (batch.length >= BATCH || isLate) yield* handOver()
  }
  if (batch.length > 0) yield* handOver()
  if (isBegun) return yield { kind: 'end', problems, isWhole: true }
  yield* refused(
    problems.length > 0
      ? problems
      : [{ file: job.name, line: 1, message: `There are no papers in this file (read as ${format.name}).` }],
  )
}

function tooLarge(format: Format | null): string {
  const what = format ? ` of this kind (${format.name})` : ''
  const larger = formats.filter(({ stream }) => stream).map(({ name }) => name)
  return `The file is over 10 MB, which is more than can be read${what}. Only these may be larger, up to 100 MB: ${larger.join(', ')}.`
}

async function* textsOf(job: Job, file: FileHandle, problems: Problem[], progress: Progress): AsyncGenerator<string> {
  async function* counted() {
    for await (const chunk of chunksOf(file)) {
      progress.bytes += chunk.length
      yield chunk
    }
  }
  for await (const piece of decodeStream(job.name, counted(), job.charset)) {
    if ('problem' in piece) note(problems, piece.problem)
    else yield piece.text
  }
}

/** The beginning of a text, to tell its format by, and all of it to read afterwards. */
async function sampleOf(texts: AsyncGenerator<string>): Promise<{ text: string; all(): AsyncGenerator<string> }> {
  let text = ''
  while (text.length < SAMPLE) {
    const next = await texts.next()
    if (next.done) break
    text += next.value
  }
  return {
    text,
    async *all() {
      yield text
      yield* texts
    },
  }
}

function note(problems: Problem[], problem: Problem): void {
  if (problems.length < MOST_PROBLEMS) problems.push(problem)
  else if (problems.length === MOST_PROBLEMS) {
    problems.push({ ...problem, message: 'There are more problems from here on; they are not listed.' })
  }
}

function* refusedFor({ name }: { name: string }, message: string): Generator<Reading> {
  yield* refused([{ file: name, line: 1, message }])
}

function codeOf(error: unknown): string {
  const { code, message } = error instanceof Error ? (error as Error & { code?: unknown }) : { code: '', message: '' }
  return typeof code === 'string' && code !== '' ? code : (message ?? 'of unknown cause')
}
