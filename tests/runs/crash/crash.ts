/** Members act on both chats, weeks turn, and the bot is killed again and again: what was lost, and what came twice? */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { keys } from '../../../src/club/keys.ts'
import type { ChatName } from '../../../src/playground/types.ts'
import { openSeedFolder } from '../../../src/services/library/seed-folder.ts'
import { Outgoing } from '../../../src/services/records.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { createDice, type Dice, weighted } from '../../dice.ts'
import { CHATS, eventually } from '../../e2e/people.ts'
import { type PostgresServer, startPostgres } from '../../store/postgres-server.ts'
import { type Bots, openBots } from './bots.ts'
import { compare, type Finding } from './compare.ts'
import { emptyLedger } from './ledger.ts'
import { openPerson, type Person } from './member.ts'
import { botPosts, openTown, type Town } from './town.ts'

export interface CrashOptions {
  kills: number
  seed: number
  store: 'sqlite' | 'postgres'
  processes: number
  /** So many comments are to be made, and nobody does anything but talk; none: members do all that they can do. */
  comments?: number | undefined
  /** Told of what is going on, a line each. */
  tell?: (line: string) => void
}

export interface CrashReport {
  findings: Finding[]
  /** Where the bots' log is kept when something is wrong. */
  log: string | null
}

const SEEDS = fileURLToPath(new URL('../../../seeds', import.meta.url))
/** Where a kill falls: in the midst of sending, at any time, while starting, and while the week turns unseen. */
const MOMENTS = { sending: 5, 'any time': 3, starting: 2, 'before a week': 2 }
const DATABASE_DIES = 0.15
const HASTE = 0.15
/** Milliseconds. */
const TIMES = {
  between: 600,
  sending: 15,
  upTo: 1_500,
  starting: 1_200,
  noPost: 5_000,
  settling: 500,
  down: 300,
  first: 60_000,
  /** A dead sender keeps others from sending for half a minute. */
  stuck: 90_000,
}
/** Slack tells again after a minute what nobody took. */
const MINUTES_A_ROUND = 1
/** The threads of older picks are read one by one, so far apart, and once more where they were being read already. */
const MINUTES_A_THREAD = 10

export async function crash({
  kills,
  seed,
  store: kind,
  processes,
  comments,
  tell = () => {},
}: CrashOptions): Promise<CrashReport> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-crash-'))
  const log = join(folder, 'bots.log')
  const postgres = kind === 'postgres' ? await startPostgres() : undefined
  const url = postgres?.url ?? `sqlite:${join(folder, 'lectern.db')}`
  const dice = createDice(seed)
  const town = await openTown()
  const bots = openBots(
    processes,
    { ...town.env, STORE_URL: url, PORT: '0', LOG_LEVEL: 'warn', COMMANDS_A_MINUTE: '1000000' },
    log,
    createDice(seed + 1),
  )
  const ledger = emptyLedger()
  const titles = await titlesOf(SEEDS)
  const people = town.members.map((member, index) =>
    openPerson(town, member, titles, ledger, createDice(seed + 2 + index), comments !== undefined),
  )
  let isOver = false
  commentAtOnce(town, people, createDice(seed - 1), () => isOver)

  await bots.ready()
  const store = await openStore(url)
  await firstWeek(town, people)
  const lives = people.map((person, index) => live(person, createDice(seed + 1_000 + index), () => isOver))
  for (let kill = 1; kill <= kills; kill++) {
    const moment = weighted(MOMENTS, dice)
    tell(`${kill} of ${kills}: ${moment}`)
    await killAt(moment, { town, bots, dice, store, turns: comments === undefined })
    if (postgres && dice() < DATABASE_DIES) await killDatabase(postgres, tell)
    await bots.ready()
  }
  while (ledger.comments.length < (comments ?? 0)) await pause(TIMES.settling)
  isOver = true
  await Promise.all(lives)

  const findings = [
    ...(await settle(town, () => compare(town, store, ledger), tell)),
    { what: 'processes that ended by themselves', of: kills, wrong: [...bots.endedAlone()] },
  ]
  await close(bots, store, town, postgres)
  const isWrong = findings.some(({ wrong }) => wrong.length > 0)
  if (!isWrong) await rm(folder, { recursive: true, force: true })
  return { findings, log: isWrong ? log : null }
}

/** There is something to talk about from the beginning. */
async function firstWeek(town: Town, people: readonly Person[]): Promise<void> {
  const isOpen = (chat: ChatName) => botPosts(town.room(chat)).some(({ kind }) => kind === 'ballot')
  await eventually('the first ballot', () => CHATS.every(isOpen), TIMES.first)
  await Promise.all(people.map((person) => person.vote()))
  await eventually('the next pick to be named', () => town.toNextPick(), TIMES.first)
  const isPosted = (chat: ChatName) => botPosts(town.room(chat)).some(({ kind }) => kind === 'pick')
  await eventually('the first pick', () => CHATS.every(isPosted), TIMES.first)
}

async function live(person: Person, dice: Dice, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await person.actOnce()
    await pause(dice() * 2 * TIMES.between)
  }
}

/** The moment that a pick or its thread is there, some say something: before the bot has even heard that it is. */
function commentAtOnce(town: Town, people: readonly Person[], dice: Dice, isOver: () => boolean): void {
  const known = new Set<string>()
  town.onCall((chat, call) => {
    if (isOver() || !/^POST .*(\/messages|\/threads|chat\.postMessage)$/.test(call)) return
    setImmediate(() => {
      const latest = botPosts(town.room(chat)).findLast(({ kind }) => kind === 'pick')
      const news = `${latest?.message.id} ${call.endsWith('threads')}`
      if (!latest || known.has(news)) return
      known.add(news)
      town.members.forEach((member, index) => {
        if (member.chat === chat && dice() < 0.5) void people[index]?.comment()
      })
    })
  })
}

async function killAt(
  moment: keyof typeof MOMENTS,
  { town, bots, dice, store, turns }: { town: Town; bots: Bots; dice: Dice; store: Store; turns: boolean },
): Promise<void> {
  switch (moment) {
    case 'sending': {
      await pause(dice() * TIMES.upTo)
      const isSending = nthSend(town, 1 + Math.floor(dice() * 9))
      if (turns && (await mayTurn(store, dice))) await town.toNextPick()
      await Promise.race([isSending, pause(TIMES.noPost)])
      await pause(dice() * TIMES.sending)
      return bots.kill()
    }
    case 'any time':
      await pause(dice() * TIMES.upTo)
      return bots.kill()
    case 'starting':
      await bots.kill()
      bots.start()
      await pause(dice() * TIMES.starting)
      return bots.kill()
    case 'before a week':
      await pause(dice() * TIMES.upTo)
      await bots.kill()
      await pause(dice() * 2 * TIMES.down)
      if (turns && (await mayTurn(store, dice))) await town.toNextPick()
  }
}

/** Mostly a week is longer than the half minute that a dead sender keeps others from sending, but not always. */
async function mayTurn(store: Store, dice: Dice): Promise<boolean> {
  if (dice() < HASTE) return true
  const waiting = await Outgoing.range(store, keys.outbox()).catch(() => null)
  return waiting?.length === 0
}

/** Resolves when a bot asks a chat for the nth time from now on to write something that all see. */
function nthSend(town: Town, nth: number): Promise<void> {
  return new Promise((resolve) => {
    let left = nth
    town.onCall((_, call) => {
      if (
        /^(POST|PATCH) .*(\/messages|\/messages\/\d+|\/threads|\/webhooks\/\d+\/:token|chat\.(postMessage|update))$/.test(
          call,
        ) &&
        --left === 0
      )
        resolve()
    })
  })
}

async function killDatabase(postgres: PostgresServer, tell: (line: string) => void): Promise<void> {
  tell('the database dies')
  await postgres.kill()
  await pause(TIMES.down)
  await postgres.start()
}

/** Gives the bots the time that they ask for, as long as less and less is wrong: then what the threads of all picks ask for. */
async function settle(town: Town, look: () => Promise<Finding[]>, tell: (line: string) => void): Promise<Finding[]> {
  let findings = await look()
  let fewest = Number.POSITIVE_INFINITY
  let since = performance.now()
  let threads = 0
  while (true) {
    const left = findings.reduce((sum, { wrong }) => sum + wrong.length, 0)
    if (left < fewest) {
      fewest = left
      since = performance.now()
      threads = 0
      const named = findings.filter(({ wrong }) => wrong.length > 0)
      tell(`settling: ${named.map(({ what, wrong }) => `${wrong.length} ${what}`).join(', ') || 'nothing is wrong'}`)
    }
    const isStuck = performance.now() - since > TIMES.stuck
    if (left === 0 || (isStuck && threads > 2 * picksIn(town))) return findings
    if (isStuck) threads++
    town.advance((isStuck ? MINUTES_A_THREAD : MINUTES_A_ROUND) * 60_000)
    await pause(TIMES.settling)
    findings = await look()
  }
}

const picksIn = (town: Town): number => botPosts(town.room('slack')).filter(({ kind }) => kind === 'pick').length

async function titlesOf(folder: string): Promise<string[]> {
  const seeds = await openSeedFolder(folder)
  const titles = seeds.digests().flatMap(({ papers }) => papers.map(({ title }) => title))
  seeds.close()
  return titles
}

async function close(bots: Bots, store: Store, town: Town, postgres: PostgresServer | undefined): Promise<void> {
  await bots.stop()
  await store.close()
  await town.close()
  await postgres?.remove()
}
