/** What records lack is mended from others that have it: of each club soon after it was touched, and of all at the start and daily. */
import { beside } from './beside.ts'
import { mendAll, mendDue } from './club/mended.ts'
import type { House } from './house.ts'
import { dropOldNotes } from './notes.ts'
import { mendSendings } from './waiting.ts'

export interface Mending {
  /** Somebody asked a club for something. */
  touch(club: string): void
  /** Begins where a day has gone by, or the clock was set back. */
  daily(): void
  done(): Promise<void>
}

export function openMending(house: House, deliver: () => Promise<void>): Mending {
  const { clock, log } = house
  /** When each club was touched last: not every touch looks for what it lost. */
  const touched = new Map<string, Temporal.Instant>()
  let mended: Temporal.Instant | undefined
  const all = beside(house, mendEverything, 'not all clubs could be looked through; it is tried again')

  async function mendEverything(): Promise<void> {
    await Promise.all([mendAll(house), dropOldNotes(house), mendSendings(house)])
    await deliver()
  }

  return {
    touch(club) {
      const now = clock.now()
      const last = touched.get(club)
      if (last && Math.abs(now.since(last).total('minutes')) < 1) return
      touched.set(club, now)
      mendDue(house, club).catch((error: unknown) => log.warn({ err: error, club }, 'a club could not be mended'))
    },
    daily() {
      const now = clock.now()
      if (mended && Math.abs(now.since(mended).total('hours')) < 24) return
      mended = now
      void all.begin()
    },
    done: all.done,
  }
}
