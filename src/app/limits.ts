/** How much one server or workspace may ask for in a minute, so that a loud one delays nobody else. Counted in this process. */
import { UserError } from '../club/errors.ts'

/** What is counted: everything that people do, and beside it what takes more work. */
export type Cost = 'command' | 'nomination' | 'import' | 'feed' | 'completion'

export interface Limits {
  /** Counts one. Throws {@link UserError} with when to try again where a tenant has had its share. */
  take(tenant: string, cost: Cost): void
}

/** Of `commands` a minute; the others are shares of it. What was not used in the last minute can be used at once. */
export function openLimits(commands: number, now: () => number = () => performance.now()): Limits {
  const most: Record<Cost, number> = {
    command: commands,
    nomination: Math.ceil(commands / 10),
    import: Math.ceil(commands / 20),
    feed: Math.ceil(commands / 60),
    completion: commands * 5,
  }
  const used = new Map<string, { left: number; at: number }>()

  function forgetFull(): void {
    for (const [key, { at }] of used) if (now() - at >= MINUTE_MS) used.delete(key)
  }

  return {
    take(tenant, cost) {
      const key = `${cost} ${tenant}`
      const at = now()
      const before = used.get(key) ?? { left: most[cost], at }
      const perMs = most[cost] / MINUTE_MS
      const left = Math.min(most[cost], before.left + (at - before.at) * perMs)
      if (left < 1) throw tooMuch(cost, most[cost], Math.max(1, Math.ceil((1 - left) / perMs / 1000)))
      if (used.size >= MOST_COUNTED) forgetFull()
      used.set(key, { left: left - 1, at })
    },
  }
}

const MINUTE_MS = 60_000
const MOST_COUNTED = 20_000

const WHAT: Record<Cost, string> = {
  command: 'commands and clicks',
  nomination: 'nominations',
  import: 'additions',
  feed: 'feeds',
  completion: 'completions',
}

function tooMuch(cost: Cost, most: number, seconds: number): UserError {
  const when = seconds === 1 ? 'a second' : `${seconds} seconds`
  return new UserError(
    'too-much',
    `That was not done: more than ${most} ${WHAT[cost]} a minute are asked for from here. Try again in ${when}.`,
  )
}
