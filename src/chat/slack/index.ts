/** Slack: Bolt over Socket Mode or signed HTTP. The only folder that knows it. */
import type { WebClientOptions } from '@slack/web-api'
import type { Clock } from '../../club/clock.ts'
import type { RoomId } from '../../club/keys.ts'
import type { Log } from '../log.ts'
import type { Inbound, Left, Platform } from '../platform.ts'
import type { Vault } from '../vault.ts'
import { ask } from './ask.ts'
import { ASKS } from './asks.ts'
import { boltApp, boltLogger } from './bolt-app.ts'
import { type Calls, threadOf } from './calls.ts'
import { loggable, slackCode } from './failure.ts'
import { type Homes, openHomes } from './home.ts'
import { answer, type Handler, httpReceiver } from './http.ts'
import { listen } from './inbound.ts'
import { installations, isNotAdded } from './installations.ts'
import { installedWorkspaces } from './installed.ts'
import { type Installing, type InstallingOptions, installing, installUrlOf } from './installing.ts'
import { channelOf } from './own-messages.ts'
import { refusal } from './reach.ts'
import { checkRoom, isCreator, notAdded } from './room-check.ts'
import { type Socket, socket } from './socket.ts'
import { sparingly } from './sparingly.ts'
import { tokenProblems } from './tokens.ts'
import type { WorkspaceParts } from './workspace.ts'
import { type From, ownWorkspace, type Workspaces } from './workspaces.ts'

export { examineClient, examineInstalled, examineSlack } from './examine.ts'
export { manifest } from './options.ts'
export { tokenProblems } from './tokens.ts'

export interface SlackOptions {
  /** The Bot User OAuth Token, `xoxb-…`, of the one workspace that the bot is in. */
  botToken?: string
  /** Instead of it: workspaces add the bot themselves. */
  installing?: InstallingOptions & { vault: Vault }
  /** The App-Level Token, `xapp-…`: with it Slack is reached by Socket Mode. */
  appToken?: string
  /** Without an app token: what Slack signs its requests with, for HTTP at `/slack/events`. */
  signingSecret?: string
  /** Default `https://slack.com/api/`. */
  apiUrl?: string
  /**
   * Over HTTP nothing tells that Slack could not reach the bot for a while: milliseconds after which what may have been
   * missed is looked for all the same. Default 15 minutes.
   */
  lookBackMs?: number
  /** Slack lets this app read history once a minute, 15 messages at a time: what is read is planned by this clock. */
  slowly?: Clock
  log: Log
}

/** `handlers` take requests from the bot's web server, by path: Slack's, but in Socket Mode, and those of people who add the bot. */
export type SlackPlatform = Platform & { readonly handlers: ReadonlyMap<string, Handler> }

export function createSlack(options: SlackOptions): SlackPlatform {
  const { appToken, signingSecret, apiUrl, slowly, log } = options
  const { lookBackMs = slowly ? SLOW_LOOK_BACK_MS : LOOK_BACK_MS } = options
  const clientOptions: WebClientOptions = {
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    fetch: ask,
    logger: boltLogger(log),
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  }
  const { workspaces, handlers } = found(options, {
    clientOptions,
    apiUrl: apiUrl ?? 'https://slack.com/api/',
    ...(slowly ? { slowly } : {}),
    named(account, name) {
      const renaming = open ? hearer?.named?.(account, name) : undefined
      if (renaming) later(renaming)
    },
    log,
  })
  const work = new Set<Promise<void>>()
  let health: ReturnType<Platform['health']> = { state: 'off', detail: null }
  let hearer: Inbound | null = null
  let homes: Homes | null = null
  let connection: Socket | null = null
  let handle: Handler | null = null
  let open = false
  let missed = sparingly(MISSED_MS, () => {})
  let lookingBack: NodeJS.Timeout | undefined
  const overHttp = !appToken
  const gate = { isOpen: () => open, underWay, broughtAgain: () => overHttp && missed() }

  function underWay(promise: Promise<void>): void {
    const done = promise.catch(() => {}).finally(() => work.delete(done))
    work.add(done)
  }

  function later(promise: Promise<void>): void {
    underWay(promise.catch((error) => log.error(loggable(error), 'Something asked for in Slack failed')))
  }

  async function connect(inbound: Inbound, reconnected: () => void): Promise<void> {
    const problems = tokenProblems(options, options.installing)
    if (problems.length > 0) throw new Error(problems.join('\n'))
    await workspaces.begin((wasProblem) => {
      if (wasProblem) reconnected()
      else if (overHttp) missed()
    })
    hearer = inbound
    open = true
    const well = { state: 'ready' as const, detail: null }
    homes = openHomes(inbound, log, later)
    const door = {
      inbound,
      homes,
      workspaceOf: ({ teamId = '' }: { teamId?: string }) => workspaces.of(teamId),
      async left(context: From, why: Left['why'], at: Temporal.Instant) {
        for (const team of await workspaces.leave(context, why)) {
          await inbound.left?.({ tenant: `slack:${team}`, why, at })
        }
      },
      later,
      log,
    }
    if (appToken) {
      let isOpened = false
      const opened = socket(appToken, clientOptions, log, (state, error) => {
        const why = slackCode(error) ? refusal('SLACK_APP_TOKEN', error) : DOWN
        health = state === 'ready' ? well : { state, detail: why }
        if (state === 'ready' && isOpened) reconnected()
      })
      listen(boltApp(opened.receiver, workspaces.authorize, gate, log), door)
      connection = opened
      await opened.open().catch((error) => {
        throw new Error(refusal('SLACK_APP_TOKEN', error), { cause: error })
      })
      isOpened = true
    } else if (signingSecret) {
      const http = httpReceiver(signingSecret, log)
      listen(boltApp(http.receiver, workspaces.authorize, gate, log), door)
      handle = http.handle
    }
    health = well
    missed = sparingly(MISSED_MS, reconnected)
    if (overHttp) lookingBack = setInterval(() => current().state === 'ready' && missed(), lookBackMs).unref()
    const detail = workspaces.note()
    if (detail) log.warn({}, detail)
  }

  function current(): typeof health {
    if (health.state !== 'ready') return health
    const problem = workspaces.problem()
    return problem ? { state: 'failing', detail: problem } : { state: 'ready', detail: workspaces.note() }
  }

  const events: Handler = async (request, response) => (handle ? handle(request, response) : answer(response, 503))

  async function at(room: RoomId): Promise<Calls> {
    return (await workspaces.of(teamOf(room))).calls
  }

  async function drained(): Promise<void> {
    while (work.size > 0) await Promise.allSettled(work)
  }

  async function disconnect(): Promise<void> {
    open = false
    handle = null
    workspaces.end()
    missed.stop()
    homes?.stop()
    clearInterval(lookingBack)
    await connection?.close()
    connection = null
  }

  return {
    name: 'slack',
    asks: ASKS,
    async start(inbound, reconnected = () => {}) {
      await disconnect()
      health = { state: 'connecting', detail: null }
      try {
        await connect(inbound, reconnected)
      } catch (error) {
        await disconnect()
        health = { state: 'failing', detail: error instanceof Error ? error.message : 'Slack could not be started.' }
        throw error
      }
    },
    async stop() {
      open = false
      handle = null
      await Promise.race([drained(), patience()])
      await disconnect()
      health = { state: 'off', detail: null }
    },
    health: current,
    checkRoom: async (room) => {
      if (!open) return null
      try {
        const { reached, me } = await workspaces.of(teamOf(room))
        return await checkRoom(reached.client, me(), room)
      } catch (error) {
        return isNotAdded(error) ? notAdded(installUrlOf(options.installing)) : null
      }
    },
    async manages(room, account) {
      const where = open && (await workspaces.of(teamOf(room)).catch(() => null))
      if (!where) return false
      const { reached, people } = where
      const user = account.split(':')[2] ?? ''
      return people.account(user) === account && (await isCreator(reached.client, room, user)) && people.isOwn(user)
    },
    managers: 'admins and owners of the workspace, and whoever made the channel',
    post: async (room, ...more) => (await at(room)).post(room, ...more),
    edit: async (ref, card) => (await at(ref.room)).edit(ref, card),
    // It counts by workspace and channel.
    perSecond: null,
    copies: {
      pace: PACE_MS,
      post: async (thread, copy) => (await at(thread.room)).copies.post(thread, copy),
      edit: async (ref, copy) => (await at(ref.room)).copies.edit(ref, copy),
      remove: async (ref) => (await at(ref.room)).copies.remove(ref),
      find: async (thread, ...more) => (await at(thread.room)).copies.find(thread, ...more),
    },
    threadOf,
    openThread: async (ref, name) => (await at(ref.room)).openThread(ref, name),
    findPost: async (room, ...more) => (await at(room)).findPost(room, ...more),
    readThread: async (thread, hear) => (await at(thread.room)).readThread(thread, hear),
    async picture(account) {
      const [, team = '', user = ''] = account.split(':')
      return workspaces.of(team).then(
        ({ people }) => people.picture(user),
        () => null,
      )
    },
    async hasLeft(account) {
      const [, team = '', user = ''] = account.split(':')
      return workspaces.of(team).then(
        ({ people }) => people.hasLeft(user),
        () => false,
      )
    },
    pages: {
      stale: (rooms) => homes?.stale(new Set(rooms.filter(isOfSlack).map(teamOf))),
      async isIn(account, rooms) {
        const [, team = '', user = ''] = account.split(':')
        const own = rooms.filter((room) => isOfSlack(room) && teamOf(room) === team)
        try {
          const { membersOf } = await workspaces.of(team)
          const members = await Promise.all(own.map((room) => membersOf(channelOf(room))))
          if (members.some((all) => all?.has(user))) return true
          return members.includes(null) ? null : false
        } catch {
          return null
        }
      },
    },
    reactions: async (ref) => (await at(ref.room)).reactions(ref),
    link: (ref) =>
      at(ref.room).then(
        (calls) => calls.link(ref),
        () => null,
      ),
    // A message to a person's id goes to the conversation with them.
    roomWith: (account) => `slack:${account.split(':')[1] ?? ''}:${account.split(':')[2] ?? ''}`,
    hand: async (account, ...more) => (await at(`slack:${teamOf(`${account}:`)}:`)).hand(account, ...more),
    roomLink(room) {
      const [, team = '', channel = ''] = room.split(':')
      return `https://slack.com/app_redirect?${new URLSearchParams({ channel, team })}`
    },
    handlers: new Map(appToken || !signingSecret ? handlers : [...handlers, ['/slack/events', events]]),
    ...(options.installing ? { installLink: () => installUrlOf(options.installing) } : {}),
  }
}

/** The one workspace of the environment's token, or those that add the bot themselves. */
function found(
  { botToken = '', installing: adding, log }: SlackOptions,
  parts: Omit<WorkspaceParts, 'asking'>,
): { workspaces: Workspaces; handlers: Iterable<[string, Handler]> } {
  if (!adding) return { workspaces: ownWorkspace(botToken, parts), handlers: [] }
  const kept = installations(adding.vault)
  const workspaces = installedWorkspaces(() => door.provider, kept, { ...parts, installUrl: installUrlOf(adding) })
  const door: Installing = installing(adding, kept, parts.clientOptions, workspaces.added, log)
  return { workspaces, handlers: door.handlers }
}

const isOfSlack = (room: RoomId): boolean => room.startsWith('slack:')

/** The middle one of a room's three parts. */
const teamOf = (room: RoomId): string => room.split(':')[1] ?? ''

/** About one message a second in a channel. */
const PACE_MS = 1_100
const DRAIN_MS = 3_000
const LOOK_BACK_MS = 15 * 60_000
/** Reading a long thread takes half an hour by then. */
const SLOW_LOOK_BACK_MS = 6 * 3_600_000
/** Several signs of one outage are looked into once. */
const MISSED_MS = 60_000
const DOWN = 'The connection to Slack is down and being opened again.'

function patience(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  setTimeout(resolve, DRAIN_MS).unref()
  return promise
}
