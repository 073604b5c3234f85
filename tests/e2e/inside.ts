/** The whole bot in the test's own process, composed as its main program does it, between the two local chats. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../src/app/app.ts'
import { createDiscord } from '../../src/chat/discord/index.ts'
import type { Inbound, Platform } from '../../src/chat/platform.ts'
import { createSlack, manifest } from '../../src/chat/slack/index.ts'
import type { Clock } from '../../src/club/clock.ts'
import { isRoomId, postKey, type RoomId } from '../../src/club/keys.ts'
import { showcase } from '../../src/local/showcase.ts'
import { type LocalDiscord, startDiscord } from '../../src/playground/discord/server.ts'
import { type LocalSlack, startSlack } from '../../src/playground/slack/server.ts'
import type { ChatName, StoreView } from '../../src/playground/types.ts'
import { openWorld, type World } from '../../src/playground/world.ts'
import { startTicker } from '../../src/schedule/ticker.ts'
import type { House } from '../../src/services/house.ts'
import { indexFolder } from '../../src/services/library/index-folder.ts'
import { openLibraries } from '../../src/services/library/libraries.ts'
import type { Reader } from '../../src/services/library/reader.ts'
import { openSeedFolder } from '../../src/services/library/seed-folder.ts'
import { type AllServices, openServices } from '../../src/services/open.ts'
import { connect } from '../../src/start/connect.ts'
import { healthCheck } from '../../src/start/health.ts'
import { loadCommands } from '../../src/start/load-commands.ts'
import { createLog } from '../../src/start/log.ts'
import { createStoreCheck } from '../../src/start/store-check.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import type { Health } from '../../src/web/server.ts'
import { clockOf } from '../fakes/clock.ts'
import { noReader } from '../fakes/no-reader.ts'
import { specProblems } from '../playground/discord/spec.ts'
import { type People, people, type Scene } from './people.ts'

export interface InsideOptions {
  /** Digests by file name; default: those that ship. */
  seeds?: Record<string, string>
  /** The root command's name; default `paper`. */
  root?: string
  /** Milliseconds that the store's thread sleeps before the next request. */
  delay?: () => number
  /** What reads members' documents; default: nothing is read. */
  reader?: Reader
  /** The club's rooms, asked for at every start; default: the first of each chat. */
  rooms?(ground: Ground): RoomId[]
  /** Slack lets history be read once a minute, and the bot knows. */
  limitedHistory?: true
  /** Called before the bot starts. */
  prepare?(ground: Ground): void
}

/** Both local chats and their clock. */
export interface Ground {
  world: World
  discord: LocalDiscord
  slack: LocalSlack
}

export interface Inside extends Ground, Scene {
  people: People
  rooms: Record<ChatName, RoomId>
  /** The log at its most talkative, a line each, of every bot that ran. */
  log: readonly string[]
  bot(): RunningBot
  /** Ends the bot and starts another one on the same store; what happens in between it does not hear. */
  restart(between?: () => Promise<unknown>): Promise<void>
  /** Moves the clock to just past the next pick, and lets the bot see it. Somebody votes when nobody has. */
  toNextPick(): Promise<void>
  /** What either chat refused of what the bot sent, and what Discord's published description says against it. */
  refusals(): string[]
  close(): Promise<void>
}

export interface RunningBot {
  app: Inbound
  store: Store
  services: AllServices
  platforms: ReadonlyMap<string, Platform>
  health(): Promise<Health>
  showcase(): Promise<StoreView>
  tick(): Promise<void>
  stop(): Promise<void>
}

const SHIPPED = fileURLToPath(new URL('../../seeds', import.meta.url))

export async function openInside(options: InsideOptions = {}): Promise<Inside> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-inside-'))
  const seeds = options.seeds ? await writeSeeds(join(folder, 'seeds'), options.seeds) : SHIPPED
  const world = openWorld(':memory:')
  const { limitedHistory = false } = options
  const [discord, slack] = await Promise.all([
    startDiscord(world),
    startSlack(world, { limitedHistory, ...(limitedHistory ? { retryDelays: [] } : {}) }),
  ])
  const root = options.root ?? 'paper'
  slack.configure(manifest(root, await loadCommands()))
  const ground = { world, discord, slack }
  options.prepare?.(ground)
  const log: string[] = []
  const parts = {
    ...ground,
    root,
    seeds,
    log,
    store: join(folder, 'lectern.db'),
    delay: options.delay,
    limitedHistory,
    reader: options.reader ?? noReader,
    rooms: () => options.rooms?.(ground) ?? [roomOf(discord), roomOf(slack)],
  }
  const start = () => startBot(parts)
  let bot = await start()

  const scene: Scene = {
    chats: async () => ({ discord: discord.state(), slack: slack.state() }),
    act: (chat, act) => ({ discord, slack })[chat].act(act),
  }
  /** Without a vote there is no pick. */
  async function someVote(): Promise<void> {
    const { rounds } = await bot.services.of(roomOf(slack))
    const { round, tally } = await rounds.voting()
    const [first] = round.candidates
    const voter = { account: 'slack:T0:U0', name: 'Vera', admin: false } as const
    if (tally.voters === 0 && first) await rounds.vote(voter, postKey('ballot', round), [String(first.number)])
  }

  return {
    ...ground,
    ...scene,
    people: people(scene),
    log,
    rooms: { discord: roomOf(discord), slack: roomOf(slack) },
    bot: () => bot,
    async restart(between = async () => {}) {
      await bot.stop()
      await between()
      bot = await start()
    },
    async toNextPick() {
      const next = await bot.services.nextPick()
      if (!next) throw new Error('no pick is due')
      await someVote()
      world.advance(next.epochMilliseconds + 1_000 - world.now())
      await bot.tick()
    },
    refusals: () => [
      ...discord
        .requests()
        .flatMap((request) => [
          ...(request.status === 400 ? [`${request.method} ${request.path}: 400 ${JSON.stringify(request.body)}`] : []),
          ...specProblems(request),
        ]),
      ...slack.requests().flatMap(({ method, ok, error, body }) => {
        return ok ? [] : [`${method}: ${error} ${JSON.stringify(body)}`]
      }),
    ],
    async close() {
      await bot.stop()
      await Promise.all([discord.stop(), slack.stop()])
      world.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Parts extends Ground {
  root: string
  seeds: string
  log: string[]
  store: string
  delay: (() => number) | undefined
  limitedHistory: boolean
  reader: Reader
  rooms(): RoomId[]
}

async function startBot({
  world,
  discord,
  slack,
  root,
  seeds,
  log: lines,
  store: file,
  delay,
  limitedHistory,
  reader,
  rooms,
}: Parts): Promise<RunningBot> {
  const tokens = Object.entries({ ...discord.env, ...slack.env }).filter(([name]) => !name.endsWith('_URL'))
  const secrets = tokens.map(([, value]) => value)
  const log = createLog('debug', secrets, { write: (line) => void lines.push(line) })
  const clock: Clock = {
    now: () => Temporal.Instant.fromEpochMilliseconds(world.now()),
    wait: async () => {},
  }
  const folder = await openSeedFolder(seeds, { onProblem: (problem) => log.warn({ ...problem }, 'a digest') })
  const store = await openStore(`sqlite:${file}`, delay ? { delay } : {})
  const platforms = new Map<string, Platform>([
    [
      'discord',
      createDiscord({
        token: discord.env.DISCORD_TOKEN ?? '',
        apiUrl: discord.env.DISCORD_API_URL ?? '',
        root,
        log,
      }),
    ],
    [
      'slack',
      createSlack({
        botToken: slack.env.SLACK_BOT_TOKEN ?? '',
        appToken: slack.env.SLACK_APP_TOKEN ?? '',
        apiUrl: slack.env.SLACK_API_URL ?? '',
        ...(limitedHistory ? { slowly: clockOf(world) } : {}),
        log,
      }),
    ],
  ])
  const libraries = openLibraries(store, folder, {
    indexes: indexFolder(null),
    onFailure: (_club, error) => log.error({ err: error }, 'a library could not be brought up to date'),
  })
  const house: House = { store, clock, libraries, reader, platforms, log, root, secret: 'a secret' }
  const services = openServices(house)
  await services.found({
    id: 'club',
    schedule: { weekday: 1, time: '09:00', zone: 'Europe/Berlin' },
    ballotSize: 5,
    organisers: [],
    rooms: rooms(),
  })
  const commands = await loadCommands()
  const app = createApp({
    commands,
    root,
    clock,
    log,
    servicesOf: services.of,
    hear: services.hear,
    erase: services.erase,
    join: services.join,
    leave: services.left,
    present: services.present,
    close: services.close,
    look: services.look,
  })
  const ticker = startTicker(services.tick, log)
  const storeCheck = createStoreCheck(store, log)
  const trusted = { problems: () => [], notes: () => [] }
  const resumed: Promise<void>[] = []
  const connections = [...platforms.values()].map((platform) =>
    connect(platform, app, log, () => void resumed.push(services.resume(platform.name).then(ticker.tick))),
  )
  await Promise.all(connections.map(({ firstAttempt }) => firstAttempt))
  await Promise.all(resumed)
  // Where history is read once a minute, nobody would see the end of it.
  if (!limitedHistory) await services.idle()

  return {
    app,
    store,
    services,
    platforms,
    health: healthCheck({
      platforms,
      now: clock.now,
      services,
      declared: [roomOf(discord), roomOf(slack)],
      ticker,
      store: storeCheck,
      clock: trusted,
      disk: async () => null,
      pages: 'none',
    }),
    showcase: () => showcase(house),
    tick: ticker.tick,
    async stop() {
      await Promise.all(connections.map(({ stop }) => stop()))
      await ticker.stop()
      await services.idle()
      folder.close()
      await libraries.close()
      await store.close()
    },
  }
}

async function writeSeeds(folder: string, seeds: Record<string, string>): Promise<string> {
  await mkdir(folder)
  await Promise.all(Object.entries(seeds).map(([name, text]) => writeFile(join(folder, name), text)))
  return folder
}

function roomOf({ rooms: [room] }: { rooms: readonly string[] }): RoomId {
  if (!room || !isRoomId(room)) throw new Error('the local chat names no room')
  return room
}
