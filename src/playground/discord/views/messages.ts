/** Messages as the API shows them. */
import { createHash } from 'node:crypto'
import { InteractionType, MessageFlags } from 'discord-api-types/v10'
import { kindOf } from '../channel-kinds.ts'
import type { Fields } from '../json.ts'
import { BOT } from '../personas.ts'
import { placeOf, type Realm } from '../realm.ts'
import type { Answering, Guise, StoredMessage } from '../records.ts'
import { inGuild, threadTypeOf, threadView } from './channels.ts'
import { iso } from './instants.ts'
import { memberPart, userView } from './people.ts'

/** A message as REST answers show it. `content`: whether what others wrote may be read. */
export function messageView(realm: Realm, message: StoredMessage, content: boolean): Fields {
  const readable = content || message.author === BOT.id || message.pings.users.includes(BOT.id)
  const thread = realm.threads.get(message.id)
  const referenced = message.reference?.message ? realm.message(message.reference.message) : undefined
  return {
    id: message.id,
    channel_id: message.channel,
    type: message.type,
    author: authorView(message),
    content: readable ? message.content : '',
    components: readable ? message.components : [],
    embeds: readable ? message.embeds : [],
    attachments: readable ? [...message.attachments, ...(message.files ?? []).map(realm.cdn.view)] : [],
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
    ...(message.guise && webhookPart(message.author, message.guise)),
    ...(message.answering && { webhook_id: BOT.id, ...answeringView(realm, message, message.answering) }),
    ...(message.reference && {
      message_reference: {
        type: 0,
        channel_id: message.reference.channel,
        ...inGuildOf(realm, message),
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
  const guild = place?.channel.guild
  return {
    ...messageView(realm, message, content),
    ...inGuildOf(realm, message),
    channel_type: place?.thread ? threadTypeOf(realm, place.thread) : place ? kindOf(place.channel) : 0,
    ...(message.answering === null && !message.guise && guild && { member: memberPart(message.author, guild) }),
  }
}

/** A webhook is whom each of its messages says it is. */
function authorView({ author, guise }: StoredMessage): Fields {
  if (!guise) return userView(author)
  return {
    ...userView(author),
    username: guise.name,
    global_name: null,
    discriminator: '0000',
    // Discord keeps a copy of the picture and names it by its hash.
    avatar: guise.avatar === null ? null : createHash('md5').update(guise.avatar).digest('hex'),
    bot: true,
  }
}

function webhookPart(id: string, { application }: Guise): Fields {
  return { webhook_id: id, ...(application !== null && { application_id: application }) }
}

export function isComponentsV2(message: { flags: number }): boolean {
  return (message.flags & MessageFlags.IsComponentsV2) !== 0
}

function inGuildOf(realm: Realm, { channel }: StoredMessage): { guild_id?: string } {
  const place = placeOf(realm, channel)
  return place ? inGuild(place.channel) : {}
}

function answeringView(realm: Realm, message: StoredMessage, answering: Answering): Fields {
  return {
    interaction_metadata: metadataView(answering, ownersOf(placeOf(realm, message.channel)?.channel)),
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

/** Who installed the application that is used here: a server, or, with the bot alone, nobody in particular. */
export function ownersOf(channel: { guild: string } | undefined): Fields {
  return { 0: channel?.guild || '0' }
}

function metadataView(answering: Answering, owners: Fields): Fields {
  return {
    id: answering.interaction,
    type: answering.type,
    user: userView(answering.user),
    authorizing_integration_owners: owners,
    ...(answering.original && { original_response_message_id: answering.original }),
    ...(answering.command !== null && { name: answering.command, command_type: answering.commandType }),
    ...(answering.interacted && { interacted_message_id: answering.interacted }),
    ...(answering.target && { target_message_id: answering.target }),
    ...(answering.opener && { triggering_interaction_metadata: metadataView(answering.opener, owners) }),
  }
}
