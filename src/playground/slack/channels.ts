import type { Collection, World } from '../world.ts'
import type { Fields } from './fields.ts'
import { BOT, PAPERS, PEOPLE, RANDOM } from './ids.ts'
import type { Channel } from './types.ts'

/** The workspace's channels, as they were left. */
export function openChannels(world: World): Collection<Channel> {
  const channels = world.collection<Channel>('slack.channels')
  const created = Math.floor(world.now() / 1000)
  const people = PEOPLE.map((person) => person.id)
  for (const [id, name, members] of [
    [PAPERS, 'papers', [...people, BOT.user]],
    [RANDOM, 'random', people],
  ] as const) {
    if (!channels.get(id)) channels.set(id, { id, name, created, archived: false, members: [...members] })
  }
  return channels
}

/** A channel as conversations.info and .list show it. */
export function channelView(channel: Channel): Fields {
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
    creator: PEOPLE[0].id,
    is_archived: channel.archived,
    is_general: false,
    unlinked: 0,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    is_member: channel.members.includes(BOT.user),
    topic: blank,
    purpose: blank,
    previous_names: [],
  }
}
