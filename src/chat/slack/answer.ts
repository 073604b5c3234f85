/** Brings an answer to where it was asked for: through the address that Slack gave along, else by a call of our own. */
import { randomUUID } from 'node:crypto'
import type { WebClient } from '@slack/web-api'
import type { Card } from '../card.ts'
import type { Answers } from '../command.ts'
import type { Log } from '../log.ts'
import type { Reply } from '../platform.ts'
import { chatFailure, loggable } from './failure.ts'
import type { Rendered } from './outbound.ts'
import { QUIET, UNPARSED } from './own-messages.ts'
import { addressRefusal, bringTo } from './response-address.ts'
import type { Spared } from './spared.ts'

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
  /** On the person's Home, where no message stands: `channel` is their conversation with the app, and what is posted there they alone see. */
  home?: boolean
}

/** `first`: the address of a click serves its own answer; after a form it is kept for when a call of our own fails. */
export type Answer = (spot: Spot, answers: Answers, reply: Reply, first?: 'address' | 'call') => Promise<void>

export function answering(client: WebClient, spared: Spared, log: Log): Answer {
  return async (spot, answers, reply, first = 'address') => {
    if (reply.kind === 'form') return log.error({ answers }, 'A form came where only a message can be shown')
    const { card } = reply
    const way = wayOf(spot, answers, reply)
    const byAddress = () => respond(spared, way, spot, card, log)
    const byCall = () => send(client, spared, way, spot, card, log)
    const [best, other] = first === 'address' || way === 'update' ? [byAddress, byCall] : [byCall, byAddress]
    const told = async () => {
      if (reply.kind === 'card') await reply.told?.()
    }
    const outcome = await best()
    if (outcome === 'sent') return told()
    // Nobody knows whether it was sent, and everybody would see it twice.
    if (outcome === 'unknown' && way === 'room') return log.warn({ way }, 'An answer may not have reached Slack')
    if ((await other()) === 'sent') return told()
    log.error({ way }, 'An answer could not be brought to Slack')
  }
}

/** The body of the acknowledgement that answers a slash command at once. */
export function immediate(spared: Spared, answers: Answers, reply: Reply): Record<string, unknown> | undefined {
  const said = reply.kind === 'form' ? null : spared.once(reply.card)
  if (!said) return undefined
  const room = reply.kind === 'card' && answers === 'room'
  return { response_type: room ? 'in_channel' : 'ephemeral', ...said, ...QUIET }
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

/** What a person chose in a message has been answered once the message is changed for it: its menus begin anew. */
const turnOf = (way: Way): string => (way === 'update' ? randomUUID() : '')

type Outcome = 'sent' | 'refused' | 'unknown'

async function respond(spared: Spared, way: Way, spot: Spot, card: Card, log: Log): Promise<Outcome> {
  if (!spot.responseUrl) return 'refused'
  const visibility = way === 'update' ? {} : { response_type: way === 'room' ? 'in_channel' : 'ephemeral' }
  const about = {
    ...visibility,
    replace_original: way === 'update',
    ...(spot.thread && way !== 'update' ? { thread_ts: spot.thread } : {}),
    ...QUIET,
  }
  const address = spot.responseUrl
  try {
    await spared.send(card, turnOf(way), (said) => bringTo(address, { ...about, ...said }))
    return 'sent'
  } catch (error) {
    const refused = addressRefusal(error)
    if (!refused) return 'unknown'
    log.warn({ way, ...refused }, 'Slack did not take an answer at the address it gave')
    return 'refused'
  }
}

async function send(client: WebClient, spared: Spared, way: Way, spot: Spot, card: Card, log: Log): Promise<Outcome> {
  const { channel, user, thread, message } = spot
  const place = { channel, ...(thread ? { thread_ts: thread } : {}), ...UNPARSED }
  const call = (said: Rendered): Promise<unknown> => {
    if (way === 'update' && message) return client.chat.update({ channel, ts: message, ...said, ...UNPARSED })
    if (way === 'room' || spot.home) return client.chat.postMessage({ ...place, ...said, ...QUIET })
    return client.chat.postEphemeral({ ...place, user, ...said })
  }
  try {
    await spared.send(card, turnOf(way), call)
    return 'sent'
  } catch (error) {
    log.warn({ ...loggable(error), way }, 'Slack did not take an answer')
    return chatFailure(error).sent === 'unknown' ? 'unknown' : 'refused'
  }
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
