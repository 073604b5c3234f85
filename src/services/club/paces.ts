/** When the bot's next message may leave: a channel takes them at its chat's pace, and so does the chat as a whole. */
import { platformOf, type RoomId } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { pause } from '../pause.ts'

export interface Paces {
  /** Resolves when a room takes the next one. */
  turn(room: RoomId): Promise<void>
}

/** So many messages a channel takes at once, if it had none before. */
const AT_ONCE = 4
/** So many rooms are remembered before those are forgotten that were sent nothing lately. */
const REMEMBERED = 1_000

/** `sharing`: how many processes send with one token. */
export function openPaces({ platforms }: Pick<House, 'platforms'>, sharing: () => number): Paces {
  /** When each room or chat takes the next one, by the steady clock. */
  const free = new Map<string, number>()

  function waitFor(where: string, pace: number, atOnce: number): number {
    const now = performance.now()
    if (free.size > REMEMBERED) for (const [name, at] of free) if (at < now - AT_ONCE * pace) free.delete(name)
    const turn = Math.max(free.get(where) ?? Number.NEGATIVE_INFINITY, now - (atOnce - 1) * pace)
    free.set(where, turn + pace)
    return turn - now
  }

  return {
    async turn(room) {
      const chat = platforms.get(platformOf(room))
      if (!chat) return
      await waiting(waitFor(room, chat.copies.pace, AT_ONCE))
      if (chat.perSecond !== null) await waiting(waitFor(chat.name, (1_000 * sharing()) / chat.perSecond, 1))
    },
  }
}

async function waiting(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await pause(milliseconds)
}
