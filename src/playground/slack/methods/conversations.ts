import { channelView } from '../channels.ts'
import type { Fields } from '../fields.ts'
import { rendered } from '../messages.ts'
import { joined } from '../postings.ts'
import { Refusal } from '../refusal.ts'
import type { Slack } from '../slack.ts'
import { isTs, microsOf } from '../ts.ts'
import type { Channel, Message } from '../types.ts'
import { channelOf, limitOf, type Methods, messageOf, need, ownChannel, text, yes } from './method.ts'

export const conversations: Methods = {
  'conversations.history': {
    token: 'bot',
    scope: 'channels:history',
    tier: 50,
    run(slack, args) {
      const channel = ownChannel(slack, args)
      const inChannel = slack.messages
        .of(channel.id)
        .filter((message) => message.thread === undefined || message.broadcast)
      const found = inChannel.filter(within(args)).reverse()
      const before = cursorOf(args)
      const from = before === undefined ? found : found.filter((message) => microsOf(message.ts) <= before)
      return { ...page(slack, args, from), pin_count: 0 }
    },
  },
  'conversations.replies': {
    token: 'bot',
    scope: 'channels:history',
    tier: 50,
    run(slack, args) {
      const channel = ownChannel(slack, args)
      const parent = messageOf(slack, channel, need(args, 'ts'), 'thread_not_found')
      const replies = slack.messages.replies(channel.id, parent.ts).filter(within(args))
      const after = cursorOf(args)
      const from = after === undefined ? replies : replies.filter((message) => microsOf(message.ts) >= after)
      return page(slack, args, from, parent)
    },
  },
  'conversations.info': {
    token: 'bot',
    scope: 'channels:read',
    tier: 50,
    run(slack, args) {
      const channel = channelOf(slack, args)
      const count = yes(args, 'include_num_members') ? { num_members: channel.members.length } : {}
      return { channel: { ...channelView(channel, slack.team), ...count } }
    },
  },
  'conversations.list': {
    token: 'bot',
    scope: 'channels:read',
    tier: 20,
    run(slack, args) {
      const open = yes(args, 'exclude_archived') ? (one: { archived: boolean }) => !one.archived : () => true
      const types = (text(args, 'types') ?? 'public_channel').split(',')
      const shown = (one: Channel) =>
        one.private
          ? types.includes('private_channel') && one.members.includes(slack.team.bot.user)
          : types.includes('public_channel')
      const channels = slack.channels.values().filter((one) => open(one) && shown(one))
      const { items, next } = slice(channels, args, 100)
      const views = items.map((channel) => ({
        ...channelView(channel, slack.team),
        num_members: channel.members.length,
      }))
      return { channels: views, response_metadata: { next_cursor: next } }
    },
  },
  'conversations.members': {
    token: 'bot',
    scope: 'channels:read',
    tier: 100,
    run(slack, args) {
      const { items, next } = slice(channelOf(slack, args).members, args, 100)
      return { members: items, response_metadata: { next_cursor: next } }
    },
  },
  'conversations.join': {
    token: 'bot',
    scope: 'channels:join',
    tier: 50,
    run(slack, args) {
      const channel = channelOf(slack, args)
      if (channel.private) throw new Refusal('method_not_supported_for_channel_type')
      if (channel.archived) throw new Refusal('is_archived')
      if (channel.members.includes(slack.team.bot.user)) {
        return {
          channel: channelView(channel, slack.team),
          warning: 'already_in_channel',
          response_metadata: { warnings: ['already_in_channel'] },
        }
      }
      channel.members.push(slack.team.bot.user)
      slack.channels.set(channel.id, channel)
      slack.world.changed()
      void joined(slack, channel.id, slack.team.bot.user)
      return { channel: channelView(channel, slack.team) }
    },
  },
}

/** Cuts a list into pages whose cursor is a position. */
export function slice<T>(all: readonly T[], args: Fields, fallback: number): { items: T[]; next: string } {
  const cursor = text(args, 'cursor') ?? ''
  const start = cursor === '' ? 0 : Number(decoded(cursor, 'at'))
  const end = start + limitOf(args, fallback)
  return { items: all.slice(start, end), next: end < all.length ? encoded('at', String(end)) : '' }
}

/** A page of messages; a thread's every page begins with its parent. */
function page(slack: Slack, args: Fields, from: Message[], parent?: Message): Fields {
  const asked = limitOf(args, parent ? 1000 : 100)
  const limit = slack.settings.limitedHistory ? Math.min(15, asked) : asked
  const room = parent ? Math.max(1, limit - 1) : limit
  const shown = from.slice(0, room)
  const next = from[room]
  const metadata = yes(args, 'include_all_metadata')
  return {
    messages: [...(parent ? [parent] : []), ...shown].map((message) => rendered(slack.messages, message, { metadata })),
    has_more: next !== undefined,
    ...(next ? { response_metadata: { next_cursor: encoded('next_ts', String(microsOf(next.ts))) } } : {}),
  }
}

function within(args: Fields): (message: Message) => boolean {
  const oldest = bound(args, 'oldest')
  const latest = bound(args, 'latest')
  const inclusive = yes(args, 'inclusive')
  return ({ ts }) => {
    const at = microsOf(ts)
    if (oldest !== undefined && (inclusive ? at < oldest : at <= oldest)) return false
    return latest === undefined || (inclusive ? at <= latest : at < latest)
  }
}

function bound(args: Fields, name: 'oldest' | 'latest'): number | undefined {
  const given = text(args, name)
  if (given === undefined || given === '' || (name === 'latest' && given === 'now')) return undefined
  if (!isTs(given)) throw new Refusal(`invalid_ts_${name}`)
  return microsOf(given)
}

function cursorOf(args: Fields): number | undefined {
  const cursor = text(args, 'cursor') ?? ''
  return cursor === '' ? undefined : Number(decoded(cursor, 'next_ts'))
}

function encoded(kind: string, value: string): string {
  return Buffer.from(`${kind}:${value}`).toString('base64')
}

function decoded(cursor: string, kind: string): string {
  const [found, value = ''] = Buffer.from(cursor, 'base64').toString().split(':')
  if (found !== kind || !/^\d+$/.test(value)) throw new Refusal('invalid_cursor')
  return value
}
