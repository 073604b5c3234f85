import { PermissionFlagsBits } from 'discord-api-types/v10'
import { personaOf } from './personas.ts'
import type { StoredChannel } from './records.ts'

export type PermissionName = keyof typeof PermissionFlagsBits

const ALL = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n)

const bits = (...names: PermissionName[]) => names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n)

/** What everyone may do. */
export const EVERYONE = bits(
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'AddReactions',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'UseExternalEmojis',
)

/** What the bot's own role adds: as little as its set-up asks for. */
export const BOT_GRANT = bits('EmbedLinks', 'AttachFiles')

export function bitOf(name: PermissionName): bigint {
  return PermissionFlagsBits[name]
}

export function botMay(channel: StoredChannel, name: PermissionName): boolean {
  return (botPermissions(channel) & PermissionFlagsBits[name]) !== 0n
}

export function botPermissions(channel: StoredChannel): bigint {
  const denied = BigInt(channel.deniedToBot)
  if ((denied & PermissionFlagsBits.ViewChannel) !== 0n) return 0n
  const granted = BigInt(channel.grantedToBot)
  return ((EVERYONE | BOT_GRANT) & ~denied) | granted
}

/** A person's permissions in any channel, as `member.permissions` says them. */
export function personaPermissions(persona: string): bigint {
  return personaOf(persona)?.admin ? ALL : EVERYONE
}
