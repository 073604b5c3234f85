/** Rooms that the bot is shut out of: nothing is sent there until it is let in again, and then all goes on as it was. */
import type { Left, Present, RoomCheck } from '../../chat/platform.ts'
import { shutSentence } from '../../chat/shut.ts'
import { type ClosedRoom, closeRoom, isAbandoned, openRoom, type Shut } from '../../club/closed-room.ts'
import type { Club } from '../../club/club.ts'
import { chatNameOf, isRoomId, keys, type RoomId, type TenantId, tenantOf } from '../../club/keys.ts'
import { leavingSince } from '../../club/leaving.ts'
import type { News } from '../../club/news.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { pagesOf } from '../pages.ts'
import { Clubs, Leavings, Posts, Rooms } from '../records.ts'
import { removing } from '../writes.ts'
import { catchingUp, onTheWay, shownTo } from './binding.ts'
import { clubWith } from './mended.ts'
import { conversations, outgoing, telling } from './outgoing.ts'
import type { PostService } from './posts.ts'
import { settled, trouble } from './troubles.ts'

export interface Closing {
  close(room: RoomId, why: Shut): Promise<void>
  /** The bot is out of a whole server or workspace. */
  left(event: Left): Promise<void>
  /** The bot is out of what has rooms of clubs and is not named: it was put out while nobody listened. */
  present(event: Present): Promise<void>
  /** Closes a room or opens it, as its chat tells; gives back how it is closed now. */
  heed(room: RoomId, check: RoomCheck): Promise<ClosedRoom | undefined>
  /** The rooms of clubs in a server or workspace. */
  roomsIn(tenant: TenantId): Promise<RoomId[]>
}

interface Beside {
  posts: PostService
  nameOf(room: RoomId): string | null
  /** Milliseconds that a club is kept which has no rooms any more; null where it is kept for good. */
  keptFor(club: string): number | null
  /** A room was closed, or opened again: what was said there meanwhile has not been heard. */
  turned(room: RoomId, closed: ClosedRoom | undefined): void
}

export function closingService(house: House, { posts, nameOf, keptFor, turned }: Beside): Closing {
  const { store, clock, log } = house

  const clubOf = (room: RoomId) => clubWith(house, room)

  async function close(room: RoomId, why: Shut): Promise<void> {
    const club = await clubOf(room)
    if (!club) return
    const [key, leaving] = [keys.club(club.id), keys.leaving(club.id)]
    const waiting = await onTheWay(house, club, [room])
    const now = clock.now()
    const isClosed = await store.change([key, leaving], (values) => {
      const before = Clubs.from(values, key)
      const shut = { room, name: nameOf(room), since: now, why, n: before?.voting ?? 0 }
      const after = before && closeRoom(before, shut)
      if (!after || after === before) return { writes: {}, result: false }
      const kept = isAbandoned(after) ? keptFor(club.id) : null
      const isNew = before.rooms.includes(room)
      const erased = kept === null ? null : now.add({ milliseconds: kept })
      const news: News = { what: 'shut', place: placeOf(room, shut.name), at: erased, why }
      const writes: Writes = {
        ...removing(waiting),
        ...(isNew
          ? telling(after, [...after.rooms, ...conversations(house, after)], news)
          : { [key]: Clubs.json(after) }),
        ...trouble(club.id, room, 'room', now, `${shut.name ?? 'The channel'} ${shutSentence(why)}`),
        ...(kept !== null && !values.has(leaving) ? { [leaving]: Leavings.json(leavingSince(now)) } : {}),
      }
      return { writes, result: true }
    })
    if (!isClosed) return
    turned(room, closedIn(await clubOf(room), room))
    log.warn({ room, club: club.id, why }, 'a room is closed to the bot')
    posts.deliverSoon(club.id)
  }

  async function open(room: RoomId): Promise<void> {
    const club = await clubOf(room)
    if (!club?.closed.some((one) => one.room === room)) return
    const voting = { club: club.id, n: club.voting }
    const [shown, ballot] = [
      await shownTo(house, club, [room]),
      await Posts.find(store, keys.post(voting, 'ballot', room)),
    ]
    const key = keys.club(club.id)
    const isOpen = await store.change([key], (values) => {
      const before = Clubs.from(values, key)
      const shut = before?.closed.find((one) => one.room === room)
      if (!before || !shut) return { writes: {}, result: false }
      const after = openRoom(before, room)
      const missed = { ...shown, ballot: shown.ballot && !ballot }
      const others = before.rooms
      const writes = {
        ...catchingUp(after, [room], missed, clock.now()),
        // Its menu is from before.
        ...(shut.n < after.voting ? outgoing({ club: club.id, n: shut.n }, 'closing', [room]) : {}),
        ...settled(club.id, room, 'room'),
        [keys.leaving(club.id)]: undefined,
        ...telling(after, others, { what: 'back', place: placeOf(room, nameOf(room) ?? shut.name), at: null }),
      }
      return { writes, result: true }
    })
    if (!isOpen) return
    log.info({ room, club: club.id }, 'a room is open again')
    posts.refresh(voting)
    posts.deliverSoon(voting.club)
    turned(room, undefined)
  }

  async function roomsIn(tenant: TenantId): Promise<RoomId[]> {
    const bound = await Rooms.range(store, keys.roomsIn(tenant))
    return roomsAt(bound)
  }

  return {
    close,
    roomsIn,
    async left({ tenant, why }) {
      for (const room of await roomsIn(tenant)) await close(room, why)
    },
    async present({ chat, lacks }) {
      for await (const page of pagesOf(store, keys.roomsOf(chat), PAGE)) {
        for (const room of roomsAt(page)) {
          if (lacks(tenantOf(room))) await close(room, 'removed')
        }
      }
    },
    async heed(room, { access }) {
      const closed = closedIn(await clubOf(room), room)
      if (access === 'in' || (access === 'beside' && closed?.why !== 'outside')) await open(room)
      else if (access && access !== 'beside') await close(room, access)
      return closedIn(await clubOf(room), room)
    },
  }
}

const PAGE = 200

function roomsAt(bound: readonly { key: string }[]): RoomId[] {
  return bound.map(({ key }) => key.slice(keys.rooms().length)).filter(isRoomId)
}

function closedIn(club: Club | undefined, room: RoomId): ClosedRoom | undefined {
  return club?.closed.find((one) => one.room === room)
}

/** As others know it: `#papers in Discord`. */
function placeOf(room: RoomId, name: string | null): string {
  return `${name ?? 'A channel'} in ${chatNameOf(room)}`
}
