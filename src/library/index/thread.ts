import { Worker } from 'node:worker_threads'

/** What a thread can be asked, by name: what it takes and what it answers. */
export type Operations = Record<string, (input: never) => unknown>

export interface Request {
  name: string
  input: unknown
}

/** `damage`: the file was not what it should be. */
export type Answer = { answer: unknown; emptied: boolean } | { trouble: string; damage: boolean }

export interface Thread<O extends Operations> {
  /** Asks one thing after the other. When the signal fires before its turn it is never asked, and rejects with the signal's reason. */
  ask<Name extends keyof O & string>(
    name: Name,
    input: Parameters<O[Name]>[0],
    signal?: AbortSignal,
  ): Promise<ReturnType<O[Name]>>
  /** Answers what was asked, then ends. */
  end(): Promise<void>
}

/** The index cannot be read, or not written to: all that was in it must be given again. */
export class DamagedIndex extends Error {
  override name = 'DamagedIndex'
}

interface Waiting extends Request {
  resolve(answer: unknown): void
  reject(error: unknown): void
  signal: AbortSignal | undefined
}

/** What a look-up leaves behind is cleared often, rather than held. */
const HELD = { maxYoungGenerationSizeMb: 4 }

/** Starts a thread of the index. One that dies rejects what it was asked; the next question starts another. */
export function startThread<O extends Operations>(
  program: URL,
  workerData: { file: string },
  onEmptied: () => void = () => {},
): Thread<O> {
  const queue: Waiting[] = []
  let asked: Waiting | undefined
  let worker: Worker | undefined
  let idle: (() => void) | undefined
  let isEnded = false

  function started(): Worker {
    const fresh = new Worker(program, { workerData, resourceLimits: HELD })
    let cause: unknown = new Error('The thread of the search index has ended.')
    fresh.on('message', settle)
    fresh.on('error', (error) => {
      cause = error
    })
    fresh.on('exit', () => {
      if (worker === fresh) worker = undefined
      asked?.reject(cause)
      asked = undefined
      next()
    })
    return fresh
  }

  function settle(reply: Answer): void {
    const settled = asked
    asked = undefined
    if ('trouble' in reply) settled?.reject(reply.damage ? new DamagedIndex(reply.trouble) : new Error(reply.trouble))
    else {
      if (reply.emptied) onEmptied()
      settled?.resolve(reply.answer)
    }
    next()
  }

  function next(): void {
    if (asked) return
    for (let first = queue.shift(); first; first = queue.shift()) {
      if (first.signal?.aborted) {
        first.reject(first.signal.reason)
        continue
      }
      asked = first
      worker ??= started()
      worker.ref()
      worker.postMessage({ name: first.name, input: first.input })
      return
    }
    // A process with nothing else to do may end.
    worker?.unref()
    idle?.()
  }

  return {
    ask(name, input, signal) {
      if (isEnded) return Promise.reject(new Error('The search index is closed.'))
      const { promise, resolve, reject } = Promise.withResolvers<ReturnType<O[typeof name]>>()
      // Nothing checks what crosses between threads: the worker's own table answers each name with its own type.
      queue.push({ name, input, signal, resolve: (answer) => resolve(answer as ReturnType<O[typeof name]>), reject })
      next()
      return promise
    },
    async end() {
      isEnded = true
      if (asked || queue.length > 0) {
        await new Promise<void>((resolve) => {
          idle = resolve
        })
      }
      const last = worker
      worker = undefined
      if (!last) return
      last.ref()
      const exit = new Promise((resolve) => last.once('exit', resolve))
      last.postMessage({ name: 'close', input: null })
      await exit
    },
  }
}
