/** The end of a club: when its time has come, all that belongs to it is erased. */
import { keys, prefixesOfClub } from '../../club/keys.ts'
import type { RecordKind } from '../../store/record.ts'
import type { Entry, Store, Writes } from '../../store/store.ts'
import { LATELY } from '../elsewhere.ts'
import type { House } from '../house.ts'
import { libraryKeys } from '../library/library-keys.ts'
import { pagesOf } from '../pages.ts'
import { Chosen, Clubs, Commented, Copied, Due, Invitations, Lately, Rooms, Sendings, Threads } from '../records.ts'
import { removing } from '../writes.ts'

/** Entries read and erased in one go. */
const PAGE = 200

/** What lies among others' and names its club by its value. */
const NAMING: readonly [prefix: string, kind: RecordKind<{ club: string }>][] = [
  [keys.rooms(), Rooms],
  [keys.threads(), Threads],
  [keys.commentedAll(), Commented],
  [keys.copiedAll(), Copied],
  [keys.invitations(), Invitations],
  [keys.sendings(), Sendings],
  [keys.chosenAll(), Chosen],
]

/** Erases a club whose time has come; false when it has not. What a crash interrupts is done by the next tick. */
export async function eraseIfDue(house: House, id: string): Promise<boolean> {
  const { store, clock, log } = house
  const club = await Clubs.find(store, keys.club(id))
  if (!club?.ending || Temporal.Instant.compare(club.ending.until, clock.now()) > 0) return false
  await eraseClub(house, id)
  log.info({ club: id }, 'a club that was deleted is erased')
  return true
}

/** Erases all that belongs to a club: first nobody reaches it any more, last nothing is left that says it is to be erased. */
export async function eraseClub({ store, libraries }: House, id: string): Promise<void> {
  await eraseNaming(store, id, keys.rooms(), Rooms)
  const key = keys.club(id)
  await store.change([key], (values) => {
    const club = Clubs.findIn(store, values, key)
    return { writes: club ? { [key]: Clubs.json({ ...club, rooms: [], closed: [] }) } : {} }
  })
  await eraseBelongings(store, id)
  await libraries.erase(id)
  await store.change([], () => ({ writes: removing([key, libraryKeys.version(id)]) }))
  await eraseNaming(store, id, keys.dues(), Due)
  await store.remove(keys.leaving(id))
}

async function eraseBelongings(store: Store, id: string): Promise<void> {
  for (const prefix of [...prefixesOfClub(id), ...libraryKeys.ofClub(id)]) {
    await eachPage(store, prefix, (page) => removing(page.map(({ key }) => key)))
  }
  for (const [prefix, kind] of NAMING) await eraseNaming(store, id, prefix, kind)
  await forgetWhoWasThere(store, id)
}

function eraseNaming(store: Store, id: string, prefix: string, kind: RecordKind<{ club: string }>): Promise<void> {
  return eachPage(store, prefix, (page) =>
    removing(page.filter((entry) => readable(kind, entry)?.club === id).map(({ key }) => key)),
  )
}

/** In which clubs somebody was lately: they were in this one no more. */
async function forgetWhoWasThere(store: Store, id: string): Promise<void> {
  for (const { key, value } of await Lately.range(store, keys.latelyAll())) {
    const clubs = value.clubs.filter((club) => club !== id)
    if (clubs.length === value.clubs.length) continue
    const writes = clubs.length > 0 ? { [key]: Lately.json({ clubs }) } : {}
    await store.change([], () => ({
      writes: clubs.length > 0 ? {} : { [key]: undefined },
      passing: { writes, lasting: LATELY },
    }))
  }
}

async function eachPage(store: Store, prefix: string, erase: (page: readonly Entry[]) => Writes): Promise<void> {
  for await (const page of pagesOf(store, prefix, PAGE)) {
    const writes = erase(page)
    if (Object.keys(writes).length > 0) await store.change([], () => ({ writes }))
  }
}

/** One that cannot be read names no club. */
function readable<T>(kind: RecordKind<T>, { key, value }: Entry): T | undefined {
  try {
    return kind.from(new Map([[key, value]]), key)
  } catch {
    return undefined
  }
}
