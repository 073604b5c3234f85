import { type Caller, UNNAMED } from '../../club/caller.ts'
import {
  addOrganiser,
  assertGoesOn,
  type Club,
  type ClubChanges,
  dueOf,
  endClub,
  isOrganiser,
  noteName,
  ofAllTracks,
  pause,
  removeOrganiser,
  restoreClub,
  resume,
  revise,
} from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { isAccountId, keys } from '../../club/keys.ts'
import type { News } from '../../club/news.ts'
import { newsOfDates, newsOfPause, newsOfPlace } from '../../club/news-of-dates.ts'
import { reschedule, type Turned, turnedOver } from '../../club/reschedule.ts'
import { namedAlike, type Rota, type RotaChanges } from '../../club/rota.ts'
import { chosenDays, type Round } from '../../club/round.ts'
import { dateOf, nextMeeting, Schedule } from '../../club/schedule.ts'
import { unreadOf } from '../../club/unread.ts'
import { hasBallot, wayOf } from '../../club/way-of-date.ts'
import type { ClubService } from '../../ports/club.ts'
import { BadRecord } from '../../store/record.ts'
import type { Store, Values, Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { nextVersion } from '../library/entries.ts'
import { libraryKeys } from '../library/library-keys.ts'
import { accountsLinkedTo, peopleAmong } from '../people.ts'
import { Clubs, Comments, Did, Done, Due, MetBefore, Picked, Rounds, Troubles, Versions } from '../records.ts'
import { canShowEvents, showing } from './event-board.ts'
import { handExport, handList } from './hand-export.ts'
import { invite } from './invitations.ts'
import { keptOfDays, plannedOnly } from './kept-of-days.ts'
import { answered, outgoing, reminding, telling, tellingEach } from './outgoing.ts'
import { passOver } from './passed-over.ts'
import { announced, latestRounds, settleTurns, withTurns } from './planned.ts'
import type { RoomChecks } from './room-checks.ts'
import { askedAgain } from './shown-again.ts'

/** Throws {@link UserError} where its record cannot be read: then nobody knows what the club is. */
export async function readClub({ store }: House, id: string): Promise<Club> {
  const club = await Clubs.get(store, keys.club(id)).catch((error: unknown) => {
    if (!(error instanceof BadRecord)) throw error
    store.report(error.key, error)
    throw new UserError(
      'lost-club',
      'The record of this reading group cannot be read, so it stands still. Whoever runs the bot can bring it back from a backup.',
    )
  })
  if (!club) throw new Error(`club ${id} is bound to a room and not in the store`)
  return club
}

/** Throws {@link UserError} while the club is deleted. */
export async function requireGoingOn({ store }: House, id: string): Promise<void> {
  const club = await Clubs.find(store, keys.club(id))
  if (club) assertGoesOn(club)
}

/** The club as a change finds it. Throws {@link UserError} while it is deleted. */
export function clubGoingOn(values: Values, id: string): Club {
  const club = Clubs.from(values, keys.club(id))
  if (!club) throw new Error(`club ${id} is not in the store`)
  assertGoesOn(club)
  return club
}

/** What a club's service needs of the others. */
export interface Beside {
  /** Shows the club's open ballot anew. */
  refresh(club: Club): void
  /** Shows the open ballot in the rooms that have not been shown it, if anything is on it. */
  showBallot(club: Club): Promise<void>
  /** Throws where whoever runs the bot says which rooms a club has. */
  requireOwnRooms(club: string): void
  roomsOf: RoomChecks['of']
  /** What was said in the club's rooms has not all been kept. */
  missed(club: Club): void
}

export function clubService(house: House, id: string, act: Act, beside: Beside): ClubService {
  const { store, clock } = house

  async function update(change: (club: Club) => Club): Promise<Club> {
    await act.change('club', Done, [keys.club(id)], (values) => {
      const club = clubGoingOn(values, id)
      const next = change(club)
      const news = newsOfPause(club, next)
      return {
        writes: { ...moveDue(club, next), ...tellingEach(next, next.rooms, news ? [{ news }] : []) },
        result: true,
      }
    })
    return shownAnew()
  }

  async function shownAnew(): Promise<Club> {
    const changed = await readClub(house, id)
    beside.refresh(changed)
    return changed
  }

  /** Deletes the club or takes that back, which its rooms are told; nothing where it is so already, `did` says. */
  async function turnOver(
    what: string,
    change: (club: Club, now: Temporal.Instant) => Club,
    newsOf: (club: Club) => News,
  ): Promise<{ club: Club; did: boolean }> {
    const key = keys.club(id)
    const did = await act.change(what, Did, [key], (values) => {
      const club = Clubs.from(values, key)
      const next = club && change(club, clock.now())
      if (!next || next === club) return { writes: {}, result: false }
      return { writes: { ...moveDue(club, next), ...telling(next, next.rooms, newsOf(next)) }, result: true }
    })
    return { club: await shownAnew(), did }
  }

  async function learnName(caller: Caller): Promise<void> {
    const key = keys.club(id)
    await store.change([key], (values) => {
      const club = Clubs.from(values, key)
      const named = club && noteName(club, caller)
      return { writes: named && named !== club ? { [key]: Clubs.json(named) } : {} }
    })
  }

  return {
    get: () => readClub(house, id),
    counted: async () => withTurns(house, await readClub(house, id)),
    async requireOrganiser(caller: Caller) {
      const club = await readClub(house, id)
      if (isOrganiser(club, caller)) {
        if (noteName(club, caller) !== club) await learnName(caller)
        return
      }
      throw new UserError(
        'organisers-only',
        'Only organisers of this reading group can do that. See who they are with `club show`.',
      )
    },
    async change(asked: ClubChanges) {
      await settleTurns(house, id)
      const known = await readClub(house, id)
      const { voting, rota } = known
      const openKey = keys.round({ club: id, n: voting })
      const latest = await latestRounds(house, id)
      const taken = latest.filter(({ pick, meets }) => pick && meets?.day != null && meets.day === asked.usual)
      const coming = [...new Map([...(await announced(house, known)), ...taken].map((one) => [one.n, one])).values()]
      const readKeys = coming.map((round) => keys.round(round))
      const pickedKeys = coming.flatMap((round) => papersOf(round).map(({ paper }) => keys.picked(id, paper)))
      const kept = await keptOfDays(house, id)
      const askedAnew = asked.rota === undefined ? {} : await askedAgain(house, known)
      const settings = {
        ...asked,
        had: [...kept.days, ...latest.flatMap(({ meets }) => meets?.day ?? [])],
        ...(asked.rota ? { rota: await withPersons(store, rota, asked.rota) } : {}),
      }
      const version = libraryKeys.version(id)
      const named = [keys.club(id), openKey, ...readKeys, ...pickedKeys, ...kept.keys, version]
      const told = await act.change('club', MetBefore, named, (values) => {
        const club = clubGoingOn(values, id)
        const changes = ofAllTracks(club, settings)
        const now = clock.now()
        const open = Rounds.findIn(store, values, openKey)
        const read = readKeys.flatMap((key) => Rounds.findIn(store, values, key) ?? [])
        const after = reschedule({ club, open, read }, changes, now)
        const next = isDatedAlike(after.club, club) ? after.club : revise(after.club, now)
        const anew = (round: Round): Writes => ({
          [keys.round(round)]: Rounds.json(round),
          ...outgoing(round, 'again', next.rooms),
        })
        const turned = turnedOver(read, after.read)
        const others = { before: club.schedule, after: next.schedule, carried: after.carried, now }
        const unplanned = plannedOnly(kept.dropped(values, others), chosenDays(read))
        const dates = newsOfDates(club, next, changes, now)
        const told = { ...unreadNews(turned), ...(unplanned.length > 0 ? { unplanned } : {}) }
        const news = [dates && { ...dates, ...told }, newsOfPlace(club, next)].filter((one) => one !== null)
        const isToShow = (round: Round) => !read.includes(round) || isNextOther(club, next, round)
        return {
          writes: {
            ...moveDue(club, next),
            ...tellingEach(
              next,
              next.rooms,
              news.map((one) => ({ news: one })),
            ),
            ...(after.open && after.open !== open ? { [openKey]: Rounds.json(after.open) } : {}),
            ...Object.assign({}, ...after.read.map((round) => reminding(round, next, now))),
            ...Object.assign({}, ...after.read.filter(isToShow).map(anew)),
            ...Object.assign({}, ...turned.map(({ round }) => pickedOrNot(store, values, round))),
            ...kept.moved(values, others),
            ...(changes.events === undefined ? {} : showing(house, next)),
            ...(changes.digests === undefined ? {} : nextVersion(id, Versions.findIn(store, values, version))),
            ...(club.asked && !isToAsk(next, club.asked.day) ? answered(club, club.asked.day) : askedAnew),
          },
          result: { before: JSON.stringify(club.schedule) },
        }
      })
      const changed = await shownAnew()
      if (asked.digests !== undefined) await house.libraries.refresh(id)
      const isToShow = asked.way ?? asked.cancel ?? asked.breaks
      const isNew = !hasBallot(known)
      if ((isToShow !== undefined || isNew) && hasBallot(changed)) await beside.showBallot(changed)
      const before = told === true ? changed.schedule : Schedule.parse(JSON.parse(told.before))
      return { ...changed, before }
    },
    canShowEvents: async () => canShowEvents(house, await readClub(house, id)),
    async organisers() {
      const club = await readClub(house, id)
      const unnamed = club.organisers.some((account) => club.names[account] === undefined)
      const names = unnamed ? { ...(await namesInRounds(house, club)), ...club.names } : club.names
      const personOf = await peopleAmong(store, club.organisers)
      const each = [...Map.groupBy(club.organisers, personOf).values()].flatMap(([first]) => first ?? [])
      return each.map((account) => ({ account, name: names[account] ?? null }))
    },
    async knownByName() {
      const club = await readClub(house, id)
      const turns = club.rota.people.flatMap(({ account, name }) => (account && name ? [[account, name]] : []))
      const names: Record<string, string> = {
        ...(await namesInRounds(house, club)),
        ...Object.fromEntries(turns),
        ...club.names,
      }
      return Object.entries(names).flatMap(([account, name]) => (isAccountId(account) ? [{ account, name }] : []))
    },
    async requireOwn() {
      beside.requireOwnRooms(id)
      assertGoesOn(await readClub(house, id))
    },
    async delete() {
      beside.requireOwnRooms(id)
      const { club } = await turnOver('delete', endClub, ({ ending }) => ({
        what: 'ending',
        place: null,
        at: ending?.until ?? null,
      }))
      return club
    },
    async handExport(caller) {
      const work = async () => {
        await handExport(house, await readClub(house, id), caller)
        return true as const
      }
      await act.answer('export', Done, work)
    },
    async handList(caller, format) {
      const work = async () => {
        await handList(house, await readClub(house, id), caller, format)
        return true as const
      }
      await act.answer('list', Done, work)
    },
    async restore() {
      const known = await readClub(house, id)
      if (known.ending) beside.requireOwnRooms(id)
      if (!known.ending?.paused) await passOver(house, known)
      const chosen = chosenDays(await announced(house, known))
      const undo = (club: Club, now: Temporal.Instant) => restoreClub(club, now, chosen)
      const { club, did } = await turnOver('restore', undo, (restored) => ({
        what: 'restored',
        place: null,
        at: restored.paused ? null : restored.nextPick,
      }))
      if (did) beside.missed(club)
      return did
    },
    async invite() {
      beside.requireOwnRooms(id)
      assertGoesOn(await readClub(house, id))
      return invite(house, act, id)
    },
    rooms: async () => beside.roomsOf(await readClub(house, id)),
    addOrganiser: (account) => update((club) => addOrganiser(club, account)),
    async removeOrganiser(account) {
      const theirs = await accountsLinkedTo(store, account)
      return update((club) => theirs.reduce(removeOrganiser, club))
    },
    pause: (until) =>
      update((club) => {
        const at = until?.toZonedDateTime(club.schedule.zone).toInstant() ?? null
        if (at && Temporal.Instant.compare(at, clock.now()) <= 0) throw notToCome()
        return pause(club, at, clock.now())
      }),
    async resume() {
      const known = await readClub(house, id)
      await passOver(house, known)
      const chosen = chosenDays(await announced(house, known))
      return update((club) => {
        if (!club.paused) return club
        const resumed = resume(club, clock.now(), { isPlanned: false, chosen })
        if (!resumed) throw noDates()
        return resumed
      })
    },
    async troubles() {
      const entries = await Troubles.range(store, keys.troubles(id))
      return entries.map(({ value }) => value)
    },
  }
}

/** What rooms are told of the papers of meetings that are cancelled, or held after all. */
function unreadNews(turned: readonly Turned[]): Pick<News, 'waits' | 'reads'> {
  const [off, held] = [turned.filter(({ isOff }) => isOff), turned.filter(({ isOff }) => !isOff)]
  const titles = (those: readonly Turned[]) => those.flatMap(({ round }) => unreadOf(round)).map(({ title }) => title)
  const [waits, reads] = [titles(off), titles(held)]
  return { ...(waits.length > 0 ? { waits } : {}), ...(reads.length > 0 ? { reads } : {}) }
}

/** What has the papers of a round be read, or not after all; what another one reads stays so. */
function pickedOrNot(store: Store, values: Values, round: Round): Writes {
  const isOff = Boolean(round.meets?.cancelled)
  const changed = papersOf(round).flatMap(({ paper }) => {
    const key = keys.picked(round.club, paper)
    const by = Picked.findIn(store, values, key)
    const isOther = by && by.n !== round.n
    return isOther ? [] : [[key, isOff ? undefined : Picked.json({ club: round.club, n: round.n })] as const]
  })
  return Object.fromEntries(changed)
}

function papersOf({ pick, also }: Round): { paper: string }[] {
  return pick ? [pick, ...also] : []
}

async function withPersons(store: Store, rota: Rota, changes: RotaChanges): Promise<RotaChanges> {
  const { people = [], add = [], remove = [] } = changes
  const accounts = [...rota.people, ...people, ...add, ...remove].flatMap(({ account }) => account ?? [])
  return namedAlike(rota, changes, await peopleAmong(store, accounts))
}

/** Whether the date after that of a round, which its post names, is another one. */
function isNextOther(before: Club, after: Club, { meets }: Round): boolean {
  if (!meets) return false
  const [was, is] = [before, after].map(({ schedule }) => nextMeeting(schedule, meets.at))
  return `${was}` !== `${is}`
}

/** Whether two clubs meet at the same dates and places. */
function isDatedAlike(a: Club, b: Club): boolean {
  const dated = ({ schedule, place, minutes }: Club) => JSON.stringify([schedule, place, minutes])
  return dated(a) === dated(b)
}

function notToCome(): UserError {
  return new UserError('bad-dates', '“until” must be a day that is to come: the first one after the pause.')
}

/** What names whoever does something wherever the club has them without their name, or by another one. */
export function namingIn(club: Club, caller: Caller): Writes {
  const named = caller.name === UNNAMED ? club : noteName(club, caller)
  return named === club ? {} : { [keys.club(club.id)]: Clubs.json(named) }
}

/** Whether the paper of a day is for whoever presents to choose. */
function isToAsk(club: Club, day: string): boolean {
  return dateOf(club.schedule, day) !== null && wayOf(club, day) === 'presenter'
}

function noDates(): UserError {
  return new UserError('no-dates', 'The calendar has no further date. Give it some with `club calendar` first.')
}

/** What those are called who nominated or commented lately. */
async function namesInRounds({ store }: House, { id, reading }: Club): Promise<Record<string, string>> {
  const rounds = await Rounds.range(store, keys.rounds(id), { reverse: true, limit: ROUNDS_ASKED })
  const comments = reading === null ? [] : await Comments.range(store, keys.comments({ club: id, n: reading }))
  const authors = comments.flatMap(({ value: { author } }) => author ?? [])
  const nominators = rounds
    .toReversed()
    .flatMap(({ value: { candidates, queue } }) => [...candidates, ...queue])
    .flatMap(({ nomination }) => (nomination ? [{ account: nomination.by, name: nomination.name }] : []))
  return Object.fromEntries([...authors, ...nominators].map(({ account, name }) => [account, name]))
}

const ROUNDS_ASKED = 5

/** What moves a club's due time along with the club. It is written in any case, so that one that was lost comes back. Of a paused one nothing is due. */
export function moveDue(from: Club, to: Club): Writes {
  const [before, after] = [dueOf(from), dueOf(to)]
  return {
    ...(before === null ? {} : { [keys.due(before, from.id)]: undefined }),
    ...(after === null ? {} : { [keys.due(after, to.id)]: Due.json({ club: to.id }) }),
  }
}
