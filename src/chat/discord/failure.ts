import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { ChatFailure } from '../platform.ts'
import { TooManyRefusals } from './breaker.ts'

/** What a log may hold of an error: never a URL, a body or a header, since they carry tokens and votes. */
export function facts(error: unknown): { name: string; code?: string | number; status?: number; route?: string } {
  if (error instanceof ChatFailure) return { ...facts(error.cause), name: `ChatFailure ${error.reason}` }
  if (error instanceof DiscordAPIError) {
    return { name: 'DiscordAPIError', code: error.code, status: error.status, route: routeOf(error) }
  }
  if (error instanceof HTTPError) return { name: 'HTTPError', status: error.status, route: routeOf(error) }
  if (error instanceof RateLimitError)
    return { name: 'RateLimitError', status: 429, route: `${error.method} ${error.route}` }
  if (!(error instanceof Error)) return { name: typeof error }
  const code = codeOf(error)
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined
  return { name: error.name, ...(code === undefined ? {} : { code }), ...(status === undefined ? {} : { status }) }
}

/** A failed call to Discord in the port's words. */
export function chatFailure(error: unknown): ChatFailure {
  if (error instanceof ChatFailure) return error
  const [reason, sent] = judge(error)
  return new ChatFailure(reason, sent, trouble(error))
}

/** An error that may be logged and handed on: it has the facts of the one that came, and nothing else. */
export function trouble(error: unknown): Error {
  const { name, ...rest } = facts(error)
  return Object.assign(new Error('Discord refused or did not answer'), rest, { name })
}

export function isApiError(error: unknown, ...codes: number[]): error is DiscordAPIError {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code))
}

const FORBIDDEN = new Set([50001, 50013, 50007, 20022])
const GONE = new Set([10003, 10004, 10008, 50083, 160005])
const BUSY = new Set([30046, 20016, 20028, 20029])
const NEVER_ARRIVED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

function judge(error: unknown): [ChatFailure['reason'], ChatFailure['sent']] {
  if (error instanceof DiscordAPIError) return [judgeRefusal(Number(error.code), error.status), 'no']
  if (error instanceof RateLimitError || error instanceof TooManyRefusals) return ['busy', 'no']
  if (error instanceof HTTPError) return ['busy', 'unknown']
  if (error instanceof Error && error.message.startsWith('Expected token')) return ['forbidden', 'no']
  return ['busy', NEVER_ARRIVED.has(String(codeOf(error))) ? 'no' : 'unknown']
}

function judgeRefusal(code: number, status: number): ChatFailure['reason'] {
  if (BUSY.has(code) || status === 429) return 'busy'
  if (FORBIDDEN.has(code)) return 'forbidden'
  if (GONE.has(code)) return 'gone'
  if (status === 401 || status === 403) return 'forbidden'
  return status === 404 ? 'gone' : 'invalid'
}

function codeOf(error: unknown): string | number | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' || typeof code === 'number' ? code : codeOf(error.cause)
}

function routeOf({ method, url }: { method: string; url: string }): string {
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  const template = path.replace(/\/(interactions|webhooks)\/\d+\/[^/]+/, '/$1/:id/:token').replace(/\d{15,}/g, ':id')
  return `${method} ${template}`
}
