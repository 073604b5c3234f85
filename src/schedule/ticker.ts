import { schedule } from 'node-cron'
import type { Log } from '../chat/log.ts'

/** What keeps the weeks turning. */
export interface Ticker {
  /** Ticks now, besides the usual times; ticks never overlap, and one asked for during another follows it. */
  tick(): Promise<void>
  /** When the last tick ended without an error, by the system's clock. */
  lastTick(): Date | null
  /** What whoever runs the bot has to know, as a sentence; null when all is well. */
  problem(): string | null
  stop(): Promise<void>
}

/** Milliseconds without a tick that went well, after which something is wrong. */
const LATE = 5 * 60_000
/** Milliseconds without a beat, after which node-cron is started anew. */
const SILENT = 50_000
const LOOK_EVERY = 1_000
/** Milliseconds by which the system's clock is set without node-cron minding. */
const JUMP = 30_000

/** Calls `work` every 15 seconds: so soon is done what another process has left undone. What is due is the work's to know: a tick that comes late or twice does no harm. */
export function startTicker(work: () => Promise<void>, log: Log): Ticker {
  let last: Date | null = null
  let running: Promise<void> | null = null
  let again = false
  let failed = false
  // What has passed is told by a clock that nobody can set.
  let wentWell = performance.now()
  let beat = performance.now()

  async function run(): Promise<void> {
    do {
      again = false
      try {
        await work()
        failed = false
        last = new Date()
        wentWell = performance.now()
      } catch (error) {
        failed = true
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

  // In UTC: a tick in a zone with daylight saving skips an hour. Overlaps are no matter of its: `tick` knows them.
  const start = () =>
    schedule(
      '*/15 * * * * *',
      () => {
        beat = performance.now()
        void tick()
      },
      { timezone: 'Etc/UTC', name: 'tick' },
    )
  let task = start()

  function startAnew(): void {
    void task.destroy()
    task = start()
    beat = performance.now()
    void tick()
  }

  // After a jump of the clock node-cron would count each tick of it, which takes minutes for a year, or wait for a year.
  let gap = Date.now() - performance.now()
  const watchdog = setInterval(() => {
    const before = gap
    gap = Date.now() - performance.now()
    const hasJumped = Math.abs(gap - before) > JUMP
    if (!hasJumped && performance.now() - beat < SILENT) return
    log.warn({ jumped: Math.round((gap - before) / 1000) }, 'the scheduler is started anew')
    startAnew()
  }, LOOK_EVERY).unref()

  return {
    tick,
    lastTick: () => last,
    problem() {
      const late = performance.now() - wentWell
      if (late < LATE) return null
      const minutes = Math.floor(late / 60_000)
      if (failed)
        return `What is due has not been done for ${minutes} minutes, because each attempt fails. The log says why.`
      return `What is due has not been looked at for ${minutes} minutes: the scheduler is stuck. Start the bot again.`
    },
    async stop() {
      clearInterval(watchdog)
      await task.destroy()
      await running
    },
  }
}
