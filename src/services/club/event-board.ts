/** Meetings among the chats' own events: each date that is to come stands there once a server, and moves and goes with it. */
import { randomUUID } from 'node:crypto'
import { ChatFailure, causeAndRemedy, ifThere } from '../../chat/failure.ts'
import type { Events as Calendar, Platform, ShownDate } from '../../chat/platform.ts'
import type { Club } from '../../club/club.ts'
import { keys, platformOf, type RoomId, type TenantId, tenantOf } from '../../club/keys.ts'
import type { Store, Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Clubs, Events, Showings } from '../records.ts'
import { openWorks } from '../works.ts'
import { backOff } from './back-off.ts'
import { type Event, readInterest } from './interest.ts'
import { claimLease, type Lease } from './lease.ts'
import { datesToShow } from './shown-dates.ts'
import { settled, trouble } from './troubles.ts'

export interface EventBoard {
  /** Brings to date what is due, of this process or another, without being waited for. */
  catchUp(): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

type Showing = NonNullable<Awaited<ReturnType<typeof Showings.get>>>

/** After so long it is looked anyway: what another process wrote may not have been heard of. */
const ANYWAY = { hours: 1 }
/** Minutes after which all is looked through again. */
const LOOK = 10
/** Who is interested is asked of meetings that are so near. */
const NEAR = { hours: 24 * 8 }

/** One room a server of those that the club has in chats with events: the first. */
function roomsToShow({ platforms }: House, { rooms }: Club): RoomId[] {
  const able = rooms.filter((room) => platforms.get(platformOf(room))?.events !== undefined)
  return [...Map.groupBy(able, tenantOf).values()].flatMap(([first]) => first ?? [])
}

export function canShowEvents(house: House, club: Club): boolean {
  return roomsToShow(house, club).length > 0
}

/** What has the meetings of a club shown as events, or taken away where they are not to be any more. */
export function showing(house: House, club: Club): Writes {
  return Object.fromEntries(roomsToShow(house, club).map((room) => [keys.showing(club.id, room), now(room)]))
}

const now = (room: RoomId) => Showings.json({ room, at: null, attempts: 0, mark: randomUUID() })

export function createEventBoard(house: House, changed: (club: string) => void): EventBoard {
  const { store, clock, platforms, log } = house
  const works = openWorks()
  /** What is under way, and whether it is to be looked at once more. */
  const running = new Map<string, { again: boolean }>()
  /** When to look next at what is shown, by its key; what nobody wrote since the last look at all is not read again before. */
  const known = new Map<string, Temporal.Instant | null>()
  /** Clubs whose meetings are shown. */
  const clubs = new Set<string>()
  const nudged = new Set<string>()
  let looked: Temporal.Instant | undefined

  store.onMissed(() => {
    looked = undefined
  })
  store.onWrite(
    (written) => {
      for (const key of written) {
        const [kind, club = ''] = key.split('/')
        if (kind === SHOWING) {
          clubs.add(club)
          begin(key)
        } else if (kind !== undefined && OF_DATES.has(kind) && clubs.has(club) && !nudged.has(club)) {
          nudged.add(club)
          works.follow(nudge(club), (error) => log.error({ err: error, club }, LATER))
        }
      }
    },
    [keys.allShowings()],
  )

  /** Something of its dates may be other by now. */
  async function nudge(club: string): Promise<void> {
    nudged.delete(club)
    const all = await Showings.range(store, keys.showings(club))
    if (all.length === 0) clubs.delete(club)
    if (all.length === 0) return
    await store.change(
      all.map(({ key }) => key),
      (values) => {
        const again = all.flatMap(({ key }) => {
          const known = Showings.findIn(store, values, key)
          // One that failed waits for its time.
          const at = known && known.attempts > 0 ? known.at : null
          return known ? [[key, Showings.json({ ...known, at, mark: randomUUID() })]] : []
        })
        return { writes: Object.fromEntries(again) }
      },
    )
  }

  function begin(key: string): void {
    const under = running.get(key)
    if (under) {
      under.again = true
      return
    }
    const state = { again: false }
    running.set(key, state)
    const run = async () => {
      try {
        do {
          state.again = false
          await attend(key)
        } while (state.again)
      } finally {
        running.delete(key)
      }
    }
    works.follow(run(), (error) => log.error({ err: error, key }, LATER))
  }

  async function attend(key: string): Promise<void> {
    const waiting = await Showings.find(store, key)
    if (waiting) known.set(key, waiting.at)
    else known.delete(key)
    if (!waiting || isEarly(waiting)) return
    const platform = platforms.get(platformOf(waiting.room))
    if (platform?.health().state !== 'ready') return
    const lease = await claimLease(store, key)
    if (!lease) return
    const club = key.slice(keys.allShowings().length, -waiting.room.length - 1)
    try {
      const goesOn = await bringToDate(platform, club, waiting.room, lease)
      await finish(key, club, waiting, goesOn)
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      await postpone(key, club, waiting, error)
    } finally {
      await lease.release()
    }
  }

  function isEarly({ at }: Pick<Showing, 'at'>): boolean {
    return at !== null && Temporal.Instant.compare(at, clock.now()) > 0
  }

  /** False where nothing is to be shown there any more. */
  async function bringToDate(platform: Platform, id: string, room: RoomId, lease: Lease): Promise<boolean> {
    const { events } = platform
    const club = await Clubs.find(store, keys.club(id))
    if (!club || !events) return false
    const tenant = tenantOf(room)
    const rooms = club.events ? roomsToShow(house, club) : []
    for (const other of rooms) if (other !== room) await addIfNew(keys.showing(id, other), other)
    const isOthers = rooms.some((other) => other !== room && tenantOf(other) === tenant)
    if (isOthers) return false
    const known = await eventsAt(store, id, tenant)
    const wanted: ReadonlyMap<string, ShownDate> = rooms.includes(room)
      ? await datesToShow(house, club, known.keys())
      : new Map()
    for (const [day, event] of known) await keepUp(events, { id, day, tenant, room }, event, wanted.get(day))
    const standing = await eventsAt(store, id, tenant)
    for (const [day, date] of wanted) {
      if (standing.has(day)) continue
      if (!(await lease.holds())) return true
      await show(events, { id, day, tenant, room }, date)
    }
    const near = clock.now().add(NEAR)
    for (const [day, { at }] of wanted)
      if (Temporal.Instant.compare(at, near) < 0 && (await readInterest(house, id, day))) changed(id)
    return club.events || (await eventsAt(store, id, tenant)).size > 0
  }

  async function addIfNew(key: string, room: RoomId): Promise<void> {
    await store.change([key], (values) => ({ writes: Showings.from(values, key) ? {} : { [key]: now(room) } }))
  }

  interface Where {
    id: string
    day: string
    tenant: TenantId
    room: RoomId
  }

  async function show(events: Calendar, { id, day, tenant, room }: Where, date: ShownDate): Promise<void> {
    const key = keys.event(id, day, tenant)
    const intended: Event = { room, event: null, isGone: false, ...date, about: [...date.about] }
    await store.put(key, Events.json(intended))
    try {
      const event = await events.create(room, date)
      await store.put(key, Events.json({ ...intended, event }))
    } catch (error) {
      if (error instanceof ChatFailure && error.sent === 'no') await store.remove(key)
      throw error
    }
  }

  /** `wanted`: undefined where it is not to stand there any more. */
  async function keepUp(
    events: Calendar,
    { id, day, tenant, room }: Where,
    known: Event,
    wanted: ShownDate | undefined,
  ): Promise<void> {
    const key = keys.event(id, day, tenant)
    const found = known.event ?? (await events.find(known.room, known.at))
    // It never got there.
    if (found === 'absent') return store.remove(key)
    if (known.isGone && wanted) return
    const hasBegun = Temporal.Instant.compare(known.at, clock.now()) <= 0
    if (!wanted) {
      // What has begun ends by itself.
      if (!hasBegun && !known.isGone) await ifThere(events.cancel(known.room, found), ['missing'])
      return store.remove(key)
    }
    const next: Event = { ...known, ...wanted, about: [...wanted.about], room, event: found }
    if (JSON.stringify(Events.json(next)) === JSON.stringify(Events.json(known))) return
    const isThere = await ifThere(events.edit(room, found, wanted), ['missing'])
    await store.put(key, Events.json({ ...next, isGone: !isThere }))
  }

  async function finish(key: string, club: string, { room, mark }: Showing, goesOn: boolean): Promise<void> {
    const isOver = await store.change([key], (values) => {
      const latest = Showings.from(values, key)
      const isLatest = latest?.mark === mark
      const next = goesOn ? Showings.json({ room, at: clock.now().add(ANYWAY), attempts: 0, mark }) : undefined
      return { writes: { ...(isLatest ? { [key]: next } : {}), ...settled(club, room, 'events') }, result: isLatest }
    })
    if (!isOver) begin(key)
  }

  async function postpone(key: string, club: string, { room, attempts }: Showing, failure: ChatFailure): Promise<void> {
    const at = clock.now()
    const { retryAfter, reason } = failure
    await store.change([key], (values) => {
      const latest = Showings.from(values, key)
      if (!latest) return { writes: {} }
      const wait = retryAfter === null ? { seconds: backOff(attempts + 1) } : { milliseconds: Math.ceil(retryAfter) }
      const after = Showings.json({ ...latest, at: at.add(wait), attempts: attempts + 1 })
      return { writes: { [key]: after, ...trouble(club, room, 'events', at, sentenceOf(failure)) } }
    })
    log.warn({ room, reason, err: failure.cause }, 'meetings could not be shown as events')
  }

  /** What other processes wrote is not always heard of. */
  async function look(): Promise<void> {
    const all = await Showings.range(store, keys.allShowings())
    looked = clock.now()
    known.clear()
    clubs.clear()
    for (const { key, value } of all) {
      known.set(key, value.at)
      clubs.add(key.split('/')[1] ?? '')
    }
  }

  return {
    async catchUp() {
      if (!looked || Math.abs(clock.now().since(looked).total('minutes')) >= LOOK) await look()
      for (const [key, at] of known) if (!isEarly({ at })) begin(key)
    },
    async idle() {
      while (works.isAny()) await works.done()
    },
  }
}

const LATER = 'meetings could not be shown as events; it is tried again'
const SHOWING = 'showing'
/** Kinds of records that say when a club meets, and what for. */
const OF_DATES: ReadonlySet<string> = new Set(['clubs', 'plans', 'rounds'])

/** Those of a server, by day. */
async function eventsAt(store: Store, club: string, tenant: TenantId): Promise<Map<string, Event>> {
  const prefix = keys.eventsOf(club)
  const all = await Events.range(store, prefix)
  const own = all.filter(({ value }) => tenantOf(value.room) === tenant)
  return new Map(own.map(({ key, value }) => [key.slice(prefix.length).split('/')[0] ?? '', value]))
}

function sentenceOf(failure: ChatFailure): string {
  return `Meetings could not be shown among the server’s events: ${remedy(failure)} All else goes on.`
}

/** Events are the server's own, not a channel's. */
function remedy({ reason, lacking }: ChatFailure): string {
  if (reason === 'forbidden')
    return `the bot lacks ${lacking ? `the permission “${lacking}”` : 'a permission for that'}. Grant it to the bot’s role in the server’s settings.`
  if (reason === 'full') return 'the server has as many events to come as it may. Take some away that nobody needs.'
  return causeAndRemedy({ reason, lacking })
}
