import type { Collection, World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Team } from './teams.ts'
import type { Channel } from './types.ts'

/** The workspace's channels, as they were left. */
export function openChannels(world: World, team: Team): Collection<Channel> {
  const channels = world.collection<Channel>(`${team.space}.channels`)
  const created = Math.floor(world.now() / 1000)
  const people = team.people.map((person) => person.id)
  for (const { id, name, bot } of team.channels) {
    const members = bot ? [...people, team.bot.user] : people
    if (!channels.get(id)) channels.set(id, { id, name, created, archived: false, members })
  }
  return channels
}

/** A channel as conversations.info and .list show it. */
export function channelView(channel: Channel, team: Team): Fields {
  const blank = { value: '', creator: '', last_set: 0 }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.private !== true,
    is_group: channel.private === true,
    is_im: false,
    is_mpim: false,
    is_private: channel.private === true,
    created: channel.created,
    creator: team.people[0]?.id ?? '',
    is_archived: channel.archived,
    is_general: false,
    unlinked: 0,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    is_member: channel.members.includes(team.bot.user),
    topic: blank,
    purpose: blank,
    previous_names: [],
  }
}
