/** The server, its members, roles and channels. */
import { botMay } from '../permissions.ts'
import { GUILD } from '../personas.ts'
import { botPlace, type Realm } from '../realm.ts'
import { refusal } from '../refusals.ts'
import { type Call, done, ok, type Route, route } from '../router.ts'
import { activeThreads, channelView, placeView, threadMember, threadView } from '../views/channels.ts'
import { guildView, rolesView } from '../views/guild.ts'
import { memberIds, memberView } from '../views/people.ts'

export function guildRoutes(realm: Realm): Route[] {
  const inGuild = (handle: Route['handle']) => (call: Call) => {
    if (call.params.guild !== GUILD.id) throw refusal('unknownGuild')
    return handle(call)
  }
  return [
    route(
      'GET',
      '/guilds/:guild',
      inGuild(({ query }) => ok({ ...guildView(), ...(query.get('with_counts') === 'true' && COUNTS) })),
    ),
    route(
      'GET',
      '/guilds/:guild/channels',
      inGuild(() => ok(realm.channels.values().map((channel) => channelView(realm, channel)))),
    ),
    route(
      'GET',
      '/guilds/:guild/roles',
      inGuild(() => ok(rolesView())),
    ),
    route(
      'GET',
      '/guilds/:guild/emojis',
      inGuild(() => ok([])),
    ),
    route(
      'GET',
      '/guilds/:guild/threads/active',
      inGuild(() => {
        const threads = activeThreads(realm)
        return ok({
          threads: threads.map((thread) => threadView(realm, thread)),
          members: threads.map(threadMember),
        })
      }),
    ),
    route(
      'GET',
      '/guilds/:guild/members',
      // Listing everyone needs an intent that is never switched on here.
      inGuild(() => {
        throw refusal('missingAccess')
      }),
    ),
    route(
      'GET',
      '/guilds/:guild/members/search',
      inGuild(({ query }) => {
        const start = (query.get('query') ?? '').toLowerCase()
        const named = memberIds()
          .map(memberView)
          .filter(({ user }) => JSON.stringify(user).toLowerCase().includes(`"${start}`))
        return ok(named.slice(0, Number(query.get('limit') ?? 1)))
      }),
    ),
    route(
      'GET',
      '/guilds/:guild/members/:user',
      inGuild(({ params: { user = '' } }) => {
        if (!memberIds().includes(user)) throw refusal('unknownMember')
        return ok(memberView(user))
      }),
    ),
    route('GET', '/channels/:channel', ({ params: { channel = '' } }) =>
      ok(placeView(realm, botPlace(realm, channel))),
    ),
    route('POST', '/channels/:channel/typing', ({ params: { channel = '' } }) => {
      if (!botMay(botPlace(realm, channel).channel, 'SendMessages')) throw refusal('missingPermissions')
      return done
    }),
  ]
}

const COUNTS = { approximate_member_count: memberIds().length, approximate_presence_count: memberIds().length }
