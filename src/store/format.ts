import { setTimeout as sleep } from 'node:timers/promises'
import { about, FORMAT, setAbout } from './about.ts'
import { Adapter } from './adapter.ts'
import { firstCare } from './care.ts'
import type { Driver } from './driver.ts'
import type { StoreLocation } from './location.ts'
import { backupOfFormat } from './own-backups.ts'

/** By the format that each ends in. They are taken one after the other, each again when it was broken off. */
const STEPS: Readonly<Record<number, (driver: Driver) => Promise<void>>> = {
  /** What was removed before stands in the file until then. */
  2: (driver) => driver.tidy(),
}

/** Milliseconds. Whoever upgrades a store has ended without a word when they are over. */
const UPGRADE_LEASE = 10 * 60_000
const LOOK_EVERY = 200

/** Brings a store that an earlier version wrote to the present format, with a backup of it first. Throws an Error whose message says what to do. */
export async function upgrade(driver: Driver, location: StoreLocation): Promise<void> {
  if (await isCurrent(driver)) return
  const leases = new Adapter(driver, 'leases')
  while (!(await leases.claim('upgrade', UPGRADE_LEASE))) {
    await sleep(LOOK_EVERY)
    if (await isCurrent(driver)) return
  }
  try {
    const format = await formatOf(driver)
    if (format === undefined) await setAbout(driver, { ...firstCare(), format: String(FORMAT) })
    else if (format < FORMAT) await upgradeFrom(format, driver, location)
  } finally {
    await leases.release('upgrade')
  }
}

/** Whether a store waits for {@link upgrade}. Throws as that does. */
export async function isOlder(driver: Driver): Promise<boolean> {
  if (await isCurrent(driver)) return false
  return (await formatOf(driver)) !== undefined
}

async function isCurrent(driver: Driver): Promise<boolean> {
  if ((await about(driver, 'restoring')) !== undefined) {
    throw new Error(
      'The restoring of this store was broken off, so a part of it is missing. Run `npm run lectern -- restore FILE --force` again.',
    )
  }
  const format = Number((await about(driver, 'format')) ?? 0)
  if (format > FORMAT) {
    throw new Error(
      'The store was written by a later version of Lectern. Start that version, or restore a backup from before it.',
    )
  }
  return format === FORMAT
}

/** Undefined for a store in which nothing is. */
async function formatOf(driver: Driver): Promise<number | undefined> {
  const format = await about(driver, 'format')
  if (format !== undefined) return Number(format)
  const [any] = await driver.scan({ lower: 'facts:', upper: 'facts;', inclusive: false, limit: 1, reverse: false }, 0)
  return any ? 1 : undefined
}

async function upgradeFrom(format: number, driver: Driver, location: StoreLocation): Promise<void> {
  const backup = backupOfFormat(location, format)
  if (backup !== null) {
    const { backUp } = await import('./back-up.ts')
    await backUp(driver, backup, { replace: true })
  }
  for (let next = format + 1; next <= FORMAT; next++) {
    await STEPS[next]?.(driver)
    await setAbout(driver, { ...firstCare(), format: String(next) })
  }
}
