/** The club that the configuration declares: founded once, and its rooms kept as they are listed. */
import { filler } from '../../club/ballot.ts'
import { withoutRooms } from '../../club/carrying.ts'
import { roomsOf } from '../../club/closed-room.ts'
import { type Club, NAMELESS, newClub } from '../../club/club.ts'
import { type AccountId, chatNameOf, keys, type RoomId } from '../../club/keys.ts'
import { describeSchedule, type Weekly } from '../../club/schedule.ts'
import type { House } from '../house.ts'
import { Clubs, Rooms } from '../records.ts'
import { removing } from '../writes.ts'
import { bindRooms, leftBehind, shownTo } from './binding.ts'
import { beginning } from './founding.ts'

/** The club that the environment describes. */
export interface ClubSettings {
  id: string
  schedule: Weekly
  /** Whether the environment says nothing of the schedule, so that it is the default one. */
  isTimeDefault?: boolean
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
  const unlisted = before ? roomsOf(before).filter((room) => !settings.rooms.includes(room)) : []
  const shown = before && (await shownTo(house, before, settings.rooms))
  const left = before ? await leftBehind(house, before, unlisted) : []
  const roomKeys = [...settings.rooms, ...unlisted].map((room) => keys.room(room))
  return await store.change([keys.club(settings.id), ...roomKeys], (values) => {
    const known = Clubs.from(values, keys.club(settings.id))
    const boundTo = (room: RoomId) => Rooms.findIn(store, values, keys.room(room))?.club
    const unknown = settings.rooms.filter((room) => boundTo(room) === undefined)
    // The club knows it for one of its own: only the record of the room is lost.
    const lost = unknown.filter((room) => known && roomsOf(known).includes(room))
    const unbound = unknown.filter((room) => !lost.includes(room))
    if (known) {
      const leaving = unlisted.filter((room) => roomsOf(known).includes(room))
      const staying = withoutRooms(known, leaving)
      const gone = leaving.filter((room) => boundTo(room) === known.id).map((room) => keys.room(room))
      const writes = {
        ...(leaving.length > 0 ? { [keys.club(known.id)]: Clubs.json(staying) } : {}),
        ...removing([...gone, ...left]),
        ...Object.fromEntries(lost.map((room) => [keys.room(room), Rooms.json({ club: known.id })])),
        ...(unbound.length > 0 && shown ? bindRooms(staying, unbound, shown, now) : {}),
      }
      return { writes, result: [...leaving.map(farewell), ...differences(known, settings)] }
    }
    const { schedule, organisers, ballotSize } = settings
    const made = newClub(settings.id, { name: NAMELESS, schedule, digests: null }, now)
    // Whoever lists rooms together when the club is made agrees for them.
    return {
      writes: beginning(house, { ...made, organisers, ballotSize, carrying: unbound }, unbound, fillers),
      result: [],
    }
  })
}

/** Of rooms that are listed and are not the club's, a sentence each. `nameOf`: what a room is called, where that is known. */
export async function strayRooms(
  { store }: Pick<House, 'store'>,
  { id, rooms }: Pick<ClubSettings, 'id' | 'rooms'>,
  nameOf: (room: RoomId) => string | null,
): Promise<string[]> {
  const found = rooms.map(async (room) => {
    const bound = await Rooms.find(store, keys.room(room))
    if (bound?.club === id) return []
    const name = `${nameOf(room) ?? 'A channel'} in ${chatNameOf(room)}, which CLUB_ROOMS lists,`
    return bound
      ? `${name} belongs to another reading group, and stays there. Call the bot’s command “club leave” in it and start the bot again, or take it out of CLUB_ROOMS.`
      : `${name} belongs to no reading group. Start the bot again, and it joins this one.`
  })
  return (await Promise.all(found)).flat()
}

function farewell(room: RoomId): string {
  return `A channel in ${chatNameOf(room)} is not in CLUB_ROOMS any more, so it has left the club.`
}

function differences(club: Club, settings: ClubSettings): string[] {
  const stored = describeSchedule(club.schedule)
  const wanted = describeSchedule(settings.schedule)
  const unnamed = settings.organisers.filter((account) => !club.organisers.includes(account))
  return [
    ...(stored === wanted || settings.isTimeDefault
      ? []
      : [`The club's time is ${stored}, as set in the chat; the environment says ${wanted}.`]),
    ...(unnamed.length > 0
      ? [`CLUB_ORGANISERS lists ${unnamed.join(', ')}; the club does not have them as organisers.`]
      : []),
  ]
}
