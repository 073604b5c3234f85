/** The club that the configuration declares: founded once, and its rooms kept as they are listed. */
import { filler } from '../../club/ballot.ts'
import type { Club } from '../../club/club.ts'
import { type AccountId, chatNameOf, keys, type PostKind, type RoomId } from '../../club/keys.ts'
import { openRound } from '../../club/round.ts'
import { describeSchedule, nextTimeWithNotice, type Schedule } from '../../club/schedule.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Clubs, Due, Outgoing, Posts, Rooms, Rounds, Troubles } from '../records.ts'
import { aboutStock } from './about-stock.ts'
import { outgoing } from './outgoing.ts'

/** Ballots that a nomination waits for which was not picked, until organisers say otherwise. */
const WAITS = 4

/** The club that the environment describes. */
export interface ClubSettings {
  id: string
  schedule: Schedule
  ballotSize: number
  organisers: AccountId[]
  rooms: RoomId[]
}

/**
 * Creates the club when there is none, binds rooms that are new to it, and lets those go that are listed no more. Of all else
 * the store wins: returns a sentence for each thing worth knowing.
 */
export async function foundClub(house: House, settings: ClubSettings): Promise<string[]> {
  const { store, clock } = house
  const now = clock.now()
  const id = { club: settings.id, n: 1 }
  const catalogue = await house.libraries.of(settings.id)
  const fillers = (await catalogue.mix(keys.round(id), [], settings.ballotSize)).map(filler)
  const before = await Clubs.get(store, keys.club(settings.id))
  const unlisted = before?.rooms.filter((room) => !settings.rooms.includes(room)) ?? []
  // A ballot with nothing on it is shown once there is something.
  const open = before && (await Rounds.find(store, keys.round({ club: before.id, n: before.voting })))
  const isEmpty = (open?.candidates ?? fillers).length === 0
  const shown: PostKind[] = isEmpty ? ['welcome'] : ['welcome', 'ballot']
  const left = before ? await leftBehind(house, before, unlisted) : []
  const roomKeys = [...settings.rooms, ...unlisted].map((room) => keys.room(room))
  return await store.change([keys.club(settings.id), ...roomKeys], (values) => {
    const known = Clubs.from(values, keys.club(settings.id))
    const boundTo = (room: RoomId) => Rooms.findIn(store, values, keys.room(room))?.club
    const unknown = settings.rooms.filter((room) => boundTo(room) === undefined)
    // The club knows it for one of its own: only the record of the room is lost.
    const lost = unknown.filter((room) => known?.rooms.includes(room))
    const unbound = unknown.filter((room) => !lost.includes(room))
    if (known) {
      const leaving = unlisted.filter((room) => known.rooms.includes(room))
      const staying = { ...known, rooms: known.rooms.filter((room) => !leaving.includes(room)) }
      const gone = leaving.filter((room) => boundTo(room) === known.id).map((room) => keys.room(room))
      const writes = {
        ...(leaving.length > 0 ? { [keys.club(known.id)]: Clubs.json(staying) } : {}),
        ...Object.fromEntries([...gone, ...left].map((key) => [key, undefined])),
        ...Object.fromEntries(lost.map((room) => [keys.room(room), Rooms.json({ club: known.id })])),
        ...(unbound.length > 0 ? bindRooms(staying, unbound, shown) : {}),
      }
      return { writes, result: [...leaving.map(farewell), ...differences(known, settings)] }
    }
    const club: Club = {
      ...settings,
      names: {},
      waits: WAITS,
      paused: null,
      rooms: [],
      voting: 1,
      reading: null,
      nextPick: nextTimeWithNotice(settings.schedule, now),
    }
    const round = openRound(id, now, { queue: [], size: club.ballotSize, fillers })
    const due = { [keys.due(club.nextPick, club.id)]: Due.json({ club: club.id }) }
    return {
      writes: {
        [keys.round(id)]: Rounds.json(round),
        ...due,
        ...bindRooms(club, settings.rooms, shown),
        ...aboutStock(house, club, round),
      },
      result: [],
    }
  })
}

function farewell(room: RoomId): string {
  return `A channel in ${chatNameOf(room)} is not in CLUB_ROOMS any more, so it has left the club.`
}

/** What belongs to a room that leaves: posts on their way there, the open ballot, and what was wrong. What was said stays. */
async function leftBehind({ store }: House, club: Club, rooms: readonly RoomId[]): Promise<string[]> {
  if (rooms.length === 0) return []
  const [waiting, ballots, troubles] = await Promise.all([
    Outgoing.range(store, keys.outbox()),
    Posts.range(store, keys.posts({ club: club.id, n: club.voting }, 'ballot')),
    Troubles.range(store, keys.troubles(club.id)),
  ])
  const isTheirs = ({ value }: { value: { room?: RoomId | undefined; club?: string } }) =>
    value.room !== undefined && rooms.includes(value.room) && (value.club ?? club.id) === club.id
  return [...waiting, ...ballots, ...troubles].filter(isTheirs).map(({ key }) => key)
}

/** A room's first messages are a welcome and the open ballot, if there is one. */
function bindRooms(club: Club, rooms: RoomId[], shown: readonly PostKind[]): Writes {
  const writes: Record<string, Writes[string]> = {
    [keys.club(club.id)]: Clubs.json({ ...club, rooms: [...club.rooms, ...rooms] }),
  }
  for (const room of rooms) {
    writes[keys.room(room)] = Rooms.json({ club: club.id })
    for (const kind of shown) {
      Object.assign(writes, outgoing({ club: club.id, n: club.voting }, kind, [room]))
    }
  }
  return writes
}

function differences(club: Club, settings: ClubSettings): string[] {
  const stored = describeSchedule(club.schedule)
  const wanted = describeSchedule(settings.schedule)
  const unnamed = settings.organisers.filter((account) => !club.organisers.includes(account))
  return [
    ...(stored === wanted ? [] : [`The club's time is ${stored}, as set in the chat; the environment says ${wanted}.`]),
    ...(unnamed.length > 0
      ? [`CLUB_ORGANISERS lists ${unnamed.join(', ')}; the club does not have them as organisers.`]
      : []),
  ]
}
