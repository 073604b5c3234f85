import { Worker } from 'node:worker_threads'
import { type Job, type Reading, refused } from './pieces.ts'
import type { FromWorker, ToWorker } from './reading-worker.ts'

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
  let worker: Worker | undefined
  let last: Promise<void> = Promise.resolve()
  let resting: NodeJS.Timeout | undefined

  function started(): Worker {
    const fresh = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: memory } })
    // An error without a listener would end the process; whoever waits for a piece has a listener of its own.
    fresh.on('error', () => {})
    fresh.once('exit', () => {
      if (worker === fresh) worker = undefined
    })
    return fresh
  }

  async function end(): Promise<void> {
    clearTimeout(resting)
    const ending = worker
    worker = undefined
    await ending?.terminate()
  }

  function rest(): void {
    worker?.unref()
    resting = setTimeout(() => void end(), idle).unref()
  }

  async function* read(job: Job): AsyncGenerator<Reading> {
    const { promise: turn, resolve: leave } = Promise.withResolvers<void>()
    const before = last
    last = before.then(() => turn)
    await before
    clearTimeout(resting)
    let isWell = false
    try {
      worker ??= started()
      worker.ref()
      isWell = yield* conversation(worker, job, patience)
    } finally {
      if (isWell) rest()
      // Whoever stops listening, and whatever went wrong, leaves a thread that still works at the old document.
      else await end()
      leave()
    }
  }

  return {
    start() {
      worker ??= started()
    },
    read,
    async close() {
      await last
      await end()
    },
  }
}

/** One document's pieces. Says what goes wrong with the thread in the last of them, and returns whether the thread is well. */
async function* conversation(worker: Worker, job: Job, patience: number): AsyncGenerator<Reading, boolean> {
  const pieces: Reading[] = []
  const heard: { isDone: boolean; trouble: string | null } = { isDone: false, trouble: null }
  let isBegun = false
  let wake = () => {}
  const onMessage = (message: FromWorker) => {
    if (message.kind === 'piece') pieces.push(message.piece)
    else heard.isDone = true
    wake()
  }
  const onTrouble = (sentence: string) => {
    heard.trouble ??= sentence
    wake()
  }
  const onError = (error: unknown) => onTrouble(sentenceFor(error))
  const onExit = () => onTrouble(BROKEN_OFF)
  const say = (message: ToWorker) => worker.postMessage(message)
  worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  try {
    say({ kind: 'job', job })
    for (;;) {
      const piece = pieces.shift()
      if (piece) {
        isBegun ||= piece.kind === 'head'
        yield piece
        say({ kind: 'taken' })
        continue
      }
      if (heard.isDone || heard.trouble !== null) break
      await new Promise<void>((resolve) => {
        const timer = setTimeout(onTrouble, patience, 'Reading it takes too long; it is left out. Cut it into parts.')
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    if (!heard.isDone && heard.trouble !== null) yield* broken(job, heard.trouble, isBegun)
    return heard.isDone
  } finally {
    worker.off('message', onMessage).off('error', onError).off('exit', onExit)
  }
}

const BROKEN_OFF = 'The reading broke off, which is a fault of ours; import the other documents without it.'

function* broken({ name }: Job, message: string, isBegun: boolean): Generator<Reading> {
  const problems = [{ file: name, line: 1, message }]
  if (isBegun) yield { kind: 'end', problems, isWhole: false }
  else yield* refused(problems)
}

function sentenceFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'Reading it takes more memory than there is for it; cut the document into parts.'
    : BROKEN_OFF
}
