import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import type { Entry, Store } from '../../store/store.ts'
import type { House } from '../house.ts'
import { pagesOf, recordsIn } from '../pages.ts'
import { pause } from '../pause.ts'
import { Clubs } from '../records.ts'
import { sideBySide } from '../side-by-side.ts'

/** Clubs looked at in one go: others get in between. */
const PAGE = 100
/** What looks at all of many clubs takes its time. */
const BREATH = 20
/** Clubs that one turn looks at: a tick takes no time, and each of ten thousand has its turn within a day. */
const A_TURN = 2

/** One that cannot be read is told of, and passed over. `breath`: milliseconds between two pages of them. */
export async function* everyClub(store: Store, breath = BREATH): AsyncGenerator<Club> {
  let isFirst = true
  for await (const page of pagesOf(store, keys.club(''), PAGE)) {
    if (!isFirst) await pause(breath)
    isFirst = false
    yield* clubsIn(store, page)
  }
}

/** What fails for one club is said, and keeps nobody from the next: then it resolves with false. */
export async function eachClub(
  { store, log }: House,
  failure: string,
  work: (club: Club) => Promise<void>,
  { atOnce = 1, clubs = everyClub(store) }: { atOnce?: number; clubs?: AsyncIterable<Club> | Club[] } = {},
): Promise<boolean> {
  let isAll = true
  await sideBySide(clubs, atOnce, async (club) => {
    try {
      await work(club)
    } catch (error) {
      isAll = false
      log.error({ err: error, club: club.id }, failure)
    }
  })
  return isAll
}

/**
 * Some clubs at each turn, round and round; first those of which something was written since the turn before. `clubOf`: whose a
 * key is that tells of that; default: that of a club itself.
 */
export function clubsInTurn(store: Store, clubOf = ofClub): () => Promise<Club[]> {
  const written = new Set<string>()
  let from = keys.club('')
  store.onWrite((changed) => {
    for (const key of changed) {
      const club = clubOf(key)
      if (club !== null) written.add(keys.club(club))
    }
  })
  return async () => {
    const page = await store.range(keys.club(''), { from, limit: A_TURN + 1 })
    from = page[A_TURN]?.key ?? keys.club('')
    const turn = page.slice(0, A_TURN)
    const others = [...written].filter((key) => turn.every((entry) => entry.key !== key))
    written.clear()
    const changed = await Promise.all(others.map((key) => Clubs.find(store, key)))
    return [...changed.filter((club) => club !== undefined), ...clubsIn(store, turn)]
  }
}

function ofClub(key: string): string | null {
  return key.startsWith(keys.club('')) ? key.slice(keys.club('').length) : null
}

function clubsIn(store: Store, page: readonly Entry[]): Club[] {
  return Array.from(recordsIn(store, Clubs, page), ({ value }) => value)
}
