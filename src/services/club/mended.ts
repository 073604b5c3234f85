/** Records that are lost or cannot be read, given back by others that hold the same fact. */
import type { ThreadRef } from '../../chat/platform.ts'
import { roomsOf } from '../../club/closed-room.ts'
import { type Club, dueOf } from '../../club/club.ts'
import {
  instantOfDue,
  isTalk,
  keys,
  type PostKind,
  platformOf,
  postKey,
  type RoomId,
  type RoundId,
  TALKS,
  type Talk,
} from '../../club/keys.ts'
import { BadRecord, type RecordKind } from '../../store/record.ts'
import type { Store } from '../../store/store.ts'
import type { House } from '../house.ts'
import { pagesOf } from '../pages.ts'
import { Clubs, Due, Picked, Posts, Rooms, Rounds, Threads } from '../records.ts'
import { everyClub } from './every-club.ts'
import { idsOf } from './ids-of.ts'

/** Dues looked at in one go: others get in between. */
const PAGE = 100
/** Rounds of which people still talk in the pick's thread. */
const TALKED_OF = 4

/** The id of the club that a room belongs to. */
export async function clubOfRoom({ store }: House, room: RoomId): Promise<string | undefined> {
  const bound = await readOrMend(store, Rooms, keys.room(room), async () => {
    for await (const club of everyClub(store)) if (roomsOf(club).includes(room)) return { club: club.id }
    return undefined
  })
  return bound?.club
}

/** The club that a room belongs to. */
export async function clubWith(house: House, room: RoomId): Promise<Club | undefined> {
  const id = await clubOfRoom(house, room)
  return id === undefined ? undefined : Clubs.find(house.store, keys.club(id))
}

/** The round that is talked of in a thread; most threads are of none. */
export function roundOfThread(house: House, { room, thread }: ThreadRef): Promise<RoundId | undefined> {
  const { store } = house
  return readOrMend(store, Threads, keys.thread(room, thread), async () => {
    const club = await clubWith(house, room)
    for (let n = club?.voting ?? 0; club && n > Math.max(club.voting - TALKED_OF, 0); n--) {
      const talk = await talkAt(house, { club: club.id, n }, { room, thread })
      if (talk) return { club: club.id, n, talk }
    }
    return undefined
  })
}

async function talkAt({ store }: House, round: RoundId, { room, thread }: ThreadRef): Promise<Talk | undefined> {
  for (const talk of TALKS) {
    const post = await Posts.find(store, keys.post(round, talk, room))
    if (post?.thread === thread) return talk
  }
  return undefined
}

/** The round that read a paper, under whichever of its ids: that which is named first, as two papers that were read may be one by now. */
export async function pickOf(house: House, club: string, paper: string): Promise<RoundId | undefined> {
  for (const id of new Set([paper, ...(await idsOf(house, club, paper))])) {
    const found = await pickUnder(house, club, id)
    if (found) return found
  }
  return undefined
}

function pickUnder({ store }: House, club: string, paper: string): Promise<RoundId | undefined> {
  return readOrMend(store, Picked, keys.picked(club, paper), async () => {
    const rounds = await Rounds.range(store, keys.rounds(club))
    const round = rounds.find(
      ({ value: { pick, also, meets } }) =>
        !meets?.cancelled && (pick?.paper === paper || also.some((one) => one.paper === paper)),
    )
    return round && { club, n: round.value.n }
  })
}

/** Where a round's post of a kind stands; where that cannot be read it is looked for in the room, from an instant on. `paper`: as of a post. */
export function postOf(
  { store, platforms }: House,
  id: RoundId,
  kind: PostKind,
  room: RoomId,
  since: Temporal.Instant,
  paper: string | null = null,
): Promise<Post | undefined> {
  return readOrMend(store, Posts, keys.post(id, kind, room), async () => {
    const platform = platforms.get(platformOf(room))
    if (!platform) return undefined
    const found = await platform.findPost(room, postKey(kind, id), since)
    if (typeof found === 'string') return undefined
    const thread = isTalk(kind) ? platform.threadOf(found).thread : null
    return { room, message: found.message, thread, copies: 0, threadless: null, paper }
  })
}

type Post = NonNullable<Awaited<ReturnType<typeof Posts.get>>>

/** Sees to it that a club is due when it says so. */
export async function mendDue({ store }: House, id: string): Promise<void> {
  const key = keys.club(id)
  const club = await Clubs.find(store, key)
  const at = club && dueOf(club)
  if (!at) return
  const due = keys.due(at, id)
  if ((await Due.find(store, due))?.club === id) return
  await store.change([key], (values) => {
    const latest = Clubs.findIn(store, values, key)
    const isStill = latest && dueOf(latest)?.equals(at)
    return { writes: isStill ? { [due]: Due.json({ club: id }) } : {} }
  })
}

/** Looks at every club: that it is due when it says so, and that its rooms are bound to it. Drops what is due for nobody. */
export async function mendAll(house: House): Promise<void> {
  const { store } = house
  for await (const club of everyClub(store)) {
    await mendDue(house, club.id)
    for (const room of roomsOf(club)) if ((await clubOfRoom(house, room)) === undefined) await bind(store, club, room)
  }
  for await (const page of pagesOf(store, keys.dues(), PAGE)) {
    for (const { key } of page) await dropIfStale(store, key)
  }
}

/** The instant that a key of what is due names; undefined where it names none. */
export function readInstantOfDue(key: string): Temporal.Instant | undefined {
  try {
    return instantOfDue(key)
  } catch {
    return undefined
  }
}

/** What cannot be read is made again from elsewhere, and kept; what was never there is not looked for. */
export async function readOrMend<T>(
  store: Store,
  kind: RecordKind<T>,
  key: string,
  make: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await kind.get(store, key)
  } catch (error) {
    if (!(error instanceof BadRecord)) throw error
    store.report(key, error)
    const made = await make()
    if (made === undefined) return undefined
    return store.change([key], (values) => {
      const there = kind.findIn(store, values, key)
      return { writes: there === undefined ? { [key]: kind.json(made) } : {}, result: there ?? made }
    })
  }
}

async function bind(store: Store, { id }: Club, room: RoomId): Promise<void> {
  const [key, clubKey] = [keys.room(room), keys.club(id)]
  await store.change([key, clubKey], (values) => {
    const club = Clubs.findIn(store, values, clubKey)
    const isItsRoom = club && roomsOf(club).includes(room)
    return { writes: isItsRoom && !values.has(key) ? { [key]: Rooms.json({ club: id }) } : {} }
  })
}

/** A club whose record cannot be read may be due then. */
async function dropIfStale(store: Store, key: string): Promise<void> {
  const id = key.slice(key.lastIndexOf('/') + 1)
  const clubKey = keys.club(id)
  const isNoInstant = readInstantOfDue(key) === undefined
  await store.change([clubKey], (values) => {
    const club = Clubs.findIn(store, values, clubKey)
    const due = club && dueOf(club)
    const isStale = club ? !due || keys.due(due, id) !== key : !values.has(clubKey)
    return { writes: isNoInstant || isStale ? { [key]: undefined } : {} }
  })
}
