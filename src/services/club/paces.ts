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
const A_SECOND = 1_000

/** Who waits for a chat, and when those before left, the latest last. */
interface Gate {
  last: Promise<void>
  left: number[]
}

/** `sharing`: how many processes send with one token. */
export function openPaces({ platforms }: Pick<House, 'platforms'>, sharing: () => number): Paces {
  /** When each room takes the next one, by the steady clock. */
  const free = new Map<RoomId, number>()
  const gates = new Map<string, Gate>()

  function ofRoom(room: RoomId, pace: number): Promise<void> | undefined {
    const now = performance.now()
    if (free.size > REMEMBERED) for (const [name, at] of free) if (at < now - AT_ONCE * pace) free.delete(name)
    const turn = Math.max(free.get(room) ?? Number.NEGATIVE_INFINITY, now - (AT_ONCE - 1) * pace)
    free.set(room, turn + pace)
    return waiting(turn - now)
  }

  /** One after another, by when they really left: after a moment in which nothing did they do not come in a heap. */
  function ofChat(chat: string, perSecond: number): Promise<void> {
    const gate = gates.get(chat) ?? { last: Promise.resolve(), left: [] }
    gates.set(chat, gate)
    gate.last = gate.last.then(async () => {
      const most = Math.max(1, Math.floor(perSecond / sharing()))
      const before = gate.left.at(-most)
      if (before !== undefined) await waiting(before + A_SECOND - performance.now())
      gate.left = [...gate.left.slice(1 - most), performance.now()]
    })
    return gate.last
  }

  return {
    async turn(room) {
      const chat = platforms.get(platformOf(room))
      if (!chat) return
      await ofRoom(room, chat.copies.pace)
      if (chat.perSecond !== null) await ofChat(chat.name, chat.perSecond)
    },
  }
}

function waiting(milliseconds: number): Promise<void> | undefined {
  return milliseconds > 0 ? pause(milliseconds) : undefined
}
