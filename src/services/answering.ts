/** Which club's services answer where somebody asks, and to what end. */
import type { Club } from '../club/club.ts'
import type { AccountId, RoomId } from '../club/keys.ts'
import type { ElsewhereService } from '../ports/club.ts'
import type { RoomService, Services } from '../ports/services.ts'
import { actOf } from './act.ts'
import { attendanceService } from './club/attendance.ts'
import { clubService } from './club/clubs.ts'
import { discussionService } from './club/discussion.ts'
import { meetingService } from './club/meetings.ts'
import type { PostService } from './club/posts.ts'
import type { RoomChecks } from './club/room-checks.ts'
import { leftBy, roomService } from './club/rooms.ts'
import { rotaService } from './club/rota.ts'
import { roundService } from './club/rounds.ts'
import { showBallot } from './club/stock.ts'
import { type Asker, elsewhereService, noteLately, placeNear } from './elsewhere.ts'
import type { Hello } from './hello.ts'
import type { House } from './house.ts'
import { libraryService } from './library/library.ts'
import { linkService } from './links.ts'
import { memberService } from './members.ts'
import type { Missed } from './missed.ts'
import { notedPeople } from './noted-people.ts'
import { noteService } from './notes.ts'
import { NO_CLUB, nearClub, withoutClub } from './without-club.ts'

/** What answers stand on. */
interface Ground {
  posts: PostService
  rooms: RoomChecks
  hello: Hello
  missed: Missed
  /** The club that a room is bound to. */
  clubOfRoom(room: RoomId): Promise<string | undefined>
  /** A club is asked for something. */
  touch(club: string): void
  /** Rejects where the configuration says which rooms a club has. */
  requireOwnRooms(club: string): void
}

const NOBODY: Asker = { account: 'nobody:nobody' }
const A_DAY = 24 * 60 * 60_000
/** Accounts; with more all are noted once more. */
const MOST_NOTED = 20_000

/** What `AllServices.of` is. */
export function openAnswering(
  house: House,
  { posts, rooms, hello, missed, clubOfRoom, touch, requireOwnRooms }: Ground,
): (room: RoomId, interaction?: string, asker?: Asker) => Promise<Services> {
  const mayBeNoted = notedPeople(house)
  /** Whose club was noted when, in days. */
  const noted = new Map<AccountId, { club: string; day: number }>()

  async function ofClub(club: string, room: RoomId, interaction: string | undefined, asker: Asker): Promise<Services> {
    const catalogue = await house.libraries.of(club)
    const act = actOf(house.store, interaction)
    const shown = ({ voting }: Pick<Club, 'voting'>) => {
      posts.refresh({ club, n: voting })
      posts.deliverSoon(club)
    }
    const meetings = meetingService(house, posts, club, act)
    return {
      place: { kind: 'room' },
      elsewhere: elsewhereOf(room, interaction, asker),
      catalogue,
      library: libraryService(house, club, catalogue, act),
      club: clubService(house, club, act, {
        refresh: shown,
        async showBallot(of) {
          await showBallot(house, of)
          posts.deliverSoon(club)
        },
        requireOwnRooms,
        roomsOf: rooms.of,
        missed: (of) => of.rooms.forEach(missed.ofRoom),
      }),
      rounds: roundService(house, posts, club, act),
      meetings,
      rota: rotaService(house, club, act, shown, meetings.edit),
      attendance: attendanceService(house, club, act, () => posts.deliverSoon(club)),
      discussion: discussionService(house, club, act, () => posts.deliverSoon(club)),
      ...ofAnybody(room, interaction, asker),
    }
  }

  /** What there is wherever somebody asks. */
  function ofAnybody(room: RoomId, interaction: string | undefined, asker: Asker) {
    const act = actOf(house.store, interaction)
    return {
      members: memberService(house, act, posts.refresh),
      links: linkService(house, act, posts.refresh),
      notes: noteService(house, act, mayBeNoted),
      room: roomOf(room, interaction, asker),
    }
  }

  function roomOf(room: RoomId, interaction: string | undefined, asker: Asker): RoomService {
    const services = (club: string) => ofClub(club, room, interaction, asker)
    return roomService(house, posts, room, actOf(house.store, interaction), services, requireOwnRooms)
  }

  function elsewhereOf(room: RoomId, interaction: string | undefined, asker: Asker): ElsewhereService {
    return elsewhereService(house, rooms, room, asker, async (club) => {
      touch(club)
      return (await ofClub(club, room, interaction, asker)).rounds
    })
  }

  async function near(room: RoomId, interaction: string | undefined, asker: Asker): Promise<Services> {
    const place = await placeNear(house, rooms, room, asker)
    if (!asker.direct && asker !== NOBODY) greet(room)
    if (place.kind === 'near') {
      touch(place.club.id)
      return nearClub(await ofClub(place.club.id, room, interaction, asker), place)
    }
    const elsewhere = elsewhereOf(room, interaction, asker)
    return withoutClub(() => house.libraries.of(NO_CLUB), { elsewhere, ...ofAnybody(room, interaction, asker) }, place)
  }

  function greet(room: RoomId): void {
    hello.called(room).catch((error: unknown) => house.log.warn({ err: error, room }, 'a hello could not be said'))
  }

  /** Once a day and account: it is for direct messages only. */
  function note(account: AccountId, club: string): void {
    const day = house.clock.now().epochMilliseconds / A_DAY
    const known = noted.get(account)
    if (account === NOBODY.account || (known?.club === club && day - known.day < 1)) return
    if (noted.size >= MOST_NOTED) noted.clear()
    noted.set(account, { club, day })
    noteLately(house, account, club).catch((error: unknown) => {
      noted.delete(account)
      house.log.warn({ err: error, club }, 'it could not be kept who was in a club lately')
    })
  }

  return async (room, interaction, asker = NOBODY) => {
    const club = (await clubOfRoom(room)) ?? (await leftBy(house, interaction))
    if (club === undefined) return near(room, interaction, asker)
    touch(club)
    note(asker.account, club)
    return ofClub(club, room, interaction, asker)
  }
}
