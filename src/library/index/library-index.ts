import { openThread, type Thread } from '../../worker/client.ts'
import { isDamage } from './damage.ts'
import type { IndexOperations } from './library-worker.ts'
import { type Ask, type LookUps, lookUps } from './look-ups.ts'
import type { AcceptedIdea } from './papers.ts'
import type { DigestHead, IndexedEntry, Known } from './update.ts'
import type { Updated } from './write.ts'

export type { DigestHead, IndexedEntry }

/** All that a library is made of. What the index has already by its mark and version is not read. */
export interface Source {
  /** Recorded when all is written. */
  version: string
  digests: readonly SourceDigest[]
  /** The lines that were accepted, by the id of the paper. */
  ideas(): Promise<readonly (readonly [paper: string, idea: AcceptedIdea])[]>
}

export interface SourceDigest {
  head: DigestHead
  /** Changes whenever the digest does. */
  mark: string
  /** Some at a time, in the digest's order. */
  entries(): AsyncIterable<readonly IndexedEntry[]> | Iterable<readonly IndexedEntry[]>
}

/**
 * A library on local disk, read and written by a thread of its own: a cache of what the store and the shipped digests hold,
 * which may be deleted. Several processes may have it open.
 */
export interface LibraryIndex extends LookUps {
  ask: Ask
  /** The version that was written whole last; null while there is none. */
  version(): Promise<string | null>
  /** Takes in what has changed; look-ups go on meanwhile. Updates run one after another. */
  update(source: Source): Promise<Updated>
  close(): Promise<void>
}

export interface LibraryIndexOptions {
  /** Called when the file turned out to be damaged and was emptied by a look-up: it wants an update. */
  onEmptied?: () => void
}

type IndexThread = Thread<IndexOperations>

const PROGRAM = new URL('./library-worker.ts', import.meta.url)
/** What a look-up leaves behind is cleared often, rather than held. */
const HELD = { maxYoungGenerationSizeMb: 4 }
/** Entries that one update may have to be written between look-ups; more go to a second thread, so that nobody waits. */
const FEW = 1_000
/** Entries dropped in one transaction. */
const BATCH = 500
/** Entries written in one transaction, at least, when there are so many: each is an own piece of FTS5's, and pieces must be merged. */
const PIECE = 2_000

/** Opens the library in a file, which is made anew when it is missing, damaged or of another format. */
export async function openLibraryIndex(
  file: string,
  { onEmptied = () => {} }: LibraryIndexOptions = {},
): Promise<LibraryIndex> {
  let updates: Promise<unknown> = Promise.resolve()
  let isClosed = false
  const start = (onNote: () => void): IndexThread =>
    openThread(PROGRAM, { title: 'the search index', workerData: { file }, resourceLimits: HELD, atOnce: 1, onNote })
  const reader = start(onEmptied)
  await reader.ask('size', [])
  updates = purge()

  async function write(source: Source, again = true): Promise<Updated> {
    try {
      return await writeOnce(source)
    } catch (error) {
      if (!isDamage(error) || !again) throw error
      await reader.ask('empty', [])
      return write(source, false)
    } finally {
      await reader.ask('rest', [])
    }
  }

  /** What cannot be erased now is with the next update. */
  async function purge(): Promise<void> {
    try {
      while (!isClosed && !(await reader.ask('purge', [])));
      await reader.ask('rest', [])
    } catch {}
  }

  async function writeOnce(source: Source): Promise<Updated> {
    const steps = stepsOf(source, await reader.ask('known', []), () => isClosed)
    const first: Step[] = []
    let weight = 0
    let next = await steps.next()
    for (; !next.done && weight <= FEW; next = await steps.next()) {
      first.push(next.value)
      weight += next.value.weight
    }
    if (next.done) return carryOut(reader, first, steps, source.version)
    await reader.ask('rest', [])
    const writer = start(() => {})
    try {
      return await carryOut(writer, [...first, next.value], steps, source.version)
    } finally {
      await writer.close()
    }
  }

  return {
    ...lookUps(reader.ask),
    ask: reader.ask,
    version: () => reader.ask('version', []),
    update(source) {
      if (isClosed) return Promise.reject(new Error('The library is closed.'))
      const update = updates.then(() => write(source))
      // Nobody waits for what is erased then, a part between two look-ups.
      updates = update.then(purge, () => {})
      return update
    },
    async close() {
      isClosed = true
      await updates
      await reader.close()
    },
  }
}

/** One transaction of an update. `weight`: in entries. */
interface Step {
  weight: number
  take(writer: IndexThread): Promise<unknown>
}

async function carryOut(
  writer: IndexThread,
  first: readonly Step[],
  others: AsyncIterable<Step>,
  version: string,
): Promise<Updated> {
  // One step is on its way while the one before is written.
  let before: Promise<unknown> = Promise.resolve()
  const take = async (step: Step) => {
    const taken = step.take(writer)
    taken.catch(() => {})
    await before
    before = taken
  }
  for (const step of first) await take(step)
  for await (const step of others) await take(step)
  await before
  return writer.ask('finish', [version])
}

/** What is left when it is closed meanwhile is written another time. */
async function* stepsOf({ digests, ideas }: Source, known: Known, isClosed: () => boolean): AsyncGenerator<Step> {
  const marks = new Map(known.digests.map(({ id, mark }) => [id, mark]))
  const wanted = new Set(digests.map(({ head }) => head.id))
  for (const { id, entries } of known.digests) {
    if (!wanted.has(id)) yield { weight: entries, take: (writer) => dropAll(writer, id) }
  }
  for (const { head, mark, entries } of digests) {
    if (marks.get(head.id) === mark) continue
    yield { weight: 1, take: (writer) => writer.ask('begin', [head]) }
    for await (const part of gathered(entries())) {
      if (isClosed()) throw new Error('The library is closed.')
      yield { weight: part.length, take: (writer) => writer.ask('put', [head.id, part]) }
    }
    yield { weight: 1, take: (writer) => writer.ask('end', [head.id, mark]) }
  }
  const lines = await ideas()
  yield { weight: 0, take: (writer) => writer.ask('setIdeas', [lines]) }
}

/** The same entries in fewer parts. */
async function* gathered(parts: ReturnType<SourceDigest['entries']>): AsyncGenerator<IndexedEntry[]> {
  let piece: IndexedEntry[] = []
  for await (const part of parts) {
    piece.push(...part)
    if (piece.length < PIECE) continue
    yield piece
    piece = []
  }
  if (piece.length > 0) yield piece
}

async function dropAll(writer: IndexThread, digest: string): Promise<void> {
  while (!(await writer.ask('drop', [digest, BATCH])));
}
