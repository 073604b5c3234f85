/** How members come to the dates of their club: they take what is free, give it back, swap, pass a turn on, and are away. */

import { listed } from '../../club/calendar/rule.ts'
import { type Caller, UNNAMED } from '../../club/caller.ts'
import { assertGoesOn, type Club, isOrganiser } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { keys } from '../../club/keys.ts'
import { partsOf } from '../../club/own-part.ts'
import {
  changedPeople,
  comingWithPeople,
  isOfRota,
  type PeopledDate,
  type PlannedDate,
  peopleNews,
} from '../../club/people.ts'
import { isSelf } from '../../club/person.ts'
import { isByNameAlone, leftBehind, type PlannedPerson, presentersOf, UNPLANNED } from '../../club/plan.ts'
import { hasTurns, type Member, whoIs } from '../../club/rota.ts'
import { withOptional } from '../../club/round.ts'
import { type SaidDate, saidText } from '../../club/said-date.ts'
import { noMeetingOn, saidAmong, saidDate, sayDate } from '../../club/schedule.ts'
import { givenBack, isAt, type Part, partOf, swapped } from '../../club/swap.ts'
import { wayOf, waysOf } from '../../club/way-of-date.ts'
import type { SwapOffered } from '../../ports/library.ts'
import type { MeetingService, RotaService } from '../../ports/meetings.ts'
import type { Values, Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Clubs, OfferedAs, Plans, Swaps, TookAs } from '../records.ts'
import { clubGoingOn, readClub } from './clubs.ts'
import { outgoing, telling } from './outgoing.ts'
import { plannedDates, planWrites, settleTurns } from './planned.ts'
import { refuseReadAlready } from './read-already.ts'
import { renameInClub } from './rename.ts'
import { askedAgain, shownAgain } from './shown-again.ts'
import { readRound } from './views.ts'

interface Looked {
  club: Club
  /** From the first whose turns are not counted yet, without those whose turn it is. */
  planned: PlannedDate[]
  /** To come, with all their people. */
  dates: PeopledDate[]
}

/** Dates to come that members can act on. */
const AHEAD = 40

/** `shown`: shows the club's open ballot anew, and sends what waits to be said. `edit`: settles something of a meeting. */
export function rotaService(
  house: House,
  id: string,
  act: Act,
  shown: (club: Pick<Club, 'voting'>) => void,
  edit: MeetingService['edit'],
): RotaService {
  const { clock } = house
  const coming = (club: Club, planned: readonly PlannedDate[]) => comingWithPeople(club, planned, clock.now())

  /** What shows dates with their people anew wherever they stand. */
  const anew = async (club: Club, dates: readonly PeopledDate[]): Promise<Writes> => ({
    ...(await shownAgain(house, club, dates)),
    ...(await askedAgain(house, club)),
  })

  function dateOn({ schedule }: Club, dates: readonly PeopledDate[], date: SaidDate): PeopledDate {
    const now = clock.now()
    const found = saidAmong(schedule, dates, date)
    if (found) return found
    const further = saidDate(schedule, date)
    if (!further || Temporal.Instant.compare(further.at, now) <= 0) throw noMeetingOn(schedule, date, now)
    throw new UserError(
      'too-far',
      `The meeting of ${saidText(date)} is none of the next ${AHEAD}, which are those that people have. Come back to it when it is nearer.`,
    )
  }

  /** The club and its dates to come, as they are before a change; inside of it single plans are read again. */
  async function look(caller: Caller, isKnown = false): Promise<Looked> {
    await settleTurns(house, id)
    const club = await readClub(house, id)
    assertGoesOn(club)
    const planned = await plannedDates(house, club, AHEAD)
    const known = [...club.rota.people, ...planned.flatMap(({ plan }) => plan.people)]
    // Who was named by a mention has their name from the first time that they do something.
    if (!isKnown && !isNamedSo(known, caller)) {
      await renameInClub(house, id, caller)
      return look(caller, true)
    }
    return { club, planned, dates: coming(club, planned) }
  }

  /** The dates as a change finds them, `days` of them read within it. */
  function within(values: Values, planned: readonly PlannedDate[], days: readonly string[]) {
    const club = clubGoingOn(values, id)
    const latest = planned.map((date) => {
      const plan = days.includes(date.day)
        ? (Plans.findIn(house.store, values, keys.plan(id, date.day)) ?? UNPLANNED)
        : date.plan
      return { ...date, plan }
    })
    return { club, planned: latest, dates: coming(club, latest) }
  }

  const named = (days: readonly string[]) => [keys.club(id), ...days.map((day) => keys.plan(id, day))]

  /**
   * Changes one member of the order, which moves the dates of others; the rooms are told of those that come next. `lost`: the
   * first date that the member has no longer. `refuse` throws {@link UserError} where it is not to be.
   */
  async function changeMember(
    caller: Caller,
    what: string,
    change: (member: Member) => Member,
    refuse: (found: Looked) => void = () => {},
  ): Promise<{ lost: Temporal.Instant | null; dates: PeopledDate[] }> {
    const { club, planned, dates: before } = await look(caller)
    memberOf(club, caller)
    const again = await anew(club, before)
    const lost = await act.change(what, TookAs, named([]), (values) => {
      const found = within(values, planned, [])
      const member = memberOf(found.club, caller)
      refuse(found)
      const people = found.club.rota.people.map((one) => (one === member ? change({ ...one, name: caller.name }) : one))
      const next = { ...found.club, rota: { ...found.club.rota, people } }
      const after = coming(next, found.planned)
      const changed = changedPeople(found.dates, after)
      const writes = telling(next, next.rooms, peopleNews(caller.name, changed))
      const kept = new Set(theirs(after, caller).map(({ day }) => day))
      const gone = theirs(found.dates, caller).find(({ day }) => !kept.has(day))
      const result = gone ? { at: gone.at, role: '' } : null
      if (changed.length === 0) return { writes: { [keys.club(id)]: Clubs.json(next) }, result }
      return { writes: { ...again, ...writes }, result }
    })
    shown(club)
    return { lost: lost?.at ?? null, dates: theirs((await look(caller)).dates, caller) }
  }

  /** Where whoever presents chooses, or an organiser for who has no account, and the paper does not stand yet. */
  async function ownDate(caller: Caller, date: SaidDate | undefined): Promise<PeopledDate> {
    const { club, dates } = await look(caller)
    if (!waysOf(club).includes('presenter')) throw otherWay('here')
    const theirs = dates.filter(({ day }) => wayOf(club, day) === 'presenter')
    const found = date ? dateOn(club, dates, date) : ownNext(theirs, caller)
    if (!theirs.includes(found)) throw otherWay(`on ${sayDate(club.schedule, found).replace('T', ' ')}`)
    const isForThem = isOrganiser(club, caller) && isByNameAlone(presentersOf(found.plan, club.rota.roles))
    if (!found.plan.people.some(isCaller(caller)) && !isForThem) throw notYours(club, found)
    const reading = club.reading === null ? undefined : await readRound(house, { club: id, n: club.reading })
    if (reading?.meets?.day === found.day && !(await act.isDone('plan')))
      throw new UserError(
        'stands',
        'The paper of that date stands already. Ask an organiser if it is to be another one.',
      )
    return found
  }

  async function take(caller: Caller, { date, role }: Parameters<RotaService['take']>[1]) {
    const { club, planned, dates } = await look(caller)
    const wanted = date ? [dateOn(club, dates, date)] : dates.filter((one) => isFreeFor(one, caller, role))
    const [first] = wanted
    if (!first) throw nothingFree(club)
    const again = await anew(club, [first])
    const took = await act.change('take', TookAs, named([first.day]), (values) => {
      const found = within(values, planned, [first.day])
      const now = found.dates.find(({ day }) => day === first.day) ?? first
      const free = now.free.find((one) => !role || one.toLowerCase() === role.toLowerCase())
      if (free === undefined) throw gone(found.club, now, caller, role)
      const plan = found.planned.find(({ day }) => day === first.day)?.plan ?? UNPLANNED
      const { account, name } = takerOf(found.club, caller)
      const people = [...plan.people, { account, name, role: free }]
      const writes = planWrites(found.club, first.day, { ...plan, people })
      return { writes: { ...again, ...writes }, result: { at: first.at, role: free } }
    })
    shown(club)
    return took
  }

  async function giveBack(caller: Caller, date: SaidDate | undefined) {
    const { club, planned, dates } = await look(caller)
    const isTheirs = (one: PlannedDate) => one.plan.people.some(isCaller(caller))
    // What is had by a swap stands in the place of somebody's turn, where dates are had by turns.
    const isTurn = ({ instead }: PlannedPerson) => instead !== undefined && hasTurns(club.rota)
    const taken = (day: string) => planned.find((one) => one.day === day)?.plan.people.filter(isCaller(caller)) ?? []
    const byHand = (day: string) => taken(day).some((one) => !isTurn(one))
    const wanted = date ? dateOn(club, dates, date) : dates.find(({ day }) => byHand(day))
    if (!wanted || !isTheirs(wanted)) throw notYours(wanted && club, wanted)
    if (!byHand(wanted.day)) throw taken(wanted.day).some(isTurn) ? bySwap() : byTurn()
    const again = await anew(club, [wanted])
    const given = await act.change('give back', TookAs, named([wanted.day]), (values) => {
      const found = within(values, planned, [wanted.day])
      const plan = found.planned.find(({ day }) => day === wanted.day)?.plan ?? UNPLANNED
      const after = found.planned.map((one) =>
        one.day === wanted.day ? { ...one, plan: { ...plan, people: givenBack(plan.people, caller, isTurn) } } : one,
      )
      const now = coming(found.club, after)
      const changed = changedPeople(found.dates, now)
      const still = now.find(({ day }) => day === wanted.day)?.plan.people.filter(isCaller(caller)) ?? []
      const result = { at: wanted.at, role: listed(still.map(({ role }) => role)) }
      const left = after.find(({ day }) => day === wanted.day)?.plan ?? plan
      const writes = planWrites(found.club, wanted.day, left)
      if (changed.length === 0) return { writes, result }
      return {
        writes: { ...writes, ...again, ...telling(found.club, found.club.rooms, peopleNews(caller.name, changed)) },
        result,
      }
    })
    shown(club)
    return given
  }

  async function offerSwap(
    caller: Caller,
    { mine, theirs }: Parameters<RotaService['offerSwap']>[1],
  ): Promise<SwapOffered> {
    const { club, dates } = await look(caller)
    const [own, other] = [mine ? dateOn(club, dates, mine) : ownNext(dates, caller), dateOn(club, dates, theirs)]
    const from = partOf(own, isCaller(caller))
    if (!from) throw notYours(club, own)
    if (other.plan.people.some(isCaller(caller)))
      throw new UserError('same-date', 'Name a date that somebody else has, and is not yours.')
    if (other.plan.people.length === 0)
      throw new UserError('free', `Nobody has ${onDay(club, other)}. Take it with \`meeting take\`.`)
    const to = partOf(other, (one) => !isAt([own], own.day, one), from.person.role)
    if (!to)
      throw new UserError(
        'has-both',
        `Who has ${onDay(club, other)} has ${onDay(club, own)} as well, so there is nothing to swap. Name another date.`,
      )
    if (to.person.account === null)
      throw new UserError(
        'no-account',
        `${to.person.name} is known here by name alone and cannot agree. Organisers can settle it with \`meeting edit\`.`,
      )
    const offered = await act.change(OFFERED, OfferedAs, named([]), (values) => {
      const latest = within(values, [], []).club
      const n = latest.told + 1
      const offer = { from: kept(from), to: kept(to), agreed: false }
      const news = { ...peopleNews(caller.name, [own, other]), what: 'swap' as const }
      return {
        writes: { ...telling(latest, latest.rooms, news), [keys.swap({ club: id, n })]: Swaps.json(offer) },
        result: { who: to.person, dates: [own, other].map(({ at, plan: { people }, free }) => ({ at, people, free })) },
      }
    })
    shown(club)
    return offered
  }

  return {
    async take(caller, wish) {
      const took = await act.retold('take', TookAs, () => take(caller, wish))
      if (!took) throw nothingFree((await look(caller)).club)
      return took
    },

    own: (caller, date) => ownDate(caller, date),

    async parts(caller) {
      const { club, dates, planned } = await look(caller)
      return partsOf(club.rota, dates, planned, caller)
    },

    async choose(caller, { id: paper, title }, { date, reason }) {
      const own = await ownDate(caller, date)
      if (!(await act.isDone('plan'))) await refuseReadAlready(house, id, { id: paper, title })
      const { papersEach, papersOptional, organisers } = await readClub(house, id)
      const by = own.plan.people.find(isCaller(caller))?.account ?? null
      const chosen = { paper, title, optional: false, by, ...(reason === undefined ? {} : { reason }) }
      // What somebody chose who does not present it any more is not for who does.
      const left = leftBehind(own.plan, organisers)
      const others = own.plan.papers.filter((one) => one.paper !== paper && !left.includes(one))
      const those = [...others, chosen].slice(-papersEach)
      const unmarked = those.map((one) => ({ ...one, optional: false }))
      const papers = papersOptional === 0 ? those : withOptional(unmarked, { papersEach, papersOptional })
      await edit(own, { papers })
      return own
    },

    async giveBack(caller, date) {
      const given = await act.retold('give back', TookAs, () => giveBack(caller, date))
      if (!given) throw notYours(undefined, undefined)
      return given
    },

    async skip(caller) {
      const passed = (member: Member) => ({ ...member, skips: member.skips + 1 })
      const { lost, dates } = await changeMember(caller, 'skip', passed, (found) => requireTurn(found, caller))
      return { passed: lost, dates }
    },
    async unskip(caller) {
      const back = (member: Member) => ({ ...member, skips: Math.max(0, member.skips - 1) })
      return (await changeMember(caller, 'unskip', back)).dates
    },
    async away(caller, range) {
      const said = (member: Member) => ({
        ...member,
        away: range ? [...member.away.filter(({ from }) => from !== range.from), range] : [],
      })
      return (await changeMember(caller, 'away', said)).dates
    },

    offerSwap: (caller, dates) => act.retold(OFFERED, OfferedAs, () => offerSwap(caller, dates)),

    async agreeToSwap(caller, { n }) {
      const swap = keys.swap({ club: id, n })
      const offer = await Swaps.find(house.store, swap)
      if (!offer) throw new UserError('not-found', 'That wish to swap is not there any more.')
      if (offer.agreed) return
      if (!isSelf(caller, offer.to.who)) throw new UserError('not-yours', 'Only who is asked can agree to that.')
      const days = [offer.from.day, offer.to.day]
      const { club, planned, dates } = await look(caller)
      const again = await anew(
        club,
        dates.filter(({ day }) => days.includes(day)),
      )
      await act.change('swap', TookAs, [...named(days), swap], (values) => {
        const asked = Swaps.findIn(house.store, values, swap)
        if (!asked || asked.agreed) return { writes: {}, result: null }
        const found = within(values, planned, days)
        const after = swapped(found.dates, found.planned, asked)
        if (!after) throw new UserError('changed', 'One of you has another date by now. Ask again with `meeting swap`.')
        const peopled = coming(
          found.club,
          found.planned.map((one) => after.find(({ day }) => day === one.day) ?? one),
        ).filter(({ day }) => days.includes(day))
        return {
          writes: Object.assign(
            telling(found.club, found.club.rooms, peopleNews(caller.name, peopled)),
            again,
            { [swap]: Swaps.json({ ...asked, agreed: true }) },
            outgoing({ club: id, n }, 'news', found.club.rooms, { news: { what: 'swapped', place: null, at: null } }),
            ...after.map(({ day, plan }) => planWrites(found.club, day, plan)),
          ),
          result: null,
        }
      })
      shown(club)
    },
  }
}

/** What an offer is called among the changes of an act. */
export const OFFERED = 'offered'

/** Whether whoever this is has their name wherever they stand. */
function isNamedSo(people: readonly Pick<PlannedPerson, 'account' | 'name'>[], { account, name }: Caller): boolean {
  return name === UNNAMED || people.every((one) => one.account !== account || one.name === name)
}

function kept({ day, person }: Part) {
  return { day, who: whoIs(person), role: person.role }
}

const isCaller =
  (caller: Caller) =>
  ({ account }: Pick<PlannedPerson, 'account'>) =>
    isSelf(caller, account)

/** The dates that whoever calls has a part in. */
function theirs(dates: readonly PeopledDate[], caller: Caller): PeopledDate[] {
  return dates.filter(({ plan }) => plan.people.some(isCaller(caller)))
}

/** The account that takes their turns, where one does: what they take is had by the same one. */
function takerOf({ rota }: Club, caller: Caller): Pick<PlannedPerson, 'account' | 'name'> {
  return rota.people.find(isCaller(caller)) ?? caller
}

function isFreeFor({ plan, free }: PeopledDate, caller: Caller, role: string | undefined): boolean {
  const isThere = plan.people.some(isCaller(caller))
  return !isThere && free.some((one) => !role || one.toLowerCase() === role.toLowerCase())
}

function ownNext(dates: readonly PeopledDate[], caller: Caller): PeopledDate {
  const found = dates.find(({ plan }) => plan.people.some(isCaller(caller)))
  if (!found) throw notYours()
  return found
}

function otherWay(where: string): UserError {
  const sentence = `${where.charAt(0).toUpperCase()}${where.slice(1)} it is not for who presents to choose. Put a paper forward with \`nominate\`.`
  return new UserError('other-way', sentence)
}

function memberOf(club: Club, caller: Caller): Member {
  const found = club.rota.people.find(isCaller(caller))
  if (found && hasTurns(club.rota)) return found
  if (hasTurns(club.rota))
    throw new UserError(
      'no-turns',
      'You take no turns here, so there is none to pass on. Organisers add you with `club rota`.',
    )
  throw new UserError(
    'no-turns',
    'Nobody has a turn here by itself. What you took yourself you give back with `meeting return`.',
  )
}

const onDay = (club: Club, date: PeopledDate): string => saidText(sayDate(club.schedule, date))

function nothingFree({ rota }: Club): UserError {
  return rota.how === 'none'
    ? new UserError(
        'no-rota',
        'Nobody is named for the dates here. Organisers change that with `club rota how:volunteers`.',
      )
    : new UserError(
        'nothing-free',
        'No date is free. See who has which with `meeting show`, and swap with `meeting swap`.',
      )
}

function gone(club: Club, date: PeopledDate, caller: Caller, role: string | undefined): UserError {
  const { people, kind } = date.plan
  const day = onDay(club, date)
  if (club.rota.how === 'none') return nothingFree(club)
  if (kind !== 'papers')
    return new UserError('no-paper', `No paper is read on ${day}, so nobody is needed. See \`meeting show\`.`)
  if (!isOfRota(club, date.day))
    return new UserError(
      'other-track',
      `Nobody is named for ${day}: turns are for the dates of other tracks. See for which with \`club rota\`.`,
    )
  if (people.some(isCaller(caller)) && date.free.length === 0) return new UserError('yours', `You have ${day} already.`)
  const theirs = people.filter((one) => !role || one.role.toLowerCase() === role.toLowerCase())
  const names = theirs.map(({ name }) => name || 'somebody')
  if (names.length === 0 && role) return new UserError('no-role', `${day} needs no ${role}. See \`meeting show\`.`)
  return new UserError(
    'taken',
    `${listed(names)} ${names.length > 1 ? 'have' : 'has'} ${day}. See what is free with \`meeting show\`.`,
  )
}

function notYours(club?: Club, date?: PeopledDate): UserError {
  const what = club && date ? onDay(club, date) : 'a date'
  return new UserError('not-yours', `You do not have ${what}. See who has which with \`meeting show\`.`)
}

/** Only what is somebody's turn is passed on: what they took or swapped stands where it is, and a later turn is not meant. */
function requireTurn({ club, dates, planned }: Looked, caller: Caller): void {
  const isOfTurns = (role: string) => club.rota.roles.some((one) => one.toLowerCase() === role.toLowerCase())
  const next = partsOf(club.rota, dates, planned, caller).find(({ role }) => isOfTurns(role))
  if (!next || next.how === 'turn') return
  const [day, said] = [sayDate(club.schedule, next.date), onDay(club, next.date)]
  if (next.how === 'swap')
    throw new UserError(
      'by-swap',
      `Your next date is ${said}, which is yours by a swap. Nothing was passed on. Swap it again with \`meeting swap with:… mine:${day}\`.`,
    )
  throw new UserError(
    'by-hand',
    `Your next date is ${said}, which you took or were named for. Nothing was passed on. Give it back with \`meeting return date:${day}\`.`,
  )
}

function bySwap(): UserError {
  return new UserError(
    'by-turn',
    'That date is yours by a swap, in the place of your own turn. Swap it again with `meeting swap`.',
  )
}

function byTurn(): UserError {
  return new UserError(
    'by-turn',
    'That date is yours because it is your turn. Pass it on with `meeting skip`, or swap with `meeting swap`.',
  )
}
