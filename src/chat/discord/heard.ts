/** What people write, edit and delete in threads, from raw events: nothing here depends on a cache. */
import { setTimeout as pause } from 'node:timers/promises'
import {
  type GatewayGuildCreateDispatchData,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageUpdateDispatchData,
  type GatewayReadyDispatchData,
  MessageType,
} from 'discord.js'
import type { TenantId } from '../../club/keys.ts'
import type { Log } from '../log.ts'
import type { Heard, Inbound, Reaction } from '../platform.ts'
import { withProse } from '../prose.ts'
import { facts } from './failure.ts'
import { accountId, nameOf, roomId, shardOf, shownAs, tenantId } from './ids.ts'
import { plainText, proseOf } from './plain-text.ts'
import { instantOf } from './snowflake.ts'
import type { Threads } from './threads.ts'

/** Pauses before trying again to keep what was said, in milliseconds. */
const PAUSES = [500, 2_000, 8_000, 30_000]

type Spoken = Partial<GatewayMessageUpdateDispatchData> & Pick<GatewayMessageUpdateDispatchData, 'id'>
type Updated = Spoken & Pick<GatewayMessageUpdateDispatchData, 'channel_id'>

export interface Ears {
  created(message: GatewayMessageCreateDispatchData): Promise<void>
  edited(message: Updated): Promise<void>
  deleted(message: GatewayMessageDeleteDispatchData): Promise<void>
  deletedMany(messages: GatewayMessageDeleteBulkDispatchData): Promise<void>
  /** Somebody answered it with an emoji, or took that back. */
  reacted(message: Reacted): Promise<void>
  threadDeleted(thread: DeletedPlace & { parent_id?: string | null | undefined }): Promise<void>
  roomDeleted(channel: DeletedPlace): Promise<void>
  /** Who may see it may have changed. */
  roomChanged(channel: DeletedPlace): Promise<void>
  /** The bot was put out of a server, or left it. */
  serverGone(server: { id: string }): Promise<void>
  /** A shard is there, and which servers it has: those that are down for now as well. */
  shardThere(ready: Pick<GatewayReadyDispatchData, 'guilds' | 'shard'>): Promise<void>
  /** A server that the bot is in, told of at each start as well. */
  serverThere(server: JoinedServer): Promise<void>
}

type Reacted = Pick<GatewayMessageReactionAddDispatchData, 'message_id' | 'channel_id' | 'guild_id'>

type JoinedServer = Partial<GatewayGuildCreateDispatchData> & Pick<GatewayGuildCreateDispatchData, 'id'>

interface DeletedPlace {
  id: string
  guild_id?: string | undefined
}

/** `own`: the bot's application; empty while that is not known. */
export function createEars(inbound: Inbound, threads: Threads, own: () => string, log: Log): Ears {
  async function tell(guild: string | undefined, thread: string, event: Said): Promise<void> {
    if (guild === undefined) return
    await keep({ thread, message: event.message, kind: event.kind }, async () => {
      const parent = await threads.parentOf(thread)
      if (parent !== null) await inbound.heard({ ...event, room: roomId(guild, parent), thread })
      else if (event.kind === 'deleted') await inbound.heard({ ...event, room: roomId(guild, thread), thread: '' })
    })
  }

  /** Hands on what a room told, again and again until it is kept. */
  async function keep(about: object, handOn: () => Promise<void>): Promise<void> {
    for (const rest of [...PAUSES, null]) {
      try {
        return await handOn()
      } catch (error) {
        const line = { ...about, error: facts(error) }
        if (rest === null) return log.error(line, 'what a room told could not be kept')
        log.warn(line, 'what a room told could not be kept yet')
        await pause(rest, undefined, { ref: false })
      }
    }
  }

  return {
    async created(message) {
      for (const event of saidIn(message, own())) await tell(message.guild_id, message.channel_id, event)
    },
    async edited(message) {
      for (const event of editedIn(message, own())) await tell(message.guild_id, message.channel_id, event)
    },
    async deleted({ guild_id, channel_id, id }) {
      await tell(guild_id, channel_id, { kind: 'deleted', message: id, at: deletedAt(id) })
    },
    async deletedMany({ guild_id, channel_id, ids }) {
      const each = ids.map((id) => tell(guild_id, channel_id, { kind: 'deleted', message: id, at: deletedAt(id) }))
      await Promise.all(each)
    },
    async reacted({ guild_id: guild, channel_id: thread, message_id: message }) {
      if (guild === undefined) return
      await keep({ thread, kind: 'reacted' }, async () => {
        const parent = await threads.parentOf(thread)
        if (parent !== null) await inbound.reacted?.({ room: roomId(guild, parent), thread, message })
      })
    },
    async threadDeleted({ guild_id: guild, parent_id: parent, id: thread }) {
      if (guild === undefined || !parent) return
      const event = { room: roomId(guild, parent), thread, at: Temporal.Now.instant() }
      await keep({ thread, kind: 'thread deleted' }, () => inbound.erased(event))
    },
    async serverThere({ id, joined_at: joined, system_channel_id: system }) {
      if (joined === undefined) return
      const room = system ? roomId(id, system) : null
      const event = { into: tenantId(id), room, at: Temporal.Instant.from(joined) }
      await keep({ server: id, kind: 'joined' }, async () => inbound.joined?.(event))
    },
    async roomChanged({ guild_id: guild, id }) {
      if (guild === undefined) return
      const room = roomId(guild, id)
      await keep({ room, kind: 'room changed' }, async () => inbound.changed?.(room))
    },
    async serverGone({ id }) {
      const event = { tenant: tenantId(id), why: 'removed' as const, at: Temporal.Now.instant() }
      await keep({ server: id, kind: 'left' }, async () => inbound.left?.(event))
    },
    async shardThere({ guilds, shard: [index, count] = [0, 1] }) {
      const there = new Set(guilds.map(({ id }) => tenantId(id)))
      const lacks = (tenant: TenantId) => !there.has(tenant) && shardOf(tenant, count) === index
      const event = { chat: 'discord', lacks }
      await keep({ shard: index, kind: 'connected' }, async () => inbound.present?.(event))
    },
    async roomDeleted({ guild_id: guild, id }) {
      if (guild === undefined) return
      const event = { room: roomId(guild, id), thread: null, at: Temporal.Now.instant() }
      await keep({ room: event.room, kind: 'room deleted' }, () => inbound.erased(event))
    },
  }
}

/** What a message says, as it reads now; nothing when it is not a person's, or has no words. `own`: the bot's application. */
export function saidIn(
  message: Spoken & Pick<GatewayMessageCreateDispatchData, 'timestamp' | 'author'>,
  own: string,
): Said[] {
  if (!isSpoken(message, own)) return []
  const text = plainText(message)
  if (text === '') return []
  const at = Temporal.Instant.from(message.timestamp)
  return [
    {
      kind: 'said',
      message: message.id,
      author: authorOf(message),
      ...withProse(text, proseOf(message)),
      ...answersOf(message),
      ...(message.reactions?.length ? { reactions: reactionsOf(message) } : {}),
      at,
    },
  ]
}

/** What a message is answered with, in Discord's order. */
export function reactionsOf({ reactions = [] }: Pick<Spoken, 'reactions'>): Reaction[] {
  return reactions.map(({ emoji: { id, name }, count }) => ({
    sign: id === null ? (name ?? '?') : `:${name ?? 'emoji'}:`,
    count,
  }))
}

/** A message that is forwarded names another as well. */
function answersOf({ type, message_reference: reference }: Spoken): { answers?: string } {
  return type === MessageType.Reply && reference?.message_id ? { answers: reference.message_id } : {}
}

/** Without an instant only a preview or a pin has changed. */
export function editedIn(message: Spoken, own: string): Said[] {
  if (!isSpoken(message, own) || !message.edited_timestamp) return []
  const text = plainText(message)
  if (text === '') return []
  const at = Temporal.Instant.from(message.edited_timestamp)
  const author = message.author ? { author: authorOf({ ...message, author: message.author }) } : {}
  return [{ kind: 'edited', message: message.id, ...withProse(text, proseOf(message)), at, ...author }]
}

type Said = Without<Heard, 'room' | 'thread'>
type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never

const SPOKEN: readonly MessageType[] = [MessageType.Default, MessageType.Reply]

/** Whether a person wrote it, by themselves or by an app that writes for them: no bot, no feed, no system message. */
function isSpoken(message: Spoken, own: string): boolean {
  const { author, webhook_id: webhook, type } = message
  if (type !== undefined && !SPOKEN.includes(type)) return false
  return webhook === undefined ? author?.bot !== true : isProxied(message, own)
}

/**
 * Whether an app repeats there what somebody wrote, under a name of theirs: by a webhook that it made itself. What the bot repeats is
 * not heard, nor are webhooks that people made, for feeds, nor what an app answers to a command.
 */
function isProxied({ author, webhook_id: webhook, application_id: app }: Spoken, own: string): boolean {
  return own !== '' && app !== undefined && ![own, webhook].includes(app) && (author?.id ?? webhook) === webhook
}

type Authored = Pick<GatewayMessageCreateDispatchData, 'author'> &
  Pick<Spoken, 'member' | 'webhook_id' | 'application_id'>

/** Whom an app writes for it alone knows: they are the name that is shown, and nobody who could do anything. */
export function authorOf({ author, member, webhook_id: webhook, application_id: app }: Authored) {
  const name = nameOf(author, member?.nick)
  return { account: author.id === webhook ? shownAs(`${app} ${name}`) : accountId(author.id), name }
}

/** Discord does not say when; never before the message was written. */
function deletedAt(message: string): Temporal.Instant {
  const now = Temporal.Now.instant()
  const written = instantOf(message)
  return Temporal.Instant.compare(now, written) < 0 ? written : now
}
