import type { Digest, Paper } from '../../club/paper.ts'
import type { Completion } from './complete.ts'
import type { Found } from './find.ts'
import type { Filters } from './query.ts'
import type { ReaderOperations } from './reader-worker.ts'
import { DamagedIndex, startThread, type Thread } from './thread.ts'
import type { Updated } from './write.ts'
import type { WriterOperations } from './writer-worker.ts'

export type { Completion, Filters, Found, Updated }

/** Finds papers by their words: a cache on local disk of what is in the library, read and written by threads of its own. */
export interface SearchIndex {
  /**
   * Writes what is new or has changed; look-ups go on meanwhile. `removed`: ids to take out, or `'others'` for all that are not
   * among `papers`. Give older papers first: of papers that fit equally the later stand first. Updates run one after another.
   * Rejects with {@link DamagedIndex} when the file was damaged and the papers cannot be gone through a second time.
   */
  update(papers: Papers, removed?: Removed, digests?: readonly Digest[]): Promise<Updated>
  find(text: string, options: { limit: number; filters?: Filters }): Promise<Found>
  /** Titles for what was typed so far. Abort the signal when more was typed: what has not begun is dropped and rejects. */
  complete(text: string, limit: number, signal?: AbortSignal): Promise<Completion[]>
  /** Ids of the papers whose titles come nearest to a text, misspelled or remembered in part. */
  nearest(text: string, limit: number, signal?: AbortSignal): Promise<string[]>
  /** Ids of the papers that share the most telling words with this one. */
  similar(id: string, limit: number): Promise<string[]>
  /** How many papers are in it. */
  size(): Promise<number>
  close(): Promise<void>
}

export type Papers = Iterable<Paper> | AsyncIterable<Paper>
export type Removed = Iterable<string> | 'others'

export interface SearchIndexOptions {
  /** Called when the file turned out to be damaged and was emptied by a look-up: update it with all papers. */
  onEmptied?: () => void
}

/** Opens the index in a file, which is made anew when it is missing, damaged or of another format. */
export async function openSearchIndex(
  file: string,
  { onEmptied = () => {} }: SearchIndexOptions = {},
): Promise<SearchIndex> {
  /** Grows when the file is made anew, whereby all that was written to it is lost. */
  let life = 0
  let updates: Promise<unknown> = Promise.resolve()
  let isClosed = false
  const reader = startThread<ReaderOperations>(program('reader'), { file }, () => {
    life++
    onEmptied()
  })
  await reader.ask('size', null)

  async function write(papers: Papers, removed: Removed, digests: readonly Digest[] | undefined): Promise<Updated> {
    const begun = life
    const updated = await writeOnce(file, papers, removed, digests)
    if (updated && life === begun) return updated
    if (life === begun) {
      await reader.ask('empty', null)
      life++
    }
    if (isSpent(papers))
      throw new DamagedIndex('The search index was damaged and is empty now: give it all papers again.')
    return write(papers, removed, digests)
  }

  return {
    update(papers, removed = [], digests) {
      if (isClosed) return Promise.reject(new Error('The search index is closed.'))
      const update = updates.then(() => write(papers, removed, digests))
      updates = update.catch(() => {})
      return update
    },
    find: (text, { limit, filters = {} }) => reader.ask('find', { text, limit, filters }),
    complete: (text, limit, signal) => reader.ask('complete', { text, limit }, signal),
    nearest: (text, limit, signal) => reader.ask('nearest', { text, limit }, signal),
    similar: (id, limit) => reader.ask('similar', { id, limit }),
    size: () => reader.ask('size', null),
    async close() {
      isClosed = true
      await updates
      await reader.end()
    },
  }
}

function program(name: 'reader' | 'writer'): URL {
  return new URL(`./${name}-worker.ts`, import.meta.url)
}

/** Undefined when the file turned out to be damaged. */
async function writeOnce(
  file: string,
  papers: Papers,
  removed: Removed,
  digests: readonly Digest[] | undefined,
): Promise<Updated | undefined> {
  const writer = startThread<WriterOperations>(program('writer'), { file })
  try {
    return await writeAll(writer, papers, removed, digests)
  } catch (error) {
    if (error instanceof DamagedIndex) return undefined
    throw error
  } finally {
    await writer.end()
  }
}

/** Papers written in one transaction. */
const BATCH = 1_000

async function writeAll(
  writer: Thread<WriterOperations>,
  papers: Papers,
  removed: Removed,
  digests: readonly Digest[] | undefined,
): Promise<Updated> {
  const updated: Updated = { added: 0, changed: 0, unchanged: 0, removed: 0 }
  const count = (part: Updated) => {
    updated.added += part.added
    updated.changed += part.changed
    updated.unchanged += part.unchanged
    updated.removed += part.removed
  }
  if (digests) await writer.ask('setDigests', digests)
  let before: Promise<void> | undefined
  for await (const batch of batches(papers)) {
    // One batch is on its way while the one before is written.
    const written = writer.ask('put', batch).then(count)
    written.catch(() => {})
    await before
    before = written
  }
  await before
  if (removed === 'others') count(await writer.ask('removeOthers', null))
  else for await (const ids of batches(removed)) count(await writer.ask('remove', ids))
  await writer.ask('finish', null)
  return updated
}

async function* batches<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Whether it can be gone through only once, and has been. */
function isSpent(papers: Papers): boolean {
  const iterator: unknown = Symbol.iterator in papers ? papers[Symbol.iterator]() : papers[Symbol.asyncIterator]()
  return iterator === papers
}
