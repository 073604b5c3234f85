import type { Start } from './interaction.ts'
import type { Fields } from './json.ts'
import { botPermissions, personaPermissions } from './permissions.ts'
import { BOT, GUILD } from './personas.ts'
import type { Realm } from './realm.ts'
import type { StoredInteraction } from './records.ts'
import { placeView } from './views/channels.ts'
import { messageView } from './views/messages.ts'
import { interactingMember } from './views/people.ts'

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
    guild_id: GUILD.id,
    guild: { id: GUILD.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    locale: 'en-US',
    channel_id: start.place.id,
    channel: { ...place, permissions: String(personaPermissions(start.persona)) },
    member: interactingMember(start.persona),
    app_permissions: String(botPermissions(channel)),
    entitlements: [],
    authorizing_integration_owners: { 0: GUILD.id },
    context: 0,
    attachment_size_limit: 10_485_760,
    ...(start.message && { message: messageView(realm, start.message, true) }),
  }
}
