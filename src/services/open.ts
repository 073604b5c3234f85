import type { Closed, Erased, Heard, Joined, Left, Present, Reacted } from '../chat/platform.ts'
import type { Club } from '../club/club.ts'
import { UserError } from '../club/errors.ts'
import { type AccountId, isRoomId, keys, platformOf, type RoomId } from '../club/keys.ts'
import type { Services } from '../ports/services.ts'
import { BadRecord } from '../store/record.ts'
import { openAnswering } from './answering.ts'
import { beside } from './beside.ts'
import { openClocks } from './clocks.ts'
import { openBehind } from './club/behind.ts'
import { boundRooms } from './club/bound-rooms.ts'
import { type CalendarAddress, calendarReader, type ListAddress, readList } from './club/calendar-feed.ts'
import { createCarrier } from './club/carrier.ts'
import { closingService } from './club/closing.ts'
import { type ClubSettings, foundClub, strayRooms } from './club/declared-club.ts'
import { erase, hear, react } from './club/discussion.ts'
import { createEventBoard } from './club/event-board.ts'
import { clubsInTurn, eachClub, everyClub } from './club/every-club.ts'
import { readInterest } from './club/interest.ts'
import { leavings } from './club/leavings.ts'
import { replaceLostBallot } from './club/lost-ballot.ts'
import { postOf, readInstantOfDue } from './club/mended.ts'
import { openPaces } from './club/paces.ts'
import { postService } from './club/posts.ts'
import { rename } from './club/rename.ts'
import { type RoomChecks, roomChecks } from './club/room-checks.ts'
import { stockBallot } from './club/stock.ts'
import { finishWeek, mendNextPick } from './club/turn.ts'
import { readRound } from './club/views.ts'
import { tryingToTurn, turnDueWeeks } from './due-weeks.ts'
import type { Asker } from './elsewhere.ts'
import { helloService } from './hello.ts'
import type { House } from './house.ts'
import { dueFeeds } from './library/due-feeds.ts'
import { libraryKeys } from './library/library-keys.ts'
import { openMending } from './mending.ts'
import { openMissed } from './missed.ts'
import { messageNotes } from './notes.ts'
import { pause } from './pause.ts'
import { Due } from './records.ts'
import { noteWaiting, type Waiting, waitingPosts } from './waiting.ts'
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
  const behind = openBehind(house)
  const clocks = openClocks(house)
  const paces = openPaces(house, clocks.count)
  const carrier = createCarrier(house, paces, behind.has)
  const missed = openMissed(house, behind, carrier.catchUp)
  const looking = openWorks()
  const posts = postService(house, paces, {
    beforeReminder: (club, day) => readInterest(house, club, day),
    thread: missed.ofThread,
    refused(room) {
      looking.follow(rooms.look(room), (error) => house.log.warn({ err: error, room }, 'a room could not be looked at'))
    },
  })
  const events = createEventBoard(house, posts.deliverSoon)
  const rooms: RoomChecks = roomChecks(
    house,
    (room, check) => closing.heed(room, check),
    // What was said there while it could not be read has not been heard.
    missed.ofRoom,
  )
  const closing = closingService(house, {
    posts,
    nameOf: rooms.nameOf,
    keptFor: (club) => (club === settled?.id ? null : retentionDays * A_DAY),
    turned(room, closed) {
      rooms.note(room, closed)
      if (!closed) missed.ofRoom(room)
    },
  })
  const leaving = leavings(house, retentionDays)
  const hello = helloService(house)
  const clubOfRoom = boundRooms(house)
  const mending = openMending(house, posts.deliver)
  const { touch } = mending
  const of = openAnswering(house, { posts, rooms, hello, missed, clubOfRoom, touch, requireOwnRooms })
  // A slow feed must not keep a week from turning, nor a chat that is too busy.
  const feeds = beside(house, dueFeeds(house).read, 'the followed feeds could not be read; they are tried again')
  const looks = beside(house, rooms.checkDue, 'the rooms could not be looked at')
  const clubsOfTurn = clubsInTurn(house.store, libraryKeys.clubOfChange)

  /** What the configuration says of the club whose rooms it lists. */
  let settled: ClubSettings | undefined

  function requireOwnRooms(club: string): void {
    if (club !== settled?.id) return
    throw new UserError(
      'declared',
      'Whoever runs the bot decides which channels this reading group has, and when it ends: ask them to change CLUB_ROOMS.',
    )
  }

  async function lookAfterClubs(): Promise<void> {
    for (const club of await clubsOfTurn()) {
      await tryingToTurn(house, club.id, async () => {
        await replaceLostBallot(house, club)
        await mendNextPick(house, club)
        await stockBallot(house, club)
      })
    }
  }

  return {
    of,
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
      mending.daily()
      // A large library is read beside: no week waits for it.
      await Promise.race([house.libraries.keepUp(), pause(PATIENCE)])
      await clocks.tell()
      await turnDueWeeks(house, clocks, posts)
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
      void missed.begin()
    },
    async resume(chat) {
      missed.ofChat(chat)
      behind.add(chat)
      posts.lookAgain(chat)
      void rooms.check(chat)
      await posts.retry(chat)
      const showAnew = async (club: Club) => {
        const round = { club: club.id, n: club.voting }
        const { state, openedAt } = (await readRound(house, round)) ?? {}
        if (state === 'closed') return tryingToTurn(house, club.id, () => finishWeek(house, posts, round))
        const rooms = club.rooms.filter((room) => platformOf(room) === chat)
        if (openedAt) for (const room of rooms) await postOf(house, round, 'ballot', room, openedAt)
        posts.refresh(round)
      }
      await eachClub(house, 'a ballot could not be shown anew', showAnew, { clubs: everyClub(house.store, SHOWING) })
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
        missed.done(),
        mending.done(),
        looks.done(),
        hello.idle(),
      ])
      await carrier.idle()
      await events.idle()
    },
  }
}

const A_DAY = 24 * 60 * 60_000
/** Milliseconds in which a page of ballots is shown anew before the next one is. */
const SHOWING = 1_000
/** Milliseconds that a tick waits for what was added elsewhere. */
const PATIENCE = 2_000
