/** Two years of a club on the playground's clock: does the bot grow, does anything come twice, does a week come at the wrong hour? */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keys } from '../../../src/club/keys.ts'
import { Clubs, Rounds } from '../../../src/services/records.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { memoryOf } from '../../bench/process.ts'
import { createDice } from '../../dice.ts'
import { CHATS, eventually } from '../../e2e/people.ts'
import { openBots } from '../crash/bots.ts'
import { emptyLedger } from '../crash/ledger.ts'
import { openPerson } from '../crash/member.ts'
import { botPosts, openTown, type Town } from '../crash/town.ts'

export interface SoakReport {
  /** Weeks that had a pick: fewer than asked for where the library has no more papers. */
  picks: number
  /** Resident megabytes of the bot after a week; NaN where the system does not tell. */
  memory: { week: number; megabytes: number }[]
  wrong: string[]
}

const CLUB = 'club'
const SCHEDULE = { CLUB_TIME: 'Monday 09:00', CLUB_ZONE: 'Europe/Berlin' }
const MONDAY = 1
const NINE = '09:00'
/** Milliseconds that a week may take to be in both rooms. */
const PATIENCE = 60_000
/** The least that it needs in a part of the weeks may grow by this much: what is kept for good shows in it. */
const GROWTH = 1.2
/** From so many weeks on memory says something. */
const LONG = 26

export async function soak(options: {
  weeks: number
  seed: number
  /** When it begins; default: now. */
  from?: Temporal.Instant
  tell?: (line: string) => void
}): Promise<SoakReport> {
  const { weeks, seed, from, tell = () => {} } = options
  const folder = await mkdtemp(join(tmpdir(), 'lectern-soak-'))
  const url = `sqlite:${join(folder, 'lectern.db')}`
  const town = await openTown()
  if (from) town.advance(from.epochMilliseconds - Date.now())
  const env = { ...town.env, ...SCHEDULE, STORE_URL: url, PORT: '0', LOG_LEVEL: 'error', COMMANDS_A_MINUTE: '1000000' }
  const bots = openBots(1, env, join(folder, 'bots.log'), createDice(seed))
  const people = town.members.map((member, index) =>
    openPerson(town, member, [], emptyLedger(), createDice(seed + index)),
  )
  await bots.ready()
  const store = await openStore(url)
  const memory: SoakReport['memory'] = []
  const wrong: string[] = []
  let week = 1
  for (; week <= weeks && (await hasBallot(store, week)); week++) {
    await eventually('the ballot', () => CHATS.every((chat) => has(town, chat, 'ballot', week)), PATIENCE)
    await Promise.all(people.map((person) => person.vote()))
    wrong.push(...(await wrongHour(store, week)))
    if (!(await town.toNextPick())) throw new Error('no bot says when the next pick is')
    await eventually('the pick', () => CHATS.every((chat) => has(town, chat, 'pick', week)), PATIENCE)
    await Promise.all(people.map((person) => person.comment()))
    const megabytes = Math.round(await memoryOf(bots.pids()[0] ?? 0))
    memory.push({ week, megabytes })
    tell(`week ${week}: ${megabytes} MB`)
  }
  wrong.push(...twice(town), ...(await readTwice(store)), ...bots.endedAlone(), ...grown(memory))
  await bots.stop()
  await store.close()
  await town.close()
  await rm(folder, { recursive: true, force: true })
  return { picks: week - 1, memory, wrong }
}

async function hasBallot(store: Store, n: number): Promise<boolean> {
  const round = await eventually('the next week', () => Rounds.get(store, keys.round({ club: CLUB, n })), PATIENCE)
  return round.candidates.length > 0
}

function has(town: Town, chat: (typeof CHATS)[number], kind: string, n: number): boolean {
  return botPosts(town.room(chat)).some((post) => post.kind === kind && post.n === n)
}

/** Over every change of the clocks a pick is due at the club's hour, a week after the one before. */
async function wrongHour(store: Store, week: number): Promise<string[]> {
  const club = await Clubs.get(store, keys.club(CLUB))
  const due = club?.nextPick.toZonedDateTimeISO(SCHEDULE.CLUB_ZONE)
  if (due?.dayOfWeek === MONDAY && due.toPlainTime().toString({ smallestUnit: 'minute' }) === NINE) return []
  return [`week ${week} is due at ${due}`]
}

function twice(town: Town): string[] {
  const posts = CHATS.flatMap((chat) => botPosts(town.room(chat)).map(({ kind, n }) => `${kind} ${n} in ${chat}`))
  return [...Map.groupBy(posts, (post) => post)].flatMap(([post, same]) =>
    same.length > 1 ? [`${post}: ${same.length} times`] : [],
  )
}

async function readTwice(store: Store): Promise<string[]> {
  const rounds = await Rounds.range(store, keys.rounds(CLUB))
  const picks = rounds.flatMap(({ value: { pick } }) => pick ?? [])
  return [...Map.groupBy(picks, ({ paper }) => paper).values()].flatMap((same) =>
    same.length > 1 ? [`“${same[0]?.title}” was picked ${same.length} times`] : [],
  )
}

/** The second quarter's least against the last one's: the first warms up, and what lies between comes and goes. */
function grown(memory: SoakReport['memory']): string[] {
  if (memory.length < LONG) return []
  const quarter = Math.floor(memory.length / 4)
  const least = (part: SoakReport['memory']) => Math.min(...part.map(({ megabytes }) => megabytes))
  const [before, after] = [least(memory.slice(quarter, 2 * quarter)), least(memory.slice(-quarter))]
  return after > before * GROWTH ? [`the bot grew from ${before} to ${after} MB`] : []
}
