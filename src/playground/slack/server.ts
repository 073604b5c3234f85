import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { requestUrl } from '../request-url.ts'
import type { Fault } from '../types.ts'
import type { World } from '../world.ts'
import { type Answer, argsOf, callMethod, tooMany } from './api.ts'
import { applySetting } from './apply-setting.ts'
import { openChannels } from './channels.ts'
import { stateOf, stateOfAll } from './chat-state.ts'
import { openDelivery } from './delivery.ts'
import { openEffects } from './effects.ts'
import { type Fields, fieldsOf, parseJson } from './fields.ts'
import { FILES_SCOPE, openFiles } from './files.ts'
import { APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET } from './ids.ts'
import { openInstalls } from './installs.ts'
import { suggest } from './interactions.ts'
import { openMessages } from './messages.ts'
import { openOAuth } from './oauth.ts'
import { openPeople } from './people.ts'
import { act } from './personas.ts'
import { openRates } from './rates.ts'
import { Refusal } from './refusal.ts'
import { respond } from './respond.ts'
import { openResponseUrls, type ResponseUrl } from './response-urls.ts'
import { configure, openSettings } from './settings.ts'
import type { Home, Slack } from './slack.ts'
import { openSocketMode } from './socket.ts'
import { FIRST, SECOND, type Team } from './teams.ts'
import { openTriggers } from './triggers.ts'
import { tsMint } from './ts.ts'
import type { ApiRequest, LocalSlack, SlackOptions, Workspace } from './types.ts'
import { openUploads } from './uploads.ts'
import { openViews } from './views.ts'

/** A local Slack for one app and two workspaces, spoken to by the unmodified Bolt client. On this machine only. */
export async function startSlack(world: World, options: SlackOptions = {}): Promise<LocalSlack> {
  const settings = openSettings(options)
  const rates = openRates(options.rate ?? 1)
  const log: ApiRequest[] = []

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      process.emitWarning(error instanceof Error ? error : new Error(String(error)))
      response.destroy()
    })
  })
  const { alone = true } = options
  const socket = openSocketMode(server, () => world.changed())
  const installs = openInstalls(world, settings, alone)
  const mint = tsMint(world)
  // Of a whole organisation the app has one user.
  const second: Team = settings.organisation ? { ...SECOND, bot: FIRST.bot } : SECOND
  const oauth = openOAuth(world, settings, installs, [FIRST, second])
  const mayRead = (team: Team) => (token: string) => {
    const install = installs.of(token)
    return install?.refusal === null && install.teams.includes(team.id) === true && install.scopes.includes(FILES_SCOPE)
  }
  const origin = () => slack.origin

  function open(team: Team): Slack {
    const people = openPeople(world, team)
    const files = openFiles(world, team, mayRead(team), origin)
    return {
      origin: '',
      team,
      world,
      settings,
      channels: openChannels(world, team, people),
      people,
      messages: openMessages(world, team, files, people),
      views: openViews(),
      files,
      uploads: openUploads(),
      homes: world.collection<Home>(`${team.space}.homes`),
      chosen: new Map(),
      triggers: openTriggers(),
      responseUrls: openResponseUrls(world, team.id, origin),
      effects: openEffects(),
      socket,
      delivery: openDelivery(world, team, settings, socket, options.retryDelays ?? [0, 60_000, 300_000], installs),
      installs,
      oauth,
      mint,
    }
  }
  const slack = open(FIRST)
  const other = open(second)
  const slacks: [Slack, Slack] = [slack, other]
  let called = false

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = requestUrl(request)
    const bytes = await read(request)
    const fault = world.fault('slack', `${request.method} ${pathname}`)
    if (fault?.now) disturb(fault.now)
    if (fault?.delay) await new Promise((resolve) => setTimeout(resolve, fault.delay))
    const answer = (fault && broken(fault)) ?? handle(request, pathname, bytes)
    if (fault?.drop) response.destroy()
    else if (answer) write(response, answer)
    else if (!oauth.serve(request, response) && !slacks.some(({ files }) => files.serve(request, response))) {
      permalink(pathname, response)
    }
  }

  function handle(request: IncomingMessage, pathname: string, bytes: Buffer): Answer | undefined {
    const body = bytes.toString()
    if (pathname.startsWith('/api/')) {
      called = true
      const name = pathname.slice('/api/'.length)
      const args = argsOf(request, body)
      const answer = callMethod(slacks, rates, name, args, request)
      note(name, args, answer)
      return answer
    }
    if (request.method !== 'POST') return undefined
    if (slacks.some(({ uploads }) => uploads.take(pathname, bytes))) return { status: 200, headers: {}, body: {} }
    const answer = respondTo(pathname, fieldsOf(parseJson(body)))
    note('response_url', fieldsOf(parseJson(body)), answer)
    return answer
  }

  function respondTo(pathname: string, body: Fields): Answer {
    try {
      const [at, url] = issuerOf(slacks, pathname)
      respond(at, url, body)
      return { status: 200, headers: {}, body: { ok: true } }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const status = error.code === 'used_url' || error.code === 'expired_url' ? 404 : 400
      return { status, headers: {}, body: { ok: false, error: error.code, ...error.extra } }
    }
  }

  function note(method: string, body: Fields, answer: Answer): void {
    const { token: _, ...kept } = body
    log.push({ method, body: kept, ok: answer.body.ok === true, error: String(answer.body.error ?? '') || null })
    if (log.length > LOG_MAX) log.shift()
  }

  /** The page a permalink leads to: the message's own words. */
  function permalink(pathname: string, response: ServerResponse): void {
    const [, channel = '', seconds = '', micros = ''] = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(pathname) ?? []
    const message = slacks.map(({ messages }) => messages.get(channel, `${seconds}.${micros}`)).find((one) => one)
    response.writeHead(message ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(message?.text ?? 'There is nothing here.')
  }

  function disturb(what: NonNullable<Fault['now']>): void {
    if (what === 'socket') socket.cut()
    else void slack.delivery.redeliver('same')
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  for (const one of slacks) one.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const isConnected = () => (settings.delivery === 'socket' ? socket.connected() : called)

  function workspace(of: Slack): Workspace {
    return {
      name: 'slack',
      rooms: of.team.channels.slice(0, 1).map(({ id }) => `slack:${of.team.id}:${id}`),
      state: () => stateOf(of, isConnected()),
      act: (doing) => act(of, options.grace ?? 250, doing),
      setting(change) {
        applySetting(of, change)
        world.changed()
      },
    }
  }

  return {
    ...workspace(slack),
    state: () => stateOfAll(slack, other, isConnected()),
    act: (doing) => act(other.people.get(doing.persona) ? other : slack, options.grace ?? 250, doing),
    second: workspace(other),
    origin: slack.origin,
    get env() {
      const app = alone
        ? { SLACK_BOT_TOKEN: BOT_TOKEN }
        : { SLACK_CLIENT_ID: CLIENT_ID, SLACK_CLIENT_SECRET: CLIENT_SECRET }
      const own = { ...app, SLACK_API_URL: `${slack.origin}/api/` }
      if (settings.delivery === 'socket') return { ...own, SLACK_APP_TOKEN: APP_TOKEN }
      return { ...own, SLACK_SIGNING_SECRET: settings.signingSecret }
    },
    get signingSecret() {
      return settings.signingSecret
    },
    configure(configuration) {
      configure(settings, configuration)
      world.changed()
    },
    requests: () => log.slice(),
    cutSocket: () => socket.cut(),
    refreshSocket: () => socket.refresh(),
    redeliver: (as = 'same') => slack.delivery.redeliver(as),
    suggest: (asking) => suggest(slack, asking),
    async stop() {
      for (const { delivery } of slacks) delivery.stop()
      socket.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export type { LocalSlack, SlackOptions } from './types.ts'

const LOG_MAX = 1000
const BODY_MAX = 5_000_000

/** The workspace that gave out a response URL. */
function issuerOf(slacks: readonly [Slack, ...Slack[]], path: string): [Slack, ResponseUrl | undefined] {
  const at = slacks.find(({ team }) => path.includes(`/${team.id}/`)) ?? slacks[0]
  return [at, at.responseUrls.get(path)]
}

function broken(fault: Fault): Answer | undefined {
  const answer = failed(fault)
  if (!answer || fault.waitSaid === undefined) return answer
  const { 'retry-after': _, ...others } = answer.headers
  return { ...answer, headers: fault.waitSaid === '' ? others : { ...others, 'retry-after': fault.waitSaid } }
}

function failed(fault: Fault): Answer | undefined {
  if (fault.error !== undefined) return { status: 200, headers: {}, body: { ok: false, error: fault.error } }
  if (fault.status === undefined) return undefined
  if (fault.status === 429) return tooMany(fault.retryAfter ?? 1)
  return { status: fault.status, headers: {}, body: { ok: false, error: 'internal_error' } }
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > BODY_MAX) throw new Error('a request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
