/** People bring the bot into a channel, take it out, and change channels. */
import type { Act, ActResult } from '../types.ts'
import { archiveChannel, changeMember, deleteChannel, hideChannel, renameChannel } from './channel-life.ts'
import { BOT } from './ids.ts'
import type { Slack } from './slack.ts'
import { takeOut } from './taking-out.ts'

type Of<D extends Act['do']> = Extract<Act, { do: D }>

export function inviteAct(slack: Slack, { persona, place }: Of<'invite'>): ActResult {
  if (place === slack.team.id) return { error: `Whoever runs ${BOT.realName} says where a workspace can add it.` }
  const channel = slack.channels.get(place)
  if (!channel?.members.includes(persona)) return { error: 'You are not in this channel.' }
  if (channel.archived) return { error: 'This channel is archived.' }
  if (channel.members.includes(slack.team.bot.user)) return { error: `${BOT.realName} is in this channel already.` }
  changeMember(slack, place, slack.team.bot.user, true, persona)
  slack.world.changed()
  return {}
}

export function dismissAct(slack: Slack, { persona, place }: Of<'dismiss'>): ActResult {
  if (place === slack.team.id) return takeOutAct(slack, persona)
  const channel = slack.channels.get(place)
  if (!channel?.members.includes(persona)) return { error: 'You are not in this channel.' }
  if (!channel.members.includes(slack.team.bot.user)) return { error: `${BOT.realName} is not in this channel.` }
  changeMember(slack, place, slack.team.bot.user, false, persona)
  slack.world.changed()
  return {}
}

function takeOutAct(slack: Slack, persona: string): ActResult {
  if (slack.people.get(persona)?.admin !== true) return { error: 'Only admins can remove this app.' }
  if (!slack.installs.at(slack.team.id)) return { error: `${BOT.realName} is not in this workspace.` }
  void takeOut(slack, 'account_inactive')
  return {}
}

export function manageAct(slack: Slack, { persona, channel, change }: Of<'manage'>): ActResult {
  if (!slack.channels.get(channel)) return { error: 'There is no such channel.' }
  if (slack.people.get(persona)?.admin !== true) return { error: 'Only admins can change this channel.' }
  if ('name' in change) renameChannel(slack, channel, change.name)
  else if ('private' in change) hideChannel(slack, channel, change.private)
  else if ('archived' in change) archiveChannel(slack, channel, change.archived)
  else deleteChannel(slack, channel)
  slack.world.changed()
  return {}
}
