/** The server as the API shows it. */

import type { Guild } from '../guilds.ts'
import type { Fields } from '../json.ts'
import { BOT_GRANT, EVERYONE, grantedBy } from '../permissions.ts'
import { BOT } from '../personas.ts'
import type { Realm } from '../realm.ts'
import { activeThreads, channelView, threadView } from './channels.ts'
import { iso } from './instants.ts'
import { memberIds, memberView } from './people.ts'

export function guildView(guild: Guild): Fields {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner,
    roles: rolesView(guild),
    icon: null,
    icon_hash: null,
    splash: null,
    discovery_splash: null,
    home_header: null,
    banner: null,
    description: null,
    features: [],
    emojis: [],
    stickers: [],
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    application_id: null,
    system_channel_id: guild.systemChannel,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    nsfw: false,
    nsfw_level: 0,
    hub_type: null,
    incidents_data: null,
    inventory_settings: null,
    latest_onboarding_question_id: null,
  }
}

/** The guild with all that the gateway sends along when a session begins. */
export function guildCreateView(realm: Realm, guild: Guild): Fields {
  const members = memberIds(guild)
  return {
    ...guildView(guild),
    joined_at: iso(realm.guilds.get(guild.id)?.joinedAt ?? 0),
    large: false,
    unavailable: false,
    member_count: members.length,
    members: members.map((id) => memberView(id, guild.id)),
    channels: realm.channelsOf(guild.id).map((channel) => channelView(realm, channel)),
    threads: activeThreads(realm, guild.id).map((thread) => threadView(realm, thread)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

export function rolesView(guild: Guild): Fields[] {
  const role = (id: string, name: string, permissions: bigint, position: number, managed: boolean) => ({
    id,
    name,
    permissions: String(permissions),
    position,
    managed,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    description: null,
    mentionable: false,
    flags: 0,
    ...(managed && { tags: { bot_id: BOT.id } }),
  })
  return [
    role(guild.id, '@everyone', EVERYONE, 0, false),
    role(guild.botRole, BOT.name, EVERYONE | BOT_GRANT, 1, true),
    ...guild.roles.map(({ id, name, grants }, index) => role(id, name, grantedBy(grants), index + 2, false)),
  ]
}
