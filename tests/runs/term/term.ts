/** One term of a real group, set up and run in the chats as its organiser and members would, and what came of it. */
import type { RoomId } from '../../../src/club/keys.ts'
import { usualPlace } from '../../../src/club/meeting.ts'
import { dayIn, timeIn } from '../../../src/club/schedule.ts'
import { NORTH } from '../../fakes/bot.ts'
import { type Brought, bringAhead, ORGANISER, type Run, voteBefore } from './bring.ts'
import { clubsOf, commandOf, dayOfAct, lineOf, partsOf, settingsOf, startIn, type Typed } from './commands.ts'
import { type Desk, openDesk, type Post } from './desk.ts'
import { type OrganiserAct, type Term, takesPlace } from './group.ts'
import { breaksIn, meetingsIn } from './seen.ts'

/** What came of a term. Instants are of meetings, as the chat shows them. `club`: which of a group's clubs, counted from 0. */
export interface Ran {
  /** Meetings that `meeting show` named before them. */
  shown: { club: number; at: Temporal.Instant }[]
  /** Days that `meeting show` called cancelled before them; at which time, where another meeting is on that day. */
  cancelled: { club: number; day: string; time: string | null }[]
  /** Breaks as the calendar lists them. */
  breaks: { from: string; to: string }[]
  /** What the club remembers of its dates. */
  held: Held[]
  posts: readonly Post[]
  /** How many commands set the club up. */
  settings: number
  /** What the organiser did besides, as typed, each on its day. */
  acts: { day: string; line: string }[]
  brought: Brought
  /** What the bot refused, with what it said. */
  refused: readonly string[]
}

/** One date as the club remembers it. */
export interface Held {
  club: number
  at: Temporal.Instant
  place: string | null
  kind: string
  papers: string[]
  people: { who: string; role: string }[]
}

/** The organiser does what is to be done on the day before at this hour, and looks at the calendar. */
const MORNING = '00:10'
/** So many days before a paper can first stand is the club set up. */
const AHEAD = 3
/** A look at the calendar sees no further than this, in days. */
const LOOK = 7

const SHOW: Typed = { command: 'meeting show', options: {} }

/** A channel for each club. */
const roomOf = (index: number): RoomId => (index === 0 ? NORTH : `north:g1:c${index + 1}`)

/** Terms of one club, the earlier first: it is set up once, and changed for each that follows. */
export async function runInTurn(terms: readonly Term[]): Promise<Ran[]> {
  const ran: Ran[] = []
  let desk: Desk | undefined
  for (const term of terms) {
    const all = await run(term, desk)
    desk = all.desk
    ran.push(all.ran)
  }
  await desk?.close()
  return ran
}

export async function runTerm(term: Term): Promise<Ran> {
  const [ran] = await runInTurn([term])
  if (!ran) throw new Error('there is no term')
  return ran
}

/** `before`: where the club is already. */
async function run(term: Term, before: Desk | undefined): Promise<{ ran: Ran; desk: Desk }> {
  const { process, span, sessions, acts } = term
  const zone = process.zone ?? 'UTC'
  const morning = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: zone, plainTime: MORNING }).toInstant()
  const days = [span.from, span.to, ...sessions.map(({ date }) => date), ...acts.map(dayOfAct)].toSorted()
  const dayAt = (index: number) => Temporal.PlainDate.from(days.at(index) ?? span.from)
  const early = dayAt(0).subtract({ days: Math.max(LOOK, process.chosenDaysBefore ?? 0) + AHEAD })
  const now = before?.now().toZonedDateTimeISO(zone).toPlainDate() ?? early
  const start = Temporal.PlainDate.compare(now, early) > 0 ? now : early
  const end = dayAt(-1).add({ days: 2 })
  const desk = before ?? (await openDesk(morning(start)))
  const [posts, refused] = [desk.posts.length, desk.refused.length]
  const brought: Brought = { nominations: 0, signUps: 0, swaps: 0, chosen: 0, settled: [] }
  let runs = clubsOf(term).map(
    (setup, index): Run => ({ desk, setup, index, room: roomOf(index), acts, brought, done: new Set() }),
  )
  const done: Ran['acts'] = []
  const seen: Pick<Ran, 'shown' | 'cancelled' | 'breaks'> = { shown: [], cancelled: [], breaks: [] }
  let settings = 0

  /** Of several clubs it is the one whose date it is, and of which that was published. */
  async function roomFor(act: OrganiserAct): Promise<RoomId> {
    const isPublished = ({ setup }: Run) =>
      setup.sessions.some(
        (session) => takesPlace(session) && session.date === (act.act === 'move' ? act.from : act.date),
      )
    const takesAway = act.act === 'cancel' || act.act === 'skip' || act.act === 'move'
    const likely = takesAway ? runs.toSorted((a, b) => Number(isPublished(a)) - Number(isPublished(b))) : runs
    for (const { room } of likely.slice(0, -1)) {
      const { meets } = meetingsIn(await desk.type(SHOW, room, ORGANISER))
      if (meets.some((at) => dayIn(at, zone) === (act.act === 'move' ? act.from : act.date))) return room
    }
    return likely.at(-1)?.room ?? NORTH
  }
  /** What somebody types for an act: of several meetings on a day it is about the one that was not published, of the track whose it was. */
  async function typedFor(act: OrganiserAct, room: RoomId): Promise<Typed> {
    const setup = runs.find((run) => run.room === room)?.setup
    if (!setup || setup.parts.length === 0) return commandOf(act)
    const on = (date: string) => sessions.filter((session) => session.date === date && takesPlace(session))
    if (act.act === 'add') {
      const [session] = on(act.date)
      const parts = session ? partsOf(setup, session) : []
      const time = act.time ?? startIn(session?.time ?? null)
      return commandOf({ ...act, time }, { track: parts[0]?.called })
    }
    const date = act.act === 'move' ? act.from : act.date
    const { meets } = meetingsIn(await desk.type(SHOW, room, ORGANISER))
    const times = meets.filter((at) => dayIn(at, zone) === date).map((at) => timeIn(at, zone))
    const published = on(date).flatMap((session) =>
      partsOf(setup, session).map((part) => startIn(session.time ?? part.process.time)),
    )
    const which = times.find((time) => !published.includes(time)) ?? times[0]
    return commandOf(act, times.length > 1 ? { which: `${date} ${which}` } : {})
  }
  const votes = async (due: Temporal.Instant) => {
    for (const run of runs) await voteBefore(run, due)
  }

  await desk.until(morning(start), votes)
  for (const { setup, room } of runs) {
    for (const typed of settingsOf(setup, before !== undefined)) {
      await desk.type(typed, room, ORGANISER)
      settings++
    }
    seen.breaks.push(...breaksIn(await desk.type({ command: 'club calendar', options: {} }, room, ORGANISER)))
  }
  // Where the bot made no club of it, that is said, and there is nothing to run.
  const founded = new Set(await desk.founded(runs.map(({ room }) => room)))
  runs = runs.filter(({ room }) => founded.has(room))
  const looks = [...daysToLook(days, start, end), end]
  for (let day = start; Temporal.PlainDate.compare(day, end) < 0; day = day.add({ days: 1 })) {
    await desk.until(morning(day), votes)
    const tomorrow = day.add({ days: 1 }).toString()
    for (const act of acts.filter((one) => dayOfAct(one) === tomorrow)) {
      const room = await roomFor(act)
      const typed = await typedFor(act, room)
      await desk.type(typed, room, ORGANISER)
      done.push({ day: day.toString(), line: lineOf(typed) })
    }
    for (const run of runs) await bringAhead(run)
    const look = looks.findIndex((one) => one.equals(day))
    const next = looks[look + 1]
    if (look < 0 || !next) continue
    for (const { room, index: club } of runs) {
      const { meets, cancelled } = meetingsIn(await desk.type(SHOW, room, ORGANISER))
      const coming = meets.filter((at) => Temporal.Instant.compare(at, morning(next)) < 0)
      const off = cancelled.filter((one) => one.day > day.toString() && one.day <= next.toString())
      seen.shown.push(...coming.map((at) => ({ club, at })))
      seen.cancelled.push(...off.map((one) => ({ club, ...one })))
    }
  }
  await desk.until(morning(end), votes)
  const published = [...new Set(sessions.filter(takesPlace).map(({ date }) => date))]
  const held = (await Promise.all(runs.map((run) => heldOf(run, published, seen.shown)))).flat()
  const said = { posts: desk.posts.slice(posts), refused: desk.refused.slice(refused) }
  return { ran: { ...seen, held, ...said, settings, acts: done, brought }, desk }
}

/** What a club remembers of some days, on which it was `shown` to meet. */
async function heldOf({ desk, room, index: of }: Run, days: readonly string[], shown: Ran['shown']): Promise<Held[]> {
  const { club, meetings, rounds } = await desk.bot.all.of(room)
  const now = await club.get()
  const { zone } = now.schedule
  const timed = new Set(shown.map(({ at }) => at.toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16)))
  // Of a day with several each is asked for by its time.
  const asked = days.flatMap((day) => [day, ...[...timed].filter((one) => one.startsWith(day))])
  const known = new Set<string>()
  const read = await rounds.history(EVERY)
  const found: Held[] = []
  for (const date of asked) {
    const meeting = await meetings.on(date).catch(() => null)
    if (!meeting || known.has(meeting.day)) continue
    known.add(meeting.day)
    const { kind, papers, people, place } = meeting.plan
    const round = read.find(({ meets }) => meets?.at.equals(meeting.at))
    const picked = round?.pick ? [round.pick, ...round.also] : []
    found.push({
      club: of,
      at: meeting.at,
      place: place ?? round?.meets?.place ?? usualPlace(now, meeting.day),
      kind,
      papers: (picked.length > 0 ? picked : papers).map(paperWords),
      people: people.map(({ name, role }) => ({ who: name, role })),
    })
  }
  return found
}

/** A title, and whether it need not be read: not of the first, which is the one that stands. */
export function paperWords(
  { title, optional }: { title: string; optional?: boolean | null | undefined },
  index: number,
): string {
  return optional && index > 0 ? `${title} (optional)` : title
}

const EVERY = 10_000

/** The day before whatever is published or done, and every week besides. */
function daysToLook(days: readonly string[], start: Temporal.PlainDate, end: Temporal.PlainDate): Temporal.PlainDate[] {
  const before = days.map((day) => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString())
  const weeks = Math.ceil(start.until(end).total('days') / LOOK)
  const weekly = Array.from({ length: weeks }, (_, week) => start.add({ days: LOOK * week }).toString())
  return [...new Set([...before, ...weekly])].toSorted().map((day) => Temporal.PlainDate.from(day))
}
