import { parentPort } from 'node:worker_threads'
import { isDamage } from './file.ts'
import type { Answer, Operations, Request } from './thread.ts'

/**
 * The thread's side of {@link startThread}. `close` ends the thread. `repair` is told of damage, and says whether the question
 * may be asked again, of an index that is empty now.
 */
export function serve(operations: Operations, close: () => void, repair: () => boolean = () => false): void {
  const carryOut = ({ name, input }: Request): unknown => {
    const operation = operations[name]
    if (!operation) throw new Error(`The search index knows no ${name}.`)
    // Who asks is held to the operation's own type.
    return operation(input as never)
  }

  const answer = (request: Request): Answer => {
    try {
      return { answer: carryOut(request), emptied: false }
    } catch (error) {
      if (isDamage(error) && repair()) return { answer: carryOut(request), emptied: true }
      return { trouble: error instanceof Error ? error.message : String(error), damage: isDamage(error) }
    }
  }

  parentPort?.on('message', (request: Request) => {
    if (request.name === 'close') {
      close()
      parentPort?.close()
      return
    }
    parentPort?.postMessage(answer(request))
  })
}
