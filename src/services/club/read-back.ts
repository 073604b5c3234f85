/** Reads back what people wrote while a chat was not listened to, from the threads of the latest picks. */
import { ChatFailure } from '../../chat/failure.ts'
import type { ThreadRef } from '../../chat/platform.ts'
import { keys, platformOf, type RoundId } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { Posts } from '../records.ts'
import { readClub } from './clubs.ts'
import { keepEvent } from './discussion.ts'

/** Picks whose threads are read: people go on about the last one when the next is there. */
const LATEST = 2

/** What is there already is heard again, which changes nothing. Rejects when a chat is too busy: then it is to be read later. */
export async function readBack(house: House, club: string, chat: string): Promise<void> {
  const { reading } = await readClub(house, club)
  if (reading === null) return
  for (let n = reading; n > Math.max(reading - LATEST, 0); n--) await readThreadsOf(house, { club, n }, chat)
}

async function readThreadsOf(house: House, round: RoundId, chat: string): Promise<void> {
  for (const { value: post } of await Posts.range(house.store, keys.posts(round, 'pick'))) {
    const { room, thread } = post
    if (platformOf(room) === chat && thread !== null) await readThreadBack(house, round, { room, thread })
  }
}

/** Rejects when the chat is too busy. A thread that nobody has opened yet has nothing to tell. */
export async function readThreadBack(house: House, round: RoundId, { room, thread }: ThreadRef): Promise<void> {
  const { platforms, log } = house
  try {
    const said = (await platforms.get(platformOf(room))?.readThread({ room, thread })) ?? []
    for (const event of said) await keepEvent(house, round, room, event.message, event)
  } catch (error) {
    if (!(error instanceof ChatFailure) || error.reason === 'busy') throw error
    if (error.reason === 'gone') return
    log.warn({ room, round: round.n, reason: error.reason, err: error.cause }, 'a discussion could not be read back')
  }
}
