/** Who manages a server invites the bot, puts it out, and changes channels. */
import type { ActResult } from '../../types.ts'
import { deleteChannel, hideChannel, renameChannel } from '../channels.ts'
import { findGuild } from '../guilds.ts'
import { bitOf, type PermissionName, personaPermissions } from '../permissions.ts'
import type { Realm } from '../realm.ts'
import { joinGuild, leaveGuild } from '../standing.ts'
import type { Doing } from './doing.ts'

export function invite(realm: Realm, { persona, place }: Doing<'invite'>): ActResult {
  const guild = findGuild(place)
  if (!guild) return { error: 'There is no such server' }
  if (!may(persona, place, 'ManageGuild')) return { error: 'Only who manages the server can add an app' }
  if (realm.standing(place) !== 'out') return { error: 'The app is in this server already' }
  joinGuild(realm, guild)
  return {}
}

export function dismiss(realm: Realm, { persona, place }: Doing<'dismiss'>): ActResult {
  if (realm.standing(place) === 'out') return { error: 'The app is not in this server' }
  if (!may(persona, place, 'KickMembers')) return { error: 'You cannot remove this app' }
  leaveGuild(realm, place)
  return {}
}

export function manage(realm: Realm, { persona, channel: id, change }: Doing<'manage'>): ActResult {
  const channel = realm.channels.get(id)
  if (!channel) return { error: 'There is no such channel' }
  if (!may(persona, channel.guild, 'ManageChannels')) return { error: 'You cannot change this channel' }
  if ('name' in change) renameChannel(realm, channel, change.name)
  else if ('private' in change) hideChannel(realm, channel, change.private)
  else if ('delete' in change) deleteChannel(realm, channel)
  else return { error: 'Discord archives no channels' }
  return {}
}

function may(persona: string, guild: string, name: PermissionName): boolean {
  return (personaPermissions(persona, guild) & bitOf(name)) !== 0n
}
