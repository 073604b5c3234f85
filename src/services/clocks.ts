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
  /** How many processes are alive, this one included. */
  count(): number
  /** The others need not wait for this one any more. */
  leave(): Promise<void>
}

/** Milliseconds between two times that a process says so; the others count on from what it said. */
const TOLD_EVERY = 60_000
/** Milliseconds: who has said nothing for longer is gone. */
const SILENCE = 90_000
/** Milliseconds by which a clock may differ from what the others make of it. */
const ASIDE = 1_000
/** Whose clock is further behind is gone, or it is a clock that jumped, which nobody can wait for. */
const FURTHEST = { minutes: 10 }
/** Milliseconds; what a dead process said is worth nothing by then. */
const KEPT_FOR = 24 * 60 * 60_000

export function openClocks({ store, clock }: House): Clocks {
  const own = keys.clock(randomUUID())
  let said: Heard | undefined
  /** What the others said last. */
  const heard = new Map<string, Heard>()

  async function say(): Promise<void> {
    const now = clock.now()
    const isKnown = said && said.since > performance.now() - TOLD_EVERY && isClose(expected(said), now)
    if (isKnown) return
    const since = performance.now()
    await keepFor(store, KEPT_FOR, { [own]: Told.json({ now }) })
    said = { now, since }
  }

  return {
    async tell() {
      await say()
      const others = (await Told.range(store, keys.clock(''))).filter(({ key }) => key !== own)
      for (const { key, value } of others) {
        const before = heard.get(key)
        if (!before?.now.equals(value.now)) heard.set(key, { now: value.now, since: performance.now() })
      }
      for (const key of heard.keys()) if (!others.some((other) => other.key === key)) heard.delete(key)
    },
    agreeOn(due) {
      const longAgo = clock.now().subtract(FURTHEST)
      return [...heard.values()].every((one) => {
        const isThere = Temporal.Instant.compare(expected(one), due) >= 0
        const isGone = Temporal.Instant.compare(one.now, longAgo) < 0 || performance.now() - one.since > SILENCE
        return isThere || isGone
      })
    },
    count() {
      const lately = clock.now().subtract({ milliseconds: SILENCE })
      const isAlive = (one: Heard) =>
        performance.now() - one.since < SILENCE && Temporal.Instant.compare(expected(one), lately) > 0
      return 1 + [...heard.values()].filter(isAlive).length
    },
    leave: () => store.remove(own),
  }
}

/** What a clock said, and since when that is known, by this process's own count of milliseconds. */
interface Heard {
  now: Temporal.Instant
  since: number
}

/** What a clock says by now at least, also that of a process which is dead meanwhile. */
function expected({ now, since }: Heard): Temporal.Instant {
  return now.add({ milliseconds: Math.floor(performance.now() - since) })
}

function isClose(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Math.abs(one.since(other).total('milliseconds')) < ASIDE
}
