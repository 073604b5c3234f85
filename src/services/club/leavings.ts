/** Clubs that have no rooms any more: kept for a while, announced when that is nearly over, then erased. */
import { keys } from '../../club/keys.ts'
import { remaining, spend } from '../../club/leaving.ts'
import type { House } from '../house.ts'
import { Clubs, Leavings } from '../records.ts'
import { eraseClub } from './erase-club.ts'
import { conversations, telling } from './outgoing.ts'

export interface Leave {
  /** Counts the time that has passed, and does what is due. Time in which nobody called this does not count. */
  tick(): Promise<void>
}

/** `days`: for how many a club is kept. */
export function leavings(house: House, days: number): Leave {
  const { store, clock, log } = house
  let up: Temporal.Instant | undefined

  async function tick(): Promise<void> {
    up ??= clock.now()
    for (const { key } of await Leavings.range(store, keys.leavings())) {
      const club = key.slice(keys.leavings().length)
      try {
        await count(club, up)
      } catch (error) {
        log.error({ err: error, club }, 'a club without rooms could not be dealt with; it is tried again')
      }
    }
  }

  async function count(id: string, up: Temporal.Instant): Promise<void> {
    const [key, leaving] = [keys.club(id), keys.leaving(id)]
    const now = clock.now()
    const outcome = await store.change([key, leaving], (values) => {
      const [club, before] = [Clubs.from(values, key), Leavings.from(values, leaving)]
      if (!before) return { writes: {}, result: null }
      // What a crash interrupted is finished.
      if (!club) return { writes: {}, result: 'erase' as const }
      const after = spend(before, up, now)
      const { left, due } = remaining(after, days)
      if (due === null) return { writes: after === before ? {} : { [leaving]: Leavings.json(after) }, result: null }
      if (due === 'erase') return { writes: {}, result: due }
      const at = now.add({ milliseconds: left })
      return {
        writes: {
          [leaving]: Leavings.json({ ...after, warned: true }),
          ...telling(club, conversations(house, club), { what: 'erasing', place: null, at }),
        },
        result: due,
      }
    })
    if (outcome === 'warn') log.warn({ club: id }, 'a club that has no room any more is erased in seven days')
    if (outcome !== 'erase') return
    await eraseClub(house, id)
    log.warn({ club: id }, 'a club that had no room any more is erased')
  }

  return { tick }
}
