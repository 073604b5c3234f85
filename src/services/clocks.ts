/** Processes on one store compare their clocks, so that one which is minutes ahead closes nothing early. */
import { randomUUID } from 'node:crypto'
import { keys } from '../club/keys.ts'
import type { House } from './house.ts'
import { Told } from './records.ts'
import { keepFor } from './writes.ts'

export interface Clocks {
  /** Tells the other processes what this one's clock says, and hears theirs. */
  tell(): Promise<void>
  /** Whether the others, as far as they are alive, have reached an instant as well. */
  agreeOn(due: Temporal.Instant): boolean
  /** The others need not wait for this one any more. */
  leave(): Promise<void>
}

/** Milliseconds. Each process ticks every minute: who has said nothing for longer is gone. */
const SILENCE = 90_000
/** Whose clock is further behind is gone, or it is a clock that jumped, which nobody can wait for. */
const FURTHEST = { minutes: 10 }
/** Milliseconds; what a dead process said is worth nothing by then. */
const KEPT_FOR = 24 * 60 * 60_000

export function openClocks({ store, clock }: House): Clocks {
  const own = keys.clock(randomUUID())
  /** What the others said last, and since when, by this process's own count of milliseconds. */
  const heard = new Map<string, { now: Temporal.Instant; since: number }>()

  return {
    async tell() {
      await keepFor(store, KEPT_FOR, { [own]: Told.json({ now: clock.now() }) })
      const others = (await Told.range(store, keys.clock(''))).filter(({ key }) => key !== own)
      for (const { key, value } of others) {
        const before = heard.get(key)
        if (!before?.now.equals(value.now)) heard.set(key, { now: value.now, since: performance.now() })
      }
      for (const key of heard.keys()) if (!others.some((other) => other.key === key)) heard.delete(key)
    },
    agreeOn(due) {
      const longAgo = clock.now().subtract(FURTHEST)
      return [...heard.values()].every(({ now, since }) => {
        const isThere = Temporal.Instant.compare(now, due) >= 0
        const isGone = Temporal.Instant.compare(now, longAgo) < 0 || performance.now() - since > SILENCE
        return isThere || isGone
      })
    },
    leave: () => store.remove(own),
  }
}
