/** One term of a real group, set up and run in the chats as its organiser and members would, and what came of it. */
import type { Card } from '../../../src/chat/card.ts'
import { keys, type RoomId } from '../../../src/club/keys.ts'
import { dayIn } from '../../../src/club/schedule.ts'
import { indexFolder } from '../../../src/services/library/index-folder.ts'
import { Outgoing } from '../../../src/services/records.ts'
import { openStore } from '../../../src/store/open.ts'
import { NORTH, openBot, person, SEEDS, type TestClub, textOf } from '../../fakes/bot.ts'
import { fakeChat } from '../../fakes/chat.ts'
import { fixedClock } from '../../fakes/clock.ts'
import { noReader } from '../../fakes/no-reader.ts'
import { commandOf, dayOfAct, lineOf, settingsOf, type Typed, tracksOf } from './commands.ts'
import type { OrganiserAct, Term } from './group.ts'

/** What came of a term. Instants are of meetings, as the chat shows them. */
export interface Ran {
  /** Meetings that `meeting show` named before them. */
  shown: Temporal.Instant[]
  /** Meetings that there was a paper for, as the club remembers them. */
  held: Temporal.Instant[]
  /** Days that `meeting show` called cancelled before them. */
  cancelled: string[]
  /** Breaks as the calendar lists them. */
  breaks: { from: string; to: string }[]
  posts: Post[]
  /** How many commands set the club up. */
  settings: number
  /** What the organiser did besides, as typed, each on its day. */
  acts: { day: string; line: string }[]
  /** What the bot refused, with what it said. */
  refused: string[]
}

/** What the bot said to everybody. `meets`: the meetings that it names. */
interface Post {
  kind: string
  at: Temporal.Instant
  meets: Temporal.Instant[]
  title: string
}

/** The organiser does what is to be done on the day before at this hour, and looks at the calendar. */
const MORNING = '00:10'
/** So many days before a paper can first stand is the club set up. */
const AHEAD = 3
/** A look at the calendar sees no further than this, in days. */
const LOOK = 7

const SHOW: Typed = { command: 'meeting show', options: {} }

/** A channel for each track. */
const roomOf = (index: number): RoomId => (index === 0 ? NORTH : `north:g1:c${index + 1}`)

const ORGANISER = person('olga', true)
const MEMBER = person('vera')

export async function runTerm(term: Term): Promise<Ran> {
  const { process, span } = term
  const zone = process.zone ?? 'UTC'
  const morning = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: zone, plainTime: MORNING }).toInstant()
  const days = [span.from, span.to, ...term.sessions.map(({ date }) => date), ...term.acts.map(dayOfAct)].toSorted()
  const dayAt = (index: number) => Temporal.PlainDate.from(days.at(index) ?? span.from)
  const start = dayAt(0).subtract({ days: Math.max(LOOK, process.chosenDaysBefore ?? 0) + AHEAD })
  const end = dayAt(-1).add({ days: 2 })
  const desk = await openDesk(morning(start))
  const ran: Ran = { shown: [], held: [], cancelled: [], breaks: [], posts: [], settings: 0, acts: [], refused: [] }

  const rooms = tracksOf(term).map((track, index) => ({ track, room: roomOf(index) }))
  async function type(typed: Typed, room: RoomId): Promise<Card> {
    const line = lineOf(typed)
    const card = await desk.bot.type(line, ORGANISER, room)
    if (NOT_DONE.test(card.title)) ran.refused.push(`${line}: ${textOf(card)}`)
    return card
  }
  /** Of several tracks it is the one whose date it is. */
  async function roomFor(act: OrganiserAct): Promise<RoomId> {
    for (const { room } of rooms.slice(0, -1)) {
      const { meets } = meetingsIn(await type(SHOW, room))
      if (meets.some((at) => dayIn(at, zone) === dayOfAct(act))) return room
    }
    return rooms.at(-1)?.room ?? NORTH
  }

  for (const { track, room } of rooms) {
    for (const typed of settingsOf(track)) {
      await type(typed, room)
      ran.settings++
    }
    ran.breaks.push(...breaksIn(await type({ command: 'club calendar', options: {} }, room)))
  }
  const looks = [...daysToLook(days, start, end), end]
  for (const [index, day] of looks.slice(0, -1).entries()) {
    await desk.until(
      morning(day),
      rooms.map(({ room }) => room),
    )
    const tomorrow = day.add({ days: 1 }).toString()
    for (const act of term.acts.filter((one) => dayOfAct(one) === tomorrow)) {
      const typed = commandOf(act)
      await type(typed, await roomFor(act))
      ran.acts.push({ day: day.toString(), line: lineOf(typed) })
    }
    const next = looks[index + 1] ?? end
    for (const { room } of rooms) {
      const { meets, cancelled } = meetingsIn(await type(SHOW, room))
      ran.shown.push(...meets.filter((at) => Temporal.Instant.compare(at, morning(next)) < 0))
      ran.cancelled.push(...cancelled.filter((one) => one > day.toString() && one <= next.toString()))
    }
  }
  await desk.until(
    morning(end),
    rooms.map(({ room }) => room),
  )
  ran.held = await desk.held(rooms.map(({ room }) => room))
  ran.posts = desk.posts
  await desk.close()
  return ran
}

/** The day before whatever is published or done, and every week besides. */
function daysToLook(days: readonly string[], start: Temporal.PlainDate, end: Temporal.PlainDate): Temporal.PlainDate[] {
  const before = days.map((day) => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString())
  const weeks = Math.ceil(start.until(end).total('days') / LOOK)
  const weekly = Array.from({ length: weeks }, (_, week) => start.add({ days: LOOK * week }).toString())
  return [...new Set([...before, ...weekly])].toSorted().map((day) => Temporal.PlainDate.from(day))
}

/** The bot, its clock, and what happens by itself while that goes on. */
async function openDesk(start: Temporal.Instant) {
  const clock = fixedClock(start.toString())
  const store = await openStore('memory:')
  const posts: Post[] = []
  const chat = fakeChat('north')
  chat.onPost = () => {
    const { key, card } = chat.posts.at(-1) ?? { key: '', card: { title: '', blocks: [] } }
    const kind = key.slice(0, key.indexOf('.'))
    posts.push({ kind, at: clock.now(), title: card.title, meets: meetingsIn(card).meets })
  }
  const indexes = indexFolder(null)
  const bot = await openBot({
    store,
    clock,
    north: chat,
    south: fakeChat('south'),
    reader: noReader,
    seeds: SEEDS,
    indexes,
  })

  /** When the bot does something by itself. */
  async function dues(): Promise<Temporal.Instant[]> {
    const waiting = await Outgoing.range(store, keys.outbox())
    const moments = [await bot.all.nextPick(), ...waiting.map(({ value }) => value.notBefore)]
    return moments.filter((at) => at !== null).filter((at) => Temporal.Instant.compare(at, clock.now()) > 0)
  }

  return {
    bot,
    posts,
    /** Lets the bot do what is due until then, each thing at its time. */
    async until(end: Temporal.Instant, rooms: readonly RoomId[]): Promise<void> {
      for (;;) {
        const next = [...(await dues()), end].toSorted(Temporal.Instant.compare)[0] ?? end
        if (next !== end) for (const room of rooms) await vote(bot, room)
        clock.set(next)
        await bot.all.tick()
        if (next === end) return
      }
    },
    async held(rooms: readonly RoomId[]): Promise<Temporal.Instant[]> {
      const services = await Promise.all(rooms.map((room) => bot.all.of(room)))
      const read = (await Promise.all(services.map(({ rounds }) => rounds.history(EVERY)))).flat()
      return read.flatMap(({ meets }) => (meets && !meets.cancelled ? [meets.at] : []))
    },
    async close(): Promise<void> {
      await bot.all.idle()
      await indexes.close()
      await store.close()
    },
  }
}

const EVERY = 10_000

/** Members vote on what is on the ballot: without a vote there is no pick. */
async function vote(bot: TestClub, room: RoomId): Promise<void> {
  const card = await bot.type('vote', MEMBER, room)
  const [select] = card.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))
  const [first] = select?.options ?? []
  if (select && first) await bot.click(select.action, [first.value], MEMBER, room)
}

/** Titles of answers to what the bot did not do. */
const NOT_DONE = /^(That did not work|That is our fault|Something went wrong)$/

/** The meetings that a card names, and the days that it calls cancelled. */
function meetingsIn({ blocks }: Card): { meets: Temporal.Instant[]; cancelled: string[] } {
  const lines = blocks.flatMap((block): unknown[] => (block.kind === 'list' ? [...block.items] : [block]))
  const isOff = (line: unknown) => /cancelled/i.test(textOf(line))
  const meets = lines.filter((line) => !isOff(line)).flatMap(instantsIn)
  return {
    meets: [...new Map(meets.map((at) => [at.epochMilliseconds, at])).values()],
    cancelled: lines.filter(isOff).flatMap((line) => /\d{4}-\d{2}-\d{2}/.exec(textOf(line)) ?? []),
  }
}

function instantsIn(value: unknown): Temporal.Instant[] {
  if (value instanceof Temporal.Instant) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(instantsIn)
}

function breaksIn({ blocks }: Card): { from: string; to: string }[] {
  const [, ...after] = blocks.slice(blocks.findIndex((block) => textOf(block).trim().endsWith('Breaks')))
  return [...textOf(after).matchAll(/(\d{4}-\d{2}-\d{2})(?: to (\d{4}-\d{2}-\d{2}))?/g)].map(
    ([, from = '', to = from]) => ({ from, to }),
  )
}
