import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { openRound } from '../../club/round.ts'
import { closingOf, hasBallot } from '../../club/way-of-date.ts'
import type { House } from '../house.ts'
import { Clubs, Rounds } from '../records.ts'
import { aboutStock } from './about-stock.ts'
import { fillersFor } from './fillers.ts'
import { outgoing, telling } from './outgoing.ts'
import { readRound } from './views.ts'

/** Where the open round is lost or cannot be read, another one takes its place and every room is told: the club must not stand still. */
export async function replaceLostBallot(house: House, club: Club): Promise<void> {
  const { store, clock, log } = house
  const lost = { club: club.id, n: club.voting }
  if (await readRound(house, lost)) return
  const next = { club: club.id, n: lost.n + 1 }
  const fillers = await fillersFor(house, club, next.n)
  const isReplaced = await store.change([keys.club(club.id), keys.round(lost), keys.round(next)], (values) => {
    const latest = Clubs.from(values, keys.club(club.id))
    const isLost = latest?.voting === lost.n && !Rounds.findIn(store, values, keys.round(lost))
    // Of one that is being erased no round is left, nor a room.
    if (!isLost || latest.rooms.length === 0 || values.has(keys.round(next))) return { writes: {}, result: false }
    const round = openRound(next, clock.now(), { queue: [], size: latest.ballotSize, fillers, voting: latest.ballots })
    const { rooms, paused } = latest
    const isVotedOn = hasBallot(latest)
    const told = { what: 'lost' as const, place: null, at: paused ? null : closingOf(latest) }
    const after = { ...latest, voting: next.n }
    return {
      writes: {
        ...telling(after, isVotedOn ? rooms : [], told),
        [keys.round(next)]: Rounds.json(round),
        ...(isVotedOn ? outgoing(lost, 'closing', rooms) : {}),
        ...(isVotedOn && round.candidates.length > 0 ? outgoing(next, 'ballot', rooms) : {}),
        ...aboutStock(house, latest, round),
      },
      result: true,
    }
  })
  if (isReplaced) log.error({ club: club.id, round: lost.n }, 'the open ballot was lost; another one takes its place')
}
