import { createHash } from 'node:crypto'
import type { APIUser } from 'discord.js'
import type { AccountId, RoomId, TenantId } from '../../club/keys.ts'

export function roomId(guild: string, channel: string): RoomId {
  return `discord:${guild}:${channel}`
}

export function tenantId(guild: string): TenantId {
  return `discord:${guild}`
}

/** Which of so many shards tells of a server. */
export function shardOf(tenant: TenantId, shards: number): number {
  const server = BigInt(tenant.slice(tenant.indexOf(':') + 1))
  return Number((server >> 22n) % BigInt(shards))
}

export function accountId(user: string): AccountId {
  return `discord:${user}`
}

export function userOf(account: AccountId): string {
  return account.slice(account.indexOf(':') + 1)
}

/** Somebody of whom no more is known than how they are shown. */
export function shownAs(who: string): AccountId {
  return `discord:shown:${createHash('sha256').update(who).digest('hex').slice(0, 16)}`
}

/** Whether it is somebody whom Discord knows. */
export function isUser(account: AccountId): boolean {
  return /^discord:\d+$/.test(account)
}

/** Outside every server: a conversation between the bot and one person. */
export function directRoom(channel: string): RoomId {
  return roomId('direct', channel)
}

/** The same before it is known which channel that is: it is found by whom it is with. */
export function roomWith(account: AccountId): RoomId {
  return roomId(WITH, userOf(account))
}

/** Whom such a room is a conversation with; null of any other. */
export function personOf(room: RoomId): string | null {
  const { guild, channel } = placeOf(room)
  return guild === WITH ? channel : null
}

const WITH = 'with'

/** A room's server and channel. */
export function placeOf(room: RoomId): { guild: string; channel: string } {
  const [, guild = '', channel = ''] = room.split(':')
  return { guild, channel }
}

/** Where a channel or thread is found on the web, or a message in it. */
export function addressOf(guild: string, channel: string, message?: string): string {
  return `https://discord.com/channels/${guild}/${channel}${message === undefined ? '' : `/${message}`}`
}

/** The name by which a server knows someone. */
export function nameOf(user: APIUser, nick?: string | null): string {
  return nick ?? user.global_name ?? user.username
}
