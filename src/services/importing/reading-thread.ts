import { NoAnswer, openThread, type Thread } from '../../worker/client.ts'
import { type Job, type Reading, refused } from './pieces.ts'
import type { ReadingOperations } from './reading-worker.ts'

/** Reads documents in a thread of its own, one after another, so that none of them stops timers and sockets. */
export interface ReadingThread {
  /** Starts the thread before there is anything to read, since loading its program takes a while. */
  start(): void
  /** Always comes to an end: a thread that dies or stands still makes a document that cannot be read. */
  read(job: Job): AsyncGenerator<Reading>
  close(): Promise<void>
}

export interface ThreadOptions {
  /** Milliseconds without a sign of life after which a document is given up. Default: 60,000. */
  patience?: number
  /** Megabytes of memory that a document may take to be read. Default: 768. */
  memory?: number
  /** Milliseconds after which a thread with nothing to do ends. Default: 5,000. */
  idle?: number
  /** The thread's own program. */
  program?: URL
}

const PROGRAM = new URL('./reading-worker.ts', import.meta.url)

export function openReadingThread(options: ThreadOptions = {}): ReadingThread {
  const { patience = 60_000, memory = 768, idle = 5_000, program = PROGRAM } = options
  const resourceLimits = { maxOldGenerationSizeMb: memory }
  const thread: Thread<ReadingOperations> = openThread(program, {
    title: 'the reading',
    resourceLimits,
    patience: () => patience,
  })
  let last: Promise<void> = Promise.resolve()
  let resting: NodeJS.Timeout | undefined

  function rest(): void {
    thread.hold(false)
    resting = setTimeout(() => void thread.kill(), idle).unref()
  }

  async function* read(job: Job): AsyncGenerator<Reading> {
    const { promise: turn, resolve: leave } = Promise.withResolvers<void>()
    const before = last
    last = before.then(() => turn)
    await before
    clearTimeout(resting)
    let isWell = false
    try {
      thread.start()
      thread.hold(true)
      isWell = yield* conversation(thread, job)
    } finally {
      if (isWell) rest()
      // Whoever stops listening, and whatever went wrong, leaves a thread that still works at the old document.
      else await thread.kill()
      leave()
    }
  }

  return {
    start: thread.start,
    read,
    async close() {
      await last
      clearTimeout(resting)
      await thread.kill()
    },
  }
}

/** One document's pieces. Says what goes wrong with the thread in the last of them, and returns whether the thread is well. */
async function* conversation(thread: Thread<ReadingOperations>, job: Job): AsyncGenerator<Reading, boolean> {
  let isBegun = false
  try {
    await thread.ask('open', [job])
    for (;;) {
      const pieces = await thread.ask('more', [])
      if (pieces.length === 0) return true
      for (const piece of pieces) {
        isBegun ||= piece.kind === 'head'
        yield piece
      }
    }
  } catch (error) {
    yield* broken(job, sentenceFor(error), isBegun)
    return false
  }
}

const BROKEN_OFF = 'The reading broke off, which is a fault of ours; import the other documents without it.'

function* broken({ name }: Job, message: string, isBegun: boolean): Generator<Reading> {
  const problems = [{ file: name, line: 1, message }]
  if (isBegun) yield { kind: 'end', problems, isWhole: false }
  else yield* refused(problems)
}

function sentenceFor(error: unknown): string {
  if (error instanceof NoAnswer) return 'Reading it takes too long; it is left out. Cut it into parts.'
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'Reading it takes more memory than there is for it; cut the document into parts.'
    : BROKEN_OFF
}
