/** The thread that keeps a library on disk: it answers look-ups, and takes in what has changed. */
import { workerData } from 'node:worker_threads'
import { emptyingLog, type LogEmptying } from '../../disk/empty-log.ts'
import { note, serve } from '../../worker/serve.ts'
import { isDamage } from './damage.ts'
import { openToRead, openToWrite, PATIENCE, prepareFile, removeFile } from './file.ts'
import { LEFT } from './leftovers.ts'
import type { AcceptedIdea } from './papers.ts'
import { questionsTo } from './questions.ts'
import { createReading, type Reading } from './reading.ts'
import { createUpdating, type DigestHead, type IndexedEntry, type Updating, versionOf } from './update.ts'

const file: string = workerData.file
let { reading, log } = opened()
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
  /** Erases a part of what was removed and still stands in the file; whether that is all. */
  purge(): boolean {
    const [left] = reading.ask('SELECT value FROM facts WHERE name = ?', LEFT)
    return !left || left[0] === 0 || updating().purge()
  },
  /** Lets go of what writing needs. What was overwritten goes from the log soon. */
  rest(): void {
    if (writing) log.soon()
    rest()
  },
  /** Deletes all that is in the file. */
  empty,
}

serve(operations, {
  close() {
    rest()
    log.stop()
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
  log.stop()
  reading.close()
  removeFile(file)
  ;({ reading, log } = opened())
}

function opened(): { reading: Reading; log: LogEmptying } {
  prepareFile(file)
  const database = openToRead(file)
  return { reading: createReading(database), log: emptyingLog(database, PATIENCE) }
}
