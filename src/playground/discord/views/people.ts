/** People as the API shows them. */

import { type Guild, guildOf } from '../guilds.ts'
import type { Fields } from '../json.ts'
import { personaPermissions } from '../permissions.ts'
import { BOT, FOUNDED, personaOf } from '../personas.ts'

export function userView(id: string): Fields {
  const persona = personaOf(id)
  const isBot = id === BOT.id
  return {
    id,
    username: isBot ? BOT.name : (persona?.handle ?? 'unknown'),
    global_name: isBot ? null : (persona?.name ?? null),
    discriminator: isBot ? '0001' : '0',
    avatar: persona?.avatar ?? null,
    avatar_decoration_data: null,
    banner: null,
    accent_color: null,
    bot: isBot,
    public_flags: 0,
    flags: 0,
    clan: null,
    collectibles: null,
    display_name_styles: null,
    primary_guild: null,
  }
}

export function memberView(id: string, guild: string): Fields {
  return { user: userView(id), ...memberPart(id, guild) }
}

/** A member without its user, as message events carry it. */
export function memberPart(id: string, guild: string): Fields {
  const { botRole, roles } = guildOf(guild)
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: id === BOT.id ? [botRole] : roles.filter(({ members }) => members.includes(id)).map((role) => role.id),
    joined_at: FOUNDED,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    unusual_dm_activity_until: null,
    collectibles: null,
    display_name_styles: null,
  }
}

/** A member as interactions carry it, with its permissions. */
export function interactingMember(id: string, guild: string): Fields {
  return { ...memberView(id, guild), permissions: String(personaPermissions(id, guild)) }
}

export function memberIds({ members }: Guild): string[] {
  return [...members, BOT.id]
}
