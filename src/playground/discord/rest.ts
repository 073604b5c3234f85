/** The REST half: reads calls, checks token and rate, lets faults strike, answers and keeps a log of what the bot sent. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestUrl } from '../request-url.ts'
import type { Fault } from '../types.ts'
import { type Gateway, takesToken } from './gateway.ts'
import { fieldsOf, isFields } from './json.ts'
import { openRateLimits } from './rate-limits.ts'
import type { Realm } from './realm.ts'
import { RateLimited, Refusal, refusal } from './refusals.ts'
import { type Answer, type Call, findRoute, type Match, type Route } from './router.ts'
import { isFromElsewhere } from './visitors.ts'

/** A call of the bot's. Tokens stand as `:token` in the path, which begins below `/api/v10`. */
export interface LoggedRequest {
  method: string
  path: string
  query: Record<string, string>
  body: unknown
  status: number
}

export interface Rest {
  handle(request: IncomingMessage, response: ServerResponse): void
  log(): LoggedRequest[]
}

const BASE = /^\/api\/v(?<version>\d+)(?<path>\/.*)$/
const KEPT_REQUESTS = 1_000
const MOST_BYTES = 26_000_000
const MAJOR_PARAMETERS = ['channel', 'guild', 'token']

export function openRest(realm: Realm, gateway: Gateway, routes: readonly Route[]): Rest {
  const limits = openRateLimits(
    () => performance.now() + performance.timeOrigin,
    () => realm.settings().pace ?? null,
  )
  const logged: LoggedRequest[] = []

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = requestUrl(request)
    const method = request.method ?? 'GET'
    const entry: LoggedRequest = {
      method,
      path: '',
      query: Object.fromEntries(url.searchParams),
      body: null,
      status: 0,
    }
    let headers: Record<string, string> = {}
    let dropped = false
    let reply: Reply
    try {
      if (isFromElsewhere(request)) throw new Refusal(403, 0, 'Only programs on this machine may call.')
      const match = findRoute(routes, method, pathBelowBase(url))
      entry.path = match.path
      const read = await readBody(request)
      entry.body = read.body
      if (match.route.needsToken && !takesToken(realm, request.headers.authorization)) throw refusal('unauthorized')

      if (!isCallback(match)) {
        const counted = limits.count(`${match.route.method} ${match.route.path}`, placeIn(match))
        headers = counted.headers
        if (counted.wait > 0) throw new RateLimited(counted.wait, counted.scope)
      }
      const fault = realm.world.fault('discord', `${method} ${match.path}`)
      if (fault?.now === 'socket') gateway.cut()
      if (fault?.now === 'redeliver') gateway.redeliver()
      if (fault?.delay) await new Promise((resolve) => setTimeout(resolve, fault.delay))
      if (fault?.status) reply = failing(fault, fault.status)
      else reply = match.route.handle({ ...callOf(match, url), ...read, body: fieldsOf(read.body), rawBody: read.body })
      dropped = fault?.drop === true
    } catch (thrown) {
      reply = replyTo(thrown)
    }
    entry.status = reply.status
    if (reply.headers) headers = { ...headers, ...reply.headers }
    keep(entry)
    if (dropped) request.socket.destroy()
    else write(response, reply, headers)
  }

  function keep(entry: LoggedRequest): void {
    logged.push(entry)
    if (logged.length > KEPT_REQUESTS) logged.shift()
  }

  return {
    handle(request, response) {
      answer(request, response).catch(() => request.socket.destroy())
    },
    log: () => [...logged],
  }
}

interface Reply extends Answer {
  headers?: Record<string, string>
}

function replyTo(thrown: unknown): Reply {
  if (thrown instanceof Refusal) return { status: thrown.status, body: thrown.body() }
  if (thrown instanceof RateLimited) return tooMany(thrown)
  console.error(thrown)
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } }
}

function tooMany({ wait, scope, message, code }: RateLimited): Reply {
  return {
    status: 429,
    body: { message, code, retry_after: wait, global: scope === 'global' },
    headers: {
      'Retry-After': String(wait),
      'X-RateLimit-Scope': scope,
      ...(scope === 'global' && { 'X-RateLimit-Global': 'true' }),
    },
  }
}

const FAILURES: Record<number, Answer['body']> = {
  401: refusal('unauthorized').body(),
  403: refusal('missingAccess').body(),
  404: refusal('unknownChannel').body(),
}

function failing(fault: Fault, status: number): Reply {
  const reply = failed(fault, status)
  if (fault.waitSaid === undefined) return reply
  const { 'Retry-After': _, ...others } = reply.headers ?? {}
  return { ...reply, headers: fault.waitSaid === '' ? others : { ...others, 'Retry-After': fault.waitSaid } }
}

function failed({ retryAfter = 1, scope = 'user', code }: Fault, status: number): Reply {
  if (status === 429) return tooMany(new RateLimited(retryAfter, scope, undefined, code))
  if (code !== undefined) return { status, body: { message: `${code}: told to fail`, code } }
  return { status, body: FAILURES[status] ?? { message: `${status}: told to fail`, code: 0 } }
}

function pathBelowBase(url: URL): string {
  const { version, path = '' } = BASE.exec(url.pathname)?.groups ?? {}
  if (version === undefined) throw refusal('notFound')
  if (version !== '10') throw refusal('invalidVersion')
  return path
}

function callOf(match: Match, url: URL): Pick<Call, 'params' | 'query'> {
  return { params: match.params, query: url.searchParams }
}

function isCallback(match: Match): boolean {
  return match.route.path.endsWith('/callback')
}

function placeIn(match: Match): string {
  return MAJOR_PARAMETERS.map((name) => match.params[name] ?? '').join('/')
}

async function readBody(request: IncomingMessage): Promise<{ body: unknown; files: Call['files'] }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > MOST_BYTES) throw new Refusal(413, 40005, 'Request entity too large')
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  if (bytes.length === 0) return { body: null, files: [] }
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) return readForm(bytes, type)
  return { body: parsed(bytes.toString('utf8')), files: [] }
}

/** Discord's way of sending files: the JSON as `payload_json`, each file as `files[n]`. */
async function readForm(bytes: Buffer<ArrayBuffer>, type: string): Promise<{ body: unknown; files: Call['files'] }> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => {
    throw refusal('invalidJson')
  })
  const payload = form.get('payload_json')
  const files = [...form.entries()].flatMap(([field, value]) =>
    typeof value === 'string' ? [] : [{ field, name: value.name, type: value.type, size: value.size }],
  )
  return { body: typeof payload === 'string' ? parsed(payload) : {}, files }
}

function parsed(text: string): unknown {
  const value = read(text)
  if (!isFields(value) && !Array.isArray(value)) throw refusal('invalidJson')
  if (!isWellFormed(value)) throw refusal('invalidJson')
  return value
}

/** Nothing where it is no JSON. */
function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** No text in it ends or begins with half a character: JSON can spell that, Discord's reader does not take it. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, child]) => key.isWellFormed() && isWellFormed(child))
}

function write(response: ServerResponse, reply: Reply, headers: Record<string, string>): void {
  if (reply.body === undefined) {
    response.writeHead(reply.status, headers).end()
    return
  }
  const text = JSON.stringify(reply.body)
  response.writeHead(reply.status, { ...headers, 'Content-Type': 'application/json' }).end(text)
}
