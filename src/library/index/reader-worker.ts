/** The thread that answers look-ups in the index. */
import { workerData } from 'node:worker_threads'
import { type Completion, complete } from './complete.ts'
import { openToRead, prepareFile, removeFile } from './file.ts'
import { type Found, find } from './find.ts'
import { nearest } from './nearest.ts'
import type { Filters } from './query.ts'
import { createReading, type Reading } from './reading.ts'
import { serve } from './serve.ts'
import { similar } from './similar.ts'

export type ReaderOperations = {
  find: (input: { text: string; limit: number; filters: Filters }) => Found
  complete: (input: { text: string; limit: number }) => Completion[]
  nearest: (input: { text: string; limit: number }) => string[]
  similar: (input: { id: string; limit: number }) => string[]
  size: (input: null) => number
  /** Deletes all that is in the index. */
  empty: (input: null) => void
}

const file: string = workerData.file
let reading = opened()

const operations: ReaderOperations = {
  find: ({ text, limit, filters }) => find(reading, text, limit, filters),
  complete: ({ text, limit }) => complete(reading, text, limit),
  nearest: ({ text, limit }) => nearest(reading, text, limit),
  similar: ({ id, limit }) => similar(reading, id, limit),
  size: () => reading.totals().papers,
  empty,
}

serve(
  operations,
  () => reading.close(),
  () => {
    empty()
    return true
  },
)

function empty(): void {
  reading.close()
  removeFile(file)
  reading = opened()
}

function opened(): Reading {
  prepareFile(file)
  return createReading(openToRead(file))
}
