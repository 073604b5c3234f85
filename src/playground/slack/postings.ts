import { randomUUID } from 'node:crypto'
import { named } from './blocks.ts'
import type { Fields } from './fields.ts'
import { SLACKBOT } from './ids.ts'
import { rendered } from './messages.ts'
import { unescapeEntities } from './mrkdwn.ts'
import type { Slack } from './slack.ts'
import { typedBlock } from './typed-block.ts'
import type { Cause, Channel, Message } from './types.ts'

/** What may happen to messages, whoever does it: kept, told to the app as events, and to those who watch. */

export type Draft = Omit<Message, 'ts' | 'reactions'>

/** `delivered` resolves once the app had its first chance to acknowledge the events. */
export interface Happened {
  message: Message
  delivered: Promise<unknown>
}

export function post(slack: Slack, draft: Draft, cause?: Cause): Happened {
  const message: Message = { ...draft, ts: slack.mint(), reactions: [] }
  if (draft.blocks) message.blocks = named(draft.blocks)
  slack.messages.save(message)
  if (message.bot || message.onlyFor !== undefined) show(slack, message, cause)
  slack.world.changed()
  return { message, delivered: message.onlyFor === undefined ? announce(slack, message) : Promise.resolve() }
}

/** A person's message, as Slack's box writes it. */
export function say(
  slack: Slack,
  said: { channel: string; user: string; text: string; thread?: string; files?: string[] },
): Happened {
  const { channel, user, text, thread, files = [] } = said
  const { message, delivered } = post(slack, {
    channel,
    user,
    bot: false,
    text,
    ...(text === '' ? {} : { blocks: [typedBlock(text)] }),
    ...(files.length > 0 ? { files } : {}),
    clientId: randomUUID(),
    ...(thread === undefined ? {} : { thread }),
  })
  return { message, delivered: delivered.then(() => preview(slack, message)) }
}

export type Change = Partial<Pick<Message, 'text' | 'metadata'>> & {
  blocks?: Fields[] | undefined
  attachments?: Fields[] | undefined
}

export function edit(slack: Slack, before: Message, change: Change, by: string, cause?: Cause): Happened {
  const { blocks: _blocks, attachments: _attachments, ...rest } = before
  const blocks = 'blocks' in change ? change.blocks : before.blocks
  const attachments = 'attachments' in change ? change.attachments : before.attachments
  const message: Message = {
    ...rest,
    text: change.text ?? before.text,
    ...(blocks?.length ? { blocks: named(blocks) } : {}),
    ...(attachments?.length ? { attachments } : {}),
    ...(change.metadata ? { metadata: change.metadata } : {}),
    edited: { user: by, ts: slack.mint() },
  }
  if (!message.bot && change.text !== undefined) message.blocks = [typedBlock(message.text)]
  slack.messages.save(message)
  if (message.bot) show(slack, message, cause)
  slack.world.changed()
  if (message.onlyFor !== undefined) return { message, delivered: Promise.resolve() }
  const previous = rendered(slack.messages, before)
  return { message, delivered: announceChange(slack, message.channel, rendered(slack.messages, message), previous) }
}

export function remove(slack: Slack, message: Message, cause?: Cause): Happened {
  const { channel, ts } = message
  const previous = rendered(slack.messages, message)
  const replies =
    message.thread === undefined && message.onlyFor === undefined ? slack.messages.replies(channel, ts) : []
  if (message.onlyFor !== undefined || replies.length === 0) slack.messages.drop(message)
  else slack.messages.save(tombstoneOf(message))
  if (message.bot) slack.effects.tell({ ...(cause ? { cause } : {}), channel })
  slack.world.changed()
  if (message.onlyFor !== undefined) return { message, delivered: Promise.resolve() }
  const tombstone = slack.messages.get(channel, ts)
  const delivered = tombstone
    ? announceChange(slack, channel, rendered(slack.messages, tombstone), previous)
    : deliver(slack, channel, {
        type: 'message',
        subtype: 'message_deleted',
        hidden: true,
        deleted_ts: ts,
        channel,
        previous_message: previous,
        ts: slack.mint(),
        channel_type: typeOf(slack, channel),
      })
  dropEmptyTombstone(slack, message)
  return { message, delivered }
}

export function react(slack: Slack, message: Message, name: string, user: string, add: boolean): Happened {
  const others = message.reactions.filter((reaction) => reaction.name !== name)
  const users = message.reactions.find((reaction) => reaction.name === name)?.users ?? []
  const next = add ? [...users, user] : users.filter((one) => one !== user)
  const changed = {
    ...message,
    reactions:
      next.length > 0 ? message.reactions.map((one) => (one.name === name ? { name, users: next } : one)) : others,
  }
  if (add && users.length === 0) changed.reactions = [...others, { name, users: next }]
  slack.messages.save(changed)
  slack.world.changed()
  const { channel, ts } = message
  const delivered = deliver(slack, channel, {
    type: add ? 'reaction_added' : 'reaction_removed',
    user,
    reaction: name,
    item: { type: 'message', channel, ts },
    item_user: message.user,
  })
  return { message: changed, delivered }
}

/** Slackbot tells one person something. */
export function whisper(slack: Slack, cause: Cause & { channel: string }, text: string): Message {
  const { channel, persona } = cause
  const draft: Draft = { channel, user: SLACKBOT.user, bot: false, text, onlyFor: persona, failed: true }
  if (cause.command !== undefined) draft.answering = { persona, command: cause.command }
  return post(slack, draft, cause).message
}

/** `inviter`: who asked them in; nobody where they came by themselves. */
export function joined(slack: Slack, channel: string, user: string, inviter?: string): Promise<unknown> {
  const who = { user, ...(inviter && { inviter }) }
  return deliver(slack, channel, memberEvent(slack, 'member_joined_channel', channel, who))
}

export function left(slack: Slack, channel: string, user: string): Promise<unknown> {
  return deliver(slack, channel, memberEvent(slack, 'member_left_channel', channel, { user }))
}

function memberEvent({ channels, team }: Slack, type: string, channel: string, who: Fields): Fields {
  return { type, ...who, channel, channel_type: channels.get(channel)?.private ? 'G' : 'C', team: team.id }
}

function show(slack: Slack, message: Message, cause?: Cause): void {
  const persona = message.onlyFor ?? slack.channels.get(message.channel)?.direct
  slack.effects.tell({
    ...(cause ? { cause } : {}),
    channel: message.channel,
    ...(persona === undefined ? {} : { persona }),
    message,
  })
}

async function announce(slack: Slack, message: Message): Promise<void> {
  const { channel } = message
  const body = rendered(slack.messages, message, { metadata: true })
  const root = message.thread === undefined ? undefined : slack.messages.get(channel, message.thread)
  const event = { ...body, channel, event_ts: message.ts, channel_type: typeOf(slack, channel) }
  const events = [
    deliver(slack, channel, message.broadcast && root ? { ...event, root: rendered(slack.messages, root) } : event),
  ]
  if (!message.bot && message.text.includes(`<@${slack.team.bot.user}>`)) {
    events.push(deliver(slack, channel, { ...body, type: 'app_mention', channel, event_ts: message.ts }))
  }
  await Promise.all(events)
}

function announceChange(slack: Slack, channel: string, message: Fields, previous: Fields): Promise<boolean> {
  return deliver(slack, channel, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    message,
    previous_message: previous,
    channel,
    ts: slack.mint(),
    channel_type: typeOf(slack, channel),
  })
}

/** Events of a channel reach the app while it is a member there. */
async function deliver(slack: Slack, channel: string, event: Fields): Promise<boolean> {
  const members = slack.channels.get(channel)?.members ?? []
  if (!members.includes(slack.team.bot.user)) return true
  return slack.delivery.event({ event_ts: event.ts ?? slack.mint(), ...event })
}

function typeOf({ channels }: Slack, id: string): string {
  const channel = channels.get(id)
  if (channel?.direct) return 'im'
  return channel?.private ? 'group' : 'channel'
}

/** What happened to a channel itself, `archive`, is told by another name of a private one. */
export function channelHappened(slack: Slack, channel: Channel, what: string, more: Fields = {}): Promise<boolean> {
  const type = `${channel.private ? 'group' : 'channel'}_${what}`
  return slack.delivery.event({ type, channel: channel.id, ...more, event_ts: slack.mint() })
}

/** Below what a person wrote Slack shows the pages that it links to: a change of the message, though nobody edited it. */
async function preview(slack: Slack, { channel, ts }: Message): Promise<void> {
  const message = slack.messages.get(channel, ts)
  const links = [...(message?.text.matchAll(/<(https?:[^|>]+)/g) ?? [])]
    .map(([, link = '']) => unescapeEntities(link))
    .filter((link) => /\.[a-z]{2,}$/.test(URL.parse(link)?.hostname ?? ''))
  if (!message || links.length === 0) return
  const previous = rendered(slack.messages, message)
  const attachments = links.map((link, index) => {
    const { hostname } = new URL(link)
    return { id: index + 1, from_url: link, original_url: link, fallback: hostname, title: hostname, title_link: link }
  })
  const shown: Message = { ...message, attachments }
  slack.messages.save(shown)
  slack.world.changed()
  await announceChange(slack, channel, rendered(slack.messages, shown), previous)
}

function tombstoneOf(message: Message): Message {
  return {
    channel: message.channel,
    ts: message.ts,
    user: SLACKBOT.user,
    bot: false,
    subtype: 'tombstone',
    text: 'This message was deleted.',
    reactions: [],
  }
}

function dropEmptyTombstone(slack: Slack, reply: Message): void {
  if (reply.thread === undefined) return
  const parent = slack.messages.get(reply.channel, reply.thread)
  if (parent?.subtype !== 'tombstone' || slack.messages.replies(reply.channel, parent.ts).length > 0) return
  slack.messages.drop(parent)
}
