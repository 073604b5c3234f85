import { readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { StoreLocation } from './location.ts'

/** Where the rows of a database elsewhere are backed up before an upgrade. */
const BESIDE_ANOTHER = 'data/lectern-postgres'

/** Where a store is backed up before it is upgraded from a format; null for one that keeps nothing. */
export function backupOfFormat(location: StoreLocation, format: number): string | null {
  const place = placeOf(location)
  return place && `${place}.format-${format}.backup`
}

/** Deletes the backups that were made before upgrades. */
export async function dropOwnBackups(location: StoreLocation): Promise<void> {
  const place = placeOf(location)
  if (place === null) return
  const own = new RegExp(`^${RegExp.escape(basename(place))}\\.format-\\d+\\.backup$`)
  const names = await readdir(dirname(place)).catch(() => [])
  await Promise.all(names.filter((name) => own.test(name)).map((name) => rm(join(dirname(place), name))))
}

function placeOf(location: StoreLocation): string | null {
  switch (location.kind) {
    case 'memory':
      return null
    case 'sqlite':
      return location.path
    case 'postgres':
      return BESIDE_ANOTHER
  }
}
