import { keys } from '../../club/keys.ts'
import { nextArrivals, told } from '../../club/week-digest.ts'
import type { House } from '../house.ts'
import { freshSince } from '../library/arrivals.ts'
import { Clubs } from '../records.ts'
import { moveDue, readClub } from './clubs.ts'
import { tellingEach } from './outgoing.ts'

/** Tells the rooms what is new in the library, if that is still due at `due`; that nothing is, once. */
export async function tellWhatIsNew(house: House, id: string, due: Temporal.Instant): Promise<void> {
  const { store, clock, libraries } = house
  const since = (await readClub(house, id)).arrivalsPost?.since
  const fresh = since ? await freshSince(house, id, await libraries.of(id), since) : []
  await store.change([keys.club(id)], (values) => {
    const club = Clubs.from(values, keys.club(id))
    if (!club?.arrivalsPost || !club.nextArrivals?.equals(due) || club.paused) return { writes: {} }
    const now = clock.now()
    const { arrivalsPost: before, rooms, schedule } = club
    const isSaid = fresh.length > 0 || !before.isQuiet
    const arrivalsPost = told(before, fresh.length, now)
    const after = { ...club, arrivalsPost, nextArrivals: nextArrivals(arrivalsPost, schedule, now) }
    const papers = fresh.slice(0, SHOWN).map(({ paper }) => paper.id)
    const news = { what: 'fresh' as const, place: null, at: before.since, papers, count: fresh.length }
    return { writes: { ...moveDue(club, after), ...tellingEach(after, rooms, isSaid ? [{ news }] : []) } }
  })
}

/** Papers that a post shows; the others are behind its button. */
const SHOWN = 5
