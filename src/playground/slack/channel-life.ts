/** What happens to channels, whoever does it: made, changed, archived, deleted, entered and left. The bot hears of its own. */
import { channelHappened, joined, left } from './postings.ts'
import type { Slack } from './slack.ts'
import type { Channel, Setting } from './types.ts'

export function makeChannel(slack: Slack, made: Extract<Setting, { name: string }>): void {
  const { channel: id, name, private: isPrivate = false, shared } = made
  const before = slack.channels.get(id)
  const created = before?.created ?? Math.floor(slack.world.now() / 1000)
  const members = made.members ?? before?.members ?? []
  const facts = { id, name, created, private: isPrivate, members, ...(shared && { shared }) }
  slack.channels.set(id, { archived: false, ...before, ...facts })
}

export function archiveChannel(slack: Slack, id: string, archived: boolean): void {
  const channel = changeChannel(slack, id, { archived })
  if (channel.members.includes(slack.team.bot.user)) {
    void channelHappened(slack, channel, archived ? 'archive' : 'unarchive', { user: adminOf(slack) })
  }
}

export function renameChannel(slack: Slack, id: string, name: string): void {
  const channel = changeChannel(slack, id, { name })
  if (!channel.members.includes(slack.team.bot.user)) return
  void channelHappened(slack, channel, 'rename', { channel: { id, name, created: channel.created } })
}

/** As an admin converts a public channel. */
export function hideChannel(slack: Slack, id: string, isPrivate: boolean): void {
  changeChannel(slack, id, { private: isPrivate })
}

export function deleteChannel(slack: Slack, id: string): void {
  const channel = slack.channels.get(id)
  if (!channel) return
  slack.channels.delete(id)
  for (const message of slack.messages.of(id)) slack.messages.drop(message)
  if (channel.members.includes(slack.team.bot.user)) void channelHappened(slack, channel, 'deleted')
}

/** `by`: who invited or removed the user. */
export function changeMember(slack: Slack, id: string, user: string, member: boolean, by = adminOf(slack)): void {
  const before = slack.channels.get(id)?.members ?? []
  const others = before.filter((one) => one !== user)
  const channel = changeChannel(slack, id, { members: member ? [...others, user] : others })
  if (member) void joined(slack, id, user, by === user ? undefined : by)
  else if (user === slack.team.bot.user) void channelHappened(slack, channel, 'left', { actor_id: by })
  else if (before.includes(user)) void left(slack, id, user)
}

const adminOf = ({ team }: Slack): string => team.people[0]?.id ?? ''

export function changeChannel(
  slack: Slack,
  id: string,
  change: Partial<Channel> | { restricted: string | undefined; allowed: string[] },
): Channel {
  const { restricted, ...channel } = { ...slack.channels.get(id), ...change }
  if (!isChannel(channel)) throw new Error(`there is no channel ${id}`)
  const changed = { ...channel, ...(restricted === undefined ? {} : { restricted }) }
  slack.channels.set(id, changed)
  return changed
}

const isChannel = (channel: Partial<Channel>): channel is Channel => channel.id !== undefined
