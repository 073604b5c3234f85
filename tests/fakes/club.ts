import { afterAll } from 'vitest'
import type { Limits } from '../../src/app/limits.ts'
import type { Card } from '../../src/chat/card.ts'
import type { Caller } from '../../src/club/caller.ts'
import type { RoomId } from '../../src/club/keys.ts'
import type { ClubSettings } from '../../src/services/club/declared-club.ts'
import { type Indexes, indexFolder } from '../../src/services/library/index-folder.ts'
import type { Reader } from '../../src/services/library/reader.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { NORTH, openBot, person, press, SEEDS, someVote, type TestClub, textOf } from './bot.ts'
import { fakeChat } from './chat.ts'
import { fixedClock } from './clock.ts'
import { noReader } from './no-reader.ts'

export { NORTH, person, press, sendForm, someVote, type TestClub, textOf } from './bot.ts'

export const SOUTH: RoomId = 'south:w1:c1'

export const settings: ClubSettings = {
  id: 'club',
  schedule: { weekday: 1, time: '09:00', zone: 'Europe/Berlin' },
  ballotSize: 5,
  organisers: ['north:olga'],
  rooms: [NORTH, SOUTH],
}

/** What a room shows, oldest first, once nothing is on its way there. */
export async function postedIn(bot: TestClub, room: RoomId): Promise<string[]> {
  await bot.all.idle()
  return [...bot.north.posts, ...bot.south.posts].filter((post) => post.room === room).map(({ card }) => textOf(card))
}

/** The code that an organiser is given for one more channel. */
export async function codeFrom(bot: TestClub, organiser: Caller): Promise<string> {
  return /club join ([\w-]+)/.exec(textOf(await bot.type('club invite', organiser)))?.[1] ?? ''
}

export async function testClub(
  options: {
    store?: Store
    now?: string
    found?: boolean
    /** A second process on the same store: it founds nothing, and has libraries of its own. */
    second?: boolean
    reader?: Reader
    /** How much each place may ask for; none: as much as it likes. */
    limits?: Limits
    /** The folder of the digests that ship. */
    seeds?: string
    /** Where its web is; null: nowhere. */
    address?: string | null
    /** Chats and clock of another. */
    chats?: Pick<TestClub, 'north' | 'south' | 'clock'>
  } = {},
): Promise<TestClub> {
  const store = options.store ?? (await openStore('memory:'))
  const clock = options.chats?.clock ?? fixedClock(options.now ?? '2026-11-18T12:00:00Z')
  const { north = fakeChat('north'), south = fakeChat('south') } = options.chats ?? {}
  const { reader = noReader, seeds = SEEDS, second = false, found = !second } = options
  const indexes = second ? ownIndexes() : shared
  const club = await openBot({
    store,
    clock,
    north,
    south,
    reader,
    seeds,
    indexes: { ...indexes, close: async () => {} },
    limits: options.limits,
    address: options.address,
  })
  if (found) {
    await club.all.found(settings)
    await club.all.tick()
  }
  return club
}

const opened: Indexes[] = []
afterAll(() => Promise.all(opened.map((indexes) => indexes.close())))

function ownIndexes(): Indexes {
  const indexes = indexFolder(null)
  opened.push(indexes)
  return indexes
}

/** The libraries on disk that all clubs of a test file have in turn: to each they become its own. */
const shared = ownIndexes()

/** Runs the clock to an instant by hours, as a bot does that is never down. */
export async function runTo({ clock, all }: TestClub, instant: string): Promise<void> {
  const end = Temporal.Instant.from(instant)
  while (Temporal.Instant.compare(clock.now(), end) < 0) {
    clock.advance({ hours: 1 })
    await all.tick()
  }
  await all.idle()
}

/** An organiser closes the ballot, on which somebody has voted, and confirms it; gives back what they are told. */
export async function postNow(club: TestClub, organiser = person('olga')): Promise<Card> {
  await someVote(club)
  return press(club, await club.type('club post', organiser), 'Close and post', organiser)
}
