import type { Driver } from './driver.ts'
import type { Rows } from './rows.ts'

/** The driver's reads, those that are asked for in one turn as one: a thread or a server is asked once for what is wanted together. */
export function joinedReads(driver: Pick<Driver, 'read'>): Driver['read'] {
  let wanted = new Set<string>()
  let rows: Promise<Rows> | undefined

  function read(): Promise<Rows> {
    const keys = [...wanted]
    wanted = new Set()
    rows = undefined
    return driver.read(keys)
  }

  return (keys) => {
    for (const key of keys) wanted.add(key)
    rows ??= new Promise((resolve) => process.nextTick(() => resolve(read())))
    return rows
  }
}
