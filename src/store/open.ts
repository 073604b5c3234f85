import { Unavailable } from '../club/errors.ts'
import { keepCaredFor } from './care.ts'
import type { Driver } from './driver.ts'
import { prepareFolder } from './folder.ts'
import { isOlder, upgrade } from './format.ts'
import { keyvStore, type StoreOptions } from './keyv.ts'
import { storeLocation } from './location.ts'
import type { Store } from './store.ts'

export { describeStore, isLasting, storeFile } from './location.ts'

export interface OpenOptions extends StoreOptions {
  /** Milliseconds that SQLite's thread sleeps before it looks at the next request, as a slow disk would. For tests. Default: none. */
  delay?: () => number
}

/**
 * Opens the store at `sqlite:<path>`, `postgres://…` or `memory:`; a file's folder is created. Rejects with an Error whose
 * message says what to do. Each backend is loaded only when it is asked for.
 */
export async function openStore(url: string, options: OpenOptions = {}): Promise<Store> {
  const location = storeLocation(url)
  const driver = await openDriver(url, options)
  try {
    await upgrade(driver, location)
  } catch (error) {
    // What cannot be read or written now is said by each call, and upgraded at the next start.
    if (!(error instanceof Unavailable)) {
      await driver.close()
      throw error
    }
  }
  const stopCaring = keepCaredFor(driver, location)
  const store = keyvStore(driver, options)
  return {
    ...store,
    close() {
      stopCaring()
      return store.close()
    },
  }
}

/**
 * Opens a store that is only looked at: it is not upgraded, not cared for, and what has expired stays in it. `isOlder`: whether the
 * bot's next start upgrades it. Rejects as {@link openStore} does.
 */
export async function openToLook(url: string, options: StoreOptions = {}): Promise<{ store: Store; isOlder: boolean }> {
  const driver = await openDriver(url)
  try {
    return { isOlder: await isOlder(driver), store: keyvStore(driver, { ...options, sweeps: false }) }
  } catch (error) {
    // What cannot be read now is said by each call.
    if (error instanceof Unavailable) return { isOlder: false, store: keyvStore(driver, { ...options, sweeps: false }) }
    await driver.close()
    throw error
  }
}

export async function openDriver(url: string, { delay }: OpenOptions = {}): Promise<Driver> {
  const location = storeLocation(url)
  switch (location.kind) {
    case 'memory':
      return (await import('./memory.ts')).openMemory()
    case 'sqlite':
      prepareFolder(location.path)
      return (await import('./sqlite.ts')).openSqlite(location.path, delay)
    case 'postgres':
      return (await import('./postgres.ts')).openPostgres(location.url)
  }
}
