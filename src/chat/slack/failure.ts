/** What went wrong in a call to Slack, in the port's words. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { ChatFailure, type FailureReason } from '../failure.ts'

export function chatFailure(error: unknown): ChatFailure {
  if (error instanceof ChatFailure) return error
  if (error instanceof WebAPIRateLimitedError) {
    return new ChatFailure('busy', 'no', error, { retryAfter: error.retryAfter * 1000 })
  }
  if (error instanceof WebAPIPlatformError) return refused(error)
  if (error instanceof WebAPIHTTPError) {
    if (error.statusCode >= 500) return new ChatFailure('busy', 'unknown', error)
    return new ChatFailure([401, 403].includes(error.statusCode) ? 'token' : 'invalid', 'no', error)
  }
  if (error instanceof WebAPIRequestError) return new ChatFailure('busy', neverLeft(error) ? 'no' : 'unknown', error)
  return new ChatFailure('busy', 'unknown', error)
}

/** Slack's own code for a refusal, `channel_not_found`; null when the call failed otherwise. */
export function slackCode(error: unknown): string | null {
  const cause = error instanceof ChatFailure ? error.cause : error
  return cause instanceof WebAPIPlatformError ? cause.data.error : null
}

/** What may be logged of an error: names, codes and states, never addresses, texts or headers. */
export function loggable(error: unknown): Record<string, string | number> {
  const cause = error instanceof ChatFailure ? error.cause : error
  const code = slackCode(cause)
  return {
    error: cause instanceof Error ? cause.name : typeof cause,
    ...(code ? { code } : {}),
    ...(cause instanceof WebAPIHTTPError ? { status: cause.statusCode } : {}),
    ...(cause instanceof WebAPIRateLimitedError ? { code: 'ratelimited', retryAfter: cause.retryAfter } : {}),
  }
}

function refused(error: WebAPIPlatformError): ChatFailure {
  const code = error.data.error
  if (code === 'ratelimited' || code === 'rate_limited') return new ChatFailure('busy', 'no', error)
  if (TROUBLE.has(code)) return new ChatFailure('busy', 'unknown', error)
  const restricted = code.startsWith('restricted_action') ? 'restricted' : 'invalid'
  return new ChatFailure(REASONS[code] ?? restricted, 'no', error)
}

const REASONS: Readonly<Record<string, FailureReason>> = {
  access_denied: 'forbidden',
  account_inactive: 'token',
  cant_update_message: 'forbidden',
  channel_not_found: 'outside',
  edit_window_closed: 'forbidden',
  invalid_auth: 'token',
  is_archived: 'archived',
  is_inactive: 'archived',
  message_not_found: 'missing',
  method_not_supported_for_channel_type: 'unfit',
  missing_scope: 'forbidden',
  no_permission: 'forbidden',
  not_allowed_token_type: 'token',
  not_authed: 'token',
  not_in_channel: 'outside',
  org_login_required: 'token',
  team_access_not_granted: 'token',
  thread_not_found: 'gone',
  token_expired: 'token',
  token_revoked: 'token',
}

const TROUBLE = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
])

/** The connection was never made, so nothing can have been sent. */
function neverLeft(error: WebAPIRequestError): boolean {
  const { cause } = error.original
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    code,
  )
}
