import { Worker } from 'node:worker_threads'
import type { Operations, Reply } from './sqlite-worker.ts'
import { closed } from './trouble.ts'

type Input<Name extends keyof Operations> = Parameters<Operations[Name]>[0]
type Answer<Name extends keyof Operations> = Awaited<ReturnType<Operations[Name]>>

export interface Thread {
  ask<Name extends keyof Operations>(name: Name, input: Input<Name>): Promise<Answer<Name>>
  close(): Promise<void>
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/** Asks SQLite's thread and matches its answers. A thread that dies rejects what it was asked; the next question starts another. */
export function threadFor(path: string, delay: () => number): Thread {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let closing: Promise<void> | undefined
  let last = 0

  function started(): Worker {
    const fresh = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: { path } })
    let cause = new Error('The thread that owns the SQLite file has ended.')
    fresh.on('message', settle)
    fresh.on('error', (error: unknown) => {
      if (error instanceof Error) cause = error
    })
    fresh.on('exit', () => {
      worker = undefined
      for (const { reject } of waiting.values()) reject(cause)
      waiting.clear()
    })
    return fresh
  }

  function settle(reply: Reply): void {
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('trouble' in reply) asked?.reject(new Error(reply.trouble.message))
    else asked?.resolve(reply.answer)
  }

  function send<Name extends keyof Operations>(name: Name, input: Input<Name>): Promise<Answer<Name>> {
    worker ??= started()
    const id = ++last
    const { promise, resolve, reject } = Promise.withResolvers<Answer<Name>>()
    // Nothing checks what crosses between threads: the worker's `operations` table answers each name with its own type.
    waiting.set(id, { resolve: (answer) => resolve(answer as Answer<Name>), reject })
    worker.postMessage({ id, name, input, delay: delay() })
    return promise
  }

  async function end(): Promise<void> {
    if (!worker) return
    await send('close', null)
    await worker.terminate()
  }

  return {
    ask: (name, input) => (closing ? Promise.reject(closed()) : send(name, input)),
    close() {
      closing ??= end()
      return closing
    },
  }
}
