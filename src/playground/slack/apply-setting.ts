/** What an admin of the workspace, or Slack itself, changes behind the bot's back. */
import type { Fields } from './fields.ts'
import { channelHappened, joined, remove } from './postings.ts'
import { loopback } from './settings.ts'
import type { Slack } from './slack.ts'
import type { Channel, Setting } from './types.ts'

export function applySetting(slack: Slack, change: Setting): void {
  const { settings, team } = slack
  if ('archive' in change) archive(slack, change.archive, !change.undo)
  if ('kick' in change) changeMember(slack, change.kick, team.bot.user, false)
  if ('invite' in change) changeMember(slack, change.invite, team.bot.user, true)
  if ('join' in change) changeMember(slack, change.join, change.persona, true)
  if ('leave' in change) changeMember(slack, change.leave, change.persona, false)
  if ('revokeToken' in change) settings.tokenRefusal = change.revokeToken ? 'token_revoked' : null
  if ('refuseToken' in change) settings.tokenRefusal = change.refuseToken
  if ('restrict' in change) {
    const { restrict, undo, code = 'restricted_action' } = change
    changeChannel(slack, restrict, { restricted: undo ? undefined : code })
  }
  if ('name' in change) makeChannel(slack, change)
  if ('deleteChannel' in change) deleteChannel(slack, change.deleteChannel)
  if ('person' in change) slack.people.set(change.person.id, change.person)
  if ('scopes' in change) settings.scopes = change.scopes
  if ('signingSecret' in change) settings.signingSecret = change.signingSecret
  if ('delivery' in change) {
    settings.delivery = change.delivery === 'socket' ? 'socket' : { url: loopback(change.delivery.url) }
  }
  if ('uninstall' in change) void takeOut(slack, 'account_inactive')
  if ('revoke' in change) void takeOut(slack, 'token_revoked')
  if ('deleteMessage' in change) {
    const message = slack.messages.get(change.channel, change.deleteMessage)
    if (message) remove(slack, message)
  }
}

/** The app is told of both, in no order that it could rely on; without its token being good any more. */
async function takeOut({ installs, team, delivery, mint }: Slack, code: string): Promise<void> {
  const install = installs.at(team.id)
  if (!install) return
  installs.refuse(install, code)
  const tell = (event: Fields) => delivery.event({ ...event, event_ts: mint() }, install)
  if (code === 'account_inactive') await tell({ type: 'app_uninstalled' })
  await tell({ type: 'tokens_revoked', tokens: { oauth: [], bot: [team.bot.user] } })
}

const adminOf = ({ team }: Slack): string => team.people[0]?.id ?? ''

function archive(slack: Slack, id: string, archived: boolean): void {
  const channel = changeChannel(slack, id, { archived })
  if (channel.members.includes(slack.team.bot.user)) {
    void channelHappened(slack, channel, archived ? 'archive' : 'unarchive', { user: adminOf(slack) })
  }
}

function makeChannel(slack: Slack, made: Extract<Setting, { name: string }>): void {
  const { channel: id, name, private: isPrivate = false } = made
  const before = slack.channels.get(id)
  const created = before?.created ?? Math.floor(slack.world.now() / 1000)
  const members = made.members ?? before?.members ?? []
  slack.channels.set(id, { archived: false, ...before, id, name, created, private: isPrivate, members })
}

function deleteChannel(slack: Slack, id: string): void {
  const channel = slack.channels.get(id)
  if (!channel) return
  slack.channels.delete(id)
  for (const message of slack.messages.of(id)) slack.messages.drop(message)
  if (channel.members.includes(slack.team.bot.user)) void channelHappened(slack, channel, 'deleted')
}

function changeChannel(
  slack: Slack,
  id: string,
  change: Partial<Channel> | { restricted: string | undefined },
): Channel {
  const { restricted, ...channel } = { ...slack.channels.get(id), ...change }
  if (!isChannel(channel)) throw new Error(`there is no channel ${id}`)
  const changed = { ...channel, ...(restricted === undefined ? {} : { restricted }) }
  slack.channels.set(id, changed)
  return changed
}

const isChannel = (channel: Partial<Channel>): channel is Channel => channel.id !== undefined

function changeMember(slack: Slack, id: string, user: string, member: boolean): void {
  const others = (slack.channels.get(id)?.members ?? []).filter((one) => one !== user)
  const channel = changeChannel(slack, id, { members: member ? [...others, user] : others })
  if (member) void joined(slack, id, user)
  else if (user === slack.team.bot.user) void channelHappened(slack, channel, 'left', { actor_id: adminOf(slack) })
}
