/** The thread that keeps a library on disk: it answers look-ups, and takes in what has changed. */
import { workerData } from 'node:worker_threads'
import type { DigestInFull, DigestSummary, Paper } from '../paper.ts'
import { type Completion, complete } from './complete.ts'
import { define, digestNamed, digestsAt, digestsOf, termsOf } from './digests.ts'
import { drawOne, mix, namedIn, tagsOf } from './draw.ts'
import { openToRead, openToWrite, prepareFile, removeFile } from './file.ts'
import { type Found, find } from './find.ts'
import { type Identity, identify } from './identify.ts'
import { nearest } from './nearest.ts'
import { type AcceptedIdea, papersAt } from './papers.ts'
import { createReading, type Reading } from './reading.ts'
import { type Resolved, resolve } from './resolve.ts'
import { serve } from './serve.ts'
import { similar } from './similar.ts'
import { createUpdating, type DigestHead, type IndexedEntry, type Known, type Updating, versionOf } from './update.ts'
import type { Updated } from './write.ts'

export type Operations = {
  papers: (input: { ids: readonly string[] }) => Paper[]
  identify: (input: { identities: readonly Identity[] }) => (string | null)[]
  find: (input: { text: string; limit: number }) => Found
  resolve: (input: { text: string }) => Resolved
  complete: (input: { text: string; limit: number }) => Completion[]
  nearest: (input: { text: string; limit: number }) => Paper[]
  namedIn: (input: { text: string; limit: number }) => Paper[]
  similar: (input: { id: string; limit: number }) => Paper[]
  random: (input: { tag: string | undefined; chance: number }) => Paper[]
  mix: (input: { seed: string; avoid: readonly string[]; limit: number }) => ReturnType<typeof mix>
  digests: (input: { ids: readonly string[] | null }) => DigestSummary[]
  digest: (input: { text: string; limit: number }) => DigestInFull | undefined
  define: (input: { term: string }) => ReturnType<typeof define>
  terms: (input: null) => string[]
  tags: (input: null) => string[]
  size: (input: null) => { papers: number; digests: number }
  version: (input: null) => string | null
  known: (input: null) => Known
  begin: (head: DigestHead) => void
  put: (input: { digest: string; entries: readonly IndexedEntry[] }) => void
  end: (input: { digest: string; mark: string }) => void
  drop: (input: { digest: string; most: number }) => boolean
  setIdeas: (lines: readonly (readonly [string, AcceptedIdea])[]) => void
  finish: (input: { version: string }) => Updated
  /** Lets go of what writing needs. */
  rest: (input: null) => void
  /** Deletes all that is in the file. */
  empty: (input: null) => void
}

const file: string = workerData.file
let reading = opened()
let writing: Updating | undefined

const papers = (ids: readonly string[]) => papersAt(reading.ask, ids)

const operations: Operations = {
  papers: ({ ids }) => papers(ids),
  identify: ({ identities }) => identify(reading.ask, identities),
  find: ({ text, limit }) => find(reading, text, limit),
  resolve: ({ text }) => resolve(reading, text),
  complete: ({ text, limit }) => complete(reading, text, limit),
  nearest: ({ text, limit }) => papers(nearest(reading, text, limit)),
  namedIn: ({ text, limit }) => papers(namedIn(reading.ask, text, limit)),
  similar: ({ id, limit }) => papers(similar(reading, id, limit)),
  random: ({ tag, chance }) => papers([drawOne(reading, tag, chance) ?? '']),
  mix: ({ seed, avoid, limit }) => mix(reading.ask, seed, avoid, limit),
  digests: ({ ids }) => (ids ? digestsAt(reading.ask, ids) : digestsOf(reading.ask)),
  digest: ({ text, limit }) => digestNamed(reading.ask, text, limit),
  define: ({ term }) => define(reading.ask, term),
  terms: () => termsOf(reading.ask),
  tags: () => tagsOf(reading.ask),
  size: () => ({
    papers: reading.totals().papers,
    digests: Number(reading.ask('SELECT count(*) FROM digests')[0]?.[0] ?? 0),
  }),
  version: () => versionOf(reading.ask),
  known: () => updating().known(),
  begin: (head) => updating().begin(head),
  put: ({ digest, entries }) => updating().put(digest, entries),
  end: ({ digest, mark }) => updating().end(digest, mark),
  drop: ({ digest, most }) => updating().drop(digest, most),
  setIdeas: (lines) => updating().setIdeas(lines),
  finish: ({ version }) => updating().finish(version),
  rest,
  empty,
}

serve(
  operations,
  () => {
    rest()
    reading.close()
  },
  () => {
    // What was written before the damage is lost as well, so an update cannot go on: it begins again.
    if (writing) return false
    empty()
    return true
  },
)

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
