/** The shapes in which Discord's API shows people, places and messages to the bot. */
import { ChannelType, InteractionType, MessageFlags } from 'discord-api-types/v10'
import type { Fields } from './json.ts'
import { BOT_GRANT, botMay, EVERYONE, personaPermissions } from './permissions.ts'
import { ADMIN_ROLE, BOT, BOT_ROLE, FOUNDED, GUILD, OWNER, PERSONAS, personaOf } from './personas.ts'
import { type Place, placeOf, type Realm } from './realm.ts'
import type { Answering, StoredChannel, StoredMessage, StoredThread } from './records.ts'

export function iso(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00')
}

export function userView(id: string): Fields {
  const persona = personaOf(id)
  const isBot = id === BOT.id
  return {
    id,
    username: isBot ? BOT.name : (persona?.handle ?? 'unknown'),
    global_name: isBot ? null : (persona?.name ?? null),
    discriminator: isBot ? '0001' : '0',
    avatar: null,
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

export function memberView(id: string): Fields {
  return { user: userView(id), ...memberPart(id) }
}

/** A member without its user, as message events carry it. */
export function memberPart(id: string): Fields {
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: id === BOT.id ? [BOT_ROLE] : personaOf(id)?.admin ? [ADMIN_ROLE] : [],
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
export function interactingMember(id: string): Fields {
  return { ...memberView(id), permissions: String(personaPermissions(id)) }
}

export function memberIds(): string[] {
  return [...PERSONAS.map((persona) => persona.id), BOT.id]
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

/** Threads that are not archived, in channels that the bot may view. */
export function activeThreads(realm: Realm, channel?: string): StoredThread[] {
  return realm.threads.values().filter((thread) => {
    if (thread.archived || (channel && thread.channel !== channel)) return false
    const parent = realm.channels.get(thread.channel)
    return parent !== undefined && botMay(parent, 'ViewChannel')
  })
}

export function channelView(realm: Realm, channel: StoredChannel): Fields {
  const overwritten = channel.deniedToBot !== '0' || channel.grantedToBot !== '0'
  return {
    id: channel.id,
    type: ChannelType.GuildText,
    guild_id: GUILD.id,
    name: channel.name,
    topic: channel.topic,
    position: channel.position,
    permission_overwrites: overwritten
      ? [{ id: BOT.id, type: 1, allow: channel.grantedToBot, deny: channel.deniedToBot }]
      : [],
    parent_id: null,
    nsfw: false,
    flags: 0,
    last_message_id: lastMessage(realm, channel.id),
    last_pin_timestamp: null,
    rate_limit_per_user: 0,
  }
}

export function threadView(realm: Realm, thread: StoredThread): Fields {
  return {
    id: thread.id,
    type: ChannelType.PublicThread,
    guild_id: GUILD.id,
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

export function threadMember(thread: StoredThread): Fields {
  return { id: thread.id, user_id: BOT.id, join_timestamp: iso(thread.createdAt), flags: 0 }
}

export function placeView(realm: Realm, place: Place): Fields {
  return place.thread ? threadView(realm, place.thread) : channelView(realm, place.channel)
}

/** A message as REST answers show it. `content`: whether what others wrote may be read. */
export function messageView(realm: Realm, message: StoredMessage, content: boolean): Fields {
  const readable = content || message.author === BOT.id || message.pings.users.includes(BOT.id)
  const thread = realm.threads.get(message.id)
  const referenced = message.reference?.message ? realm.message(message.reference.message) : undefined
  return {
    id: message.id,
    channel_id: message.channel,
    type: message.type,
    author: userView(message.author),
    content: readable ? message.content : '',
    components: readable ? message.components : [],
    embeds: readable ? message.embeds : [],
    attachments: readable ? message.attachments : [],
    timestamp: iso(message.at),
    edited_timestamp: message.editedAt === null ? null : iso(message.editedAt),
    flags: message.flags,
    mentions: message.pings.users.map(userView),
    mention_roles: message.pings.roles,
    mention_everyone: message.pings.everyone,
    pinned: false,
    tts: false,
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map(({ emoji, by }) => ({
        emoji,
        count: by.length,
        count_details: { burst: 0, normal: by.length },
        burst_colors: [],
        me_burst: false,
        burst_me: false,
        me: by.includes(BOT.id),
        burst_count: 0,
      })),
    }),
    ...(message.nonce !== null && { nonce: message.nonce }),
    ...(message.author === BOT.id && { application_id: BOT.id }),
    ...(message.answering && { webhook_id: BOT.id, ...answeringView(message.answering) }),
    ...(message.reference && {
      message_reference: {
        type: 0,
        channel_id: message.reference.channel,
        guild_id: GUILD.id,
        ...(message.reference.message && { message_id: message.reference.message }),
      },
    }),
    ...(message.reference?.message && {
      referenced_message: referenced ? messageView(realm, { ...referenced, reference: null }, content) : null,
    }),
    ...(thread && { thread: threadView(realm, thread) }),
  }
}

/** A message as gateway events carry it. */
export function messageEvent(realm: Realm, message: StoredMessage, content: boolean): Fields {
  const place = placeOf(realm, message.channel)
  return {
    ...messageView(realm, message, content),
    guild_id: GUILD.id,
    channel_type: place?.thread ? ChannelType.PublicThread : ChannelType.GuildText,
    ...(message.answering === null && { member: memberPart(message.author) }),
  }
}

export function isComponentsV2(message: { flags: number }): boolean {
  return (message.flags & MessageFlags.IsComponentsV2) !== 0
}

function answeringView(answering: Answering): Fields {
  return {
    interaction_metadata: metadataView(answering),
    ...(answering.command !== null && {
      interaction: {
        id: answering.interaction,
        type: InteractionType.ApplicationCommand,
        name: answering.command,
        user: userView(answering.user),
      },
    }),
  }
}

function metadataView(answering: Answering): Fields {
  return {
    id: answering.interaction,
    type: answering.type,
    user: userView(answering.user),
    authorizing_integration_owners: { 0: GUILD.id },
    ...(answering.original && { original_response_message_id: answering.original }),
    ...(answering.command !== null && { name: answering.command, command_type: answering.commandType }),
    ...(answering.interacted && { interacted_message_id: answering.interacted }),
    ...(answering.target && { target_message_id: answering.target }),
    ...(answering.opener && { triggering_interaction_metadata: metadataView(answering.opener) }),
  }
}

function lastMessage(realm: Realm, place: string): string | null {
  return realm.messagesIn(place).findLast((message) => message.onlyFor === null)?.id ?? null
}
