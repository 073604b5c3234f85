/** Composition root: environment, store, library, services, app, chats, schedule, web. */
import './start/node-version.js'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createApp } from './app/app.ts'
import { openLimits } from './app/limits.ts'
import type { Command } from './chat/command.ts'
import type { Clock } from './club/clock.ts'
import { BALLOT_SIZE, CLUB } from './club/club.ts'
import { followPlayground } from './local/follow.ts'
import { joinPlayground } from './local/join.ts'
import { spawnPlayground } from './local/spawn.ts'
import { startTicker } from './schedule/ticker.ts'
import type { ClubSettings } from './services/club/declared-club.ts'
import { indexFolder } from './services/library/index-folder.ts'
import { openLibraries } from './services/library/libraries.ts'
import { openSeedFolder } from './services/library/seed-folder.ts'
import { openServices } from './services/open.ts'
import { chatClocks } from './start/chat-clocks.ts'
import { systemClock } from './start/clock.ts'
import { watchClock } from './start/clock-watch.ts'
import { BadSettings, type Config, hasChat, readConfig } from './start/config.ts'
import { connect } from './start/connect.ts'
import { diskProblem } from './start/disk.ts'
import { escaped, signalled } from './start/ending.ts'
import { loadEnvFile } from './start/env-file.ts'
import { healthCheck, roomsOfNoChat } from './start/health.ts'
import { orAfter } from './start/late.ts'
import { lazyReader } from './start/lazy-reader.ts'
import { loadCommands } from './start/load-commands.ts'
import { createLog } from './start/log.ts'
import { outside } from './start/outside.ts'
import { createPlatforms, type Handlers, readyDetail } from './start/platforms.ts'
import { carryOut, optionsOf } from './start/program.ts'
import { startReport } from './start/report.ts'
import { createStoreCheck } from './start/store-check.ts'
import { describeStore, isLasting, openStore, storeFile } from './store/open.ts'
import type { Store } from './store/store.ts'
import { CALENDAR, calendars } from './web/calendars.ts'
import { startWeb } from './web/server.ts'

const USAGE = `Usage: npm start

Starts Lectern with the settings of the environment and of the file .env; README lists them all.
Without DISCORD_TOKEN, SLACK_BOT_TOKEN and SLACK_CLIENT_ID it starts the playground: both chats, on this machine.
  npm run lectern -- --help   the other commands
`
const SEEDS = fileURLToPath(new URL('../seeds', import.meta.url))
/** Milliseconds that ballots may still be shown anew after the end was asked for. */
const LAST_EDITS = 2_000
/** Milliseconds that the start waits for what the chats say of the rooms. */
const ROOMS_PATIENCE = 5_000

async function main(args: string[]): Promise<number> {
  optionsOf(args, {})
  loadEnvFile()
  const settings = configOrStop(process.env)
  if (hasChat(settings)) return run(settings)
  const playground = await spawnPlayground(settings.HOST, settings.PORT)
  try {
    const config = configOrStop({ LOG_LEVEL: 'warn', ...process.env, ...playground.env, ...playgroundStore() })
    return await run(
      { ...config, HOST: '127.0.0.1', PORT: 0 },
      { page: playground.url, ended: () => playground.stop() },
    )
  } catch (error) {
    await playground.stop()
    throw error
  }
}

/** The playground's club has a store of its own, whatever is set: its rooms are nobody's real ones. It lies beside its world. */
function playgroundStore(): { STORE_URL: string } {
  const world = process.env.PLAYGROUND_DATA || 'data/playground.db'
  return { STORE_URL: `sqlite:${join(dirname(world), 'playground-club.db')}` }
}

function configOrStop(environment: NodeJS.ProcessEnv): Config {
  const read = readConfig(environment)
  if ('problems' in read) throw new BadSettings(read.problems.join('\n'))
  return read.config
}

/** Starts the service, says so, and ends it at a signal. `page`: the spawned playground's. */
async function run(config: Config, spawned?: { page: string; ended(): Promise<void> }): Promise<number> {
  const log = createLog(config.LOG_LEVEL ?? 'info', secretsOf(config))
  // From here on a signal ends the bot in order, also one that comes while it starts.
  const ending = Promise.race([signalled(), escaped(log)])
  const handlers: Handlers = new Map()
  const opened = Promise.withResolvers<Store>()
  const [platforms, commands, followed] = await Promise.all([
    createPlatforms(
      config,
      log,
      handlers,
      opened.promise,
      later(() => clock),
    ),
    loadCommands(),
    config.PLAYGROUND_URL ? followPlayground(config.PLAYGROUND_URL) : undefined,
  ])
  const clock: Clock = followed?.clock ?? systemClock
  const face = outside(config, platforms)
  for (const [path, page] of face.pages) handlers.set(path, page)
  let reloaded = () => {}
  const seedFolder = openSeedFolder(SEEDS, {
    onProblem: ({ file, line, message }) => log.warn({ file, line }, message),
    onReload: (summary) => {
      log.info(summary, 'the digests were read again')
      reloaded()
    },
  })
  const store = await openStore(config.STORE_URL, { onProblem: (key) => log.error({ key }, 'a record cannot be read') })
  opened.resolve(store)
  const seeds = await seedFolder

  const libraries = openLibraries(store, seeds, {
    indexes: indexFolder(isLasting(config.STORE_URL) ? 'data' : null),
    onFailure: (club, error) => log.warn({ err: error, club }, 'a library could not be brought up to date'),
  })
  const reader = lazyReader(config)
  reloaded = () =>
    void libraries.refresh().catch((error: unknown) => log.error({ err: error }, 'a library is out of date'))
  const secret = secretsOf(config).join(' ')
  const { COMMAND: root, PICTURE_HOSTS: pictureHosts } = config
  const house = { store, clock, libraries, reader, platforms, log, root, pictureHosts, secret }
  const services = openServices(house, { retentionDays: config.RETENTION_DAYS })
  if (config.PUBLIC_URL) handlers.set(CALENDAR, calendars(services))
  const notes = config.CLUB_ROOMS.length > 0 ? await services.found(clubSettings(config)) : []
  const app = createApp({
    commands,
    root: config.COMMAND,
    clock,
    log,
    servicesOf: services.of,
    hear: services.hear,
    react: services.react,
    erase: services.erase,
    join: services.join,
    leave: services.left,
    present: services.present,
    close: services.close,
    look: services.look,
    rename: services.rename,
    about: face.about,
    limits: openLimits(config.COMMANDS_A_MINUTE),
  })
  const ticker = startTicker(services.tick, log)
  const storeCheck = createStoreCheck(store, log)
  const clockWatch = watchClock(chatClocks(config), log)
  void clockWatch.compare()
  const file = storeFile(config.STORE_URL)
  const disk = async () => (file === null ? null : diskProblem(file))
  const web = await startWeb({
    host: config.HOST,
    port: config.PORT,
    handlers,
    log,
    health: healthCheck({
      platforms,
      now: clock.now,
      services,
      declared: config.CLUB_ROOMS,
      ticker,
      store: storeCheck,
      clock: clockWatch,
      disk,
      pages: face.sentence,
    }),
  })
  const connections = [...platforms.values()].map((platform) => ({
    platform,
    connection: connect(platform, app, log, () => {
      void services
        .resume(platform.name)
        .then(ticker.tick, (error: unknown) => log.error({ err: error }, 'resuming failed'))
    }),
  }))
  const stopFollowing = followed && joinPlayground(followed, house, ticker, await manifestFor(config, commands))

  const report = async () => {
    const chats = await Promise.all(
      connections.map(async ({ platform, connection }) => ({
        name: platform.name,
        problem: await connection.firstAttempt,
      })),
    )
    await orAfter(ROOMS_PATIENCE, services.rooms.check(), () => {})
    const { papers, digests } = await (await libraries.of(CLUB)).size()
    process.stdout.write(
      startReport({
        url: spawned?.page ?? web.url,
        playground: spawned !== undefined,
        chats,
        store: describeStore(config.STORE_URL),
        papers,
        digests,
        problems: seeds.problems().length,
        nextPick: await services.nextPick(),
        zone: config.CLUB_ZONE,
        pages: face.sentence,
        ways: face.ways(),
        notes: [
          ...notes,
          ...roomsOfNoChat(config.CLUB_ROOMS, platforms),
          ...(await services.strays()),
          ...[...platforms.values()].flatMap((platform) => readyDetail(platform)),
          ...services.rooms.reports().flatMap(({ problems }) => problems),
          ...((await services.hasClubs())
            ? []
            : [`There is no reading group yet: call /${config.COMMAND} club start in a channel.`]),
        ],
      }),
    )
  }
  const reporting = report()
  // When the bot ends meanwhile nobody waits for it any more.
  reporting.catch(() => {})
  await Promise.race([reporting, ending])
  await ending
  await Promise.all(connections.map(({ connection }) => connection.stop()))
  await ticker.stop()
  clockWatch.stop()
  await Promise.race([services.idle(), setTimeout(LAST_EDITS)])
  await services.leave()
  stopFollowing?.()
  await web.stop()
  seeds.close()
  await Promise.all([reader.close(), libraries.close()])
  await store.close()
  await spawned?.ended()
  return Number(process.exitCode ?? 0)
}

/** A clock that is known only once it is asked. */
function later(clock: () => Clock): Clock {
  return { now: () => clock().now(), wait: (...until) => clock().wait(...until) }
}

/** What tells a local Slack which commands there are, as pasting it tells the real one. */
async function manifestFor({ COMMAND, PUBLIC_URL: publicUrl }: Config, commands: readonly Command[]): Promise<unknown> {
  const { manifest } = await import('./chat/slack/index.ts')
  return manifest(COMMAND, commands, publicUrl ? { publicUrl } : {})
}

function clubSettings(config: Config): ClubSettings {
  return {
    id: CLUB,
    schedule: { ...config.CLUB_TIME, zone: config.CLUB_ZONE },
    isTimeDefault: !process.env.CLUB_TIME?.trim() && !process.env.CLUB_ZONE?.trim(),
    ballotSize: BALLOT_SIZE,
    organisers: config.CLUB_ORGANISERS,
    rooms: config.CLUB_ROOMS,
  }
}

function secretsOf(config: Config): string[] {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_CLIENT_SECRET } = config
  const ofSlack = [SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_CLIENT_SECRET]
  return [config.DISCORD_TOKEN, ...ofSlack, config.SECRETS_KEY, config.SECRETS_KEY_OLD].filter(
    (secret) => secret !== undefined,
  )
}

process.exit(await carryOut(USAGE, main))
