/** Which permission the bot lacks in a channel: a refusal does not say, but the channel and the bot's roles do. */
import {
  type APIChannel,
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
  OverwriteType,
  PermissionFlagsBits,
  type REST,
  Routes,
} from 'discord.js'
import type { RoomId } from '../../club/keys.ts'
import { placeOf } from './ids.ts'

export type Permission = keyof typeof PermissionFlagsBits

/** Those of the needed that lack, by Discord's own names; none when Discord does not tell. */
export async function lackingIn<P extends Permission>(
  rest: REST,
  self: string,
  room: RoomId,
  needed: readonly P[],
): Promise<P[]> {
  try {
    const granted = await grantedIn(rest, self, room)
    return needed.filter((name) => (granted & PermissionFlagsBits[name]) === 0n)
  } catch {
    return []
  }
}

/** Whether someone may do so in a channel; not when Discord does not tell. */
export async function mayIn(rest: REST, user: string, room: RoomId, permission: Permission): Promise<boolean> {
  try {
    return ((await grantedIn(rest, user, room)) & PermissionFlagsBits[permission]) !== 0n
  } catch {
    return false
  }
}

async function grantedIn(rest: REST, user: string, room: RoomId): Promise<bigint> {
  const { guild, channel } = placeOf(room)
  const [place, roles, member] = await Promise.all([
    rest.get(Routes.channel(channel)) as Promise<APIChannel>,
    rest.get(Routes.guildRoles(guild)) as Promise<APIRole[]>,
    rest.get(Routes.guildMember(guild, user)) as Promise<APIGuildMember>,
  ])
  const overwrites = 'permission_overwrites' in place ? (place.permission_overwrites ?? []) : []
  return permissionsOf({ guild, self: user, roles, held: member.roles, overwrites })
}

interface Facts {
  guild: string
  self: string
  roles: readonly APIRole[]
  /** Ids of the member's roles. */
  held: readonly string[]
  overwrites: readonly APIOverwrite[]
}

/** As Discord's documentation adds them up: roles, then what the channel changes for everyone, for roles, for the member. */
function permissionsOf({ guild, self, roles, held, overwrites }: Facts): bigint {
  const mine = roles.filter(({ id }) => id === guild || held.includes(id))
  const base = mine.reduce((bits, role) => bits | BigInt(role.permissions), 0n)
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ALL
  const steps: ((overwrite: APIOverwrite) => boolean)[] = [
    ({ id }) => id === guild,
    ({ id, type }) => type === OverwriteType.Role && id !== guild && held.includes(id),
    ({ id, type }) => type === OverwriteType.Member && id === self,
  ]
  return steps.reduce((bits, applies) => {
    const changes = overwrites.filter(applies)
    const denied = changes.reduce((sum, { deny }) => sum | BigInt(deny), 0n)
    const allowed = changes.reduce((sum, { allow }) => sum | BigInt(allow), 0n)
    return (bits & ~denied) | allowed
  }, base)
}

const ALL = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n)
