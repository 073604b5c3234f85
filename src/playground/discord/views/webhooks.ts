import type { Fields } from '../json.ts'
import { BOT, OWNER } from '../personas.ts'
import { placeOf, type Realm } from '../realm.ts'
import type { StoredWebhook } from '../records.ts'
import { userView } from './people.ts'

const INCOMING = 1

/** A webhook as the API shows it to the bot: the token only of those that its application made. */
export function webhookView(realm: Realm, { id, channel, name, token, application }: StoredWebhook): Fields {
  return {
    id,
    type: INCOMING,
    guild_id: placeOf(realm, channel)?.channel.guild ?? null,
    channel_id: channel,
    name,
    avatar: null,
    application_id: application,
    user: userView(application === null ? OWNER : BOT.id),
    ...(application === BOT.id && { token, url: `https://discord.com/api/webhooks/${id}/${token}` }),
  }
}
