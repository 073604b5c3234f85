import { type Fields, parseJson } from '../fields.ts'
import { Refusal, refusalOf } from '../refusal.ts'
import type { Slack } from '../slack.ts'
import { isTs } from '../ts.ts'
import type { Channel, Message } from '../types.ts'

/** One method of the Web API. */
export interface Method {
  token: 'bot' | 'app' | 'none'
  scope?: string
  /** Calls a minute: Slack's tiers, roughly. `post`: about one a second and channel. */
  tier: 'post' | 20 | 50 | 100
  run(slack: Slack, args: Fields): Fields
}

export type Methods = Record<string, Method>

/** A string argument that must be there. */
export function need(args: Fields, name: string): string {
  const value = text(args, name)
  if (value === undefined || value === '') {
    throw refusalOf('invalid_arguments', [`[ERROR] missing required field: ${name} [json-pointer:/${name}]`])
  }
  return value
}

/** Forms carry everything as text, JSON bodies carry numbers too. */
export function text(args: Fields, name: string): string | undefined {
  const value = args[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

export function yes(args: Fields, name: string): boolean {
  const value = args[name]
  return value === true || value === 'true' || value === '1' || value === 1
}

/** An argument that is JSON even in a form. */
export function json(args: Fields, name: string): unknown {
  const value = args[name]
  return typeof value === 'string' ? parseJson(value) : value
}

export function limitOf(args: Fields, fallback: number, most = 999): number {
  const given = text(args, 'limit')
  if (given === undefined || given === '') return fallback
  const limit = Number(given)
  if (!Number.isInteger(limit) || limit < 1 || limit > most + 1) throw new Refusal('invalid_limit')
  return limit
}

export function channelOf(slack: Slack, args: Fields, name = 'channel'): Channel {
  const id = need(args, name)
  const channel = slack.channels.get(id)
  // A private channel is not there for who is not in it.
  if (!channel || (channel.private && !channel.members.includes(slack.team.bot.user)))
    throw new Refusal('channel_not_found')
  return channel
}

/** A channel that the bot is in. */
export function ownChannel(slack: Slack, args: Fields): Channel {
  const channel = channelOf(slack, args)
  if (!channel.members.includes(slack.team.bot.user)) throw new Refusal('not_in_channel')
  return channel
}

/** A channel that the bot may write to. */
export function openChannel(slack: Slack, args: Fields): Channel {
  const channel = channelOf(slack, args)
  if (channel.archived) throw new Refusal('is_archived')
  if (!channel.members.includes(slack.team.bot.user)) throw new Refusal('not_in_channel')
  return channel
}

/** A channel that the bot may post in. */
export function postableChannel(slack: Slack, args: Fields): Channel {
  const channel = openChannel(slack, args)
  const mayPost = channel.allowed?.includes(slack.team.bot.user) === true
  if (channel.restricted !== undefined && !mayPost) throw new Refusal(channel.restricted)
  if (channel.frozen) throw new Refusal('restricted_action')
  return channel
}

export function messageOf(slack: Slack, channel: Channel, ts: string, error = 'message_not_found'): Message {
  const message = isTs(ts) ? slack.messages.get(channel.id, ts) : undefined
  if (!message) throw new Refusal(error)
  return message
}
