import type { RoomId } from '../../club/keys.ts'

export interface Place {
  room: RoomId
  message: string
}

/** The room and the message of a comment, from the end of its key. */
export function placeOf(path: string): Place {
  const cut = path.lastIndexOf('/')
  return { room: path.slice(0, cut) as RoomId, message: path.slice(cut + 1) }
}
