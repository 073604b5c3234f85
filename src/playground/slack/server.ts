import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { requestUrl } from '../request-url.ts'
import type { Fault } from '../types.ts'
import type { World } from '../world.ts'
import { type Answer, argsOf, callMethod, tooMany } from './api.ts'
import { openChannels } from './channels.ts'
import { stateOf } from './chat-state.ts'
import { openDelivery } from './delivery.ts'
import { openEffects } from './effects.ts'
import { type Fields, fieldsOf, listOf, parseJson } from './fields.ts'
import { openFiles } from './files.ts'
import { APP_TOKEN, BOT, BOT_TOKEN, PAPERS, PEOPLE, TEAM } from './ids.ts'
import { suggestions } from './interactions.ts'
import { openMessages } from './messages.ts'
import { openPeople } from './people.ts'
import { act } from './personas.ts'
import { channelHappened, joined, remove } from './postings.ts'
import { openRates } from './rates.ts'
import { Refusal } from './refusal.ts'
import { respond } from './respond.ts'
import { openResponseUrls } from './response-urls.ts'
import { configure, loopback, openSettings } from './settings.ts'
import type { Home, Slack } from './slack.ts'
import { openSocketMode } from './socket.ts'
import { openTriggers } from './triggers.ts'
import { tsMint } from './ts.ts'
import type { ApiRequest, Channel, LocalSlack, Setting, SlackOptions, Suggesting } from './types.ts'
import { findElement } from './view-state.ts'
import { openViews } from './views.ts'

/** A local Slack for one workspace and one app, spoken to by the unmodified Bolt client. On this machine only. */
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
  const people = openPeople(world)
  const files = openFiles(world, settings, () => slack.origin)
  const socket = openSocketMode(server, () => world.changed())
  const slack: Slack = {
    origin: '',
    world,
    settings,
    channels: openChannels(world),
    people,
    messages: openMessages(world, files, people),
    views: openViews(),
    files,
    homes: world.collection<Home>('slack.homes'),
    chosen: new Map(),
    triggers: openTriggers(),
    responseUrls: openResponseUrls(world, () => slack.origin),
    effects: openEffects(),
    socket,
    delivery: openDelivery(world, settings, socket, options.retryDelays ?? [0, 60_000, 300_000]),
    mint: tsMint(world),
  }
  let called = false

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = requestUrl(request)
    const body = await read(request)
    const fault = world.fault('slack', `${request.method} ${pathname}`)
    if (fault?.now) disturb(fault.now)
    if (fault?.delay) await new Promise((resolve) => setTimeout(resolve, fault.delay))
    const answer = (fault && broken(fault)) ?? handle(request, pathname, body)
    if (fault?.drop) response.destroy()
    else if (answer) write(response, answer)
    else if (!files.serve(request, response)) permalink(pathname, response)
  }

  function handle(request: IncomingMessage, pathname: string, body: string): Answer | undefined {
    if (pathname.startsWith('/api/')) {
      called = true
      const name = pathname.slice('/api/'.length)
      const args = argsOf(request, body)
      const answer = callMethod(slack, rates, name, args, request)
      note(name, args, answer)
      return answer
    }
    if (request.method !== 'POST') return undefined
    const answer = respondTo(pathname, fieldsOf(parseJson(body)))
    note('response_url', fieldsOf(parseJson(body)), answer)
    return answer
  }

  function respondTo(pathname: string, body: Fields): Answer {
    try {
      respond(slack, slack.responseUrls.get(pathname), body)
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
    const message = slack.messages.get(channel, `${seconds}.${micros}`)
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
  slack.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    name: 'slack',
    origin: slack.origin,
    get env() {
      const own = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_API_URL: `${slack.origin}/api/` }
      if (settings.delivery === 'socket') return { ...own, SLACK_APP_TOKEN: APP_TOKEN }
      return { ...own, SLACK_SIGNING_SECRET: settings.signingSecret }
    },
    rooms: [`slack:${TEAM.id}:${PAPERS}`],
    get signingSecret() {
      return settings.signingSecret
    },
    state: () => stateOf(slack, settings.delivery === 'socket' ? socket.connected() : called),
    act: (doing) => act(slack, options.grace ?? 250, doing),
    configure(configuration) {
      configure(settings, configuration)
      world.changed()
    },
    requests: () => log.slice(),
    setting(change) {
      applySetting(slack, change)
      world.changed()
    },
    cutSocket: () => socket.cut(),
    refreshSocket: () => socket.refresh(),
    redeliver: (as = 'same') => slack.delivery.redeliver(as),
    openHome: (persona) => openHome(slack, persona),
    suggest: (asking) => suggest(slack, asking),
    async stop() {
      slack.delivery.stop()
      socket.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export type { LocalSlack, SlackOptions } from './types.ts'

const LOG_MAX = 1000
const BODY_MAX = 5_000_000

function applySetting(slack: Slack, change: Setting): void {
  const { settings } = slack
  if ('archive' in change) archive(slack, change.archive, !change.undo)
  if ('kick' in change) changeMember(slack, change.kick, BOT.user, false)
  if ('invite' in change) changeMember(slack, change.invite, BOT.user, true)
  if ('join' in change) changeMember(slack, change.join, change.persona, true)
  if ('leave' in change) changeMember(slack, change.leave, change.persona, false)
  if ('revokeToken' in change) settings.tokenRefusal = change.revokeToken ? 'token_revoked' : null
  if ('refuseToken' in change) settings.tokenRefusal = change.refuseToken
  if ('restrict' in change) {
    const { restrict, undo, code = 'restricted_action' } = change
    changeChannel(slack, restrict, { restricted: undo ? undefined : code })
  }
  if ('name' in change) makeChannel(slack, change)
  if ('deleteChannel' in change) deleteChannel(slack, change.deleteChannel)
  if ('person' in change) slack.people.set(change.person.id, change.person)
  if ('scopes' in change) settings.scopes = change.scopes
  if ('signingSecret' in change) settings.signingSecret = change.signingSecret
  if ('delivery' in change) {
    settings.delivery = change.delivery === 'socket' ? 'socket' : { url: loopback(change.delivery.url) }
  }
  if ('deleteMessage' in change) {
    const message = slack.messages.get(change.channel, change.deleteMessage)
    if (message) remove(slack, message)
  }
}

function archive(slack: Slack, id: string, archived: boolean): void {
  const channel = changeChannel(slack, id, { archived })
  if (channel.members.includes(BOT.user)) {
    void channelHappened(slack, channel, archived ? 'archive' : 'unarchive', { user: PEOPLE[0].id })
  }
}

function makeChannel(slack: Slack, made: Extract<Setting, { name: string }>): void {
  const { channel: id, name, private: isPrivate = false } = made
  const before = slack.channels.get(id)
  const created = before?.created ?? Math.floor(slack.world.now() / 1000)
  const members = made.members ?? before?.members ?? []
  slack.channels.set(id, { archived: false, ...before, id, name, created, private: isPrivate, members })
}

function deleteChannel(slack: Slack, id: string): void {
  const channel = slack.channels.get(id)
  if (!channel) return
  slack.channels.delete(id)
  for (const message of slack.messages.of(id)) slack.messages.drop(message)
  if (channel.members.includes(BOT.user)) void channelHappened(slack, channel, 'deleted')
}

function changeChannel(
  slack: Slack,
  id: string,
  change: Partial<Channel> | { restricted: string | undefined },
): Channel {
  const { restricted, ...channel } = { ...slack.channels.get(id), ...change }
  if (!isChannel(channel)) throw new Error(`there is no channel ${id}`)
  const changed = { ...channel, ...(restricted === undefined ? {} : { restricted }) }
  slack.channels.set(id, changed)
  return changed
}

const isChannel = (channel: Partial<Channel>): channel is Channel => channel.id !== undefined

function changeMember(slack: Slack, id: string, user: string, member: boolean): void {
  const others = (slack.channels.get(id)?.members ?? []).filter((one) => one !== user)
  const channel = changeChannel(slack, id, { members: member ? [...others, user] : others })
  if (member) void joined(slack, id, user)
  else if (user === BOT.user) void channelHappened(slack, channel, 'left', { actor_id: PEOPLE[0].id })
}

async function openHome(slack: Slack, persona: string): Promise<unknown> {
  const home = slack.homes.get(persona)
  await slack.delivery.event({
    type: 'app_home_opened',
    user: persona,
    channel: `D${persona.slice(1)}`,
    tab: 'home',
    event_ts: slack.mint(),
    ...(home ? { view: { id: home.id, hash: home.hash, ...home.sent } } : {}),
  })
  return slack.homes.get(persona)?.sent
}

async function suggest(slack: Slack, asking: Suggesting): Promise<Fields[]> {
  const { persona, channel = '', message: ts = '', control, text } = asking
  const view = asking.modal === undefined ? undefined : slack.views.get(asking.modal)
  const message = slack.messages.get(channel, ts) ?? slack.messages.ephemeral(channel, ts)
  const [block, element] = findElement(view ? listOf(view.sent.blocks) : (message?.blocks ?? []), control) ?? []
  if (!block || !element) return []
  const where = view ? { view } : message ? { message } : {}
  return suggestions(slack, { persona, channel }, where, block, element, text)
}

function broken(fault: Fault): Answer | undefined {
  if (fault.error !== undefined) return { status: 200, headers: {}, body: { ok: false, error: fault.error } }
  if (fault.status === undefined) return undefined
  if (fault.status === 429) return tooMany(fault.retryAfter ?? 1)
  return { status: fault.status, headers: {}, body: { ok: false, error: 'internal_error' } }
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > BODY_MAX) throw new Error('a request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
