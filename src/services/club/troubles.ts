import { keys, type RoomId } from '../../club/keys.ts'
import type { Writes } from '../../store/store.ts'
import { Troubles } from '../records.ts'

/** What a trouble is about: one of each kind a room. */
export type Subject = 'post' | 'thread' | 'edit' | 'room' | 'copies' | 'events'

/** What an organiser shall know of a room, until it is settled. `sentence` names no room: whoever shows it does. */
export function trouble(club: string, room: RoomId, subject: Subject, at: Temporal.Instant, sentence: string): Writes {
  return { [keyOf(club, room, subject)]: Troubles.json({ at, sentence, room }) }
}

export function settled(club: string, room: RoomId, subject: Subject): Writes {
  return { [keyOf(club, room, subject)]: undefined }
}

/** Posts' troubles have the room alone as their name, as they always had. */
function keyOf(club: string, room: RoomId, subject: Subject): string {
  return keys.trouble(club, subject === 'post' ? room : `${room}/${subject}`)
}
