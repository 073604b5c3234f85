import { InteractionContextType } from 'discord-api-types/v10'
import { isDirect } from './channel-kinds.ts'
import type { Start } from './interaction.ts'
import type { Fields } from './json.ts'
import { botPermissions, personaPermissions } from './permissions.ts'
import { BOT } from './personas.ts'
import type { Realm } from './realm.ts'
import type { StoredInteraction } from './records.ts'
import { placeView } from './views/channels.ts'
import { messageView, ownersOf } from './views/messages.ts'
import { interactingMember, userView } from './views/people.ts'

/** An interaction as the gateway tells the bot of it. */
export function interactionEvent(realm: Realm, interaction: StoredInteraction, start: Start): Fields {
  const { channel } = start.place
  const place = placeView(realm, start.place)
  return {
    id: interaction.id,
    application_id: BOT.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: start.data,
    locale: 'en-US',
    channel_id: start.place.id,
    ...(isDirect(channel) ? { channel: place, user: userView(start.persona) } : inServer(start, place)),
    app_permissions: String(botPermissions(realm, channel)),
    entitlements: [],
    authorizing_integration_owners: ownersOf(channel),
    context: isDirect(channel) ? InteractionContextType.BotDM : InteractionContextType.Guild,
    attachment_size_limit: 10_485_760,
    ...(start.message && { message: messageView(realm, start.message, true) }),
  }
}

function inServer({ persona, place: { channel } }: Start, place: Fields): Fields {
  const { guild: id } = channel
  return {
    guild_id: id,
    guild: { id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    channel: { ...place, permissions: String(personaPermissions(persona, id)) },
    member: interactingMember(persona, id),
  }
}
