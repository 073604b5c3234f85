import type { IncomingMessage } from 'node:http'
import { parse } from 'node:querystring'
import { requestUrl } from '../request-url.ts'
import { type Fields, fieldsOf, parseJson, textOf } from './fields.ts'
import { APP_TOKEN } from './ids.ts'
import type { Install } from './installs.ts'
import { auth } from './methods/auth.ts'
import { chat } from './methods/chat.ts'
import { conversations } from './methods/conversations.ts'
import { files } from './methods/files.ts'
import type { Method, Methods } from './methods/method.ts'
import { reactions } from './methods/reactions.ts'
import { users } from './methods/users.ts'
import { views } from './methods/views.ts'
import type { Rates } from './rates.ts'
import { Refusal } from './refusal.ts'
import type { Slack } from './slack.ts'

/** The Web API's front desk: reads the call, checks token, scope and rate, and answers as Slack does. */

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Fields
}

const METHODS: Methods = { ...auth, ...chat, ...conversations, ...users, ...reactions, ...views, ...files }
const POST_BURST = 10

/** `slacks`: every workspace; a token tells which one a call is for. */
export function callMethod(
  slacks: readonly [Slack, ...Slack[]],
  rates: Rates,
  name: string,
  args: Fields,
  request: IncomingMessage,
): Answer {
  const headers: Record<string, string> = {}
  try {
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (!method) throw new Refusal('unknown_method', { req_method: name })
    const token = textOf(request.headers.authorization)?.replace(/^Bearer\s+/i, '') ?? textOf(args.token)
    const install = slacks[0].installs.of(token ?? '')
    const slack = placeOf(slacks, install, args)
    headers['x-oauth-scopes'] = (install?.scopes ?? slack.settings.scopes).join(',')
    if (method.scope) headers['x-accepted-oauth-scopes'] = method.scope
    if (method.token !== 'none') authorize(slack, method, args, token, install)
    const wait = rationed(slack, name) || waitFor(rates, `${slack.team.id} ${name}`, method, args)
    if (wait > 0) return tooMany(wait)
    return { status: 200, headers, body: { ok: true, ...method.run(slack, args) } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { status: 200, headers, body: { ok: false, error: error.code, ...error.extra } }
  }
}

export function tooMany(seconds: number): Answer {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: { ok: false, error: 'ratelimited' } }
}

/** The arguments of a call: its query, and a form or JSON. */
export function argsOf(request: IncomingMessage, body: string): Fields {
  const query = Object.fromEntries(requestUrl(request).searchParams)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/json')) return { ...query, ...fieldsOf(parseJson(body)) }
  return { ...query, ...parse(body) }
}

/** A token for a whole organisation acts where the channel or the person is that the call is about. */
function placeOf(slacks: readonly [Slack, ...Slack[]], install: Install | undefined, args: Fields): Slack {
  const among = slacks.filter(({ team }) => install?.teams.includes(team.id))
  const asked = among.find(
    ({ team, channels, people }) =>
      channels.get(textOf(args.channel) ?? '') ?? people.get(textOf(args.user) ?? '') ?? team.id === args.team_id,
  )
  return asked ?? among[0] ?? slacks[0]
}

function authorize(
  slack: Slack,
  method: Method,
  args: Fields,
  token: string | undefined,
  install: Install | undefined,
): void {
  if (!token) throw new Refusal('not_authed')
  if (token !== APP_TOKEN && !install) throw new Refusal('invalid_auth')
  if ((token === APP_TOKEN ? 'app' : 'bot') !== method.token) throw new Refusal('not_allowed_token_type')
  if (!install) return
  const { refusal, scopes } = install
  if (refusal !== null) throw new Refusal(refusal)
  for (const needed of scopesOf(slack, method, args)) {
    if (!scopes.includes(needed)) throw new Refusal('missing_scope', { needed, provided: scopes.join(',') })
  }
}

/** What is asked of channels is asked by another right of private ones. */
function scopesOf({ channels }: Slack, { scope }: Method, { channel, types }: Fields): string[] {
  if (scope === undefined) return []
  const [kind, right] = scope.split(':')
  if (kind !== 'channels' || right === 'join') return [scope]
  const asked = textOf(types)?.split(',') ?? []
  if (asked.length > 0) {
    const kinds = { public_channel: 'channels', private_channel: 'groups' }
    return Object.entries(kinds).flatMap(([type, one]) => (asked.includes(type) ? [`${one}:${right}`] : []))
  }
  const isPrivate = channels.get(textOf(channel) ?? '')?.private === true
  return [isPrivate ? `groups:${right}` : scope]
}

/** When each workspace’s history was read last, by method; milliseconds of the world’s clock. */
const readAt = new WeakMap<Slack, Map<string, number>>()

/** Seconds to wait where history is rationed. */
function rationed(slack: Slack, name: string): number {
  const isRationed = name === 'conversations.history' || name === 'conversations.replies'
  if (!isRationed || !slack.settings.limitedHistory) return 0
  const last = readAt.get(slack) ?? new Map<string, number>()
  readAt.set(slack, last)
  const left = (last.get(name) ?? 0) + 60_000 - slack.world.now()
  if (left <= 0) last.set(name, slack.world.now())
  return Math.max(0, Math.ceil(left / 1000))
}

function waitFor(rates: Rates, name: string, method: Method, args: Fields): number {
  if (method.tier === 'post') return rates.take(`${name} ${String(args.channel)}`, 60, POST_BURST)
  return rates.take(name, method.tier, method.tier)
}
