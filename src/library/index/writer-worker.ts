/** The thread that writes to the index; it lives as long as one update. */
import { workerData } from 'node:worker_threads'
import type { Digest, Paper } from '../../club/paper.ts'
import { openToWrite } from './file.ts'
import { serve } from './serve.ts'
import { createWriting, type Updated, type Writing } from './write.ts'

export type WriterOperations = {
  put: (papers: readonly Paper[]) => Updated
  remove: (ids: readonly string[]) => Updated
  removeOthers: (input: null) => Updated
  setDigests: (digests: readonly Digest[]) => void
  finish: (input: null) => void
}

const file: string = workerData.file
let opened: Writing | undefined

const operations: WriterOperations = {
  put: (papers) => writing().put(papers),
  remove: (ids) => writing().remove(ids),
  removeOthers: () => writing().removeOthers(),
  setDigests: (digests) => writing().setDigests(digests),
  finish: () => writing().finish(),
}

serve(operations, () => opened?.close())

function writing(): Writing {
  opened ??= createWriting(openToWrite(file))
  return opened
}
