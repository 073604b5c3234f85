import type { Driver } from './driver.ts'
import { isLive } from './rows.ts'

const AT_ONCE = 500

/** Removes those of `keys` that have expired and were not written again meanwhile. */
export function dropExpired(driver: Driver, keys: readonly string[]): Promise<void> {
  return driver.transact(
    keys,
    (rows, now) => new Map([...rows].filter(([, row]) => !isLive(row, now)).map(([key]) => [key, null])),
  )
}

/** Removes what has expired now and then every `period` milliseconds. Returns how to stop. */
export function keepSwept(driver: Driver, period: number): () => void {
  const run = () => void sweep(driver).catch(() => {}) // expired rows are never handed out, and the next run tries again
  const timer = setInterval(run, period)
  timer.unref()
  run()
  return () => clearInterval(timer)
}

async function sweep(driver: Driver): Promise<void> {
  for (;;) {
    const keys = await driver.expired(AT_ONCE)
    if (keys.length > 0) await dropExpired(driver, keys)
    if (keys.length < AT_ONCE) return
  }
}
