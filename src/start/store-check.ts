import type { Log } from '../chat/log.ts'
import type { Store } from '../store/store.ts'
import { probe, secondsLong } from './probe.ts'

/** What is wrong with the store, as a sentence with the remedy; null when it can be read and written. Never rejects. */
export type StoreCheck = () => Promise<string | null>

/** Milliseconds: a check that is younger is not made again, so that many questions cost the store no more than one. */
const FRESH = 2_000
const PATIENCE = 1_200
/** Milliseconds that the trace of a check lies in the store. */
const KEPT = 60_000

export function createStoreCheck(store: Store, log: Log): StoreCheck {
  let known: { problem: string | null; at: number } | undefined

  async function look(): Promise<string | null> {
    const problem = await lookAt(store)
    if (problem !== null && problem !== known?.problem) log.error({ about: 'store' }, problem)
    known = { problem, at: performance.now() }
    return problem
  }

  const ask = probe(PATIENCE, look, stillWaiting)
  return async () => (known && performance.now() - known.at < FRESH ? known.problem : ask())
}

function stillWaiting(seconds: number): string {
  return `The store has not answered for ${secondsLong(seconds)}: see whether another program holds it, and whether its disk or server still answers.`
}

async function lookAt(store: Store): Promise<string | null> {
  try {
    await store.range('clubs/', { limit: 1 })
  } catch (error) {
    return `The store cannot be read: ${remedyFor(error)}`
  }
  try {
    await store.expiring.set('health', Date.now(), KEPT)
  } catch (error) {
    return `The store cannot be written: ${remedyFor(error)}`
  }
  return null
}

const REMEDIES: [cause: RegExp, remedy: string][] = [
  [/disk is full|No space left|ENOSPC|quota/i, 'its disk is full. Free some space on it.'],
  [
    /readonly|read-only|EROFS/i,
    'it is read-only. Let the user that the bot runs as write its file and folder, and see how the disk or the database is set.',
  ],
  [/malformed|not a database|corrupt/i, 'it is damaged. Stop the bot and restore it from a backup.'],
  [/locked|busy/i, 'another program holds it. End that one.'],
  [
    /no such table|relation .* does not exist/i,
    'it has been emptied from outside. Stop the bot and restore it from a backup.',
  ],
  [
    /not in its place/,
    'its file was deleted, moved or replaced while the bot ran. Put it back; if another one shall be used, start the bot again.',
  ],
  [/password|authentication|role .* does not exist/i, 'its server refuses the user or password of STORE_URL.'],
  [/permission denied/i, 'its user lacks a right there. Grant it what it had.'],
  [
    /too many (clients|connections)/i,
    'its server takes no more connections. End what else uses it, or let it take more.',
  ],
  [/I\/O/i, 'its disk gives errors. See what the system says of the disk.'],
  [
    /ECONN|terminat|timeout|ENOTFOUND|EAI_AGAIN|connect/i,
    'its server does not answer. See that it runs and can be reached.',
  ],
]

function remedyFor(error: unknown): string {
  const causes = wordsOf(error)
  return REMEDIES.find(([cause]) => cause.test(causes))?.[1] ?? 'the log says why. Start the bot again if it stays so.'
}

/** What crosses between threads is no Error any more. */
function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  const message = 'message' in error ? String(error.message) : ''
  return 'cause' in error && error.cause !== undefined ? `${message} ${wordsOf(error.cause)}` : message
}
