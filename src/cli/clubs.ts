/** The libraries of a store, and a club with its own, for as long as a command works on them. */
import { fileURLToPath } from 'node:url'
import type { Club } from '../club/club.ts'
import { keys } from '../club/keys.ts'
import { indexFolder } from '../services/library/index-folder.ts'
import { type Libraries, openLibraries } from '../services/library/libraries.ts'
import { openSeedFolder } from '../services/library/seed-folder.ts'
import { Clubs } from '../services/records.ts'
import { WrongUse } from '../start/program.ts'
import type { StoreOptions } from '../store/keyv.ts'
import { isLasting, openStore, openToLook } from '../store/open.ts'
import type { Store } from '../store/store.ts'

/** `looks`: whether nothing is written, so that the store stays as it is. */
interface Opening extends StoreOptions {
  looks?: boolean
}

const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url))

/** The libraries of a store, for as long as the work takes. */
export async function withLibraries<T>(
  url: string,
  work: (open: { store: Store; libraries: Libraries }) => Promise<T>,
  { looks = false, ...options }: Opening = {},
): Promise<T> {
  const store = looks ? (await openToLook(url, options)).store : await openStore(url, options)
  const seeds = await openSeedFolder(SEEDS)
  const libraries = openLibraries(store, seeds, {
    indexes: indexFolder(isLasting(url) ? 'data' : null),
    // Whoever asks is told.
    onFailure: () => {},
  })
  try {
    return await work({ store, libraries })
  } finally {
    seeds.close()
    await libraries.close()
    await store.close()
  }
}

/** `named`: its name or id; undefined where there is only one. Throws {@link WrongUse}. */
export function withClub<T>(
  url: string,
  named: string | undefined,
  work: (open: { store: Store; libraries: Libraries; club: Club }) => Promise<T>,
  options: Opening = {},
): Promise<T> {
  async function withIt({ store, libraries }: { store: Store; libraries: Libraries }): Promise<T> {
    const club = await clubNamed(store, named)
    await libraries.of(club.id)
    await libraries.refresh()
    return work({ store, libraries, club })
  }
  return withLibraries(url, withIt, options)
}

async function clubNamed(store: Store, named: string | undefined): Promise<Club> {
  const clubs = (await Clubs.range(store, keys.club(''))).map(({ value }) => value)
  const [club, ...more] = clubs.filter(({ id, name }) => named === undefined || named === id || named === name)
  if (club && more.length === 0) return club
  const list = clubs.map(({ id, name }) => `${name} (${id})`).join(', ')
  throw new WrongUse(clubs.length === 0 ? 'There is no club in that store.' : `Say --club with one of: ${list}.`)
}
