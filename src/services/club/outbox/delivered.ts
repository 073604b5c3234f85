import type { Card } from '../../../chat/card.ts'
import type { ThreadRef } from '../../../chat/platform.ts'
import type { RoomId, RoundId } from '../../../club/keys.ts'

/** Told of what is in the rooms now. */
export interface Delivered {
  /** A ballot is in a room; `card` is what it shows, null where that is not known. */
  ballot(id: RoundId, room: RoomId, card: Card | null): void
  /** The thread of a talk is known: what was said in it before is to be read. */
  thread(id: RoundId, thread: ThreadRef): void
  /** The rooms are about to be reminded of a day: who comes is to be known. */
  beforeReminder(club: string, day: string): Promise<unknown>
  /** A room takes nothing from the bot any more. */
  refused(room: RoomId): void
}
