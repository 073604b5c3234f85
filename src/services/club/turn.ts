/** How a club's week turns: its ballot is closed and counted, the pick made, and the next ballot opened. */

import { behind } from '../../club/choosing/sequence.ts'
import { WAYS } from '../../club/choosing/ways.ts'
import { assertGoesOn, awaiting, type Club, dueOf, resume } from '../../club/club.ts'
import { tell } from '../../club/feed.ts'
import { keys, type RoundId } from '../../club/keys.ts'
import { meetingAt, meetingFor } from '../../club/meeting.ts'
import { newsOfPause } from '../../club/news-of-dates.ts'
import { fatesOf } from '../../club/note.ts'
import type { Plan } from '../../club/plan.ts'
import {
  chosenDays,
  closeRound,
  hasVotes,
  keepOpen,
  latestPick,
  nextPickOf,
  type Round,
  reopened,
} from '../../club/round.ts'
import { type Dated, datedOf, nextTimeWithNotice, pickBeside } from '../../club/schedule.ts'
import { talksHeld, withTalks } from '../../club/talk.ts'
import { onDate, withListOn } from '../../club/track.ts'
import { hasBallot, wayOf } from '../../club/way-of-date.ts'
import type { Values, Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { libraryKeys } from '../library/library-keys.ts'
import { noting } from '../notes.ts'
import { ClosedAs, Clubs, Feeds, Picked, Plans, Rounds, Thanked } from '../records.ts'
import { removing } from '../writes.ts'
import { aboutStock } from './about-stock.ts'
import { askPresenter } from './asking.ts'
import { moveDue, readClub } from './clubs.ts'
import { tellDaily } from './daily.ts'
import { decide } from './deciding.ts'
import { partWithLeavers } from './leavers.ts'
import { nudgeVoters } from './nudges.ts'
import { otherNews, tellOfOther } from './other-dates.ts'
import { answered, outgoing, reminding, tellingEach } from './outgoing.ts'
import { passOver } from './passed-over.ts'
import { announced } from './planned.ts'
import type { PostService } from './posts.ts'
import { uncounted } from './tallies.ts'
import { readRound } from './views.ts'
import { tellWhatIsNew } from './week-digest.ts'

/**
 * Turns the week that was due at `due`, if it still is. Each step can be taken again after a crash; who comes second finds it
 * done. A ballot that nobody voted on stays open for a week more.
 */
export async function turnWeek(house: House, posts: PostService, id: string, due: Temporal.Instant): Promise<void> {
  const before = await readClub(house, id)
  if (before.paused && before.resumes?.equals(due)) return endPause(house, posts, id, due)
  if (before.nextAsk?.equals(due)) {
    await askPresenter(house, id, due)
    return posts.deliverSoon(id)
  }
  if (before.nextDigest?.equals(due)) {
    await tellDaily(house, id, due)
    // What else is due at the club's hour is not to wait for the next tick.
    return dueOf(await readClub(house, id))?.equals(due) ? turnWeek(house, posts, id, due) : posts.deliverSoon(id)
  }
  if (before.nextNudge?.equals(due)) {
    await nudgeVoters(house, id, due)
    return posts.deliverSoon(id)
  }
  if (before.nextArrivals?.equals(due)) {
    await tellWhatIsNew(house, id, due)
    return posts.deliverSoon(id)
  }
  if (before.nextOther?.equals(due)) {
    await tellOfOther(house, before, due)
    return posts.deliverSoon(id)
  }
  const current = { club: id, n: before.voting }
  if (before.nextPick.equals(due) && !before.paused) await partWithLeavers(house, before)
  const plan = planKey(before, due)
  const named = [keys.club(id), keys.round(current), ...plan]
  await house.store.change(named, (values) => {
    const { club, round } = open(values, current)
    if (round.state !== 'voting' || club.voting !== current.n || club.paused || !club.nextPick.equals(due)) {
      return { writes: {} }
    }
    const now = house.clock.now()
    if (isBeforeItsBallot(due, round, now)) return { writes: pickedAt(club, nextPickOf(club, round, now), now) }
    // Where nobody sees a ballot it waits.
    if (club.rooms.length === 0) return { writes: keptOpen(club, round, now) }
    const planned = planIn(house, values, plan)
    if (isForVotes(club, due, planned) && !hasVotes(round)) return { writes: keptOpen(club, keepOpen(round, due), now) }
    const meets = meetingFor(club, due, planned !== undefined)
    return { writes: { [keys.round(current)]: Rounds.json(closeRound(round, now, due, meets)) } }
  })
  await finishWeek(house, posts, current)
}

/** The club goes on where its pause ends at `due`. */
async function endPause(house: House, posts: PostService, id: string, due: Temporal.Instant): Promise<void> {
  const key = keys.club(id)
  const before = await readClub(house, id)
  await passOver(house, before)
  const chosen = chosenDays(await announced(house, before))
  const voting = await house.store.change([key], (values) => {
    const club = Clubs.from(values, key)
    if (!club?.paused || !club.resumes?.equals(due)) return { writes: {}, result: null }
    const resumed = resume(club, house.clock.now(), { isPlanned: true, chosen })
    // Without a further date it waits for one.
    const next = resumed ?? { ...club, resumes: null }
    const news = resumed && newsOfPause(club, resumed)
    return {
      writes: { ...moveDue(club, next), ...tellingEach(next, next.rooms, news ? [{ news }] : []) },
      result: club.voting,
    }
  })
  if (voting !== null) posts.refresh({ club: id, n: voting })
  posts.deliverSoon(id)
}

/** Where the plan of the date is kept whose paper stands from `pick` on. */
function planKey({ id, schedule }: Club, pick: Temporal.Instant): string[] {
  const date = datedOf(schedule, pick)
  return date ? [keys.plan(id, date.day)] : []
}

function planIn({ store }: House, values: Values, [key]: readonly string[]): Plan | undefined {
  return key === undefined ? undefined : Plans.findIn(store, values, key)
}

/** Whether votes decide what is read on the date whose paper stands from `pick` on. */
function isForVotes(club: Club, pick: Temporal.Instant, plan: Plan | undefined): boolean {
  return isVoted(club, datedOf(club.schedule, pick)?.day) && !plan?.papers.length
}

function isVoted(club: Club, day: string | null | undefined): boolean {
  return WAYS[wayOf(club, day ?? null)].ballot
}

/** Reads what was chosen for a date whose paper should stand already. */
export async function readLate(house: House, posts: PostService, id: string, { at, day }: Dated): Promise<void> {
  const current = { club: id, n: (await readClub(house, id)).voting }
  await house.store.change([keys.club(id), keys.round(current)], (values) => {
    const { club, round } = open(values, current)
    if (round.state !== 'voting' || club.voting !== current.n) return { writes: {} }
    const now = house.clock.now()
    const meets = meetingAt(club, { at, day })
    return { writes: { [keys.round(current)]: Rounds.json(closeRound(round, now, now, meets)) } }
  })
  await finishWeek(house, posts, current)
}

/** What became of an organiser's wish to close a ballot. */
export type Closed = 'closed' | 'over' | 'no votes'

/** Closes a round's ballot at an organiser's wish. What follows is due from then on, so that a tick finishes what a crash interrupts. */
export async function closeByHand(house: House, act: Act, current: RoundId): Promise<Closed> {
  const before = await readClub(house, current.club)
  if (!before.ending) await partWithLeavers(house, before)
  const plan = planKey(before, before.nextPick)
  return act.change('close', ClosedAs, [keys.club(current.club), keys.round(current), ...plan], (values) => {
    const { club, round } = open(values, current)
    assertGoesOn(club)
    if (round.state !== 'voting' || club.voting !== current.n) return { writes: {}, result: 'over' as const }
    const planned = planIn(house, values, plan)
    if (isForVotes(club, club.nextPick, planned) && !hasVotes(round)) return { writes: {}, result: 'no votes' as const }
    const now = house.clock.now()
    const meets = meetingFor(club, club.nextPick, planned !== undefined)
    const next = Temporal.Instant.compare(now, club.nextPick) < 0 ? { ...club, nextPick: now } : club
    return {
      writes: {
        [keys.round(current)]: Rounds.json(closeRound(round, now, next.nextPick, meets)),
        [keys.club(club.id)]: Clubs.json(next),
        ...moveDue(club, next),
      },
      result: 'closed' as const,
    }
  })
}

/** Counts a closed ballot, makes the winner the paper of the week, opens the next ballot and posts both. */
export async function finishWeek(house: House, posts: PostService, current: RoundId): Promise<void> {
  const closed = await readRound(house, current)
  if (closed?.state === 'closed') await countAndOpen(house, closed)
  posts.refresh(current)
  posts.deliverSoon(current.club)
}

async function countAndOpen(house: House, closed: Round): Promise<void> {
  const { store, clock } = house
  const current: RoundId = { club: closed.club, n: closed.n }
  const club = await readClub(house, closed.club)
  const outcome = await decide(house, club, closed)
  const before = await announced(house, club)
  const feedKeys = (await Feeds.range(store, libraryKeys.feeds(club.id))).map(({ key }) => key)
  const thanks = await Thanked.range(store, libraryKeys.thanks(club.id))
  const now = clock.now()

  await store.change([keys.club(club.id), keys.round(current), ...previous(club), ...feedKeys], (values) => {
    const { club: latest, round } = open(values, current)
    // Another process may have counted it meanwhile.
    if (latest.voting !== closed.n || round.state !== 'closed') return { writes: {} }
    if (!outcome?.read.pick) {
      if (!isVoted(latest, round.meets?.day)) return { writes: nothingChosen(latest, round, now) }
      const open = keptOpen(latest, keepOpen(closed, latest.nextPick), now, before)
      return { writes: { ...open, ...uncounted(current) } }
    }
    const read = withTalks({ ...outcome.read, threadEach: latest.threadEach })
    const { pick, also } = outcome.read
    const opened = withSkipsAhead(outcome.open, round, now)
    const coming = nextPickAfter(latest, opened, [...before, round], now)
    const day = round.meets?.day ?? null
    const behindIt = withListOn(latest, day, behind(onDate(latest, day).sequence, [pick, ...also]))
    // A ballot that goes on is the one that they were told of.
    const nudged = latest.nudged === closed.n && outcome.goesOn ? opened.n : latest.nudged
    const after = awaiting({ ...behindIt, nudged, voting: opened.n, reading: closed.n }, coming, now)
    const told = feedKeys.flatMap((key) => {
      const feed = Feeds.findIn(store, values, key)
      return feed ? [{ key, ...tell(feed) }] : []
    })
    const [previously] = previous(latest).map((key) => Rounds.findIn(store, values, key))
    return {
      writes: {
        [keys.club(club.id)]: Clubs.json(after),
        ...moveDue(latest, after),
        ...(previously ? { [keys.round(previously)]: Rounds.json({ ...previously, state: 'done' }) } : {}),
        [keys.round(current)]: Rounds.json({
          ...read,
          queue: [],
          feeds: told.flatMap(({ news }) => news ?? []),
          thanks: thanks.map(({ value }) => value),
        }),
        ...removing(thanks.map(({ key }) => key)),
        ...Object.fromEntries(told.map(({ key, after }) => [key, after && Feeds.json(after)])),
        [keys.tally(current)]: undefined,
        [keys.round(opened)]: Rounds.json(opened),
        ...outcome.votes,
        ...Object.assign({}, ...[pick, ...also].map(({ paper }) => readNow(current, paper))),
        ...outgoing(current, 'closing', latest.rooms),
        ...Object.assign({}, ...talksHeld(read).map((talk) => outgoing(current, talk, latest.rooms))),
        ...reminding(round, latest, now),
        ...answered(latest, round.meets?.day),
        ...(hasBallot(after) && opened.candidates.length > 0 ? outgoing(opened, 'ballot', latest.rooms) : {}),
        ...aboutStock(house, after, opened),
        ...noting(fatesOf(round, [pick, ...also], opened), now),
      },
    }
  })
}

/** A paper that is read is no longer one that people would read. */
function readNow(round: RoundId, paper: string): Writes {
  return { [keys.picked(round.club, paper)]: Picked.json(round), [keys.second(round.club, paper)]: undefined }
}

/** Meetings whose papers were chosen early by hand are not chosen for again. */
function nextPickAfter(club: Club, open: Round, read: readonly Round[], now: Temporal.Instant) {
  // What was read now was for a date before it.
  if (Temporal.Instant.compare(club.nextPick, now) > 0) return club.nextPick
  return pickBeside(club.schedule, nextPickOf(club, { ...open, openedAt: now }, now), chosenDays(read))
}

/** The new ballot with what was skipped on the one before it and is still to come. */
function withSkipsAhead(open: Round, { skipped }: Round, now: Temporal.Instant): Round {
  return { ...open, skipped: skipped.filter((pick) => Temporal.Instant.compare(pick, now) > 0) }
}

/** Brings a pick back that a clock gone wrong has put too far away. */
export async function mendNextPick(house: House, before: Club): Promise<void> {
  const { id, voting, nextPick, schedule } = before
  const usual = nextTimeWithNotice(schedule, house.clock.now())
  if (!usual || Temporal.Instant.compare(nextPick, usual) <= 0) return
  const chosen = chosenDays(await announced(house, before))
  const current = { club: id, n: voting }
  const mended = await house.store.change([keys.club(id), keys.round(current)], (values) => {
    const { club, round } = open(values, current)
    const latest = latestPick(club, round, house.clock.now(), chosen)
    if (club.paused || !latest || Temporal.Instant.compare(club.nextPick, latest) <= 0)
      return { writes: {}, result: false }
    const next = { ...club, nextPick: latest }
    return { writes: { [keys.club(id)]: Clubs.json(next), ...moveDue(club, next) }, result: true }
  })
  if (mended)
    house.log.warn({ club: id }, 'the next pick was too far away, as after a wrong clock; it is a week away again')
}

/** Nobody has chosen anything, which the rooms are told; what was nominated waits for the next date. */
function nothingChosen(club: Club, round: Round, now: Temporal.Instant): Writes {
  const date = round.meets
  const next = awaiting(club, nextPickOf(club, { ...round, openedAt: now }, now), now)
  return {
    [keys.round(round)]: Rounds.json(reopened(round)),
    ...moveDue(club, next),
    ...tellingEach(next, club.rooms, date?.day ? otherNews(club, { at: date.at, day: date.day }, now, 'unchosen') : []),
  }
}

/** What leaves a ballot open until the club's next time that was not skipped. `read`: rounds whose dates have their papers. */
function keptOpen(club: Club, round: Round, now: Temporal.Instant, read: readonly Round[] = []): Writes {
  const next = nextPickOf(club, { ...round, openedAt: now }, now)
  return {
    [keys.round(round)]: Rounds.json(round),
    ...pickedAt(club, pickBeside(club.schedule, next, chosenDays(read)), now),
  }
}

function pickedAt(club: Club, time: Temporal.Instant | null, now: Temporal.Instant): Writes {
  const next = awaiting(club, time, now)
  return { [keys.club(club.id)]: Clubs.json(next), ...moveDue(club, next) }
}

/** No ballot was to close before it was opened: a clock that had gone back said so. One that had gone ahead opened it later than now. */
function isBeforeItsBallot(due: Temporal.Instant, { openedAt }: Round, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(due, openedAt) < 0 && Temporal.Instant.compare(openedAt, now) <= 0
}

/** The club and a round of it, as a change finds them. */
function open(values: Values, current: RoundId): { club: Club; round: Round } {
  const club = Clubs.from(values, keys.club(current.club))
  const round = Rounds.from(values, keys.round(current))
  if (!club || !round) throw new Error(`${keys.round(current)} is not in the store`)
  return { club, round }
}

function previous(club: Club): string[] {
  return club.reading === null ? [] : [keys.round({ club: club.id, n: club.reading })]
}
