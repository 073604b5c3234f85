/**
 * Which rooms of a club read what is said in which others, at once or once a day: those that all have agreed to it, and those that only
 * listen.
 */
import type { Club } from './club.ts'
import type { RoomId } from './keys.ts'

type Rooms = Pick<Club, 'rooms' | 'carrying' | 'digesting' | 'listening'>

/** `on`: what is said in a room is read in the others, and theirs there. `digest`: theirs once a day. `listen`: only theirs there. */
export const CARRYING_WAYS = ['on', 'digest', 'listen', 'off'] as const
export type CarryingWay = (typeof CARRYING_WAYS)[number]

/** The rooms in which is read what is said in this one, those that read it once a day included. */
export function readersOf({ rooms, carrying, listening }: Rooms, room: RoomId): RoomId[] {
  const reads = (other: RoomId) => carrying.includes(other) || listening.includes(other)
  return carrying.includes(room) ? rooms.filter((other) => other !== room && reads(other)) : []
}

/** Those of them that read it at once. */
export function followingRooms(club: Rooms, room: RoomId): RoomId[] {
  return readersOf(club, room).filter((reader) => !club.digesting.includes(reader))
}

/** Those of them that read it once a day. */
export function digestersOf(club: Rooms, room: RoomId): RoomId[] {
  return readersOf(club, room).filter((reader) => club.digesting.includes(reader))
}

/** The rooms of which is read here what is said there. */
export function readIn(club: Rooms, room: RoomId): RoomId[] {
  return club.rooms.filter((other) => readersOf(club, other).includes(room))
}

/** The club with a room that agrees, only listens, or neither any more. */
export function agreeing<C extends Rooms>(club: C, room: RoomId, way: CarryingWay): C {
  const without = (rooms: readonly RoomId[]) => rooms.filter((other) => other !== room)
  const [carrying, listening] = [without(club.carrying), without(club.listening)]
  const digesting = without(club.digesting)
  return {
    ...club,
    carrying: way === 'on' || way === 'digest' ? [...carrying, room] : carrying,
    digesting: way === 'digest' ? [...digesting, room] : digesting,
    listening: way === 'listen' ? [...listening, room] : listening,
  }
}

/** The club without these rooms, open or closed: should one come back, it is asked again. */
export function withoutRooms<C extends Rooms & Pick<Club, 'closed'>>(club: C, gone: readonly RoomId[]): C {
  const staying = (rooms: readonly RoomId[]) => rooms.filter((room) => !gone.includes(room))
  const closed = club.closed.filter(({ room }) => !gone.includes(room))
  const [carrying, listening] = [staying(club.carrying), staying(club.listening)]
  const digesting = staying(club.digesting)
  return { ...club, rooms: staying(club.rooms), carrying, digesting, listening, closed }
}
