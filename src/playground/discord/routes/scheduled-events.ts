/** Events of a server, and who is interested in them. */
import type { Guild } from '../guilds.ts'
import { findGuild } from '../guilds.ts'
import type { Fields } from '../json.ts'
import { LIMITS } from '../limits.ts'
import type { Realm } from '../realm.ts'
import type { StoredEvent } from '../records.ts'
import { refusal } from '../refusals.ts'
import { type Answer, type Call, done, ok, type Route, route } from '../router.ts'
import { changeEvent, createEvent, eventsIn, requireEventRights, statusOf } from '../scheduled-events.ts'
import { compareIds } from '../snowflake.ts'
import { iso } from '../views/instants.ts'
import { memberView, userView } from '../views/people.ts'

const BASE = '/guilds/:guild/scheduled-events'

export function scheduledEventRoutes(realm: Realm): Route[] {
  const inGuild = (handle: (guild: Guild, call: Call) => Answer) => (call: Call) => {
    const guild = findGuild(call.params.guild ?? '')
    if (!guild || realm.standing(guild.id) !== 'in') throw refusal('unknownGuild')
    return handle(guild, call)
  }
  const ofEvent = (handle: (event: StoredEvent, call: Call) => Answer) =>
    inGuild((guild, call) => {
      const event = realm.events.get(call.params.event ?? '')
      if (event?.guild !== guild.id) throw refusal('unknownEvent')
      return handle(event, call)
    })
  return [
    route(
      'GET',
      BASE,
      inGuild(({ id }) => ok(eventsIn(realm, id).map((event) => eventView(realm, event)))),
    ),
    route(
      'POST',
      BASE,
      inGuild((guild, { body }) => {
        requireEventRights(realm)
        return ok(eventView(realm, createEvent(realm, guild, body)))
      }),
    ),
    route(
      'GET',
      `${BASE}/:event`,
      ofEvent((event) => ok(eventView(realm, event))),
    ),
    route(
      'PATCH',
      `${BASE}/:event`,
      ofEvent((event, { body }) => {
        requireEventRights(realm)
        return ok(eventView(realm, changeEvent(realm, event, body)))
      }),
    ),
    route(
      'DELETE',
      `${BASE}/:event`,
      ofEvent(({ id }) => {
        requireEventRights(realm)
        realm.events.delete(id)
        realm.world.changed()
        return done
      }),
    ),
    route(
      'GET',
      `${BASE}/:event/users`,
      ofEvent((event, { query }) => {
        const after = query.get('after') ?? '0'
        const users = event.interested.toSorted(compareIds).filter((id) => compareIds(id, after) > 0)
        const page = users.slice(0, Math.min(Number(query.get('limit') ?? LIMITS.eventUsers), LIMITS.eventUsers))
        const hasMember = query.get('with_member') === 'true'
        return ok(page.map((user) => userOf(event, user, hasMember)))
      }),
    ),
  ]
}

function eventView(realm: Realm, event: StoredEvent): Fields {
  return {
    id: event.id,
    guild_id: event.guild,
    channel_id: null,
    creator_id: event.creator,
    creator: userView(event.creator),
    name: event.name,
    description: event.description === '' ? null : event.description,
    image: null,
    scheduled_start_time: iso(event.start),
    scheduled_end_time: iso(event.end),
    privacy_level: 2,
    status: statusOf(realm, event),
    entity_type: 3,
    entity_id: null,
    entity_metadata: { location: event.location },
    recurrence_rule: null,
    guild_scheduled_event_exceptions: [],
  }
}

function userOf({ id, guild }: StoredEvent, user: string, hasMember: boolean): Fields {
  return {
    guild_scheduled_event_id: id,
    user_id: user,
    response: 1,
    user: userView(user),
    ...(hasMember && { member: memberView(user, guild) }),
  }
}
