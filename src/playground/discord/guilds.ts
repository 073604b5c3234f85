/** The servers that there are, whether the bot is in them or not: fixed ids, so that configuration may name them. */
import { ChannelType, type PermissionFlagsBits } from 'discord-api-types/v10'
import { PERSONAS } from './personas.ts'

export interface Guild {
  id: string
  name: string
  owner: string
  members: readonly string[]
  /** The bot's own role there. */
  botRole: string
  roles: readonly Role[]
  /** Where Discord itself greets who joins; null: nowhere. */
  systemChannel: string | null
  channels: readonly GuildChannel[]
}

export interface Role {
  id: string
  name: string
  grants: readonly (keyof typeof PermissionFlagsBits)[] | 'all'
  members: readonly string[]
}

/** `hidden`: only those see it whom a role or the channel itself lets. */
export interface GuildChannel {
  id: string
  name: string
  type: number
  topic: string
  hidden?: true
}

const [ADA, BRUNO, CHIYO, DARA] = PERSONAS.map(({ id }) => id) as [string, string, string, string]

/** Where the bot is from the beginning. */
export const GUILD: Guild = {
  id: '1180000000000000001',
  name: 'Thursday Readers',
  owner: ADA,
  members: [ADA, BRUNO, CHIYO],
  botRole: '1180000000000000202',
  roles: [{ id: '1180000000000000203', name: 'Organisers', grants: 'all', members: [ADA] }],
  systemChannel: null,
  channels: [
    { id: '1180000000000000101', name: 'papers', type: ChannelType.GuildText, topic: 'What we read, week by week' },
    { id: '1180000000000000102', name: 'random', type: ChannelType.GuildText, topic: 'Everything else' },
  ],
}

/** Where it may be invited: with a channel of every kind that a bot meets. */
export const SECOND: Guild = {
  id: '1180000000000000002',
  name: 'Harbour Library',
  owner: BRUNO,
  members: [BRUNO, CHIYO, DARA],
  botRole: '1180000000000000212',
  roles: [
    { id: '1180000000000000213', name: 'Librarians', grants: 'all', members: [BRUNO] },
    { id: '1180000000000000214', name: 'Shelf keepers', grants: ['ManageChannels'], members: [CHIYO] },
  ],
  systemChannel: '1180000000000000111',
  channels: [
    { id: '1180000000000000111', name: 'lobby', type: ChannelType.GuildText, topic: 'Say hello' },
    { id: '1180000000000000112', name: 'birds', type: ChannelType.GuildText, topic: 'Seen from the pier' },
    { id: '1180000000000000113', name: 'machines', type: ChannelType.GuildText, topic: 'Cranes and computers' },
    { id: '1180000000000000114', name: 'notices', type: ChannelType.GuildAnnouncement, topic: 'Opening hours' },
    { id: '1180000000000000115', name: 'questions', type: ChannelType.GuildForum, topic: 'Ask a librarian' },
    { id: '1180000000000000116', name: 'reading room', type: ChannelType.GuildVoice, topic: '' },
    { id: '1180000000000000117', name: 'back office', type: ChannelType.GuildText, topic: 'Staff only', hidden: true },
  ],
}

export const GUILDS: readonly Guild[] = [GUILD, SECOND]

export function findGuild(id: string): Guild | undefined {
  return GUILDS.find((guild) => guild.id === id)
}

/** Throws when there is none of that id. */
export function guildOf(id: string): Guild {
  const guild = findGuild(id)
  if (!guild) throw new Error(`no server ${id}`)
  return guild
}
