import type { Closed, Erased, Heard, Joined, Left, Present, Reacted } from '../chat/platform.ts'
import type { Club } from '../club/club.ts'
import { UserError } from '../club/errors.ts'
import { type AccountId, isRoomId, keys, platformOf, type RoomId } from '../club/keys.ts'
import type { RoomService, Services } from '../ports/services.ts'
import { BadRecord } from '../store/record.ts'
import { actOf } from './act.ts'
import { openClocks } from './clocks.ts'
import { attendanceService } from './club/attendance.ts'
import { openBehind } from './club/behind.ts'
import { boundRooms } from './club/bound-rooms.ts'
import { type CalendarAddress, calendarReader, type ListAddress, readList } from './club/calendar-feed.ts'
import { createCarrier } from './club/carrier.ts'
import { closingService } from './club/closing.ts'
import { clubService } from './club/clubs.ts'
import { type ClubSettings, foundClub, strayRooms } from './club/declared-club.ts'
import { discussionService, erase, hear, react } from './club/discussion.ts'
import { eraseIfDue } from './club/erase-club.ts'
import { createEventBoard } from './club/event-board.ts'
import { clubsInTurn, everyClub } from './club/every-club.ts'
import { readInterest } from './club/interest.ts'
import { leavings } from './club/leavings.ts'
import { replaceLostBallot } from './club/lost-ballot.ts'
import { meetingService } from './club/meetings.ts'
import { mendAll, mendDue, postOf, readInstantOfDue } from './club/mended.ts'
import { openPaces } from './club/paces.ts'
import { postService } from './club/posts.ts'
import { readBack, readOlder, readThreadBack } from './club/read-back.ts'
import { rename } from './club/rename.ts'
import { type RoomChecks, roomChecks } from './club/room-checks.ts'
import { leftBy, roomService } from './club/rooms.ts'
import { rotaService } from './club/rota.ts'
import { roundService } from './club/rounds.ts'
import { showBallot, stockBallot } from './club/stock.ts'
import { finishWeek, mendNextPick, turnWeek } from './club/turn.ts'
import { readRound } from './club/views.ts'
import { type Asker, elsewhereService, noteLately, placeNear } from './elsewhere.ts'
import { helloService } from './hello.ts'
import type { House } from './house.ts'
import { dueFeeds } from './library/due-feeds.ts'
import { libraryService } from './library/library.ts'
import { libraryKeys } from './library/library-keys.ts'
import { linkService } from './links.ts'
import { memberService } from './members.ts'
import { notedPeople } from './noted-people.ts'
import { dropOldNotes, messageNotes, noteService } from './notes.ts'
import { pagesOf, recordsIn } from './pages.ts'
import { pause } from './pause.ts'
import { Due } from './records.ts'
import { sideBySide } from './side-by-side.ts'
import { mendSendings, noteWaiting, type Waiting, waitingPosts } from './waiting.ts'
import { NO_CLUB, nearClub, withoutClub } from './without-club.ts'
import { openWorks } from './works.ts'

/** The use cases of every club that the store holds. */
export interface AllServices {
  /**
   * The services of the club that a room is bound to. For one that is bound to none: of the club that the server, or in direct
   * messages the asker, has, as far as they change nothing; else the shipped library alone. What an `interaction` does through
   * them is done once, however often it is delivered.
   */
  of(room: RoomId, interaction?: string, asker?: Asker): Promise<Services>
  hear(event: Heard): Promise<void>
  /** Shows elsewhere what a comment was answered with. */
  react(event: Reacted): Promise<void>
  /** Says hello where the bot was asked in, once; what was closed there goes on. */
  join(event: Joined): Promise<void>
  /** The bot is out of a whole server or workspace: its rooms are closed. */
  left(event: Left): Promise<void>
  /** Closes the rooms of servers and workspaces that the bot was put out of while it was not there. */
  present(event: Present): Promise<void>
  /** The bot is shut out of a room. */
  close(event: Closed): Promise<void>
  /** Looks whether a room is closed to the bot now, or open again. */
  look(room: RoomId): Promise<void>
  /** Keeps nothing of what was said in a thread or room that is gone. */
  erase(event: Erased): Promise<void>
  /** Gives what someone wrote and nominated lately the name that they turned out to have. */
  rename(account: AccountId, name: string): Promise<void>
  /** Creates or extends the club that the environment describes; returns how the two differ, a sentence each. */
  found(settings: ClubSettings): Promise<string[]>
  /** Which rooms of that club it cannot have, a sentence each. */
  strays(): Promise<string[]>
  /** Does what is due: turns the weeks whose time has come, sends what waits to be posted, begins to read the feeds that are due. */
  tick(): Promise<void>
  /** Resolves when no feed is due any more. Never rejects. */
  readFeeds(): Promise<void>
  /**
   * When a chat is connected, the first time or again: finishes a week that was being turned, and shows every open ballot anew.
   * The next tick begins to read back what was said in the chat meanwhile.
   */
  resume(chat: string): Promise<void>
  /** The dates of a club as a calendar program reads them; undefined where the address is none of its. `day`: of one date alone. */
  calendar(address: CalendarAddress): Promise<string | undefined>
  /** What a club has read, at the same address. */
  readingList(address: ListAddress): Promise<{ text: string; type: string } | undefined>
  hasClubs(): Promise<boolean>
  /** When the next week is due of all clubs; null when there is none. */
  nextPick(): Promise<Temporal.Instant | null>
  /** What is still to be posted. */
  waiting(): Promise<Waiting[]>
  readonly rooms: RoomChecks
  idle(): Promise<void>
  /** Tells other processes that this one ends: they need not wait for its clock. */
  leave(): Promise<void>
}

/** `retentionDays`: for how long a club is kept that has no rooms any more. */
export function openServices(house: House, { retentionDays = 30 }: { retentionDays?: number } = {}): AllServices {
  /** Chats that were not listened to for a while, and whose threads have not been read back since. */
  const unread = new Set<string>()
  const behind = openBehind(house)
  const clocks = openClocks(house)
  const paces = openPaces(house, clocks.count)
  const carrier = createCarrier(house, paces, behind.has)
  const looking = openWorks()
  const posts = postService(house, paces, {
    beforeReminder: (club, day) => readInterest(house, club, day),
    thread(round, thread) {
      const chat = platformOf(thread.room)
      const again = (isSettled: boolean) => {
        if (!isSettled) unread.add(chat)
      }
      const caughtUp = behind.add(thread.room)
      readThreadBack(house, round, thread)
        .then(again, (error: unknown) => {
          unread.add(chat)
          house.log.warn(
            { err: error, room: thread.room },
            'a new thread could not be read back yet; it is tried again',
          )
        })
        .finally(caughtUp)
        .then(carrier.catchUp)
        .catch(notLookedThrough)
    },
    refused(room) {
      looking.follow(rooms.look(room), (error) => house.log.warn({ err: error, room }, 'a room could not be looked at'))
    },
  })
  const events = createEventBoard(house, posts.deliverSoon)
  const rooms: RoomChecks = roomChecks(
    house,
    (room, check) => closing.heed(room, check),
    // What was said there while it could not be read has not been heard.
    (room) => void unread.add(platformOf(room)),
  )
  const closing = closingService(house, {
    posts,
    nameOf: rooms.nameOf,
    keptFor: (club) => (club === settled?.id ? null : retentionDays * A_DAY),
    turned(room, closed) {
      rooms.note(room, closed)
      if (!closed) unread.add(platformOf(room))
    },
  })
  const leaving = leavings(house, retentionDays)
  const hello = helloService(house)
  const clubOfRoom = boundRooms(house)
  const mayBeNoted = notedPeople(house)
  /** Whose club was noted when, in days. */
  const noted = new Map<AccountId, { club: string; day: number }>()

  /** What the configuration says of the club whose rooms it lists. */
  let settled: ClubSettings | undefined

  function requireOwnRooms(club: string): void {
    if (club !== settled?.id) return
    throw new UserError(
      'declared',
      'Whoever runs the bot decides which channels this reading group has, and when it ends: ask them to change CLUB_ROOMS.',
    )
  }

  function roomOf(room: RoomId, interaction: string | undefined, asker: Asker): RoomService {
    const act = actOf(house.store, interaction)
    const services = (club: string) => servicesOf(club, room, interaction, asker)
    return roomService(house, posts, room, act, services, requireOwnRooms)
  }

  async function servicesOf(
    club: string,
    room: RoomId,
    interaction: string | undefined,
    asker: Asker,
  ): Promise<Services> {
    const catalogue = await house.libraries.of(club)
    const act = actOf(house.store, interaction)
    const shown = ({ voting }: Pick<Club, 'voting'>) => {
      posts.refresh({ club, n: voting })
      posts.deliverSoon(club)
    }
    const meetings = meetingService(house, posts, club, act)
    return {
      place: { kind: 'room' },
      elsewhere: elsewhereService(house, rooms, room, asker),
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
        missed({ rooms }) {
          for (const room of rooms) unread.add(platformOf(room))
        },
      }),
      rounds: roundService(house, posts, club, act),
      meetings,
      rota: rotaService(house, club, act, shown, meetings.edit),
      attendance: attendanceService(house, club, act, () => posts.deliverSoon(club)),
      discussion: discussionService(house, club, act, () => posts.deliverSoon(club)),
      members: memberService(house, act, posts.refresh),
      links: linkService(house, act, posts.refresh),
      notes: noteService(house, act, mayBeNoted),
      room: roomOf(room, interaction, asker),
    }
  }

  async function servicesNear(room: RoomId, interaction: string | undefined, asker: Asker): Promise<Services> {
    const place = await placeNear(house, rooms, room, asker)
    if (!asker.direct && asker !== NOBODY) greet(room)
    if (place.kind === 'near') {
      touch(place.club.id)
      return nearClub(await servicesOf(place.club.id, room, interaction, asker), place)
    }
    const elsewhere = elsewhereService(house, rooms, room, asker)
    const act = actOf(house.store, interaction)
    return withoutClub(
      () => house.libraries.of(NO_CLUB),
      {
        elsewhere,
        members: memberService(house, act, posts.refresh),
        links: linkService(house, act, posts.refresh),
        notes: noteService(house, act, mayBeNoted),
        room: roomOf(room, interaction, asker),
      },
      place,
    )
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

  /** What fails for one club is said, and keeps nobody from the next. */
  async function eachClub(
    failure: string,
    work: (club: Club) => Promise<void>,
    { atOnce = 1, clubs = everyClub(house.store) }: { atOnce?: number; clubs?: AsyncIterable<Club> | Club[] } = {},
  ): Promise<boolean> {
    let isAll = true
    await sideBySide(clubs, atOnce, async (club) => {
      try {
        await work(club)
      } catch (error) {
        isAll = false
        house.log.error({ err: error, club: club.id }, failure)
      }
    })
    return isAll
  }

  async function readEveryMissed(): Promise<void> {
    for (const chat of [...unread]) {
      if (house.platforms.get(chat)?.health().state !== 'ready') continue
      unread.delete(chat)
      const isAll = await eachClub(
        'what was said meanwhile could not be read back; it is tried again',
        async ({ id }) => {
          if (!(await readBack(house, id, chat))) unread.add(chat)
        },
        { atOnce: AT_ONCE },
      ).catch((error: unknown) => {
        unread.add(chat)
        throw error
      })
      if (!isAll) unread.add(chat)
      if (unread.has(chat)) continue
      behind.drop(chat)
      await carrier.catchUp()
    }
  }

  function notLookedThrough(error: unknown): void {
    house.log.warn({ err: error }, 'what waits to be carried could not be looked through; the next tick does')
  }

  // A slow feed must not keep a week from turning, nor a chat that is too busy.
  const feeds = beside(house, dueFeeds(house).read, 'the followed feeds could not be read; they are tried again')
  const looks = beside(house, rooms.checkDue, 'the rooms could not be looked at')
  async function readEveryOlder(): Promise<void> {
    const ready = [...house.platforms.values()].filter((platform) => platform.health().state === 'ready')
    const chats = ready.map(({ name }) => name).filter((chat) => !unread.has(chat))
    const readOn = async ({ id }: Club) => {
      for (const chat of chats) await readOlder(house, id, chat)
    }
    await eachClub('an older discussion could not be read back; it is tried again', readOn, {
      clubs: await olderTurn(),
    })
  }

  const olderTurn = clubsInTurn(house.store)

  const older = beside(house, readEveryOlder, 'an older discussion could not be read back; it is tried again')
  const missed = beside(house, readEveryMissed, 'what was said meanwhile could not be read back; it is tried again')

  const daily = async () => {
    await Promise.all([mendAll(house), dropOldNotes(house), mendSendings(house)])
    await posts.deliver()
  }
  const mending = beside(house, daily, 'not all clubs could be looked through; it is tried again')
  let mended: Temporal.Instant | undefined
  /** When each club was touched last, so that what it lost comes back soon, and not every touch looks for it. */
  const touched = new Map<string, Temporal.Instant>()

  /** At the start and daily, also when the clock was set back. */
  function mendDaily(): void {
    const now = house.clock.now()
    if (mended && Math.abs(now.since(mended).total('hours')) < 24) return
    mended = now
    void mending.begin()
  }

  function touch(club: string): void {
    const now = house.clock.now()
    const last = touched.get(club)
    if (last && Math.abs(now.since(last).total('minutes')) < 1) return
    touched.set(club, now)
    mendDue(house, club).catch((error: unknown) => house.log.warn({ err: error, club }, 'a club could not be mended'))
  }

  /** What a week puts into the outbox as it turns is sent with what else is due: many may turn at once. */
  const turning = { ...posts, deliverSoon() {} }

  /** After a while away several acts of one club may be due, of which the first only is known. */
  async function turnDueWeeks(): Promise<void> {
    const turned = new Set<string>()
    while (await turnDue(turned)) {}
  }

  /** True where more may be due than is `turned` by now. */
  async function turnDue(turned: Set<string>): Promise<boolean> {
    const due = await dueUntil(house.clock.now())
    const early = due.find((one) => !clocks.agreeOn(one.due))
    if (early) {
      const at = early.due.toString()
      house.log.warn({ due: at }, 'another process says that it is earlier: a pick waits until both agree')
    }
    const agreed = early ? due.slice(0, due.indexOf(early)) : due
    const nameOf = (one: (typeof agreed)[number]) => `${one.due} ${one.club}`
    const fresh = agreed.filter((one) => !turned.has(nameOf(one)))
    for (const one of fresh) turned.add(nameOf(one))
    let count = 0
    await sideBySide(fresh, TURNING, async ({ due, club }) => {
      await trying(club, async () => {
        if (!(await eraseIfDue(house, club))) await turnWeek(house, turning, club, due)
      })
      // Of many the first need not wait until all have turned.
      if (++count % A_PAGE === 0) posts.deliverSoon()
    })
    return fresh.length > 0
  }

  async function dueUntil(now: Temporal.Instant) {
    const all = []
    for await (const page of pagesOf(house.store, keys.dues(), A_PAGE)) {
      for (const { key, value } of recordsIn(house.store, Due, page)) {
        const due = readInstantOfDue(key)
        if (!due) continue
        if (Temporal.Instant.compare(due, now) > 0) return all
        all.push({ due, club: value.club })
      }
    }
    return all
  }

  const clubsOfTurn = clubsInTurn(house.store, libraryKeys.clubOfChange)

  async function lookAfterClubs(): Promise<void> {
    for (const club of await clubsOfTurn()) {
      await trying(club.id, async () => {
        await replaceLostBallot(house, club)
        await mendNextPick(house, club)
        await stockBallot(house, club)
      })
    }
  }

  async function trying(club: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      house.log.error({ err: error, club }, 'a week could not be turned; it is tried again')
    }
  }

  return {
    async of(room, interaction, asker = NOBODY) {
      const club = (await clubOfRoom(room)) ?? (await leftBy(house, interaction))
      if (club === undefined) return servicesNear(room, interaction, asker)
      touch(club)
      note(asker.account, club)
      return servicesOf(club, room, interaction, asker)
    },
    async hear(event) {
      const isOfDiscussion = await hear(house, event)
      if (isOfDiscussion || event.kind !== 'deleted') return
      const club = await clubOfRoom(event.room)
      if (club !== undefined) await posts.deleted(club, event)
    },
    react: (event) => react(house, event),
    async join(event) {
      await hello.joined(event)
      for (const room of isRoomId(event.into) ? [event.into] : await closing.roomsIn(event.into)) await rooms.look(room)
    },
    left: closing.left,
    present: closing.present,
    async close({ room, why }) {
      await closing.close(room, why)
      // It may have been opened again before the chat told that it was closed.
      await rooms.look(room)
    },
    look: rooms.look,
    async erase(event) {
      await erase(house, event)
      if (event.thread === null) await closing.close(event.room, 'deleted')
    },
    rename: (account, name) => rename(house, { account, name }, posts.refresh),
    async found(settings) {
      settled = settings
      try {
        return await foundClub(house, settings)
      } catch (error) {
        if (!(error instanceof BadRecord)) throw error
        house.store.report(error.key, error)
        return ['What is kept of the club cannot be read, so the club stands still: restore a backup.']
      }
    },
    strays: async () => (settled ? strayRooms(house, settled, rooms.nameOf) : []),
    async tick() {
      mendDaily()
      // A large library is read beside: no week waits for it.
      await Promise.race([house.libraries.keepUp(), pause(PATIENCE)])
      await clocks.tell()
      await turnDueWeeks()
      await lookAfterClubs()
      await leaving.tick()
      await posts.deliver()
      posts.catchUp()
      await carrier.catchUp()
      await events.catchUp()
      await hello.deliver()
      await messageNotes(house)
      await noteWaiting(house)
      void looks.begin()
      void feeds.begin()
      void missed.begin().then(older.begin)
    },
    async resume(chat) {
      unread.add(chat)
      behind.add(chat)
      posts.lookAgain(chat)
      void rooms.check(chat)
      await posts.retry(chat)
      const showAnew = async (club: Club) => {
        const round = { club: club.id, n: club.voting }
        const { state, openedAt } = (await readRound(house, round)) ?? {}
        if (state === 'closed') return trying(club.id, () => finishWeek(house, posts, round))
        const rooms = club.rooms.filter((room) => platformOf(room) === chat)
        if (openedAt) for (const room of rooms) await postOf(house, round, 'ballot', room, openedAt)
        posts.refresh(round)
      }
      await eachClub('a ballot could not be shown anew', showAnew, {
        clubs: everyClub(house.store, SHOWING),
      })
    },
    calendar: calendarReader(house),
    readingList: (address) => readList(house, address),
    hasClubs: async () => (await house.store.range(keys.club(''), { limit: 1 })).length > 0,
    async nextPick() {
      const first = await Due.range(house.store, keys.dues(), { limit: 10 })
      return first.map(({ key }) => readInstantOfDue(key)).find((instant) => instant !== undefined) ?? null
    },
    waiting: () => waitingPosts(house),
    rooms,
    readFeeds: feeds.begin,
    leave: clocks.leave,
    async idle() {
      await Promise.all([
        looking.done(),
        posts.idle(),
        feeds.done(),
        missed.done().then(older.done),
        mending.done(),
        looks.done(),
        hello.idle(),
      ])
      await carrier.idle()
      await events.idle()
    },
  }
}

/** Work beside the ticks, one at a time. What fails is logged, and begins again with a later tick. */
function beside({ log }: House, work: () => Promise<void>, failure: string) {
  let underWay: Promise<void> | undefined
  return {
    begin(): Promise<void> {
      underWay ??= work()
        .catch((error: unknown) => log.error({ err: error }, failure))
        .finally(() => {
          underWay = undefined
        })
      return underWay
    },
    done: async () => underWay,
  }
}

const NOBODY: Asker = { account: 'nobody:nobody' }
const A_DAY = 24 * 60 * 60_000
const MOST_NOTED = 20_000
/** Milliseconds in which a page of ballots is shown anew before the next one is. */
const SHOWING = 1_000
/** What is due that is read at once. */
const A_PAGE = 50

/** Clubs that are seen to at once: where a chat is slow, one of them must not hold up those of other places. */
const AT_ONCE = 32
/** Weeks that turn at once: more make people wait for their answers, and not much sooner. */
const TURNING = 8
/** Milliseconds that a tick waits for what was added elsewhere. */
const PATIENCE = 2_000
