/** Whether the clubs' rooms can be used, as their chats tell. */
import type { RoomCheck } from '../../chat/platform.ts'
import { shutSentence } from '../../chat/shut.ts'
import { type ClosedRoom, roomsOf } from '../../club/closed-room.ts'
import type { Club } from '../../club/club.ts'
import { chatNameOf, keys, platformOf, type RoomId } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { Troubles } from '../records.ts'
import { clubsInTurn, everyClub } from './every-club.ts'
import { clubWith } from './mended.ts'
import { settled, trouble } from './troubles.ts'

/** What is wrong with a room, a sentence each, the room by its name. */
export interface RoomReport {
  room: RoomId
  /** Null where the chat does not tell. */
  name: string | null
  problems: string[]
  /** How it is closed to the bot. */
  closed?: ClosedRoom
}

export interface RoomChecks {
  /** Looks at every room again whose chat is connected, or at those of one chat. Never rejects. */
  check(chat?: string): Promise<void>
  /** Looks again where it is time: at all once a day, at those that could not be used sooner. Never rejects. */
  checkDue(): Promise<void>
  /** Looks at a club's room now. */
  look(room: RoomId): Promise<void>
  /** A room was closed, or opened. */
  note(room: RoomId, closed: ClosedRoom | undefined): void
  /** As people write it, `#papers`; null where nobody has looked at it, or the chat does not tell. */
  nameOf(room: RoomId): string | null
  /** Those of one club, looked at now where nobody has yet. */
  of(club: Club): Promise<RoomReport[]>
  /** As they were when they were last looked at; rooms that nobody has looked at are left out. */
  reports(): RoomReport[]
}

const EVERY = { hours: 24 }
const TROUBLED_EVERY = { minutes: 5 }

/**
 * `heed`: closes a room or opens it as its chat tells, and gives back how it is closed. `mended`: nothing is wrong with a room any more
 * with which something was.
 */
export function roomChecks(
  house: House,
  heed: (room: RoomId, check: RoomCheck) => Promise<ClosedRoom | undefined>,
  mended: (room: RoomId) => void,
): RoomChecks {
  const { store, clock, platforms, log } = house
  const known = new Map<RoomId, RoomReport & { at: Temporal.Instant; club?: string }>()
  const turn = clubsInTurn(store)

  async function look(club: string, room: RoomId, place: string): Promise<void> {
    const platform = platforms.get(platformOf(room))
    if (!platform || !isReady(room)) return
    const check = await platform.checkRoom(room)
    // What was known of it stays so.
    if (!check) return
    const before = known.get(room)?.problems
    const closed = await heed(room, check)
    const name = check.name ?? closed?.name ?? null
    const subject = name ? `${name} in ${chatNameOf(room)}` : `${place} in ${chatNameOf(room)}`
    const found = check.problems.map((problem) => `${subject} ${problem}`)
    const problems = closed && found.length === 0 ? reportOf(closed).problems : found
    known.set(room, { room, name, problems, at: clock.now(), club, ...(closed ? { closed } : {}) })
    if (before && JSON.stringify(before) === JSON.stringify(problems)) return
    for (const problem of problems) log.warn({ room }, problem)
    if (before && problems.length === 0) mended(room)
    const isNoted = (await Troubles.range(store, keys.troubles(club))).some(
      ({ key }) => key in settled(club, room, 'room'),
    )
    if (problems.length === 0 && !isNoted) return
    const writes =
      problems.length > 0 ? trouble(club, room, 'room', clock.now(), problems.join(' ')) : settled(club, room, 'room')
    await store.change([], () => ({ writes }))
  }

  /** `gone`: those that no club turns out to have. */
  async function lookAt(clubs: AsyncIterable<Club> | Club[], gone: Set<RoomId>, wanted: (room: RoomId) => boolean) {
    try {
      for await (const club of clubs) {
        for (const [index, room] of roomsOf(club).entries()) {
          gone.delete(room)
          const isWanted = wanted(room)
          const closed = club.closed.find((one) => one.room === room)
          if (closed && !known.has(room)) note(room, closed)
          const noted = known.get(room)
          if (noted) noted.club = club.id
          if (isWanted) await look(club.id, room, placeOf(index))
        }
      }
      for (const room of gone) known.delete(room)
    } catch (error) {
      notLookedAt(error)
    }
  }

  function notLookedAt(error: unknown): void {
    log.warn({ err: error }, 'the rooms could not be looked at; they are looked at again')
  }

  async function lookAtDue(): Promise<void> {
    const clubs = await turn()
    const ids = new Set(clubs.map(({ id }) => id))
    const theirs = [...known].filter(([, { club }]) => club !== undefined && ids.has(club)).map(([room]) => room)
    await lookAt(clubs, new Set(theirs), isDue)
    for (const room of known.keys()) if (isDue(room) && isReady(room)) await lookAgain(room)
  }

  const isReady = (room: RoomId) => platforms.get(platformOf(room))?.health().state === 'ready'

  async function lookAgain(room: RoomId): Promise<void> {
    const club = await clubWith(house, room)
    const index = club ? roomsOf(club).indexOf(room) : -1
    if (club && index >= 0) await look(club.id, room, placeOf(index))
    else known.delete(room)
  }

  function note(room: RoomId, closed: ClosedRoom | undefined): void {
    if (closed) known.set(room, { ...reportOf(closed), at: clock.now() })
    else known.delete(room)
  }

  function isDue(room: RoomId): boolean {
    const last = known.get(room)
    if (!last) return true
    const every = last.problems.length > 0 && !last.closed ? TROUBLED_EVERY : EVERY
    return Temporal.Instant.compare(last.at.add(every), clock.now()) <= 0
  }

  return {
    check: (chat) =>
      lookAt(everyClub(store), new Set(known.keys()), (room) => chat === undefined || platformOf(room) === chat),
    checkDue: () => lookAtDue().catch(notLookedAt),
    look: lookAgain,
    note,
    async of(club) {
      for (const [index, room] of club.rooms.entries()) {
        if (!known.has(room)) await look(club.id, room, placeOf(index))
      }
      return [
        ...club.rooms.map((room) => known.get(room) ?? { room, name: null, problems: [] }),
        ...club.closed.map(reportOf),
      ]
    },
    nameOf: (room) => known.get(room)?.name ?? null,
    reports: () => [...known.values()].map(({ at: _, club: __, ...report }) => report),
  }
}

/** Of a room that is closed to the bot. */
function reportOf(closed: ClosedRoom): RoomReport {
  const { room, name, why, since } = closed
  const day = since.toZonedDateTimeISO('UTC').toPlainDate()
  const subject = `${name ?? 'A channel'} in ${chatNameOf(room)}, closed to the bot since ${day},`
  return { room, name, problems: [`${subject} ${shutSentence(why)}`], closed }
}

const placeOf = (index: number): string => `The club’s ${ordinal(index + 1)} channel,`

function ordinal(n: number): string {
  const names = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
  return names[n - 1] ?? `${n}th`
}
