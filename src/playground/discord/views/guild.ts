/** The server as the API shows it. */
import type { Fields } from '../json.ts'
import { BOT_GRANT, EVERYONE, personaPermissions } from '../permissions.ts'
import { ADMIN_ROLE, BOT, BOT_ROLE, FOUNDED, GUILD, OWNER } from '../personas.ts'
import type { Realm } from '../realm.ts'
import { activeThreads, channelView, threadView } from './channels.ts'
import { memberIds, memberView } from './people.ts'

export function guildView(): Fields {
  return {
    id: GUILD.id,
    name: GUILD.name,
    owner_id: OWNER,
    roles: rolesView(),
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
    system_channel_id: null,
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
export function guildCreateView(realm: Realm): Fields {
  return {
    ...guildView(),
    joined_at: FOUNDED,
    large: false,
    unavailable: false,
    member_count: memberIds().length,
    members: memberIds().map(memberView),
    channels: realm.channels.values().map((channel) => channelView(realm, channel)),
    threads: activeThreads(realm).map((thread) => threadView(realm, thread)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

export function rolesView(): Fields[] {
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
    role(GUILD.id, '@everyone', EVERYONE, 0, false),
    role(BOT_ROLE, BOT.name, EVERYONE | BOT_GRANT, 1, true),
    role(ADMIN_ROLE, 'Organisers', personaPermissions(OWNER), 2, false),
  ]
}
