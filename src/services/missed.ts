/** What was said while a chat was not listened to is read back, beside the ticks: all of the latest, then now and then what is older. */
import type { ThreadRef } from '../chat/platform.ts'
import type { Club } from '../club/club.ts'
import { platformOf, type RoomId, type RoundId } from '../club/keys.ts'
import { beside } from './beside.ts'
import type { Behind } from './club/behind.ts'
import { clubsInTurn, eachClub } from './club/every-club.ts'
import { readBack, readOlder, readThreadBack } from './club/read-back.ts'
import type { House } from './house.ts'

export interface Missed {
  /** A chat was not listened to for a while: its threads are read with the next turn. */
  ofChat(chat: string): void
  ofRoom(room: RoomId): void
  /** Somebody may have written below a pick before its thread was known. */
  ofThread(round: RoundId, thread: ThreadRef): void
  begin(): Promise<void>
  done(): Promise<void>
}

const AGAIN = 'what was said meanwhile could not be read back; it is tried again'
const OLDER_AGAIN = 'an older discussion could not be read back; it is tried again'
/** Clubs that are read back side by side. */
const AT_ONCE = 32

/** `caughtUp`: what waited to be carried until all before it was read can go on. */
export function openMissed(house: House, behind: Behind, caughtUp: () => Promise<void>): Missed {
  /** Chats whose threads have not been read back since. */
  const unread = new Set<string>()
  const olderTurn = clubsInTurn(house.store)
  const latest = beside(house, readLatest, AGAIN)
  const older = beside(house, readEveryOlder, OLDER_AGAIN)

  async function readLatest(): Promise<void> {
    for (const chat of [...unread]) {
      if (house.platforms.get(chat)?.health().state !== 'ready') continue
      unread.delete(chat)
      const readClub = async ({ id }: Club) => {
        if (!(await readBack(house, id, chat))) unread.add(chat)
      }
      const isAll = await eachClub(house, AGAIN, readClub, { atOnce: AT_ONCE }).catch((error: unknown) => {
        unread.add(chat)
        throw error
      })
      if (!isAll) unread.add(chat)
      if (unread.has(chat)) continue
      behind.drop(chat)
      await caughtUp()
    }
  }

  async function readEveryOlder(): Promise<void> {
    const ready = [...house.platforms.values()].filter((platform) => platform.health().state === 'ready')
    const chats = ready.map(({ name }) => name).filter((chat) => !unread.has(chat))
    const readOn = async ({ id }: Club) => {
      for (const chat of chats) await readOlder(house, id, chat)
    }
    await eachClub(house, OLDER_AGAIN, readOn, { clubs: await olderTurn() })
  }

  return {
    ofChat: (chat) => void unread.add(chat),
    ofRoom: (room) => void unread.add(platformOf(room)),
    ofThread(round, thread) {
      const chat = platformOf(thread.room)
      const read = behind.add(thread.room)
      readThreadBack(house, round, thread)
        .then((isSettled) => {
          if (!isSettled) unread.add(chat)
        })
        .catch((error: unknown) => {
          unread.add(chat)
          const { room } = thread
          house.log.warn({ err: error, room }, 'a new thread could not be read back yet; it is tried again')
        })
        .finally(read)
        .then(caughtUp)
        .catch((error: unknown) =>
          house.log.warn({ err: error }, 'what waits to be carried could not be looked through; the next tick does'),
        )
    },
    begin: () => latest.begin().then(older.begin),
    done: () => latest.done().then(older.done),
  }
}
