import type { Decide } from './driver.ts'
import { pick, type Rows, type RowWrites } from './rows.ts'
import { unsaved } from './trouble.ts'

/** How a transaction ended: to be repeated from its start, or with the first `applied` changes on disk and perhaps the one at `failed` refused. */
export type Outcome = 'repeat' | { applied: number; failed?: { index: number; cause: unknown } }

/** A transaction that the backend holds open: what it read under its lock, and how to end it. */
export interface Transaction {
  rows: Rows
  /** When they were read, by the backend's clock; milliseconds. */
  now: number
  commit(changes: RowWrites[]): Promise<Outcome>
}

interface Change {
  keys: readonly string[]
  decide: Decide
  resolve(): void
  reject(error: unknown): void
}

interface Decision {
  writes: RowWrites
  refusal?: { error: unknown }
}

/** One transaction must not keep others from the lock for long. */
const LARGEST_BATCH = 500

/** Carries out changes one transaction at a time: those that arrive while one is on its way to disk share the next. */
export function groupCommit(begin: (keys: readonly string[]) => Promise<Transaction>) {
  const queue: Change[] = []
  let draining: Promise<void> | undefined

  function transact(keys: readonly string[], decide: Decide): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    queue.push({ keys, decide, resolve, reject })
    draining ??= drain()
    return promise
  }

  async function drain(): Promise<void> {
    await null // what is asked for in the same turn comes along
    while (queue.length > 0) {
      const batch = queue.splice(0, LARGEST_BATCH)
      try {
        queue.unshift(...(await carryOut(batch)))
      } catch (cause) {
        for (const change of batch) change.reject(unsaved(cause))
      }
    }
    draining = undefined
  }

  /** Settles the changes of a batch and returns those to be done again. */
  async function carryOut(batch: Change[]): Promise<Change[]> {
    const transaction = await begin([...new Set(batch.flatMap((change) => change.keys))])
    const decisions = decideInTurn(batch, transaction)
    const outcome = await transaction.commit(decisions.map((decision) => decision.writes))
    if (outcome === 'repeat') return batch

    const { applied, failed } = outcome
    return batch.filter((change, index) => {
      const refusal = decisions[index]?.refusal
      if (index === failed?.index) change.reject(unsaved(failed.cause))
      else if (index >= applied) return true
      else if (refusal) change.reject(refusal.error)
      else change.resolve()
      return false
    })
  }

  return { transact, idle: async () => draining }
}

/** Each change sees what those before it wrote; one that throws writes nothing. */
function decideInTurn(batch: Change[], { rows, now }: Transaction): Decision[] {
  const current = new Map(rows)
  return batch.map(({ keys, decide }) => {
    try {
      const writes = decide(pick(current, keys), now)
      for (const [key, row] of writes) {
        if (row) current.set(key, row)
        else current.delete(key)
      }
      return { writes }
    } catch (error) {
      return { writes: new Map(), refusal: { error } }
    }
  })
}
