import { type ResourceLimits, Worker } from 'node:worker_threads'
import type { Asked, FromThread, Operations, Question, ToThread } from './messages.ts'
import { errorOf } from './trouble.ts'

/** A thread of its own, as the main thread sees it. One that dies rejects what it was asked; the next question starts another. */
export interface Thread<O extends Operations> {
  /** When the signal fires before its turn, the question is never asked, and rejects with the signal's reason. */
  ask<Name extends keyof O & string>(
    name: Name,
    args: Parameters<O[Name]>,
    signal?: AbortSignal,
  ): Promise<Asked<O, Name>>
  /** Starts it before there is anything to ask, since loading its program takes a while. */
  start(): void
  /** Whether it keeps the process alive. At first it does. */
  hold(isHeld: boolean): void
  /** Ends it whatever it does; the next question starts another. */
  kill(): Promise<void>
  /** Ends it once all is answered that was asked; nothing can be asked any more. */
  close(): Promise<void>
}

export interface ThreadOptions {
  /** What it is in a sentence about its end. */
  title: string
  workerData?: unknown
  resourceLimits?: ResourceLimits
  /** Questions that it is given at once; others wait for their turn. Default: all. */
  atOnce?: number
  /** Milliseconds after which a question that it was given rejects with {@link NoAnswer}, by its name. Default: none. */
  patience?(name: string): number | undefined
  /** Told of what it says without being asked. */
  onNote?(note: string): void
}

/** Milliseconds that a thread may take to end by itself. */
const CLOSING = 10_000

/** The thread lives and says nothing. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

interface Waiting extends Question {
  resolve(answer: unknown): void
  reject(error: unknown): void
  signal: AbortSignal | undefined
  timer?: NodeJS.Timeout
  /** Nobody waits for its answer any more. */
  isLate?: boolean
}

export function openThread<O extends Operations>(program: URL, options: ThreadOptions): Thread<O> {
  const { title, workerData, resourceLimits, atOnce = Number.POSITIVE_INFINITY } = options
  const { patience = () => undefined, onNote = () => {} } = options
  const queue: Waiting[] = []
  const given = new Map<number, Waiting>()
  let worker: Worker | undefined
  let last = 0
  let closing: Promise<void> | undefined
  let idle = () => {}

  function started(): Worker {
    const fresh = new Worker(program, { workerData, ...(resourceLimits ? { resourceLimits } : {}) })
    let cause: unknown = new Error(`The thread of ${title} has ended.`)
    fresh.on('message', hear)
    fresh.on('error', (error) => {
      cause = error
    })
    fresh.on('exit', () => {
      // What another was asked meanwhile is not this one's.
      if (worker !== fresh) return
      worker = undefined
      drop(cause)
      next()
    })
    return fresh
  }

  function hear(message: FromThread): void {
    if ('note' in message) {
      onNote(message.note)
      return
    }
    const asked = given.get(message.id)
    given.delete(message.id)
    clearTimeout(asked?.timer)
    if ('trouble' in message) asked?.reject(errorOf(message.trouble))
    else asked?.resolve(message.answer)
    next()
  }

  function next(): void {
    while (given.size < atOnce) {
      const first = queue.shift()
      if (!first) break
      if (first.signal?.aborted) first.reject(first.signal.reason)
      else give(first)
    }
    if (isIdle()) idle()
  }

  function isIdle(): boolean {
    return queue.length === 0 && given.values().every(({ isLate }) => isLate)
  }

  function give(question: Waiting): void {
    const { id, name, args } = question
    given.set(id, question)
    const most = patience(name)
    if (most !== undefined) {
      const late = () => {
        question.isLate = true
        question.reject(new NoAnswer(`The thread of ${title} does not answer.`))
        if (isIdle()) idle()
      }
      question.timer = setTimeout(late, most)
    }
    worker ??= started()
    worker.postMessage({ id, name, args } satisfies ToThread)
  }

  function drop(cause: unknown): void {
    for (const { reject, timer } of given.values()) {
      clearTimeout(timer)
      reject(cause)
    }
    given.clear()
  }

  async function end(): Promise<void> {
    if (!isIdle()) {
      await new Promise<void>((resolve) => {
        idle = resolve
      })
    }
    const ending = worker
    if (!ending) return
    const { promise: exit, resolve } = Promise.withResolvers<void>()
    ending.once('exit', () => resolve())
    ending.postMessage('close' satisfies ToThread)
    // One that stands still in the middle of something hears nothing, and need not be waited for.
    const timer = setTimeout(() => {
      void ending.terminate()
      resolve()
    }, CLOSING)
    await exit
    clearTimeout(timer)
  }

  return {
    ask(name, args, signal) {
      if (closing) return Promise.reject(new Error(`The thread of ${title} is closed.`))
      const { promise, resolve, reject } = Promise.withResolvers<Asked<O, typeof name>>()
      // Nothing checks what crosses between threads: the thread's own table answers each name with its own type.
      const answered = (answer: unknown) => resolve(answer as Asked<O, typeof name>)
      queue.push({ id: ++last, name, args, signal, resolve: answered, reject })
      next()
      return promise
    },
    start() {
      worker ??= started()
    },
    hold(isHeld) {
      if (isHeld) worker?.ref()
      else worker?.unref()
    },
    async kill() {
      const ending = worker
      worker = undefined
      drop(new Error(`The thread of ${title} was ended.`))
      next()
      await ending?.terminate()
    },
    close() {
      closing ??= end()
      return closing
    },
  }
}
