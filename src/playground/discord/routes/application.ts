/** Who the bot is, and where the gateway is. */

import { directId } from '../direct.ts'
import { GUILDS } from '../guilds.ts'
import { applicationFlags } from '../intents.ts'
import { type Fields, listOf } from '../json.ts'
import { BOT, OWNER, personaOf } from '../personas.ts'
import { botPlace, type Realm } from '../realm.ts'
import { refusal } from '../refusals.ts'
import { ok, openRoute, type Route, route } from '../router.ts'
import { placeView } from '../views/channels.ts'
import { userView } from '../views/people.ts'

export function applicationRoutes(realm: Realm, gatewayUrl: () => string): Route[] {
  return [
    openRoute('GET', '/gateway', () => ok({ url: gatewayUrl() })),
    route('GET', '/gateway/bot', () =>
      ok({
        url: gatewayUrl(),
        shards: realm.settings().sharding?.recommended ?? 1,
        session_start_limit: {
          total: 1_000,
          remaining: 1_000,
          reset_after: 86_400_000,
          max_concurrency: realm.settings().sharding?.concurrency ?? 1,
        },
      }),
    ),
    route('GET', '/applications/@me', () => ok(applicationView(realm))),
    route('GET', '/oauth2/applications/@me', () => ok(applicationView(realm))),
    route('GET', '/applications/:application/emojis', () => ok({ items: [] })),
    route('GET', '/users/@me', () => ok({ ...userView(BOT.id), verified: true, mfa_enabled: false, locale: 'en-US' })),
    route('GET', '/users/@me/guilds', () =>
      ok(
        GUILDS.filter(({ id }) => realm.standing(id) !== 'out').map(({ id, name }) => {
          return { id, name, icon: null, banner: null, owner: false, permissions: '0', features: [] }
        }),
      ),
    ),
    route('GET', '/users/:user', ({ params: { user = '' } }) => {
      if (user !== BOT.id && !personaOf(user)) throw refusal('unknownUser')
      return ok(userView(user))
    }),
    route('POST', '/users/@me/channels', ({ body }) => {
      const user = String(body.recipient_id ?? listOf(body.recipients)[0] ?? '')
      if (!personaOf(user)) throw refusal('unknownUser')
      return ok(placeView(realm, botPlace(realm, directId(user))))
    }),
  ]
}

const DEFAULT_INSTALLING = { isPublic: true, params: null }

function applicationView(realm: Realm): Fields {
  const bot = userView(BOT.id)
  const { installing = DEFAULT_INSTALLING } = realm.settings()
  return {
    id: BOT.id,
    name: BOT.name,
    icon: null,
    description: 'The bot of this playground',
    summary: '',
    type: null,
    bot,
    bot_public: installing.isPublic,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(realm.settings()),
    flags_new: String(applicationFlags(realm.settings())),
    hook: true,
    storefront_available: false,
    is_monetized: false,
    is_verified: false,
    is_discoverable: false,
    internal_guild_restriction: 1,
    rpc_origins: [],
    redirect_uris: [],
    eligible_oauth2_scopes: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    ...(installing.params ? { install_params: installing.params } : {}),
    integration_types_config: installing.params ? { 0: { oauth2_install_params: installing.params } } : { 0: {} },
    approximate_guild_count: GUILDS.filter(({ id }) => realm.standing(id) !== 'out').length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    owner: userView(OWNER),
  }
}
