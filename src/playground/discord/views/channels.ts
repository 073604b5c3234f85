/** Channels and threads as the API shows them. */
import { ChannelType } from 'discord-api-types/v10'
import { isDirect, kindOf, threadKindOf } from '../channel-kinds.ts'
import type { Fields } from '../json.ts'
import { botMay } from '../permissions.ts'
import { BOT } from '../personas.ts'
import type { Place, Realm } from '../realm.ts'
import type { StoredChannel, StoredThread } from '../records.ts'
import { iso } from './instants.ts'
import { userView } from './people.ts'

export function placeView(realm: Realm, place: Place): Fields {
  return place.thread ? threadView(realm, place.thread) : channelView(realm, place.channel)
}

export function channelView(realm: Realm, channel: StoredChannel): Fields {
  if (isDirect(channel)) return directView(realm, channel)
  return {
    id: channel.id,
    type: kindOf(channel),
    guild_id: channel.guild,
    name: channel.name,
    topic: channel.topic,
    position: channel.position,
    permission_overwrites: overwritesOf(channel),
    parent_id: null,
    nsfw: false,
    flags: 0,
    last_message_id: lastMessage(realm, channel.id),
    last_pin_timestamp: null,
    rate_limit_per_user: 0,
  }
}

/** A server's id as events carry it; nothing for a conversation with one person. */
export function inGuild({ guild }: StoredChannel): { guild_id?: string } {
  return guild === '' ? {} : { guild_id: guild }
}

function directView(realm: Realm, { id, recipient = '' }: StoredChannel): Fields {
  return {
    id,
    type: ChannelType.DM,
    flags: 0,
    last_message_id: lastMessage(realm, id),
    recipients: [userView(recipient)],
  }
}

function overwritesOf({ guild, deniedToAll = '0', deniedToBot, grantedToBot }: StoredChannel): Fields[] {
  const all = deniedToAll === '0' ? [] : [{ id: guild, type: 0, allow: '0', deny: deniedToAll }]
  const isBots = deniedToBot !== '0' || grantedToBot !== '0'
  return isBots ? [...all, { id: BOT.id, type: 1, allow: grantedToBot, deny: deniedToBot }] : all
}

export function threadView(realm: Realm, thread: StoredThread): Fields {
  return {
    id: thread.id,
    type: threadTypeOf(realm, thread),
    guild_id: realm.channels.get(thread.channel)?.guild,
    parent_id: thread.channel,
    owner_id: thread.owner,
    name: thread.name,
    last_message_id: lastMessage(realm, thread.id),
    last_pin_timestamp: null,
    message_count: thread.messageCount,
    total_message_sent: thread.messageCount,
    member_count: 1,
    rate_limit_per_user: 0,
    flags: 0,
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      auto_archive_duration: thread.autoArchive,
      archive_timestamp: iso(thread.archivedAt),
      create_timestamp: iso(thread.createdAt),
    },
    ...(thread.owner === BOT.id && { member: threadMember(thread) }),
  }
}

/** An announcement's thread is of another kind than a text channel's. */
export function threadTypeOf(realm: Realm, thread: StoredThread): number {
  const channel = realm.channels.get(thread.channel)
  return channel ? threadKindOf(channel) : ChannelType.PublicThread
}

export function threadMember(thread: StoredThread): Fields {
  return { id: thread.id, user_id: BOT.id, join_timestamp: iso(thread.createdAt), flags: 0 }
}

/** A server's threads that are not archived, in channels that the bot may view. */
export function activeThreads(realm: Realm, guild: string, channel?: string): StoredThread[] {
  return realm.threads.values().filter((thread) => {
    if (thread.archived || (channel && thread.channel !== channel)) return false
    const parent = realm.channels.get(thread.channel)
    return parent?.guild === guild && botMay(realm, parent, 'ViewChannel')
  })
}

function lastMessage(realm: Realm, place: string): string | null {
  return realm.messagesIn(place).findLast((message) => message.onlyFor === null)?.id ?? null
}
