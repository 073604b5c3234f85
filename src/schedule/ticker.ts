import { schedule } from 'node-cron'
import type { Log } from '../chat/log.ts'

/** What keeps the weeks turning. */
export interface Ticker {
  /** Ticks now, besides the minutes; ticks never overlap, and one asked for during another follows it. */
  tick(): Promise<void>
  /** When the last tick ended without an error, by the system's clock. */
  lastTick(): Date | null
  stop(): Promise<void>
}

/** Calls `work` every minute. What is due is the work's to know: a tick that comes late or twice does no harm. */
export function startTicker(work: () => Promise<void>, log: Log): Ticker {
  let last: Date | null = null
  let running: Promise<void> | null = null
  let again = false

  async function run(): Promise<void> {
    do {
      again = false
      try {
        await work()
        last = new Date()
      } catch (error) {
        log.error({ err: error }, 'a tick failed; the next one tries again')
      }
    } while (again)
    running = null
  }

  function tick(): Promise<void> {
    if (running) again = true
    running ??= run()
    return running
  }

  // In UTC: a minute tick in a zone with daylight saving skips an hour.
  const task = schedule('* * * * *', tick, { timezone: 'Etc/UTC', noOverlap: true, name: 'tick' })

  return {
    tick,
    lastTick: () => last,
    async stop() {
      await task.destroy()
      await running
    },
  }
}
