/** The dates of a club with what was settled of each. */

import { dayOfName } from '../../club/calendar/calendar.ts'
import { assertGoesOn, awaiting, type Club, revise } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { keys } from '../../club/keys.ts'
import type { Meeting } from '../../club/meeting.ts'
import type { News } from '../../club/news.ts'
import { withPapers } from '../../club/papers.ts'
import { changedPeople, comingWithPeople, lostBy, type PlannedDate, peopleNews } from '../../club/people.ts'
import { changePlan, type Plan, type PlanChanges, settledWith, UNPLANNED } from '../../club/plan.ts'
import { chosenDays, nextPickOf, type Round } from '../../club/round.ts'
import { dayOfSaid, type SaidDate, timeOfSaid } from '../../club/said-date.ts'
import {
  type Dated,
  dateOf,
  dayIn,
  instantOf,
  isDayOver,
  noMeetingOn,
  pickBefore,
  pickBeside,
  saidAmong,
  saidDate,
  sayDate,
} from '../../club/schedule.ts'
import { unreadOf } from '../../club/unread.ts'
import type { MeetingService, PlannedMeeting } from '../../ports/meetings.ts'
import type { Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { ChosenFor, Done, Plans, RememberedAs, Rounds } from '../records.ts'
import { shortHash } from '../short-hash.ts'
import { changeFeed, feedOf } from './calendar-feed.ts'
import { clubGoingOn, moveDue, readClub } from './clubs.ts'
import { plannedOnly } from './kept-of-days.ts'
import { otherNews } from './other-dates.ts'
import { answered, outgoing, tellingEach } from './outgoing.ts'
import { datesIn, takeInPast } from './past-dates.ts'
import {
  announced,
  comingDates,
  latestRounds,
  peopled,
  plannedDates,
  planOfRound,
  planWrites,
  roundOfDay,
  settleTurns,
} from './planned.ts'
import type { PostService } from './posts.ts'
import { readBefore } from './read-before.ts'
import { askedAgain } from './shown-again.ts'
import { readLate } from './turn.ts'
import { replacePick } from './veto.ts'

export function meetingService(house: House, posts: PostService, id: string, act: Act): MeetingService {
  const { store, clock } = house

  return {
    async coming(count) {
      const club = await readClub(house, id)
      return withPapers(club, await comingDates(house, club, count), await latestRounds(house, id))
    },
    async unread(date) {
      const { schedule } = await readClub(house, id)
      const cancelled = (await latestRounds(house, id)).filter(
        ({ meets }) => meets?.cancelled && saidAmong(schedule, [meets], date),
      )
      return cancelled.flatMap(unreadOf).map(({ title }) => title)
    },
    async unplanned() {
      const { schedule } = await readClub(house, id)
      const today = dayIn(clock.now(), schedule.zone)
      const prefix = keys.plans(id)
      const dropped = (await Plans.range(store, prefix))
        .map(({ key, value }) => ({ day: key.slice(prefix.length), plan: value }))
        .filter(({ day }) => dayOfName(day) >= today && dateOf(schedule, day) === null)
      return plannedOnly(dropped, chosenDays(await latestRounds(house, id)))
    },
    feed: () => feedOf(house, id),
    changeFeed: (changes) => changeFeed(house, id, act, changes),
    of: ({ meets }) => planOfRound(house, { club: id, meets }),
    on,
    async toChooseFor(date) {
      const settled = await act.answer('choose', ChosenFor, async () => {
        const { at, plan } = date ? await on(date) : await nextWithoutPaper()
        const { schedule } = await readClub(house, id)
        return { on: sayDate(schedule, { at }), had: plan.papers.map(({ paper, title }) => ({ paper, title })) }
      })
      return { meeting: await on(settled.on), had: settled.had }
    },
    async remember(what) {
      const club = await readClub(house, id)
      assertGoesOn(club)
      const { dates, undated } = await datesIn(house, club, what)
      if (dates.length === 0)
        throw new UserError(
          'nothing-read',
          'No meeting with its day was found in that. Each needs a date such as 2026-05-04 and what was read.',
        )
      const name = shortHash(typeof what === 'string' ? what : what.bytes)
      const settled = await act.answer(`remember:${name}`, RememberedAs, async () => {
        const { taken, known } = await takeInPast(house, club, dates)
        return { taken, known, later: dates.length - taken - known }
      })
      return { ...settled, undated }
    },
    before: async () => readBefore(house, await readClub(house, id)),
    requireToCome,
    async edit({ at, day }, { papers, ...changes }) {
      const { kind, place, minutes } = changes
      const isOfBefore = [papers, kind, place, minutes].some((value) => value !== undefined)
      if (isOfBefore) await requireToCome({ at })
      const picked = papers && (await roundOfDay(house, id, day))
      if (picked) await replacePick(house, posts, act, picked, papers, null)
      await settleDay(day, picked ? changes : { ...changes, papers })
      if (papers?.length && !picked) await readWhenDue(day)
    },
  }

  async function on(date: SaidDate): Promise<PlannedMeeting> {
    const club = await readClub(house, id)
    const rounds = await latestRounds(house, id)
    const found = saidDate(club.schedule, date) ?? heldOn(club, rounds, date) ?? (await before(club, date))
    if (!found) throw noMeetingOn(club.schedule, date, clock.now(), heldBy(rounds))
    const ahead = withPapers(club, await comingDates(house, club, MOST_AHEAD), rounds)
    const own = ahead.find(({ day }) => day === found.day)
    if (own) return own
    const other = await peopled(house, club, found)
    // What is next on a list says nothing of dates that were.
    return withPapers(club, [other], rounds, false)[0] ?? other
  }

  async function before({ schedule }: Club, date: SaidDate): Promise<Dated | null> {
    const [day, time] = [dayOfSaid(date), timeOfSaid(date) ?? schedule.time]
    const isOver = day <= dayIn(clock.now(), schedule.zone) && time === schedule.time
    const plan = isOver ? await Plans.find(store, keys.plan(id, day)) : undefined
    return plan ? { at: instantOf(day, schedule.time, schedule.zone), was: null, day } : null
  }

  async function nextWithoutPaper(): Promise<PlannedMeeting> {
    const club = await readClub(house, id)
    const coming = withPapers(club, await comingDates(house, club, MOST_AHEAD), await latestRounds(house, id))
    const free = coming.find(({ plan }) => plan.kind === 'papers' && plan.papers.length === 0)
    if (free) return free
    throw new UserError('no-meeting', 'Every coming date has a paper. Say which one is meant: `club choose date:…`.')
  }

  async function requireToCome({ at }: Pick<Dated, 'at'>): Promise<void> {
    const club = await readClub(house, id)
    assertGoesOn(club)
    if (isDayOver(club.schedule, { at }, clock.now())) throw isOver(dayIn(at, club.schedule.zone))
  }

  /** What was chosen after its time had come is read at once. */
  async function readWhenDue(day: string): Promise<void> {
    const club = await readClub(house, id)
    const date = dateOf(club.schedule, day)
    if (date && !club.paused && isDue(club, date, clock.now())) await readLate(house, posts, id, date)
  }

  async function settleDay(day: string, changes: PlanChanges): Promise<void> {
    await settleTurns(house, id)
    const before = await readClub(house, id)
    const { voting } = before
    const planned = changes.people === undefined ? [] : await plannedDates(house, before, MOST_AHEAD)
    const chosen = chosenDays(await announced(house, before))
    const of = await roundOfDay(house, id, day)
    const read = of ? [keys.round(of)] : []
    const open = keys.round({ club: id, n: voting })
    const again = await askedAgain(house, before)
    await act.change('plan', Done, [keys.club(id), keys.plan(id, day), open, ...read], (values) => {
      const club = clubGoingOn(values, id)
      const had = Plans.findIn(store, values, keys.plan(id, day)) ?? UNPLANNED
      const plan = changePlan(had, changes)
      const lost = [...lostNews(club, planned, day, { had, plan }), ...overwritten(club, day, { had, plan })]
      const rounds = {
        open: Rounds.findIn(store, values, open),
        read: read.map((key) => Rounds.findIn(store, values, key)),
        chosen,
      }
      return {
        writes: { ...again, ...planWrites(club, day, plan), ...settle(club, day, plan, rounds, lost) },
        result: true,
      }
    })
    posts.refresh({ club: id, n: voting })
    posts.deliverSoon(id)
  }

  /** What the rooms are told where the people of a date are others, and somebody who had one has it no more. */
  function lostNews(
    club: Club,
    planned: readonly PlannedDate[],
    day: string,
    { had, plan }: { had: Plan; plan: Plan },
  ): News[] {
    const now = clock.now()
    const [before = [], after = []] = [had, plan].map((one) =>
      comingWithPeople(
        club,
        planned.map((date) => (date.day === day ? { ...date, plan: one } : date)),
        now,
      ),
    )
    const changed = changedPeople(before, after)
    const isLost = changed.some((date) => lostBy(date, before).length > 0)
    return isLost ? [peopleNews('An organiser', changed, before)] : []
  }

  /** What follows for the club from a plan: which dates its ballots are for, and what shows the plan in the rooms. */
  function settle(
    club: Club,
    day: string,
    plan: Plan,
    { open, read, chosen }: { open: Round | undefined; read: (Round | undefined)[]; chosen: readonly string[] },
    lost: readonly News[],
  ): Writes {
    const now = clock.now()
    const schedule = {
      ...club.schedule,
      settled: settledWith(club.schedule.settled, day, plan, dayIn(now.subtract(KEPT), club.schedule.zone)),
    }
    const isShown = read.filter((round) => round?.meets?.day === day && round.pick !== null)
    const shown = isShown.map((round) => (round ? outgoing(round, 'again', club.rooms) : {}))
    const changed = revise({ ...club, schedule }, now)
    const isSame = JSON.stringify(withoutPaper(club)) === JSON.stringify(withoutPaper(changed))
    const pick = pickBeside(schedule, nextPickOf(changed, open, now), chosen)
    const next = isSame ? changed : awaiting(changed, pick, now)
    const date = dateOf(schedule, day)
    const isLate = plan.kind !== 'papers' && !isSame && date && isShown.length === 0 && isDue(next, date, now)
    const isSettled = plan.kind !== 'papers' || plan.papers.length > 0
    return {
      ...moveDue(club, next),
      ...(isSettled ? answered(club, day) : {}),
      ...tellingEach(next, club.rooms, [
        ...(isLate ? otherNews(next, date, now) : []),
        ...lost.map((news) => ({ news })),
      ]),
      ...Object.assign({}, ...shown),
    }
  }
}

/** One that was, in a rhythm that is another one by now. */
function heldOn({ schedule }: Club, rounds: readonly Round[], date: SaidDate): Dated | null {
  const meets = saidAmong(schedule, heldBy(rounds), date)
  return meets ? { at: meets.at, was: null, day: meets.day ?? dayOfSaid(date) } : null
}

function heldBy(rounds: readonly Round[]): Meeting[] {
  return rounds.flatMap(({ meets }) => (meets && !meets.cancelled ? [meets] : []))
}

/** Dates that are looked through for one. */
const MOST_AHEAD = 30

/** Of a day that is over nothing is asked for so long. */
const KEPT = { hours: 24 * 60 }

function withoutPaper({ schedule: { settled = [] } }: Club): string[] {
  return settled.flatMap(({ day, papers }) => (papers ? [] : [day]))
}

/** What the rooms are told where somebody's choice for a date gives way to somebody else's. */
function overwritten({ schedule }: Club, day: string, { had, plan }: { had: Plan; plan: Plan }): News[] {
  const [before] = had.papers.filter(({ by, paper }) => by !== null && plan.papers.every((one) => one.paper !== paper))
  const [after] = plan.papers.filter(({ paper }) => had.papers.every((one) => one.paper !== paper))
  const at = dateOf(schedule, day)?.at
  if (!before || !after || !at || before.by === after.by) return []
  return [{ what: 'replaced', place: null, at, titles: [before.title, after.title] }]
}

/** Whether the rooms should have been told of a date, which is to come. */
function isDue({ schedule }: Club, { at }: Dated, now: Temporal.Instant): boolean {
  const isToCome = Temporal.Instant.compare(at, now) > 0
  return isToCome && Temporal.Instant.compare(pickBefore(schedule, at), now) <= 0
}

function isOver(day: string): UserError {
  return new UserError(
    'over',
    `The meeting of ${day} is over, so what it read, when and where stays. Slides and notes are still added with \`meeting edit links:…\`.`,
  )
}
