import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { ChatFailure, type FailureReason } from '../failure.ts'
import { HeldBack } from './held-back.ts'

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

/** A failed call to Discord in the port's words. `lacking`: the permission that it wanted, where that is known. */
export function chatFailure(error: unknown, lacking: string | null = null): ChatFailure {
  if (error instanceof ChatFailure) return error
  const [reason, sent] = judge(error)
  const retryAfter = isHeldBack(error) ? error.retryAfter : null
  return new ChatFailure(reason, sent, trouble(error), { retryAfter, lacking })
}

/** An error that may be logged and handed on: it has the facts of the one that came, and nothing else. */
export function trouble(error: unknown): Error {
  const { name, ...rest } = facts(error)
  return Object.assign(new Error('Discord refused or did not answer'), rest, { name })
}

/** Also what it says of a thread that was deleted. */
export const UNKNOWN_CHANNEL = 10003

export function isApiError(error: unknown, ...codes: number[]): error is DiscordAPIError {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code))
}

const REASONS: Readonly<Record<number, FailureReason>> = {
  10003: 'gone',
  10004: 'gone',
  10008: 'missing',
  10070: 'missing',
  20016: 'busy',
  20022: 'busy',
  20028: 'busy',
  20029: 'busy',
  30033: 'full',
  30038: 'full',
  30046: 'busy',
  40001: 'token',
  40004: 'busy',
  40006: 'busy',
  40058: 'unfit',
  40062: 'busy',
  40067: 'unfit',
  40333: 'busy',
  50001: 'outside',
  50007: 'forbidden',
  50008: 'unfit',
  50013: 'forbidden',
  50014: 'token',
  50024: 'unfit',
  50083: 'archived',
  60003: 'forbidden',
  130000: 'busy',
  160002: 'unread',
  160005: 'locked',
  160006: 'full',
  160007: 'full',
  180000: 'missing',
}
/** Discord's own numbers for refusals, and what each means here. */
export function discordCodes(): Iterable<readonly [string, FailureReason]> {
  return Object.entries(REASONS)
}

const NEVER_ARRIVED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

function judge(error: unknown): [FailureReason, ChatFailure['sent']] {
  if (error instanceof DiscordAPIError) return [judgeRefusal(Number(error.code), error.status), 'no']
  if (isHeldBack(error)) return ['busy', 'no']
  if (error instanceof HTTPError) return ['busy', 'unknown']
  if (error instanceof Error && error.message.startsWith('Expected token')) return ['token', 'no']
  return ['busy', NEVER_ARRIVED.has(String(codeOf(error))) ? 'no' : 'unknown']
}

/** Nothing was sent, since it is not time yet. */
function isHeldBack(error: unknown): error is RateLimitError | HeldBack {
  return error instanceof RateLimitError || error instanceof HeldBack
}

/** By Discord's own number, else by the status. A refusal without a number does not come from Discord but from what stands before it. */
function judgeRefusal(code: number, status: number): FailureReason {
  const known = REASONS[code]
  if (known) return known
  if (status === 429) return 'busy'
  if (status === 401) return 'token'
  if (status === 403) return code > 0 ? 'forbidden' : 'busy'
  if (status === 404) return code > 0 ? 'gone' : 'busy'
  return 'invalid'
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
