import type { Thread } from '../../worker/client.ts'
import { withClaim } from './claim.ts'
import { isDamage, isMoved } from './damage.ts'
import { type IndexThreads, openIndexThreads } from './index-threads.ts'
import type { IndexOperations, Place } from './library-worker.ts'
import { type Ask, type LookUps, lookUps } from './look-ups.ts'
import type { AcceptedIdea } from './papers.ts'
import type { DigestHead, IndexedEntry, Known, RuledEntry } from './update.ts'
import type { Updated } from './write.ts'

export type { DigestHead, IndexedEntry, RuledEntry }

/** All that a library is made of. What the index has already by its mark and version is not read. */
export interface Source {
  /** Recorded when all is written. */
  version: string
  /** What it reads of the library that it lies over. */
  over?: Over
  digests: readonly SourceDigest[]
  /** The lines that were accepted, by the id of the paper. */
  ideas(): Promise<readonly (readonly [paper: string, idea: AcceptedIdea])[]>
  /** What organisers say of which entries are one paper. Default: nothing. */
  rulings?(): Promise<readonly RuledEntry[]>
}

export interface Over {
  /** Changes with that library, and with what is read of it. */
  basis: string
  /** The digests that are read; none that is the source's own as well. */
  reads: readonly string[]
}

export interface SourceDigest {
  head: DigestHead
  /** Changes whenever the digest does. */
  mark: string
  /** Some at a time, in the digest's order. */
  entries(): AsyncIterable<readonly IndexedEntry[]> | Iterable<readonly IndexedEntry[]>
}

/**
 * A library on local disk, read and written by threads: a cache of what the store and the shipped digests hold,
 * which may be deleted. Several processes may have it open.
 */
export interface LibraryIndex extends LookUps {
  ask: Ask
  /** The version that was written whole last; null while there is none. */
  version(): Promise<string | null>
  /**
   * Takes in what has changed; look-ups go on meanwhile. Updates of a file run one after another, whoever has it open. A function is
   * called when the turn has come, so that nothing older is written over what another wrote meanwhile; null: nothing is to be done.
   */
  update(source: Source | (() => Promise<Source | null>)): Promise<Updated>
  close(): Promise<void>
}

export interface LibraryIndexOptions {
  /** The file that it lies over: what is in there shows as well, as far as the source reads it. */
  shared?: string
  /** Called when the file turned out to be damaged and was emptied by a look-up, or made anew by another process: it wants an update. */
  onEmptied?: () => void
  /** Default: threads of its own, which end with it. */
  threads?: IndexThreads
}

type IndexThread = Pick<Thread<IndexOperations>, 'ask'>

/** Entries that one update may have to be written between look-ups; more go to another thread, so that nobody waits. */
const FEW = 1_000
/** Entries dropped in one transaction. */
const BATCH = 500
/** Entries written in one transaction, at least, when there are so many: each is an own piece of FTS5's, and pieces must be merged. */
const PIECE = 2_000

/** Opens the library in a file, which is made anew when it is missing, damaged or of another format. */
export async function openLibraryIndex(
  file: string,
  { shared, onEmptied = () => {}, threads: given }: LibraryIndexOptions = {},
): Promise<LibraryIndex> {
  const threads = given ?? openIndexThreads(1)
  const place: Place = shared === undefined ? { file } : { file, shared }
  let isClosed = false
  threads.onEmptied(file, onEmptied)
  const ask: Ask = (name, args, signal) => {
    if (isClosed) return Promise.reject(new Error('The library is closed.'))
    // Each question takes what its own type says, behind the place.
    const question = threads.any().ask as (name: string, args: unknown, signal?: AbortSignal) => Promise<unknown>
    return question(name, [place, ...args], signal)
  }
  const alone = <T>(work: () => Promise<T>) => threads.inTurn(file, () => withClaim(file, assertOpen, work))
  await threads.any().ask('version', [place])
  void alone(purge).catch(() => {})

  function assertOpen(): void {
    if (isClosed) throw new Error('The library is closed.')
  }

  async function write(source: Source, again = true): Promise<Updated> {
    const thread = threads.any()
    try {
      return await writeOnce(source, thread)
    } catch (error) {
      if (!again || !(isDamage(error) || isMoved(error))) throw error
      if (isDamage(error)) await thread.ask('empty', [place])
      // Awaited here, or the thread would rest in the middle of it.
      return await write(source, false)
    } finally {
      await thread.ask('rest', [place])
    }
  }

  /** What cannot be erased now is with the next update. */
  async function purge(): Promise<void> {
    const thread = threads.any()
    try {
      while (!isClosed && !(await thread.ask('purge', [place])));
      await thread.ask('rest', [place])
    } catch {}
  }

  async function writeOnce(source: Source, thread: IndexThread): Promise<Updated> {
    const known = await thread.ask('known', [place])
    const steps = stepsOf(place, source, known, () => isClosed)
    const first: Step[] = []
    let weight = 0
    let next = await steps.next()
    for (; !next.done && weight <= FEW; next = await steps.next()) {
      first.push(next.value)
      weight += next.value.weight
    }
    const finish = (writer: IndexThread) => writer.ask('finish', [place, source.version])
    if (next.done) return carryOut(thread, first, steps).then(() => finish(thread))
    await thread.ask('rest', [place])
    const begun = [...first, next.value]
    return threads.beside(async (writer) => {
      await writer.ask('takeUp', [place, known.identity])
      await carryOut(writer, begun, steps)
      return finish(writer)
    })
  }

  return {
    ...lookUps(ask),
    ask,
    version: () => threads.any().ask('version', [place]),
    update(source) {
      if (isClosed) return Promise.reject(new Error('The library is closed.'))
      const update = alone(async () => {
        const latest = typeof source === 'function' ? await source() : source
        return latest ? write(latest) : { added: 0, changed: 0, unchanged: 0, removed: 0 }
      })
      // Nobody waits for what is erased then, a part between two look-ups.
      void alone(purge).catch(() => {})
      return update
    },
    async close() {
      isClosed = true
      await threads.inTurn(file, async () => {})
      if (given) await threads.release(file)
      else await threads.close()
    },
  }
}

/** One transaction of an update. `weight`: in entries. */
interface Step {
  weight: number
  take(writer: IndexThread): Promise<unknown>
}

async function carryOut(writer: IndexThread, first: readonly Step[], others: AsyncIterable<Step>): Promise<void> {
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
}

/** What is left when it is closed meanwhile is written another time. */
async function* stepsOf(
  place: Place,
  { over, digests, ideas, rulings = async () => [] }: Source,
  known: Known,
  isClosed: () => boolean,
): AsyncGenerator<Step> {
  const marks = new Map(known.digests.map(({ id, mark }) => [id, mark]))
  const wanted = new Set(digests.map(({ head }) => head.id))
  const gone = known.digests.filter(({ id }) => !wanted.has(id))
  const layOn = ({ basis, reads }: Over): Step => ({
    weight: 1,
    take: (writer) => writer.ask('layOn', [place, basis, reads]),
  })
  // One of its own that goes may stand where a shared one comes to be read.
  const first = over?.reads.filter((id) => !marks.has(id)) ?? []
  if (over && known.basis !== over.basis) yield layOn({ ...over, reads: first })
  for (const { id, entries } of gone) yield { weight: entries, take: (writer) => dropAll(place, writer, id) }
  if (over && first.length < over.reads.length) yield layOn(over)
  for (const { head, mark, entries } of digests) {
    if (marks.get(head.id) === mark) continue
    yield { weight: 1, take: (writer) => writer.ask('begin', [place, head]) }
    for await (const part of gathered(entries())) {
      if (isClosed()) throw new Error('The library is closed.')
      yield { weight: part.length, take: (writer) => writer.ask('put', [place, head.id, part]) }
    }
    yield { weight: 1, take: (writer) => writer.ask('end', [place, head.id, mark]) }
  }
  const ruled = await rulings()
  yield { weight: 0, take: (writer) => writer.ask('setRulings', [place, ruled]) }
  const lines = await ideas()
  yield { weight: 0, take: (writer) => writer.ask('setIdeas', [place, lines]) }
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

async function dropAll(place: Place, writer: IndexThread, digest: string): Promise<void> {
  while (!(await writer.ask('drop', [place, digest, BATCH])));
}
