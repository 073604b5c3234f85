import { availableParallelism } from 'node:os'
import { openThread, type Thread } from '../../worker/client.ts'
import type { IndexOperations } from './library-worker.ts'

/** The threads that answer for all libraries: as many as there are cores, however many libraries. */
export interface IndexThreads {
  /** One of those that have least to do. */
  any(): Thread<IndexOperations>
  /** Carries out what takes long beside them, one such work after another. */
  beside<T>(work: (thread: Thread<IndexOperations>) => Promise<T>): Promise<T>
  /** Carries out what writes a file after all that was to be written to it before, whoever has it open. */
  inTurn<T>(file: string, work: () => Promise<T>): Promise<T>
  /** Lets all of them close a file. */
  release(file: string): Promise<void>
  /** Calls the listener whenever a file turns out to be damaged and is emptied, or to be another one. */
  onEmptied(file: string, listener: () => void): void
  close(): Promise<void>
}

const PROGRAM = new URL('./library-worker.ts', import.meta.url)
/** What a look-up leaves behind is cleared often, rather than held. */
const HELD = { maxYoungGenerationSizeMb: 4 }

export function openIndexThreads(most = availableParallelism()): IndexThreads {
  const threads: { thread: Thread<IndexOperations>; load: number }[] = []
  const listeners = new Map<string, () => void>()
  /** By the files that are written: what is done last. */
  const turns = new Map<string, Promise<unknown>>()
  let last: Promise<unknown> = Promise.resolve()

  function start(): Thread<IndexOperations> {
    return openThread<IndexOperations>(PROGRAM, {
      title: 'the search index',
      resourceLimits: HELD,
      atOnce: 1,
      // The other threads see for themselves that the file is another one.
      onNote: (file) => listeners.get(file)?.(),
    })
  }

  function idlest() {
    const least = threads.toSorted((a, b) => a.load - b.load)[0]
    if (least && (least.load === 0 || threads.length >= most)) return least
    const fresh = { thread: counted(start()), load: 0 }
    threads.push(fresh)
    return fresh

    function counted(thread: Thread<IndexOperations>): Thread<IndexOperations> {
      return {
        ...thread,
        ask(...given) {
          fresh.load++
          return thread.ask(...given).finally(() => fresh.load--)
        },
      }
    }
  }

  return {
    any: () => idlest().thread,
    beside(work) {
      const turn = last.then(async () => {
        const thread = start()
        try {
          return await work(thread)
        } finally {
          await thread.close()
        }
      })
      last = turn.catch(() => {})
      return turn
    },
    inTurn(file, work) {
      const turn = (turns.get(file) ?? Promise.resolve()).then(work)
      const done = turn
        .catch(() => {})
        .finally(() => {
          if (turns.get(file) === done) turns.delete(file)
        })
      turns.set(file, done)
      return turn
    },
    async release(file) {
      await Promise.all(threads.map(({ thread }) => thread.ask('release', [file])))
    },
    onEmptied: (file, listener) => void listeners.set(file, listener),
    async close() {
      await last
      // One after another: SQLite removes a file's log with the last that closes it, and of two at once neither is the last.
      for (const { thread } of threads) await thread.close()
    },
  }
}
