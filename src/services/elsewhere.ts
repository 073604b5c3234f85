/** Which clubs answer who stands in no club's room: those of the server, in direct messages those of the caller. */
import { randomBytes } from 'node:crypto'
import type { Club } from '../club/club.ts'
import { UserError } from '../club/errors.ts'
import { type AccountId, chatNameOf, keys, platformOf, type RoomId, tenantOf } from '../club/keys.ts'
import type { BallotElsewhere, ElsewhereService, NamedClub, Place } from '../ports/club.ts'
import type { RoomChecks } from './club/room-checks.ts'
import type { House } from './house.ts'
import { AskedFor, Chosen, Clubs, Lately, Rooms } from './records.ts'
import { keepFor } from './writes.ts'

/** Who asks, and from where. */
export interface Asker {
  account: AccountId
  /** In a conversation with the bot, outside the server's channels. */
  direct?: true | undefined
}

export type Near = Exclude<Place, { kind: 'room' }>

const ASKED_FOR = 15 * 60_000
/** Milliseconds: after that long an account's clubs are not known any more. */
export const LATELY = 180 * 24 * 60 * 60_000
/** Clubs of one server that are chosen from. */
const MOST = 25
/** Rooms of one server that are looked at. */
const MOST_ROOMS = 500
const UNKNOWN_ROOM = 'its channel'

/** `rounds`: those of a club, for the asker. */
export function elsewhereService(
  house: House,
  rooms: RoomChecks,
  room: RoomId,
  asker: Asker,
  rounds: (club: string) => Promise<BallotElsewhere>,
): ElsewhereService {
  const { store } = house
  const { account } = asker

  return {
    clubs: () => clubsNear(house, rooms, room, asker),
    async choose(id) {
      const club = (await clubsNear(house, rooms, room, asker)).find((one) => one.id === id)
      if (!club) throw notHere()
      await keepFor(store, LATELY, { [keys.chosen(account, tenantOf(room))]: Chosen.json({ club: id }) })
      return club
    },
    async ballot(id) {
      const club = (await clubsNear(house, rooms, room, asker)).find((one) => one.id === id)
      if (!club) throw notHere()
      await requireIn(house, club, account)
      return rounds(id)
    },
    async keep(asked) {
      const token = randomBytes(9).toString('base64url')
      await keepFor(store, ASKED_FOR, { [keys.asked(account, token)]: AskedFor.json(asked) })
      return token
    },
    asked: async (token) => (TOKEN.test(token) ? AskedFor.find(store, keys.asked(account, token)) : undefined),
  }
}

const TOKEN = /^[\w-]{12}$/

/** Votes are of those who are in a club's rooms, wherever they cast them. */
async function requireIn({ store, platforms }: House, club: NamedClub, account: AccountId): Promise<void> {
  const rooms = (await Clubs.find(store, keys.club(club.id)))?.rooms ?? []
  const isIn = await platforms.get(platformOf(account))?.pages?.isIn(account, rooms)
  if (isIn) return
  if (isIn === false) throw notInRoom(club)
  throw inItsRoom([club])
}

function notHere(): UserError {
  return new UserError('not-found', 'That reading group is not here any more. Please ask again.')
}

function notInRoom(club: NamedClub): UserError {
  const whose = club.room?.label ?? UNKNOWN_ROOM
  return new UserError(
    'not-in-room',
    `Only who is in ${whose} votes on its ballot. Join that channel, then open this page again.`,
    linksTo([club]),
  )
}

/** Where somebody stands who is in no club's room. */
export async function placeNear(house: House, rooms: RoomChecks, room: RoomId, asker: Asker): Promise<Near> {
  const clubs = await clubsNear(house, rooms, room, asker)
  const [first, ...others] = clubs
  if (!first) return { kind: 'none', direct: asker.direct === true, refusal: noClub(room, asker) }
  if (others.length === 0) return near(first, false)
  const chosen = await Chosen.find(house.store, keys.chosen(asker.account, tenantOf(room)))
  const club = clubs.find(({ id }) => id === chosen?.club)
  return club ? near(club, true) : { kind: 'several', clubs, refusal: inItsRoom(clubs) }
}

/** Keeps that an account did something in a club's room. */
export async function noteLately({ store }: House, account: AccountId, club: string): Promise<void> {
  const key = keys.lately(account)
  const known = (await Lately.find(store, key))?.clubs ?? []
  const clubs = [club, ...known.filter((other) => other !== club)].slice(0, MOST)
  await keepFor(store, LATELY, { [key]: Lately.json({ clubs }) })
}

/** What is kept of an account's clubs, and of what it asked outside them. */
export async function forgetElsewhere({ store }: House, account: AccountId): Promise<void> {
  await store.remove(keys.lately(account))
  for (const prefix of [keys.chosenBy(account), keys.askedBy(account)]) {
    for (const { key } of await store.range(prefix)) await store.remove(key)
  }
}

async function clubsNear(house: House, rooms: RoomChecks, room: RoomId, asker: Asker): Promise<NamedClub[]> {
  const ids = await idsNear(house, room, asker)
  const clubs = await Promise.all(ids.slice(0, MOST).map((id) => Clubs.find(house.store, keys.club(id))))
  return clubs
    .flatMap((club) => (club && club.rooms.length > 0 ? [named(house, rooms, club, room)] : []))
    .sort((a, b) => a.name.localeCompare(b.name))
}

async function idsNear({ store }: House, room: RoomId, { account, direct }: Asker): Promise<string[]> {
  const own = direct ? ((await Lately.find(store, keys.lately(account)))?.clubs ?? []) : []
  if (own.length > 0) return own
  const bound = await Rooms.range(store, keys.roomsIn(tenantOf(room)), { limit: MOST_ROOMS })
  return [...new Set(bound.map(({ value }) => value.club))]
}

/** With its room in the caller's own server, else in their chat, else its first. */
function named({ platforms }: House, rooms: RoomChecks, club: Club, from: RoomId): NamedClub {
  const nearest =
    club.rooms.find((room) => tenantOf(room) === tenantOf(from)) ??
    club.rooms.find((room) => platformOf(room) === platformOf(from)) ??
    club.rooms[0]
  const platform = nearest && platforms.get(platformOf(nearest))
  const label = nearest && (rooms.nameOf(nearest) ?? `${UNKNOWN_ROOM} in ${chatNameOf(nearest)}`)
  return {
    id: club.id,
    name: club.name,
    room: platform && label ? { label, url: platform.roomLink(nearest) } : null,
  }
}

function near(club: NamedClub, isOneOfSeveral: boolean): Near {
  return { kind: 'near', club, isOneOfSeveral, refusal: inItsRoom([club]) }
}

function inItsRoom(clubs: readonly NamedClub[]): UserError {
  const whose = clubs.length === 1 ? 'the reading group’s own channel' : 'a reading group’s own channel'
  return new UserError('elsewhere', `That is done in ${whose}. Please go there and call it again.`, linksTo(clubs))
}

function linksTo(clubs: readonly NamedClub[]): UserError['links'] {
  return clubs.flatMap(({ name, room }) => (room ? [{ label: `${name}: ${room.label}`, url: room.url }] : []))
}

function noClub(room: RoomId, { direct }: Asker): UserError {
  return direct
    ? new UserError(
        'no-club',
        'It is not known yet to which reading group you belong. Call `week` in its channel once: from then on it answers you here too.',
      )
    : new UserError(
        'no-club',
        'This channel belongs to no reading group yet. Whoever decides what it is for can start one here with `club start`; ' +
          `whoever runs the bot can also add ${room} to CLUB_ROOMS.`,
      )
}
