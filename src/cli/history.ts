/** `lectern history`: what a club has read, as a table or as records of papers. */
import { fileURLToPath } from 'node:url'
import { keys } from '../club/keys.ts'
import { LIST_FORMATS, type ListFormat } from '../library/records/reading-list.ts'
import { datesRead } from '../services/club/reading-list.ts'
import { indexFolder } from '../services/library/index-folder.ts'
import { openLibraries } from '../services/library/libraries.ts'
import { openSeedFolder } from '../services/library/seed-folder.ts'
import { Clubs } from '../services/records.ts'
import { systemClock } from '../start/clock.ts'
import { optionsOf, WrongUse } from '../start/program.ts'
import { isLasting, openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import { type Io, write } from './io.ts'
import { mustExist, storeUrl } from './stores.ts'

const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url))

export async function historyCommand(args: string[], io: Io): Promise<number> {
  const { as = 'markdown', club: named } = optionsOf(args, { as: { type: 'string' }, club: { type: 'string' } })
  if (!isFormat(as)) throw new WrongUse(`--as is one of ${Object.keys(LIST_FORMATS).join(', ')}.`)
  const url = storeUrl(io)
  mustExist(url)
  const store = await openStore(url)
  const seeds = await openSeedFolder(SEEDS)
  const libraries = openLibraries(store, seeds, {
    indexes: indexFolder(isLasting(url) ? 'data' : null),
    // Whoever asks is told.
    onFailure: () => {},
  })
  try {
    const club = await clubNamed(store, named)
    await libraries.of(club.id)
    await libraries.refresh()
    await write(io.stdout, LIST_FORMATS[as].write(await datesRead({ store, libraries, clock: systemClock }, club)))
    return 0
  } finally {
    seeds.close()
    await libraries.close()
    await store.close()
  }
}

function isFormat(text: string): text is ListFormat {
  return Object.hasOwn(LIST_FORMATS, text)
}

/** The club of that name or id; without one the only one. */
async function clubNamed(store: Store, named: string | undefined) {
  const clubs = (await Clubs.range(store, keys.club(''))).map(({ value }) => value)
  const wanted = clubs.filter(({ id, name }) => named === undefined || named === id || named === name)
  const [club, ...more] = wanted
  if (club && more.length === 0) return club
  const list = clubs.map(({ id, name }) => `${name} (${id})`).join(', ')
  throw new WrongUse(clubs.length === 0 ? 'There is no club in that store.' : `Say --club with one of: ${list}.`)
}
