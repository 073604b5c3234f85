/** The thread that reads documents: takes jobs one after another and hands their pieces on, never many at once. */
import { parentPort } from 'node:worker_threads'
import type { Job, Reading } from './pieces.ts'
import { readPieces } from './read-pieces.ts'

export type ToWorker = { kind: 'job'; job: Job } | { kind: 'taken' }
export type FromWorker = { kind: 'piece'; piece: Reading } | { kind: 'done' }

/** Pieces that may wait on the other side, so that a reader faster than its writer does not fill the memory. */
const MOST_WAITING = 8

const port = parentPort
if (!port) throw new Error('This is a worker of its own; start it through the reading thread.')

let waiting = 0
let wake = () => {}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'job') return void run(message.job)
  waiting--
  wake()
})

async function run(job: Job): Promise<void> {
  waiting = 0
  for await (const piece of readPieces(job)) {
    waiting++
    port?.postMessage({ kind: 'piece', piece } satisfies FromWorker)
    while (waiting >= MOST_WAITING) await new Promise<void>((resolve) => (wake = resolve))
  }
  port?.postMessage({ kind: 'done' } satisfies FromWorker)
}
