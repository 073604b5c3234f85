/** The channel that is called from: how it comes to a club, and leaves it. */
import { randomBytes } from 'node:crypto'
import { notice } from '../../chat/cards/notice.ts'
import type { Caller } from '../../club/caller.ts'
import { agreeing, withoutRooms } from '../../club/carrying.ts'
import { roomsOf } from '../../club/closed-room.ts'
import {
  addOrganiser,
  assertGoesOn,
  type Club,
  digesting,
  isOrganiser,
  type NewClub,
  newClub,
  noteName,
} from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { chatNameOf, keys, platformOf, type RoomId, tenantOf } from '../../club/keys.ts'
import type { News } from '../../club/news.ts'
import type { FirstPapers } from '../../ports/club.ts'
import type { LibraryService } from '../../ports/library.ts'
import type { RoomService, Services } from '../../ports/services.ts'
import type { Changes, Values, Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { BoundTo, Clubs, Done, Invitations, Posts, Rooms } from '../records.ts'
import { removing } from '../writes.ts'
import { bindRooms, leftBehind, shownTo } from './binding.ts'
import { moveDue, readClub } from './clubs.ts'
import { carriedAtOnce } from './daily.ts'
import { beginning } from './founding.ts'
import { requireFree, taken } from './free-room.ts'
import { invitationKey, invitedTo, useUp } from './invitations.ts'
import { clubOfRoom } from './mended.ts'
import { outgoing, telling } from './outgoing.ts'
import type { PostService } from './posts.ts'
import { stockBallot } from './stock.ts'

/** What else becomes of a club when a room comes: `news` is what others of its rooms are told. */
interface Coming {
  club: Club
  rooms: readonly RoomId[]
  news: News
  writes?: Writes
  passing?: NonNullable<Changes['passing']>
}

const LEAVE = 'leave'

/** `servicesOf`: those of a club. `requireOwnRooms`: throws where whoever runs the bot says which rooms a club has. */
export function roomService(
  house: House,
  posts: PostService,
  room: RoomId,
  act: Act,
  servicesOf: (club: string) => Promise<Services>,
  requireOwnRooms: (club: string) => void,
): RoomService {
  const { store, clock, platforms, log } = house

  /** Which club the same act brought the room to when it was delivered before. Throws when the room is somebody's, or not to be had. */
  async function before(what: string, caller: Caller): Promise<string | undefined> {
    if ((await clubOfRoom(house, room)) !== undefined) {
      const came = await act.change(what, BoundTo, [], () => ({ writes: {}, result: null }))
      if (came) return came.club
    }
    await requireFree(house, room, caller)
    return undefined
  }

  /** Makes a club here; gives its id. */
  async function found(caller: Caller, wanted: NewClub): Promise<string> {
    const made = noteName(addOrganiser(newClub(newId(), wanted, clock.now()), caller.account), caller)
    const key = keys.room(room)
    const started = await act.change('start', BoundTo, [key], (values) => {
      if (values.has(key)) return { writes: {}, result: null }
      return { writes: beginning(house, made, [room], []), result: { club: made.id } }
    })
    if (!started) throw await taken(house, room)
    return started.club
  }

  /** Binds the room to a club that there is. */
  async function come(
    what: string,
    id: string,
    besides: readonly string[],
    coming: (club: Club | undefined, values: Values) => Coming,
  ): Promise<Services> {
    const known = await Clubs.find(store, keys.club(id))
    const shown = known ? await shownTo(house, known, [room]) : { ballot: false, pick: [], reading: undefined }
    const key = keys.room(room)
    const bound = await act.change(what, BoundTo, [key, keys.club(id), ...besides], (values) => {
      if (values.has(key)) return { writes: {}, result: null }
      const { club, rooms, news, writes, passing } = coming(Clubs.from(values, keys.club(id)), values)
      const joined = { ...club, rooms: [...club.rooms, room] }
      return {
        writes: {
          ...writes,
          ...bindRooms(club, [room], shown, clock.now()),
          ...telling(joined, rooms, news),
        },
        result: { club: id },
        ...(passing ? { passing } : {}),
      }
    })
    if (!bound) throw await taken(house, room)
    posts.deliverSoon(bound.club)
    return servicesOf(bound.club)
  }

  /** The clubs of this server that the caller organises, each with its channel. */
  async function movable(caller: Caller): Promise<{ club: Club; from: RoomId }[]> {
    const bound = await Rooms.range(store, keys.roomsIn(tenantOf(room)))
    const found = bound.map(async ({ key, value }) => {
      const club = await Clubs.find(store, keys.club(value.club))
      const from = club && roomsOf(club).find((other) => keys.room(other) === key)
      return club && from && from !== room && isOrganiser(club, caller) ? [{ club, from }] : []
    })
    return (await Promise.all(found)).flat()
  }

  /** Finds a room's open ballot, and gives what takes it down there: nobody need press its menu in vain. */
  async function ballotIn(club: Club, from: RoomId): Promise<() => Promise<void>> {
    const ballot = await Posts.find(store, keys.post({ club: club.id, n: club.voting }, 'ballot', from))
    const card = notice('The ballot has left', [{ bold: club.name }, ' does not meet in this channel any more.'])
    return async () => {
      if (!ballot) return
      await platforms
        .get(platformOf(from))
        ?.edit({ room: from, message: ballot.message }, card)
        .catch((error: unknown) => log.warn({ err: error, room: from }, 'a ballot could not be taken down'))
    }
  }

  return {
    requireFree: (caller) => requireFree(house, room, caller),
    shipped: house.libraries.shipped,

    async start(caller, wanted, address) {
      const id = (await before('start', caller)) ?? (await found(caller, wanted))
      const services = await servicesOf(id)
      const first = address ? await firstPapers(services.library, caller, address) : null
      await stockBallot(house, await readClub(house, id))
      posts.deliverSoon(id)
      return { services, first }
    },

    async join(caller, code) {
      const again = await before('join', caller)
      if (again !== undefined) return servicesOf(again)
      const key = invitationKey(code)
      const id = (await Invitations.find(store, key))?.club ?? ''
      const [now, place] = [clock.now(), await placeOf(house, room)]
      return come('join', id, [key], (club, values) => {
        invitedTo(store, values, key, now)
        if (!club) throw gone()
        assertGoesOn(club)
        const news: News = { what: 'joined', place, at: null }
        return { club, rooms: club.rooms, news, passing: useUp(id, key, now) }
      })
    },

    movable: async (caller) => (await movable(caller)).map(({ club, from }) => ({ name: club.name, room: from })),
    async move(caller, from) {
      const again = await before('move', caller)
      if (again !== undefined) return servicesOf(again)
      const named = (await movable(caller)).find((one) => one.from === from)
      if (!named) throw gone()
      requireOwnRooms(named.club.id)
      const [left, place] = [await leftBehind(house, named.club, [from]), await placeOf(house, room)]
      const takeDown = await ballotIn(named.club, from)
      const moved = await come('move', named.club.id, [keys.room(from)], (club) => {
        if (!club || !roomsOf(club).includes(from)) throw gone()
        assertGoesOn(club)
        return {
          club: withoutRooms(club, [from]),
          rooms: club.rooms.filter((other) => other === from),
          news: { what: 'moved', place, at: null },
          writes: removing([keys.room(from), ...left]),
        }
      })
      await takeDown()
      return moved
    },

    async carry(way) {
      const id = await clubOfRoom(house, room)
      if (id === undefined) throw gone()
      const key = keys.club(id)
      const waiting = way === 'digest' ? { keys: [], writes: () => ({}) } : await carriedAtOnce(house, id, room)
      await act.change('carry', Done, [key, ...waiting.keys], (values) => {
        const club = Clubs.from(values, key)
        if (!club?.rooms.includes(room)) throw gone()
        assertGoesOn(club)
        const again = club.reading === null ? {} : outgoing({ club: id, n: club.reading }, 'again', club.rooms)
        const after = digesting(agreeing(club, room, way), clock.now())
        return {
          writes: { ...moveDue(club, after), [key]: Clubs.json(after), ...waiting.writes(values), ...again },
          result: true as const,
        }
      })
      posts.deliverSoon(id)
    },

    async leave() {
      const before = () => act.change(LEAVE, BoundTo, [], () => ({ writes: {}, result: null }))
      const id = (await clubOfRoom(house, room)) ?? (await before())?.club
      if (id === undefined) throw gone()
      const club = await readClub(house, id)
      requireOwnRooms(club.id)
      const [left, place] = [await leftBehind(house, club, [room]), await placeOf(house, room)]
      const takeDown = await ballotIn(club, room)
      const key = keys.club(club.id)
      const done = await act.change(LEAVE, BoundTo, [key], (values) => {
        const latest = Clubs.from(values, key)
        if (!latest || !roomsOf(latest).includes(room)) throw gone()
        assertGoesOn(latest)
        const staying = withoutRooms(latest, [room])
        if (staying.rooms.length === 0) throw lastRoom(club)
        const writes = removing([keys.room(room), ...left])
        return {
          writes: { ...writes, ...telling(staying, staying.rooms, { what: 'left', place, at: null }) },
          result: { club: club.id },
        }
      })
      await takeDown()
      posts.deliverSoon(id)
      return done ? readClub(house, done.club) : club
    },
  }
}

/** The club that a room was taken out of by the same act, when it is delivered again. */
export async function leftBy({ store }: House, interaction: string | undefined): Promise<string | undefined> {
  return interaction === undefined ? undefined : (await BoundTo.find(store, keys.seen(interaction, LEAVE)))?.club
}

/** What an address gives: a feed is followed, and what is none is added. */
async function firstPapers(library: LibraryService, caller: Caller, address: string): Promise<FirstPapers> {
  try {
    return await library.follow(caller, address)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return library.add(caller, address).then(
      (added) => ({ added }),
      (problem: unknown) => {
        if (problem instanceof UserError) return { problem }
        throw problem
      },
    )
  }
}

/** A room as people elsewhere know it: `#papers in Discord`. */
async function placeOf({ platforms }: House, room: RoomId): Promise<string> {
  const name = (await platforms.get(platformOf(room))?.checkRoom(room))?.name ?? 'a channel'
  return `${name} in ${chatNameOf(room)}`
}

function gone(): UserError {
  return new UserError('not-found', 'That reading group is not there any more. Look again, and try once more.')
}

function lastRoom({ name }: Club): UserError {
  return new UserError(
    'last-room',
    `This is the only channel of “${name}”, so it cannot leave. Bring the group to another channel with \`club move\` there, or end it with \`club delete\`.`,
  )
}

/** Opaque, and never given twice. */
function newId(): string {
  return randomBytes(8).toString('hex')
}
