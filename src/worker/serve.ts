import { parentPort } from 'node:worker_threads'
import type { FromThread, Operations, Question, ToThread } from './messages.ts'
import { troubleOf } from './trouble.ts'

export interface ServeOptions {
  /** Called before the thread ends. */
  close?(): void
  /** Told of what an operation threw. True: what was wrong is mended, and the same may be asked again. */
  mend?(error: unknown): boolean
}

/** The thread's side: answers what it is asked, each as it comes. */
export function serve(operations: Operations, { close = () => {}, mend = () => false }: ServeOptions = {}): void {
  const port = parentPort
  if (!port) throw new Error('This is a thread’s program; it is started by another.')

  const carryOut = ({ name, args }: Question): unknown => {
    const operation = operations[name]
    if (!operation) throw new Error(`This thread knows no ${name}.`)
    return operation(...args)
  }

  const answerTo = async (question: Question): Promise<FromThread> => {
    const { id } = question
    try {
      return { id, answer: await mended(() => carryOut(question)) }
    } catch (error) {
      return { id, trouble: troubleOf(error) }
    }
  }

  const mended = async (work: () => unknown): Promise<unknown> => {
    try {
      return await work()
    } catch (error) {
      if (mend(error)) return work()
      throw error
    }
  }

  port.on('message', async (message: ToThread) => {
    if (message !== 'close') return port.postMessage(await answerTo(message))
    close()
    port.close()
  })
}

/** Says something without being asked. */
export function note(text: string): void {
  parentPort?.postMessage({ note: text } satisfies FromThread)
}
