import type { DigestInFull, DigestSummary, Paper } from '../paper.ts'
import type { Completion } from './complete.ts'
import type { Found } from './find.ts'
import type { Identity } from './identify.ts'
import type { Operations } from './library-worker.ts'
import type { AcceptedIdea } from './papers.ts'
import type { Resolved } from './resolve.ts'
import { DamagedIndex, startThread, type Thread } from './thread.ts'
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
export interface LibraryIndex {
  /** The version that was written whole last; null while there is none. */
  version(): Promise<string | null>
  /** Takes in what has changed; look-ups go on meanwhile. Updates run one after another. */
  update(source: Source): Promise<Updated>
  /** In the order asked for, also by ids that papers had before; those that there are not are left out. */
  papers(ids: readonly string[]): Promise<Paper[]>
  identify(identities: readonly Identity[]): Promise<(string | null)[]>
  find(text: string, limit: number): Promise<Found>
  resolve(text: string): Promise<Resolved>
  /** Titles for what was typed so far. Abort the signal when more was typed: what has not begun is dropped and rejects. */
  complete(text: string, limit: number, signal?: AbortSignal): Promise<Completion[]>
  /** The papers whose titles come nearest to a text, misspelled or remembered in part. */
  nearest(text: string, limit: number): Promise<Paper[]>
  /** The papers whose titles stand in a text. */
  namedIn(text: string, limit: number): Promise<Paper[]>
  /** The papers that share the most telling words with this one. */
  similar(id: string, limit: number): Promise<Paper[]>
  random(tag: string | undefined, chance: number): Promise<Paper | undefined>
  /** Papers in an order that the seed alone decides, those that a digest reviewed and put into a line first. */
  mix(seed: string, avoid: readonly string[], limit: number): Promise<{ id: string; title: string }[]>
  /** Newest first; or those with these ids. */
  digests(ids?: readonly string[]): Promise<DigestSummary[]>
  digest(text: string, limit: number): Promise<DigestInFull | undefined>
  define(term: string): Promise<ReturnType<Operations['define']>>
  terms(): Promise<string[]>
  tags(): Promise<string[]>
  size(): Promise<{ papers: number; digests: number }>
  close(): Promise<void>
}

export interface LibraryIndexOptions {
  /** Called when the file turned out to be damaged and was emptied by a look-up: it wants an update. */
  onEmptied?: () => void
}

const PROGRAM = new URL('./library-worker.ts', import.meta.url)
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
  const reader = startThread<Operations>(PROGRAM, { file }, onEmptied)
  await reader.ask('size', null)

  async function write(source: Source, again = true): Promise<Updated> {
    try {
      return await writeOnce(source)
    } catch (error) {
      if (!(error instanceof DamagedIndex && again)) throw error
      await reader.ask('empty', null)
      return write(source, false)
    } finally {
      await reader.ask('rest', null)
    }
  }

  async function writeOnce(source: Source): Promise<Updated> {
    const steps = stepsOf(source, await reader.ask('known', null), () => isClosed)
    const first: Step[] = []
    let weight = 0
    let next = await steps.next()
    for (; !next.done && weight <= FEW; next = await steps.next()) {
      first.push(next.value)
      weight += next.value.weight
    }
    if (next.done) return carryOut(reader, first, steps, source.version)
    await reader.ask('rest', null)
    const writer = startThread<Operations>(PROGRAM, { file })
    try {
      return await carryOut(writer, [...first, next.value], steps, source.version)
    } finally {
      await writer.end()
    }
  }

  return {
    version: () => reader.ask('version', null),
    update(source) {
      if (isClosed) return Promise.reject(new Error('The library is closed.'))
      const update = updates.then(() => write(source))
      updates = update.catch(() => {})
      return update
    },
    papers: (ids) => reader.ask('papers', { ids }),
    identify: (identities) => reader.ask('identify', { identities }),
    find: (text, limit) => reader.ask('find', { text, limit }),
    resolve: (text) => reader.ask('resolve', { text }),
    complete: (text, limit, signal) => reader.ask('complete', { text, limit }, signal),
    nearest: (text, limit) => reader.ask('nearest', { text, limit }),
    namedIn: (text, limit) => reader.ask('namedIn', { text, limit }),
    similar: (id, limit) => reader.ask('similar', { id, limit }),
    random: async (tag, chance) => (await reader.ask('random', { tag, chance }))[0],
    mix: (seed, avoid, limit) => reader.ask('mix', { seed, avoid, limit }),
    digests: (ids) => reader.ask('digests', { ids: ids ?? null }),
    digest: (text, limit) => reader.ask('digest', { text, limit }),
    define: (term) => reader.ask('define', { term }),
    terms: () => reader.ask('terms', null),
    tags: () => reader.ask('tags', null),
    size: () => reader.ask('size', null),
    async close() {
      isClosed = true
      await updates
      await reader.end()
    },
  }
}

/** One transaction of an update. `weight`: in entries. */
interface Step {
  weight: number
  take(writer: Thread<Operations>): Promise<unknown>
}

async function carryOut(
  writer: Thread<Operations>,
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
  return writer.ask('finish', { version })
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
    yield { weight: 1, take: (writer) => writer.ask('begin', head) }
    for await (const part of gathered(entries())) {
      if (isClosed()) throw new Error('The library is closed.')
      yield { weight: part.length, take: (writer) => writer.ask('put', { digest: head.id, entries: part }) }
    }
    yield { weight: 1, take: (writer) => writer.ask('end', { digest: head.id, mark }) }
  }
  const lines = await ideas()
  yield { weight: 0, take: (writer) => writer.ask('setIdeas', lines) }
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

async function dropAll(writer: Thread<Operations>, digest: string): Promise<void> {
  while (!(await writer.ask('drop', { digest, most: BATCH })));
}
