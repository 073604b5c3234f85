import type { Proposal } from '../../club/ballot.ts'
import type { Club } from '../../club/club.ts'
import { keys, type RoomId } from '../../club/keys.ts'
import { openRound } from '../../club/round.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Due, Rounds } from '../records.ts'
import { aboutStock } from './about-stock.ts'
import { bindRooms } from './binding.ts'

/** What a club begins with, wherever it was made: its first ballot, when that is due, and what its rooms hear first. */
export function beginning(house: House, club: Club, rooms: readonly RoomId[], fillers: readonly Proposal[]): Writes {
  const id = { club: club.id, n: club.voting }
  const now = house.clock.now()
  const round = openRound(id, now, { queue: [], size: club.ballotSize, fillers, voting: club.ballots })
  return {
    [keys.round(id)]: Rounds.json(round),
    [keys.due(club.nextPick, club.id)]: Due.json({ club: club.id }),
    ...bindRooms(club, rooms, { ballot: round.candidates.length > 0, pick: [], reading: undefined }, now),
    ...aboutStock(house, club, round),
  }
}
