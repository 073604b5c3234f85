/** What a store needs once a day: what removed rows have left behind is erased, and backups that served their time are deleted. */
import { about, setAbout } from './about.ts'
import type { Driver } from './driver.ts'
import type { StoreLocation } from './location.ts'
import { dropOwnBackups } from './own-backups.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** So many days of a store that works follow an upgrade before the backup from before it is deleted. */
const GOOD_DAYS = 7

/** `at`: when it was cared for last, in milliseconds since 1970. `days`: how many times since the last upgrade. */
interface Care {
  at: number
  days: number
}

export function firstCare(): { care: string } {
  return { care: JSON.stringify({ at: Date.now(), days: 0 } satisfies Care) }
}

/** Looks now and every hour whether it is time. Returns how to stop. */
export function keepCaredFor(driver: Driver, location: StoreLocation): () => void {
  const run = () => void careFor(driver, location).catch(() => {}) // the next hour tries again
  const timer = setInterval(run, HOUR)
  timer.unref()
  run()
  return () => clearInterval(timer)
}

async function careFor(driver: Driver, location: StoreLocation): Promise<void> {
  const now = Date.now()
  const { at, days } = careIn((await about(driver, 'care')) ?? '')
  // A clock that was ahead must not put it off for a year.
  if (Math.abs(now - at) < DAY) return
  await driver.tidy()
  await setAbout(driver, { care: JSON.stringify({ at: now, days: days + 1 } satisfies Care) })
  if (days + 1 >= GOOD_DAYS) await dropOwnBackups(location)
}

function careIn(text: string): Care {
  const [, at, days] = /^\{"at":(\d+),"days":(\d+)\}$/.exec(text) ?? []
  return { at: Number(at ?? 0), days: Number(days ?? 0) }
}
