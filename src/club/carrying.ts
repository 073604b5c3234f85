/** Which rooms of a club read what is said in which others: those that all have agreed to it. */
import type { Club } from './club.ts'
import type { RoomId } from './keys.ts'

type Rooms = Pick<Club, 'rooms' | 'carrying'>

/** The rooms in which is read what is said in this one. */
export function readersOf({ rooms, carrying }: Rooms, room: RoomId): RoomId[] {
  return carrying.includes(room) ? rooms.filter((other) => other !== room && carrying.includes(other)) : []
}

/** The club with a room that agrees, or does not any more. */
export function agreeing<C extends Rooms>(club: C, room: RoomId, agrees: boolean): C {
  const others = club.carrying.filter((other) => other !== room)
  return { ...club, carrying: agrees ? [...others, room] : others }
}

/** The club without these rooms, open or closed: should one come back, it is asked again. */
export function withoutRooms<C extends Rooms & Pick<Club, 'closed'>>(club: C, gone: readonly RoomId[]): C {
  const staying = (rooms: readonly RoomId[]) => rooms.filter((room) => !gone.includes(room))
  const closed = club.closed.filter(({ room }) => !gone.includes(room))
  return { ...club, rooms: staying(club.rooms), carrying: staying(club.carrying), closed }
}
