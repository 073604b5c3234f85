import { keys, type RoomId } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { clubOfRoom } from './mended.ts'

/** Milliseconds after which it is seen in any case that another process bound a room, or let it go. */
const TRUSTED = 30_000

/** Tells the club that a room is bound to, mostly without asking the store; undefined where there is none. */
export function boundRooms(house: House): (room: RoomId) => Promise<string | undefined> {
  const known = new Map<string, { club: string; until: number }>()
  let changes = 0
  house.store.onWrite(
    (written) => {
      for (const key of written) {
        if (!key.startsWith(keys.rooms())) continue
        changes++
        known.delete(key)
      }
    },
    [keys.rooms()],
  )
  house.store.onMissed(() => {
    changes++
    known.clear()
  })

  return async (room) => {
    const key = keys.room(room)
    const remembered = known.get(key)
    if (remembered && remembered.until > performance.now()) return remembered.club
    const before = changes
    const club = await clubOfRoom(house, room)
    if (club === undefined) {
      known.delete(key)
      return undefined
    }
    // What was read while a room changed hands may be what was before.
    if (changes === before) known.set(key, { club, until: performance.now() + TRUSTED })
    return club
  }
}
