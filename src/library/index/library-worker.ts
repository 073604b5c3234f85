/** The thread that keeps a library on disk: it answers look-ups, and takes in what has changed. */
import { workerData } from 'node:worker_threads'
import { note, serve } from '../../worker/serve.ts'
import { isDamage } from './damage.ts'
import { openToRead, openToWrite, prepareFile, removeFile } from './file.ts'
import type { AcceptedIdea } from './papers.ts'
import { questionsTo } from './questions.ts'
import { createReading, type Reading } from './reading.ts'
import { createUpdating, type DigestHead, type IndexedEntry, type Updating, versionOf } from './update.ts'

const file: string = workerData.file
let reading = opened()
let writing: Updating | undefined

/** What can be asked of the thread. */
export type IndexOperations = typeof operations

const operations = {
  ...questionsTo(() => reading),
  version: () => versionOf(reading.ask),
  known: () => updating().known(),
  begin: (head: DigestHead) => updating().begin(head),
  put: (digest: string, entries: readonly IndexedEntry[]) => updating().put(digest, entries),
  end: (digest: string, mark: string) => updating().end(digest, mark),
  drop: (digest: string, most: number) => updating().drop(digest, most),
  setIdeas: (lines: readonly (readonly [string, AcceptedIdea])[]) => updating().setIdeas(lines),
  finish: (version: string) => updating().finish(version),
  /** Lets go of what writing needs. */
  rest,
  /** Deletes all that is in the file. */
  empty,
}

serve(operations, {
  close() {
    rest()
    reading.close()
  },
  mend(error) {
    // What was written before the damage is lost as well, so an update cannot go on: it begins again.
    if (!isDamage(error) || writing) return false
    empty()
    note('emptied')
    return true
  },
})

function updating(): Updating {
  writing ??= createUpdating(openToWrite(file))
  return writing
}

function rest(): void {
  writing?.close()
  writing = undefined
}

function empty(): void {
  rest()
  reading.close()
  removeFile(file)
  reading = opened()
}

function opened(): Reading {
  prepareFile(file)
  return createReading(openToRead(file))
}
