/** What members and organisers bring to the dates of a club, each on its day: papers, sign-ups, what a date is for. */
import { actionId } from '../../../src/chat/action.ts'
import type { Caller } from '../../../src/club/caller.ts'
import type { Way } from '../../../src/club/choosing/way-name.ts'
import type { RoomId } from '../../../src/club/keys.ts'
import { trackOf, usualPlace } from '../../../src/club/meeting.ts'
import { datedOf, dayIn, pickBefore, sayDate } from '../../../src/club/schedule.ts'
import { wayOf } from '../../../src/club/way-of-date.ts'
import type { RoundView } from '../../../src/ports/rounds.ts'
import { person } from '../../fakes/bot.ts'
import {
  isOrdered,
  listOf,
  mention,
  optionalOf,
  partsOf,
  plain,
  type Setup,
  short,
  startIn,
  type Typed,
  turnsOf,
} from './commands.ts'
import type { Desk } from './desk.ts'
import { isForOther, type OrganiserAct, type Session, takesPlace } from './group.ts'

export const ORGANISER = person('olga', true)
const VOTERS = [person('vera'), person('viola'), person('vito')]

/** Hours before the paper of a date stands in which everything for it is brought. */
const EARLY = 50

/** How much of each was brought. */
export interface Brought {
  nominations: number
  signUps: number
  /** Dates that two members exchanged. */
  swaps: number
  /** Papers that who presents chose. */
  chosen: number
  /** What an organiser settled of a date, as typed, beside the acts of the file. */
  settled: { day: string; line: string }[]
}

/** A club of the group: in its channel, with what was published of its dates. */
export interface Run {
  desk: Desk
  setup: Setup
  /** Which of the group's clubs it is, counted from 0. */
  index: number
  room: RoomId
  acts: readonly OrganiserAct[]
  brought: Brought
  /** Dates for which all is there. */
  done: Set<string>
}

/** What was published for a date of the calendar, also where it is still to be moved. Of several on a day it is that of its track, and of its time. */
function sessionOn(
  { setup, acts }: Run,
  at: Temporal.Instant,
  { zone, track }: { zone: string; track: string | null },
): Session | undefined {
  const { sessions } = setup
  const day = dayIn(at, zone)
  const moved = acts.find((act) => act.act === 'move' && act.from === day)
  const wanted = moved?.act === 'move' ? moved.to : day
  const all = sessions.filter((session) => session.date === wanted && takesPlace(session))
  const own = all.filter((session) => partsOf(setup, session).some(({ called }) => called === track))
  const there = own.length > 0 ? own : all
  const time = at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
  const timed = there.find((session) =>
    partsOf(setup, session).some((part) => startIn(session.time ?? part.process.time) === time),
  )
  return timed ?? there[0]
}

/** Brings what belongs to the dates whose paper stands soon. */
export async function bringAhead(run: Run): Promise<void> {
  const { desk, room, done } = run
  const { club, meetings } = await desk.bot.all.of(room)
  const known = await club.get()
  const { schedule } = known
  for (const { at, day } of await meetings.coming(AHEAD * Math.max(1, run.setup.parts.length))) {
    const hours = desk.now().until(pickBefore(schedule, at), { largestUnit: 'hours' }).hours
    const session = sessionOn(run, at, { zone: schedule.zone, track: trackOf(known, day) })
    if (hours > EARLY || !session || done.has(day)) continue
    done.add(day)
    const [way, where] = [wayOf(known, day), usualPlace(known, day)]
    await bring(run, session, { date: sayDate(schedule, { at }).replace('T', ' '), way, where })
  }
}

/** Dates that are looked at. */
const AHEAD = 8

/** A date of the club for which something is brought: how it is said, how its paper is chosen, and where it is anyway. */
interface DateOf {
  date: string
  way: Way
  where: string | null
}

async function bring(run: Run, session: Session, { date, way, where }: DateOf): Promise<void> {
  const { kind, topic, reason, place } = session
  const isOther = isForOther(session)
  const papers = session.papers.map(({ title }) => title)
  const about = topic ?? (isOther ? (papers[0] ?? reason) : null)
  const facts = {
    ...(isOther ? { kind: kind === 'social' ? 'social' : 'other' } : {}),
    ...(about ? { topic: about.slice(0, 200) } : {}),
    ...(place && short(place) !== where ? { place: place.slice(0, 200) } : {}),
    ...(isOther && papers.length > 0 ? { papers: listOf(session) } : {}),
  }
  if (Object.keys(facts).length > 0) await settle(run, 'meeting edit', { date, ...facts })
  await bringPeople(run, session, date)
  if (!isOther && papers.length > 0) await bringPapers(run, session, { date, way })
}

/** Whoever was there signs up, as far as that is possible; the others are named by an organiser. */
async function bringPeople(run: Run, session: Session, date: string): Promise<void> {
  const { desk, setup, room, brought } = run
  const people = session.people.flatMap(({ who, role }) => (who === null ? [] : [{ who, role: role ?? 'presenter' }]))
  if (people.length === 0) return
  const isTurn = isOrdered(setup, session)
  if ((isTurn || turnsOf(setup)) && !isForOther(session)) {
    await exchange(run, date, people[0]?.who ?? null)
    if (isTurn && (setup.ordered === 'all' || people.length === 1)) return
    if (!isTurn && (await isTaken(run, date, people))) return
    await settle(run, 'meeting edit', { date, people: namedIn(people) })
    return
  }
  let isAll = setup.process.rota !== 'none'
  for (const { who, role } of people) {
    if (!isAll) break
    isAll =
      who !== EVERYONE && (await desk.tries({ command: 'meeting take', options: { date, role } }, room, memberOf(who)))
    if (isAll) brought.signUps++
  }
  if (isAll) return
  await settle(run, 'meeting edit', { date, people: namedIn(people) })
}

interface Named {
  who: string
  role: string
}

const namedIn = (people: readonly Named[]) =>
  people.map(({ who, role }) => `${role}: ${who === EVERYONE ? 'everyone' : mention(who)}`).join('; ')

/** Whether it is the turn of exactly those. */
async function isTaken({ desk, room }: Run, date: string, people: readonly Named[]): Promise<boolean> {
  const { meetings } = await desk.bot.all.of(room)
  const { plan } = await meetings.on(date)
  const those = plan.people.map(({ name, role }) => `${name} ${role}`).toSorted()
  return (
    those.join() ===
    people
      .map(({ who, role }) => `${who} ${role}`)
      .toSorted()
      .join()
  )
}

/** Whose turn it is asks whoever came instead, who has a later date, and they agree: where the group says that members swap. */
async function exchange({ desk, setup, room, brought }: Run, date: string, wanted: string | null): Promise<void> {
  const isToldOf = setup.sessions.some((one) => one.date === date && one.swapped)
  if (wanted === null || !(isToldOf || /\bswap/i.test(setup.process.notes ?? ''))) return
  const { club, meetings } = await desk.bot.all.of(room)
  const { zone } = (await club.get()).schedule
  const ahead = await meetings.coming(AHEAD * 2)
  const own = ahead.find(({ at }) => dayIn(at, zone) === date)
  const other = ahead.find(({ at, plan }) => plan.people[0]?.name === wanted && dayIn(at, zone) > date)
  const turn = own?.plan.people[0]?.name
  if (!turn || turn === wanted || !other) return
  const options = { with: dayIn(other.at, zone), mine: date }
  if (!(await desk.tries({ command: 'meeting swap', options }, room, memberOf(turn)))) return
  if (await desk.agrees(room, memberOf(wanted))) brought.swaps++
}

export const EVERYONE = 'ALL'
const memberOf = (who: string): Caller => person(`north:${who}`)

async function bringPapers(run: Run, session: Session, { date, way }: Pick<DateOf, 'date' | 'way'>): Promise<void> {
  const { desk, setup, room, brought } = run
  const { papersPerSession } = setup.process
  // Where a ballot is open beside it nobody knows what would be drawn.
  const isDrawn = way === 'random' && setup.parts.length === 0
  const { length } = session.papers
  const needed = length - optionalOf(setup.process, setup.sessions)
  const isUsual =
    length === (papersPerSession ?? 1) &&
    session.papers.every(({ optional }, index) => (optional ?? false) === index >= needed)
  if (way === 'sequence' && isUsual) return
  if ((way === 'vote' || isDrawn) && isUsual && (await nominateAll(run, session))) return
  const [paper] = session.papers
  const presenter = session.people.find(({ who }) => who !== null && who !== EVERYONE)?.who
  if (way === 'presenter' && isUsual && presenter && paper) {
    const fields = { title: plain(paper.title), link: paper.url ?? '' }
    if (await desk.send(actionId('meeting paper', 'describe', date), fields, room, memberOf(presenter))) {
      brought.chosen++
      return
    }
  }
  await settle(run, 'club choose', { date, paper: listOf(session) })
}

/** False where one cannot stand on a ballot, as it was read before: then an organiser has to choose. */
async function nominateAll({ desk, room, brought }: Run, { papers }: Session): Promise<boolean> {
  for (const { title, url } of papers) {
    const fields = { title: plain(title), link: url ?? '' }
    if (!(await desk.send(actionId('nominate', 'describe'), fields, room, VOTERS[0] ?? ORGANISER))) return false
    brought.nominations++
  }
  return true
}

async function settle({ desk, room, brought }: Run, command: string, options: Record<string, string>): Promise<void> {
  const typed: Typed = { command, options }
  await desk.type(typed, room, ORGANISER)
  brought.settled.push({ day: options.date ?? '', line: `${command} ${options.date}` })
}

/** Members vote for what was read at the date that a ballot is for; where nothing was, nobody votes. */
export async function voteBefore(run: Run, due: Temporal.Instant): Promise<void> {
  const { desk, room, setup } = run
  const { club, rounds } = await desk.bot.all.of(room)
  const known = await club.get()
  const { schedule, nextPick, paused } = known
  const date = datedOf(schedule, due)
  if (paused || !nextPick.equals(due) || wayOf(known, date?.day ?? null) !== 'vote') return
  const session = date ? sessionOn(run, date.at, { zone: schedule.zone, track: trackOf(known, date.day) }) : undefined
  // What lost on a ballot before waits no longer where nothing is carried over.
  const isThere = ({ round: { candidates } }: RoundView, title: string) =>
    candidates.some((one) => sameTitle(one.title) === sameTitle(title))
  const papers = setup.parts.length > 0 && session ? session.papers : []
  const open = await rounds.voting()
  const lacking = open.round.candidates.length > 0 ? papers.filter(({ title }) => !isThere(open, title)) : []
  if (session && lacking.length > 0) await nominateAll(run, { ...session, papers: lacking })
  const { round } = await rounds.voting()
  const wanted = session?.papers.map(({ title }) => sameTitle(title)) ?? []
  const numbers = wanted.flatMap((title) => {
    const found = round.candidates.find((one) => sameTitle(one.title) === title)
    return found ? [String(found.number)] : []
  })
  if (numbers.length === 0) return
  const { ranked, most, quorum } = round.voting
  const count = Math.max(VOTERS.length, numbers.length, quorum)
  const voters = Array.from({ length: count }, (_, index) => VOTERS[index] ?? person(`voter${index + 1}`))
  for (const [index, voter] of voters.entries()) {
    // Who may vote for few votes for those; together they vote for all, for the first most often.
    const own = most === null ? numbers : [...numbers.slice(index % numbers.length), ...numbers].slice(0, most)
    // Of an order whatever is put first last comes first.
    for (const chosen of ranked ? own.toReversed().map((number) => [number]) : [own]) {
      const card = await desk.bot.type('vote', voter, room)
      const [select] = card.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))
      if (select) await desk.bot.click(select.action, chosen, voter, room)
    }
  }
}

/** A title whatever its punctuation. */
export function sameTitle(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
