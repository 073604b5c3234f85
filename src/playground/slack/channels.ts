import type { Collection, World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Team } from './teams.ts'
import type { Channel, Person } from './types.ts'

/** How a channel shows that it takes no posts, or not all of them, by the code that they are refused with. */
const RESTRICTED: Readonly<Record<string, string>> = {
  restricted_action_thread_only_channel: 'is_thread_only',
  restricted_action_non_threadable_channel: 'is_non_threadable',
}

/** Everyone has a conversation with the app from the beginning, of an id of its own. */
export function directId(person: string): string {
  return `D${person.slice(1)}`
}

/** The workspace's channels, as they were left. */
export function openChannels(world: World, team: Team, known: Collection<Person>): Collection<Channel> {
  const channels = world.collection<Channel>(`${team.space}.channels`)
  const created = Math.floor(world.now() / 1000)
  const people = team.people.map((person) => person.id)
  for (const { id, name, bot } of team.channels) {
    const members = bot ? [...people, team.bot.user] : people
    if (!channels.get(id)) channels.set(id, { id, name, created, archived: false, members })
  }
  function directOf(id: string): Channel | undefined {
    const person = id.startsWith('D') ? known.values().find((one) => directId(one.id) === id) : undefined
    if (!person) return undefined
    const members = [person.id, team.bot.user]
    return { id, name: 'directmessage', created, archived: false, direct: person.id, members }
  }
  return { ...channels, get: (id) => channels.get(id) ?? directOf(id) }
}

/** A channel as conversations.info and .list show it. */
export function channelView(channel: Channel, team: Team): Fields {
  const { direct, shared } = channel
  if (direct !== undefined) return directView(channel, direct)
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
    is_shared: shared !== undefined,
    is_ext_shared: shared === 'external',
    is_org_shared: shared === 'organisation',
    is_pending_ext_shared: false,
    pending_shared: [],
    is_member: channel.members.includes(team.bot.user),
    is_frozen: channel.frozen === true,
    ...restriction(channel, team.bot.user),
    topic: blank,
    purpose: blank,
    previous_names: [],
  }
}

/** Flags say what whoever asks may do; beside them members are told who may. */
function restriction({ restricted, allowed = [], members }: Channel, asking: string): Fields {
  if (restricted === undefined) return {}
  const flag = RESTRICTED[restricted] ?? 'is_read_only'
  const told = flag === 'is_non_threadable' ? 'threads_restricted_to' : 'posting_restricted_to'
  const who = { type: ['admin'], ...(allowed.length > 0 && { user: allowed }) }
  return {
    [flag]: !allowed.includes(asking),
    ...(members.includes(asking) && { properties: { [told]: who } }),
  }
}

function directView({ id, created, archived }: Channel, user: string): Fields {
  return { id, created, is_im: true, is_mpim: false, is_org_shared: false, is_archived: archived, user }
}
