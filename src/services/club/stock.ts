import { fill } from '../../club/ballot.ts'
import type { Club } from '../../club/club.ts'
import { keys, type RoundId } from '../../club/keys.ts'
import { hasBallot } from '../../club/way-of-date.ts'
import type { House } from '../house.ts'
import { Clubs, Posts, Rounds } from '../records.ts'
import { aboutStock } from './about-stock.ts'
import { fillersFor } from './fillers.ts'
import { outgoing } from './outgoing.ts'
import { readRound } from './views.ts'

/** Fills a ballot that has nothing on it, once the library has something; and shows it to the rooms that have none. */
export async function stockBallot(house: House, club: Club): Promise<void> {
  const current = { club: club.id, n: club.voting }
  const round = await readRound(house, current)
  if (round?.state !== 'voting' || round.candidates.length > 0) return
  const fillers = await fillersFor(house, club, current.n)
  if (fillers.length === 0) return
  const unshown = await roomsWithout(house, club, current)
  await house.store.change([keys.club(club.id), keys.round(current)], (values) => {
    const latest = Clubs.from(values, keys.club(club.id))
    const round = Rounds.from(values, keys.round(current))
    if (!latest || round?.state !== 'voting' || round.candidates.length > 0) return { writes: {} }
    const filled = fill(round, latest.ballotSize, fillers)
    return {
      writes: {
        [keys.round(current)]: Rounds.json(filled),
        ...(hasBallot(latest) ? outgoing(current, 'ballot', unshown) : {}),
        ...aboutStock(house, latest, filled),
      },
    }
  })
}

/** Shows the open ballot to the rooms that have none, if anything is on it. */
export async function showBallot(house: House, club: Club): Promise<void> {
  const current = { club: club.id, n: club.voting }
  const unshown = await roomsWithout(house, club, current)
  await house.store.change([keys.round(current)], (values) => {
    const round = Rounds.from(values, keys.round(current))
    const isOpen = round?.state === 'voting' && round.candidates.length > 0
    return { writes: isOpen ? outgoing(current, 'ballot', unshown) : {} }
  })
}

/** Rooms that have not been shown a round's ballot. */
export async function roomsWithout({ store }: House, { rooms }: Club, round: RoundId): Promise<Club['rooms']> {
  const posts = await Posts.range(store, keys.posts(round, 'ballot'))
  return rooms.filter((room) => !posts.some(({ value }) => value.room === room))
}
