import { PermissionFlagsBits } from 'discord-api-types/v10'
import { isDirect } from './channel-kinds.ts'
import { findGuild, guildOf } from './guilds.ts'
import type { Standing, StoredChannel } from './records.ts'

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
export const BOT_GRANT = bits('EmbedLinks', 'AttachFiles', 'ManageWebhooks', 'CreateEvents')

export function bitOf(name: PermissionName): bigint {
  return PermissionFlagsBits[name]
}

/** Of the bot. */
interface Whereabouts {
  standing(guild: string): Standing
}

export function botMay(whereabouts: Whereabouts, channel: StoredChannel, name: PermissionName): boolean {
  return (botPermissions(whereabouts, channel) & PermissionFlagsBits[name]) !== 0n
}

/** None where the bot is not, or cannot look. */
export function botPermissions(whereabouts: Whereabouts, channel: StoredChannel): bigint {
  if (isDirect(channel)) return EVERYONE | BOT_GRANT
  if (whereabouts.standing(channel.guild) !== 'in') return 0n
  return channelPermissions(channel)
}

function channelPermissions({ deniedToAll, deniedToBot, grantedToBot }: StoredChannel): bigint {
  const base = (EVERYONE | BOT_GRANT) & ~BigInt(deniedToAll ?? '0')
  const may = (base & ~BigInt(deniedToBot)) | BigInt(grantedToBot)
  return (may & PermissionFlagsBits.ViewChannel) === 0n ? 0n : may
}

/** What a role grants, everyone's own rights left out. */
export function grantedBy(grants: readonly PermissionName[] | 'all'): bigint {
  return grants === 'all' ? ALL : bits(...grants)
}

/** A person's permissions in a server, as `member.permissions` says them; in a conversation everyone's. */
export function personaPermissions(persona: string, guild: string): bigint {
  const held = (findGuild(guild)?.roles ?? []).filter(({ members }) => members.includes(persona))
  return held.reduce((sum, { grants }) => sum | grantedBy(grants), EVERYONE)
}

export function isAdmin(persona: string, guild: string): boolean {
  return (personaPermissions(persona, guild) & PermissionFlagsBits.Administrator) !== 0n
}

/** Whether a person sees a channel: one's own conversation, a server's that one is in, a hidden one by one's role. */
export function personaSees(persona: string, channel: StoredChannel): boolean {
  if (isDirect(channel)) return channel.recipient === persona
  if (!guildOf(channel.guild).members.includes(persona)) return false
  const hidden = (BigInt(channel.deniedToAll ?? '0') & PermissionFlagsBits.ViewChannel) !== 0n
  return !hidden || isAdmin(persona, channel.guild)
}
