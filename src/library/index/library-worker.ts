/** A thread that keeps libraries on disk: it answers look-ups, and takes in what has changed. */
import { emptyingLog, type LogEmptying } from '../../disk/empty-log.ts'
import { fileIdentity } from '../../disk/file-identity.ts'
import { note, serve } from '../../worker/serve.ts'
import { isDamage, moved } from './damage.ts'
import { isUsable, openToRead, openToWrite, PATIENCE, prepareFile, removeFile } from './file.ts'
import { LEFT } from './leftovers.ts'
import type { AcceptedIdea } from './papers.ts'
import { type Questions, questionsTo } from './questions.ts'
import { createReading, type Reading } from './reading.ts'
import {
  createUpdating,
  type DigestHead,
  type IndexedEntry,
  type RuledEntry,
  type Updating,
  versionOf,
} from './update.ts'

/** Where a library lies. `shared`: the file that it lies over. */
export interface Place {
  file: string
  shared?: string
}

/** A library that is open. */
interface Held {
  place: Place
  /** Its files, as they were when it was opened. */
  identity: string
  reading: Reading
  log: LogEmptying
  writing?: Updating
  usedAt: number
}

/** By their files, those that were used last at the end. */
const held = new Map<string, Held>()
/** So many are open at once, and so long in milliseconds when nobody asks. */
const MOST_HELD = 16
const IDLE = 60_000

/** What can be asked of the thread, besides the questions: each of the library at a place. */
export type IndexOperations = {
  [Name in keyof Questions]: (place: Place, ...args: Parameters<Questions[Name]>) => ReturnType<Questions[Name]>
} & typeof works

const works = {
  version: (place: Place) => at(place, ({ reading }) => versionOf(reading.ask)),
  /** Begins an update; one that takes long goes on in another thread, which takes it up. */
  known: (place: Place) => ({ ...begun(place).known(), identity: opened(place).identity }),
  takeUp(place: Place, identity: string): void {
    begun(place)
    if (opened(place).identity !== identity) throw moved()
  },
  layOn: (place: Place, basis: string, reads: readonly string[]) => updating(place).layOn(basis, reads),
  begin: (place: Place, head: DigestHead) => updating(place).begin(head),
  put: (place: Place, digest: string, entries: readonly IndexedEntry[]) => updating(place).put(digest, entries),
  end: (place: Place, digest: string, mark: string) => updating(place).end(digest, mark),
  drop: (place: Place, digest: string, most: number) => updating(place).drop(digest, most),
  setIdeas: (place: Place, lines: readonly (readonly [string, AcceptedIdea])[]) => updating(place).setIdeas(lines),
  setRulings: (place: Place, rulings: readonly RuledEntry[]) => updating(place).setRulings(rulings),
  finish: (place: Place, version: string) => updating(place).finish(version),
  /** Erases a part of what was removed and still stands in the file; whether that is all. */
  purge(place: Place): boolean {
    const [left] = opened(place).reading.ask('SELECT value FROM main.facts WHERE name = ?', LEFT)
    return !left || left[0] === 0 || begun(place).purge()
  },
  /** Lets go of what writing needs. What was overwritten goes from the log soon. */
  rest(place: Place): void {
    const one = held.get(place.file)
    if (!one?.writing) return
    one.log.soon()
    rest(one)
  },
  /** Deletes all that is in the file. */
  empty,
  /** Closes a file, and all that lie over it. */
  release(file: string): void {
    for (const one of [...held.values()]) if (one.place.file === file || one.place.shared === file) close(one)
  },
}

serve(
  { ...answering(), ...works },
  {
    close() {
      for (const one of [...held.values()]) close(one)
      clearInterval(tidying)
    },
  },
)

const tidying = setInterval(() => tidy(performance.now() - IDLE), IDLE / 2).unref()

function answering() {
  let asked: Held | undefined
  const questions = questionsTo(() => {
    if (!asked) throw new Error('No library is asked.')
    return asked.reading
  })
  const names = Object.keys(questions) as (keyof Questions)[]
  return Object.fromEntries(
    names.map((name) => [
      name,
      (place: Place, ...args: never[]) =>
        at(place, (one) => {
          asked = one
          one.reading.look()
          return (questions[name] as (...args: never[]) => unknown)(...args)
        }),
    ]),
  )
}

/** What cannot be read is emptied: all of it can be had again. */
function at<T>(place: Place, work: (one: Held) => T): T {
  try {
    return work(opened(place))
  } catch (error) {
    // What was written before the damage is lost as well, so an update cannot go on: it begins again.
    if (!isDamage(error) || held.get(place.file)?.writing) throw error
    empty(place)
    return work(opened(place))
  }
}

function opened(place: Place): Held {
  const before = held.get(place.file)
  if (before && before.identity !== identityOf(before.place)) leave(before)
  const known = held.get(place.file)
  const one = known ?? open(place)
  held.delete(place.file)
  held.set(place.file, one)
  one.usedAt = performance.now()
  if (!known && held.size > MOST_HELD) tidy(one.usedAt)
  return one
}

function open(place: Place): Held {
  const { file, shared } = place
  prepareFile(file, shared !== undefined)
  if (shared !== undefined) prepareFile(shared)
  const database = openToRead(file, shared)
  return {
    place,
    identity: identityOf(place),
    reading: createReading(database, shared !== undefined),
    log: emptyingLog(database, PATIENCE),
    usedAt: 0,
  }
}

function identityOf({ file, shared }: Place): string {
  return [file, ...(shared === undefined ? [] : [shared])].map(fileIdentity).join()
}

/** Somebody has made one of its files anew: it may want an update. */
function leave(one: Held): void {
  close(one)
  note(one.place.file)
  if (one.place.shared !== undefined) note(one.place.shared)
}

/** Closes what was not used since, and of the others the oldest beyond the most. */
function tidy(since: number): void {
  for (const one of [...held.values()]) {
    if (one.writing || (one.usedAt >= since && held.size <= MOST_HELD)) continue
    if (one.usedAt < since || held.size > MOST_HELD) close(one)
  }
}

function begun(place: Place): Updating {
  const one = opened(place)
  one.writing ??= createUpdating(openToWrite(place.file, place.shared), place.shared !== undefined)
  return one.writing
}

/** An update under way knows what it has written: when its file was closed meanwhile, it cannot go on with another. */
function updating(place: Place): Updating {
  const { writing } = opened(place)
  if (!writing) throw moved()
  return writing
}

function rest(one: Held): void {
  one.writing?.close()
  delete one.writing
}

function close(one: Held): void {
  rest(one)
  one.log.stop()
  one.reading.close()
  held.delete(one.place.file)
}

/** Deletes what of a library is damaged: where that cannot be told, all. */
function empty(place: Place): void {
  const files = [place.file, ...(place.shared === undefined ? [] : [place.shared])]
  const damaged = files.filter((file) => !isUsable(file))
  for (const file of damaged.length > 0 ? damaged : files) {
    works.release(file)
    removeFile(file)
    note(file)
  }
}
