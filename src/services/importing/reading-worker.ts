/** The thread that reads documents: takes jobs one after another and hands their pieces on, never many at once. */
import { serve } from '../../worker/serve.ts'
import type { Job, Reading } from './pieces.ts'
import { readPieces } from './read-pieces.ts'

/** Pieces that may wait to be taken, so that a reader faster than its writer does not fill the memory. */
const MOST_WAITING = 8

let pieces: Reading[] = []
let isDone = true
let wake = () => {}

/** What can be asked of the thread. */
export type ReadingOperations = typeof operations

const operations = {
  /** Begins to read a document. */
  open(job: Job): void {
    pieces = []
    isDone = false
    void run(job)
  },

  /** The pieces that were read since, in their order; none when there are no more. */
  async more(): Promise<Reading[]> {
    while (pieces.length === 0 && !isDone) await changed()
    const taken = pieces
    pieces = []
    wake()
    return taken
  },
}

serve(operations)

async function run(job: Job): Promise<void> {
  for await (const piece of readPieces(job)) {
    pieces.push(piece)
    wake()
    while (pieces.length >= MOST_WAITING) await changed()
  }
  isDone = true
  wake()
}

/** Of those two that wait for each other only one does at a time. */
function changed(): Promise<void> {
  return new Promise((resolve) => {
    wake = resolve
  })
}
