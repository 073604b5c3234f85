/** A member says that an event of the server is interesting. */
import type { ActResult } from '../../types.ts'
import { guildOf } from '../guilds.ts'
import type { Realm } from '../realm.ts'
import { interest, STATUS, statusOf } from '../scheduled-events.ts'
import type { Doing } from './doing.ts'

export function heed(realm: Realm, { persona, event: id, remove = false }: Doing<'interest'>): ActResult {
  const event = realm.events.get(id)
  if (!event || statusOf(realm, event) > STATUS.active || !guildOf(event.guild).members.includes(persona))
    return { error: 'There is no such event' }
  interest(realm, event, persona, !remove)
  return {}
}
