/** A club's dates for calendar programs, at an address that only its members are told. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { ruledDay } from '../../club/calendar/calendar.ts'
import type { Club } from '../../club/club.ts'
import { type CalendarEvent, icalendar } from '../../club/icalendar.ts'
import { keys } from '../../club/keys.ts'
import { titleOf, trackOf, usualLength, usualPlace } from '../../club/meeting.ts'
import type { PlannedDate } from '../../club/people.ts'
import { type Plan, UNPLANNED } from '../../club/plan.ts'
import type { Round } from '../../club/round.ts'
import { dateOf, dayIn, instantOf, usualTimeOf } from '../../club/schedule.ts'
import { LIST_FORMATS } from '../../library/records/reading-list.ts'
import type { CalendarFeed, FeedChanges } from '../../ports/meetings.ts'
import { type Act, actOf } from '../act.ts'
import type { House } from '../house.ts'
import { Addresses, Clubs, Done, Plans, Rounds } from '../records.ts'
import { comingDates } from './planned.ts'
import { datesRead } from './reading-list.ts'

type Address = NonNullable<ReturnType<typeof Addresses.from>>

/** What an address names: the club, the secret in it, and one date where it is not for all. */
export interface CalendarAddress {
  club: string
  token: string
  day?: string | undefined
}

export interface ListAddress extends Pick<CalendarAddress, 'club' | 'token'> {
  ending: string
}

export async function feedOf(house: House, id: string): Promise<CalendarFeed> {
  const known = await Addresses.find(house.store, keys.address(id))
  return known ? shown(id, known) : changeFeed(house, id, actOf(house.store, undefined), {})
}

export async function changeFeed(house: House, id: string, act: Act, changes: FeedChanges): Promise<CalendarFeed> {
  const { store, clock } = house
  const key = keys.address(id)
  const token = randomBytes(24).toString('base64url')
  await act.change('address', Done, [key], (values) => {
    const before = Addresses.findIn(store, values, key)
    const after: Address = {
      token: !before || changes.replace ? token : before.token,
      names: changes.names ?? before?.names ?? false,
      links: changes.links ?? before?.links ?? false,
      at: clock.now(),
    }
    return { writes: { [key]: Addresses.json(after) }, result: true }
  })
  const address = await Addresses.get(store, key)
  if (!address) throw new Error(`${key} is not in the store`)
  return shown(id, address)
}

function shown(id: string, { token, names, links }: Address): CalendarFeed {
  const lists = Object.entries(LIST_FORMATS).map(([name, { ending }]) => {
    return { name, path: `/calendar/${id}/${token}/history.${ending}` }
  })
  return { path: `/calendar/${id}/${token}.ics`, lists, names, links }
}

/** Calendars that were read lately are kept for as long as nothing of them is written, at most so many and for so many milliseconds. */
const MOST_KEPT = 50
const KEPT_FOR = 60_000
/** Kinds of records that a calendar is made of. */
const MADE_OF: ReadonlySet<string> = new Set(['clubs', 'plans', 'rounds', 'addresses'])

/** As {@link readCalendar}: programs ask again and again for what is as it was. */
export function calendarReader(house: House): (address: CalendarAddress) => Promise<string | undefined> {
  const kept = new Map<
    string,
    { token: string; made: Promise<string | undefined>; at: Temporal.Instant; since: number }
  >()
  house.store.onWrite((written) => {
    for (const key of written) {
      const [kind = '', club = ''] = key.split('/')
      if (MADE_OF.has(kind)) kept.delete(club)
    }
  })

  return (address) => {
    const { club, token, day } = address
    if (day !== undefined) return readCalendar(house, address)
    const [now, since] = [house.clock.now(), performance.now()]
    const known = kept.get(club)
    // What is past by now may have to go.
    if (known?.token === token && known.at.equals(minuteOf(now)) && since - known.since < KEPT_FOR) return known.made
    const made = readCalendar(house, address)
    kept.delete(club)
    kept.set(club, { token, made, at: minuteOf(now), since })
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    made.catch(() => kept.delete(club))
    return made
  }
}

const minuteOf = (now: Temporal.Instant) => now.round({ smallestUnit: 'minute', roundingMode: 'floor' })

/** The calendar as a program reads it; undefined where the address is none, or was replaced, or its club is deleted. */
async function readCalendar(house: House, { club: id, token, day }: CalendarAddress): Promise<string | undefined> {
  const found = await clubAt(house, id, token)
  if (!found) return undefined
  const { club, address } = found
  const all = await eventsOf(house, club, address)
  const events = day === undefined ? all : all.filter(({ uid }) => uid === uidOf(club, day))
  return events.length === 0 && day !== undefined ? undefined : icalendar(club.name, events)
}

/** What the club has read, as a file of that ending; undefined as above. */
export async function readList(
  house: House,
  { club: id, token, ending }: ListAddress,
): Promise<{ text: string; type: string } | undefined> {
  const form = Object.values(LIST_FORMATS).find((one) => one.ending === ending)
  const found = form && (await clubAt(house, id, token))
  if (!found) return undefined
  const { names, links } = found.address
  const dates = (await datesRead(house, found.club)).map((date) => {
    return { ...date, people: names ? date.people : [], links: links ? date.links : [] }
  })
  return { text: form.write(dates), type: form.type }
}

/** The club that an address leads to, with what it tells. */
async function clubAt(house: House, id: string, token: string): Promise<{ club: Club; address: Address } | undefined> {
  const address = await Addresses.find(house.store, keys.address(id))
  if (!address || !isSame(address.token, token)) return undefined
  const club = await Clubs.find(house.store, keys.club(id))
  return club && !club.ending ? { club, address } : undefined
}

/** Takes as long whatever differs. */
function isSame(known: string, given: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(known), hash(given))
}

const uidOf = ({ id }: Club, day: string) => `${day}.${id}@lectern`

/** Dates further away are left out, and weeks longer ago. */
const AHEAD = { hours: 24 * 366 }
const MOST_AHEAD = 120
const ROUNDS_BACK = 60
/** Minutes of a meeting of which nobody has said how long it is. */
const USUAL_LENGTH = 60

async function eventsOf(house: House, club: Club, address: Address): Promise<CalendarEvent[]> {
  const { store, clock } = house
  const now = clock.now()
  const { schedule } = club
  const [kept, rounds] = await Promise.all([
    Plans.range(store, keys.plans(club.id)),
    Rounds.range(store, keys.rounds(club.id), { reverse: true, limit: ROUNDS_BACK }),
  ])
  const plans = new Map(kept.map(({ key, value }) => [key.slice(keys.plans(club.id).length), value]))
  const ahead = await comingDates(house, club, MOST_AHEAD, plans)
  const picks = new Map(
    rounds.flatMap(({ value }) => (value.pick && value.meets ? [[dayOfRound(value, club), value]] : [])),
  )
  const planned = (day: string, at: Temporal.Instant): PlannedDate => ({
    at,
    day,
    was: null,
    plan: plans.get(day) ?? UNPLANNED,
  })
  const off = (schedule.calendar?.exceptions ?? []).flatMap((one) => (one.kind === 'cancelled' ? [one.day] : []))
  const past = [...new Set([...plans.keys(), ...picks.keys()])].flatMap((day) => {
    const at = picks.get(day)?.meets?.at ?? dateOf(schedule, day)?.at
    return at && !off.includes(day) && Temporal.Instant.compare(at, now) <= 0 ? [planned(day, at)] : []
  })
  const end = now.add(AHEAD)
  const coming = ahead.filter(({ at }) => Temporal.Instant.compare(at, end) < 0)
  const cancelled = off
    .filter((day) => isOfRule(club, day))
    .map((day) => planned(day, instantOf(day, usualTimeOf(schedule, day), schedule.zone)))
  const all = [...past, ...coming].map((date) => eventOf(club, address, date, picks.get(date.day), false))
  const gone = cancelled.map((date) => eventOf(club, address, date, picks.get(date.day), true))
  return [...all, ...gone].toSorted((a, b) => Temporal.Instant.compare(a.start, b.start))
}

function dayOfRound({ meets }: Round, { schedule }: Club): string {
  return meets?.day ?? (meets ? dayIn(meets.at, schedule.zone) : '')
}

/** Where the rhythm was another one, a cancelled day of then is none of now. */
function isOfRule({ schedule: { calendar, time } }: Club, day: string): boolean {
  return calendar !== undefined && ruledDay({ ...calendar, breaks: [] }, time, day) !== null
}

function eventOf(
  club: Club,
  address: Address,
  { at, day, plan }: PlannedDate,
  round: Round | undefined,
  isOff: boolean,
): CalendarEvent {
  const papers = plan.papers.length > 0 ? plan.papers.map(paperLine) : round?.pick ? [round.pick.title] : []
  const about = plan.topic ?? papers.join('; ')
  const place = plan.place ?? round?.meets?.place ?? usualPlace(club, day)
  const isCall = place !== null && /^https?:\/\/\S+$/.test(place)
  return {
    uid: uidOf(club, day),
    sequence: club.revised?.times ?? 0,
    stamp: club.revised?.at ?? address.at,
    start: at,
    end: at.add({ minutes: plan.minutes ?? usualLength(club, day) ?? USUAL_LENGTH }),
    title: titleOf(club, round?.meets?.track ?? trackOf(club, day), about),
    place: isCall && !address.links ? null : place,
    notes: [...(plan.topic === null ? [] : papers), ...peopleLines(plan, address), ...linkLines(plan, address)],
    cancelled: isOff || round?.meets?.cancelled != null,
  }
}

function paperLine({ title, optional }: Plan['papers'][number]): string {
  return optional ? `${title} (optional)` : title
}

function peopleLines({ people }: Plan, { names }: Address): string[] {
  return names ? people.map(({ name, role }) => `${role}: ${name}`) : []
}

function linkLines({ links }: Plan, address: Address): string[] {
  return address.links ? links.map(({ what, url }) => `${what}: ${url}`) : []
}
