import { z } from 'zod'
import { isRoomId, type RoomId } from './keys.ts'
import { Moment } from './moment.ts'

/**
 * Why the bot is shut out of a room. `removed`: it was taken out of the whole server or workspace. `revoked`: its token there is
 * taken no more. `deleted`, `archived`: the room was. `outside`: it was taken out of the room, or may not see it any more.
 */
export const SHUT = ['removed', 'revoked', 'deleted', 'archived', 'outside'] as const
export type Shut = (typeof SHUT)[number]

/** A room that nothing is sent to until the bot is let in again. `n`: the round that was voting. */
export const ClosedRoom = z.object({
  room: z.string().refine(isRoomId),
  /** As people wrote it, `#papers`; null where nobody knew. */
  name: z.string().nullable(),
  since: Moment,
  why: z.enum(SHUT),
  n: z.number().int(),
  /** Where it stands among all rooms of its club, from 0; told when it is closed. */
  place: z.number().int().min(0).optional(),
})
export type ClosedRoom = z.output<typeof ClosedRoom>

/** What a club says of its rooms. */
interface Rooms {
  rooms: RoomId[]
  closed: ClosedRoom[]
}

/** Open and closed ones, each where it stood before any was closed. */
export function roomsOf({ rooms, closed }: Rooms): RoomId[] {
  const all = [...rooms]
  const inOrder = closed.toSorted((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity))
  for (const { room, place } of inOrder) all.splice(place ?? all.length, 0, room)
  return all
}

/** The club with a room closed; the same one when it is closed already, unless the platform's own word for removal is new. */
export function closeRoom<C extends Rooms>(club: C, shut: ClosedRoom): C {
  if (club.rooms.includes(shut.room)) {
    const rooms = club.rooms.filter((room) => room !== shut.room)
    return { ...club, rooms, closed: [...club.closed, { ...shut, place: roomsOf(club).indexOf(shut.room) }] }
  }
  const isNews = club.closed.some(({ room, why }) => room === shut.room && !isRemoval(why)) && isRemoval(shut.why)
  if (!isNews) return club
  const closed = club.closed.map((one) => (one.room === shut.room ? { ...one, why: shut.why } : one))
  return { ...club, closed }
}

/** The club with a closed room open again; the same one when it is not closed. */
export function openRoom<C extends Rooms>(club: C, room: RoomId): C {
  const closed = club.closed.filter((one) => one.room !== room)
  if (closed.length === club.closed.length) return club
  return { ...club, closed, rooms: roomsOf(club).filter((one) => !closed.some((other) => other.room === one)) }
}

/** Whether a club has no room, and nobody is going to let the bot into one of them again: all are gone by the platforms' own word. */
export function isAbandoned({ rooms, closed }: Rooms): boolean {
  return rooms.length === 0 && closed.every(({ why }) => isRemoval(why))
}

const isRemoval = (why: Shut): boolean => why === 'removed' || why === 'deleted'
