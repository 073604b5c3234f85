/** What is said elsewhere, told once a day in the threads of rooms that want it so: noted with each comment, posted by the outbox. */
import { randomUUID } from 'node:crypto'
import type { Card } from '../../chat/card.ts'
import { othersInWords } from '../../chat/cards/carried.ts'
import { dailyCard } from '../../chat/cards/daily.ts'
import { digesting } from '../../club/club.ts'
import type { Comment } from '../../club/comment.ts'
import { type AccountId, keys, platformOf, postKey, type RoomId, type RoundId, type Talk } from '../../club/keys.ts'
import type { SaidComment } from '../../ports/discussion.ts'
import type { Values, Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Carrying, Clubs, Comments, Daily, Unmirrored } from '../records.ts'
import { moveDue } from './clubs.ts'
import { type Out, outgoing } from './outgoing.ts'
import { placeOf } from './place-of.ts'
import { threadOfTalk } from './talks.ts'

/** Rounds whose threads are told of a day, the latest: in older ones hardly anybody reads. */
const LATEST = 8

/** Tells each room that reads the others once a day what was said there since, if that is due at `due`. Nothing said: no message. */
export async function tellDaily(house: House, id: string, due: Temporal.Instant): Promise<void> {
  const { store, clock } = house
  const waiting = await waitingOf(house, id)
  const clubKey = keys.club(id)
  await store.change([clubKey, ...waiting.map(({ key }) => key)], (values) => {
    const club = Clubs.from(values, clubKey)
    if (!club?.nextDigest?.equals(due) || club.paused) return { writes: {} }
    const untold = waiting.filter(({ key }) => Daily.findIn(store, values, key)?.told === null)
    const wanted = untold.filter(({ reader }) => club.digesting.includes(reader) && club.rooms.includes(reader))
    const posts = [...Map.groupBy(wanted, ({ n, reader, value }) => `${n} ${value.talk} ${reader}`).values()]
    const after = digesting({ ...club, told: club.told + posts.length, nextDigest: null }, clock.now())
    const told = posts.map((entries, index) => toldBy(id, club.told + index + 1, entries))
    const unwanted = untold.filter((one) => !wanted.includes(one)).map(({ key }) => [key, undefined])
    return {
      writes: {
        [clubKey]: Clubs.json(after),
        ...moveDue(club, after),
        ...Object.assign({}, ...told),
        ...Object.fromEntries(unwanted),
      },
    }
  })
}

interface Entry {
  key: string
  n: number
  room: RoomId
  message: string
  reader: RoomId
  value: NonNullable<Awaited<ReturnType<typeof Daily.get>>>
}

/** One message, of comments of one talk that one room reads. */
function toldBy(club: string, told: number, entries: readonly Entry[]): Writes {
  const [first] = entries
  if (!first) return {}
  const noted = entries.map(({ key, value }) => [key, Daily.json({ ...value, told })])
  return {
    ...Object.fromEntries(noted),
    ...outgoing({ club, n: told }, 'daily', [first.reader], { of: first.n, talk: first.value.talk }),
  }
}

async function waitingOf(house: House, id: string): Promise<Entry[]> {
  const reading = (await Clubs.find(house.store, keys.club(id)))?.reading ?? 0
  const rounds = Array.from({ length: Math.min(LATEST, reading) }, (_, index) => ({ club: id, n: reading - index }))
  const entries = (await Promise.all(rounds.map((round) => entriesOf(house, round)))).flat()
  return entries.filter(({ value }) => value.told === null)
}

async function entriesOf({ store }: House, round: RoundId): Promise<Entry[]> {
  const prefix = keys.daily(round)
  return (await Daily.range(store, prefix)).map(({ key, value }) => {
    const end = key.lastIndexOf('/')
    const reader = key.slice(end + 1) as RoomId
    return { key, n: round.n, ...placeOf(key.slice(prefix.length, end)), reader, value }
  })
}

/** What a message tells, as it reads now; undefined where nothing of it stands any more. */
export async function dailyOf(house: House, { club, n, of = 0, room: reader }: Out): Promise<Card | undefined> {
  const round = { club, n: of }
  const entries = (await entriesOf(house, round)).filter((one) => one.value.told === n && one.reader === reader)
  const inOrder = entries.toSorted((a, b) => Temporal.Instant.compare(a.value.at, b.value.at))
  const comments = (await Promise.all(inOrder.map((entry) => standing(house, round, entry)))).flat()
  const places = othersInWords([...new Set(comments.map(({ room }) => room))], reader)
  return comments.length === 0 ? undefined : dailyCard(comments, places, postKey('daily', { club, n }))
}

async function standing(house: House, round: RoundId, { room, message }: Entry): Promise<SaidComment[]> {
  const { store, platforms } = house
  const comment = await Comments.find(store, keys.comment(round, room, message))
  const account = comment?.author?.account
  if (!comment || comment.deletedAt !== null) return []
  if (account !== undefined && (await Unmirrored.find(store, keys.unmirrored(account as AccountId)))) return []
  const place = comment.thread === null ? { room, message } : { room, message, thread: comment.thread }
  const url = (await platforms.get(platformOf(room))?.link(place)) ?? null
  return [{ ...comment, room, message, url }]
}

/** Where a room talks of what a message is of; null where it does not. */
export function threadOfDaily(house: House, { club, of = 0, talk = 'pick', room }: Out): Promise<string | null> {
  return threadOfTalk(house, { club, n: of }, talk, room)
}

export interface DailyFollowers {
  /** What the change has to read. */
  keys: string[]
  /** What it writes: a new comment, said in a talk, waits for the day's message, and where that is sent it is shown anew. */
  after(values: Values, talk: Talk | undefined, after: Comment): Writes
}

/** Of a message in a room, before it changes. `readers`: the rooms that read it once a day. */
export async function dailyFollowers(
  house: House,
  round: RoundId,
  room: RoomId,
  message: string,
  readers: readonly RoomId[],
): Promise<DailyFollowers> {
  const { store } = house
  const there = await readersNoted(house, round, room, message)
  const all = [...new Set([...readers, ...there])].map((reader) => ({
    reader,
    key: keys.dailyIn(round, room, message, reader),
  }))
  return {
    keys: all.map(({ key }) => key),
    after(values, talk, after) {
      const each = all.map(({ reader, key }): Writes => {
        const entry = Daily.findIn(store, values, key)
        if (!entry)
          return talk && readers.includes(reader) ? { [key]: Daily.json({ at: after.at, told: null, talk }) } : {}
        if (entry.told !== null) return toldAgain(round, entry.told, reader)
        return after.deletedAt === null ? {} : { [key]: undefined }
      })
      return Object.assign({}, ...each)
    },
  }
}

async function readersNoted({ store }: House, round: RoundId, room: RoomId, message: string): Promise<RoomId[]> {
  const prefix = keys.dailyOf(round, room, message)
  return (await store.range(prefix)).map(({ key }) => key.slice(prefix.length) as RoomId)
}

/** Has the messages shown anew that tell of a comment. */
export async function showDailyAnew(house: House, round: RoundId, room: RoomId, message: string): Promise<void> {
  const readers = await readersNoted(house, round, room, message)
  if (readers.length === 0) return
  const all = readers.map((reader) => ({ reader, key: keys.dailyIn(round, room, message, reader) }))
  await house.store.change(
    all.map(({ key }) => key),
    (values) => {
      const each = all.map(({ reader, key }) => {
        const told = Daily.findIn(house.store, values, key)?.told ?? null
        return told === null ? {} : toldAgain(round, told, reader)
      })
      return { writes: Object.assign({}, ...each) }
    },
  )
}

function toldAgain({ club, n }: RoundId, told: number, reader: RoomId): Writes {
  return outgoing({ club, n: told }, 'dailyagain', [reader], { of: n, mark: randomUUID() })
}

/** What a room does not wait for any more that reads the others at once from now on: that is carried to it. */
export async function carriedAtOnce(
  house: House,
  id: string,
  reader: RoomId,
): Promise<{ keys: string[]; writes(values: Values): Writes }> {
  const waiting = (await waitingOf(house, id)).filter((one) => one.reader === reader)
  return {
    keys: waiting.map(({ key }) => key),
    writes(values) {
      const untold = waiting.filter(({ key }) => Daily.findIn(house.store, values, key)?.told === null)
      const each = untold.map(
        ({ key, n, room, message, value: { at } }): Writes => ({
          [key]: undefined,
          [keys.carrying({ club: id, n }, reader, room, message)]: Carrying.json({
            at,
            attempts: 0,
            notBefore: null,
            reacted: 0,
          }),
        }),
      )
      return Object.assign({}, ...each)
    },
  }
}
