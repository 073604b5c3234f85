/** Brings an answer to where it was asked for: through the address that Slack gave along, else by a call of our own. */
import type { WebClient } from '@slack/web-api'
import type { Card } from '../card.ts'
import type { Answers } from '../command.ts'
import type { Log } from '../log.ts'
import type { Reply } from '../platform.ts'
import { QUIET, UNPARSED } from './calls.ts'
import { loggable } from './failure.ts'
import { render } from './outbound.ts'

/** Where somebody asked for something. It travels in a modal's metadata, so it is plain data. */
export interface Spot {
  channel: string
  user: string
  thread?: string
  responseUrl?: string
  /** The message that was clicked, unless only one person sees it. */
  message?: string
  /** Whether something was clicked that an update may replace. */
  clicked?: boolean
}

export type Answer = (spot: Spot, answers: Answers, reply: Reply) => Promise<void>

export function answering(client: WebClient, log: Log): Answer {
  return async (spot, answers, reply) => {
    if (reply.kind === 'form') return log.error({ answers }, 'A form came where only a message can be shown')
    const way = wayOf(spot, answers, reply)
    const outcome = spot.responseUrl ? await respond(spot.responseUrl, way, spot, reply.card) : 'refused'
    if (outcome === 'sent') return
    // Nobody knows whether it was sent, and everybody would see it twice.
    if (outcome === 'unknown' && way === 'room') return log.warn({ way }, 'An answer may not have reached Slack')
    try {
      await send(client, way, spot, reply.card)
    } catch (error) {
      log.warn({ ...loggable(error), way }, 'An answer could not be brought to Slack')
    }
  }
}

/** The body of the acknowledgement that answers a slash command at once. */
export function immediate(answers: Answers, reply: Reply): Record<string, unknown> | undefined {
  if (reply.kind === 'form') return undefined
  const room = reply.kind === 'card' && answers === 'room'
  return { response_type: room ? 'in_channel' : 'ephemeral', ...render(reply.card), ...QUIET }
}

/** A spot as it was put into a modal's metadata; null when it is none. */
export function readSpot(metadata: string): Spot | null {
  try {
    const value: unknown = JSON.parse(metadata)
    return isSpot(value) ? value : null
  } catch {
    return null
  }
}

type Way = 'actor' | 'room' | 'update'

function wayOf(spot: Spot, answers: Answers, reply: Reply): Way {
  if (reply.kind === 'problem') return 'actor'
  if (answers === 'room') return 'room'
  return answers === 'update' && spot.clicked ? 'update' : 'actor'
}

const PATIENCE_MS = 10_000

async function respond(url: string, way: Way, spot: Spot, card: Card): Promise<'sent' | 'refused' | 'unknown'> {
  const visibility = way === 'update' ? {} : { response_type: way === 'room' ? 'in_channel' : 'ephemeral' }
  const body = {
    ...visibility,
    replace_original: way === 'update',
    ...(spot.thread && way !== 'update' ? { thread_ts: spot.thread } : {}),
    ...render(card),
    ...QUIET,
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const said = await response.text()
    return response.ok && !/"ok"\s*:\s*false/.test(said) ? 'sent' : 'refused'
  } catch {
    return 'unknown'
  }
}

async function send(client: WebClient, way: Way, spot: Spot, card: Card): Promise<void> {
  const { channel, user, thread, message } = spot
  const place = { channel, ...(thread ? { thread_ts: thread } : {}) }
  const said = { ...render(card), ...UNPARSED }
  if (way === 'update' && message) await client.chat.update({ channel, ts: message, ...said })
  else if (way === 'room') await client.chat.postMessage({ ...place, ...said, ...QUIET })
  else await client.chat.postEphemeral({ ...place, user, ...said })
}

function isSpot(value: unknown): value is Spot {
  if (typeof value !== 'object' || value === null) return false
  const optional = ['thread', 'responseUrl', 'message'].every((key) => {
    const one: unknown = Reflect.get(value, key)
    return one === undefined || typeof one === 'string'
  })
  return (
    optional &&
    'channel' in value &&
    'user' in value &&
    [value.channel, value.user].every((one) => typeof one === 'string')
  )
}
