/** The server, its members, roles and channels. */
import { findGuild, type Guild } from '../guilds.ts'
import type { Fields } from '../json.ts'
import { botMay } from '../permissions.ts'
import { botPlace, type Realm } from '../realm.ts'
import { refusal } from '../refusals.ts'
import { type Answer, type Call, done, ok, type Route, route } from '../router.ts'
import { activeThreads, channelView, placeView, threadMember, threadView } from '../views/channels.ts'
import { guildView, rolesView } from '../views/guild.ts'
import { memberIds, memberView } from '../views/people.ts'

export function guildRoutes(realm: Realm): Route[] {
  const inGuild = (handle: (guild: Guild, call: Call) => Answer) => (call: Call) => {
    const guild = findGuild(call.params.guild ?? '')
    const standing = guild && realm.standing(guild.id)
    if (!guild || standing === 'out') throw refusal('unknownGuild')
    if (standing === 'unavailable') throw refusal('serverUnavailable')
    return handle(guild, call)
  }
  return [
    route(
      'GET',
      '/guilds/:guild',
      inGuild((guild, { query }) =>
        ok({ ...guildView(guild), ...(query.get('with_counts') === 'true' && countsOf(guild)) }),
      ),
    ),
    route(
      'GET',
      '/guilds/:guild/channels',
      inGuild(({ id }) => ok(realm.channelsOf(id).map((channel) => channelView(realm, channel)))),
    ),
    route(
      'GET',
      '/guilds/:guild/roles',
      inGuild((guild) => ok(rolesView(guild))),
    ),
    route(
      'GET',
      '/guilds/:guild/emojis',
      inGuild(() => ok([])),
    ),
    route(
      'GET',
      '/guilds/:guild/threads/active',
      inGuild(({ id }) => {
        const threads = activeThreads(realm, id)
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
      inGuild((guild, { query }) => {
        const start = (query.get('query') ?? '').toLowerCase()
        const named = memberIds(guild)
          .map((id) => memberView(id, guild.id))
          .filter(({ user }) => JSON.stringify(user).toLowerCase().includes(`"${start}`))
        return ok(named.slice(0, Number(query.get('limit') ?? 1)))
      }),
    ),
    route(
      'GET',
      '/guilds/:guild/members/:user',
      inGuild((guild, { params: { user = '' } }) => {
        if (!memberIds(guild).includes(user)) throw refusal('unknownMember')
        return ok(memberView(user, guild.id))
      }),
    ),
    route('GET', '/channels/:channel', ({ params: { channel = '' } }) =>
      ok(placeView(realm, botPlace(realm, channel))),
    ),
    route('POST', '/channels/:channel/typing', ({ params: { channel = '' } }) => {
      if (!botMay(realm, botPlace(realm, channel).channel, 'SendMessages')) throw refusal('missingPermissions')
      return done
    }),
  ]
}

function countsOf(guild: Guild): Fields {
  const { length } = memberIds(guild)
  return { approximate_member_count: length, approximate_presence_count: length }
}
