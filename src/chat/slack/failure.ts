/** What went wrong in a call to Slack, in the port's words. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { ChatFailure, type FailureReason } from '../failure.ts'
import { waitOf } from '../retry-after.ts'

export function chatFailure(error: unknown): ChatFailure {
  if (error instanceof ChatFailure) return error
  if (error instanceof WebAPIRateLimitedError) {
    return new ChatFailure('busy', 'no', error, { retryAfter: error.retryAfter * 1000 })
  }
  if (error instanceof WebAPIPlatformError) return refused(error)
  if (error instanceof WebAPIHTTPError) {
    if (error.statusCode >= 500)
      return new ChatFailure('busy', 'unknown', error, waitSaid(error.headers['retry-after']))
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
  if (code === 'ratelimited' || code === 'rate_limited') {
    return new ChatFailure('busy', 'no', error, waitSaid(error.data.response_metadata?.retryAfter))
  }
  if (TROUBLE.has(code)) return new ChatFailure('busy', 'unknown', error)
  const reason = REASONS.get(code) ?? (code.startsWith('restricted_action') ? 'restricted' : 'invalid')
  const lacking = 'needed' in error.data && typeof error.data.needed === 'string' ? error.data.needed : null
  return new ChatFailure(reason, 'no', error, { lacking })
}

function waitSaid(seconds: unknown): { retryAfter: number | null } {
  return { retryAfter: waitOf(seconds === undefined ? null : String(seconds)) }
}

const REASONS: ReadonlyMap<string, FailureReason> = new Map([
  ...all('token', 'invalid_auth', 'token_revoked', 'token_expired', 'account_inactive', 'not_authed'),
  ...all(
    'token',
    'not_allowed_token_type',
    'org_login_required',
    'team_access_not_granted',
    'two_factor_setup_required',
    'team_not_found',
  ),
  // Slack says the same of a channel that is gone and of a private one that the bot was not invited to.
  ...all('outside', 'not_in_channel', 'channel_not_found'),
  ...all('archived', 'is_archived', 'is_inactive'),
  ...all('missing', 'message_not_found'),
  ...all('gone', 'thread_not_found'),
  ...all('forbidden', 'missing_scope', 'no_permission', 'access_denied', 'accesslimited', 'ekm_access_denied'),
  ...all('forbidden', 'forbidden_team', 'enterprise_is_restricted', 'user_is_restricted', 'user_is_ultra_restricted'),
  ...all('forbidden', 'cant_update_message', 'edit_window_closed', 'app_access_restricted', 'no_access'),
  ...all('restricted', 'posting_to_general_channel_denied', 'channel_not_allowed'),
  ...all('locked', 'restricted_action_thread_locked', 'thread_locked'),
  ...all('unfit', 'method_not_supported_for_channel_type', 'restricted_action_non_threadable_channel'),
  ...all('unfit', 'restricted_action_thread_only_channel', 'messages_tab_disabled', 'cannot_reply_to_message'),
  ...all('busy', 'message_limit_exceeded', 'external_channel_migrating'),
])

/** Slack's own codes for refusals, and what each means here. */
export function slackCodes(): Iterable<readonly [string, FailureReason]> {
  return REASONS
}

function all(reason: FailureReason, ...codes: string[]): [string, FailureReason][] {
  return codes.map((code) => [code, reason])
}

const TROUBLE = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'update_failed',
])

/** The connection was never made, so nothing can have been sent. */
function neverLeft(error: WebAPIRequestError): boolean {
  const { cause } = error.original
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    code,
  )
}
