import type { ChannelView, ChatState, MessageView, ModalView, ThreadView } from '../types.ts'
import { directId } from './channels.ts'
import { homeViews } from './homes.ts'
import { BOT, SLACKBOT } from './ids.ts'
import { unescapeEntities } from './mrkdwn.ts'
import type { Slack } from './slack.ts'
import { instantOf, microsOf } from './ts.ts'
import type { Channel, Message } from './types.ts'
import { type View, viewPayload } from './views.ts'

/** The whole workspace as the page draws it. */
export function stateOf(slack: Slack, connected: boolean): ChatState {
  return {
    name: slack.team.name,
    connected,
    bot: { id: slack.team.bot.user, name: BOT.realName },
    personas: slack.people.values().map(({ id, realName, admin }) => ({ id, name: realName, admin })),
    channels: slack.channels.values().map((channel) => channelView(slack, channel)),
    directs: slack.people.values().flatMap((person) => {
      const direct = slack.channels.get(directId(person.id))
      const view = direct && channelView(slack, direct)
      return view ? { ...view, name: person.realName } : []
    }),
    commands: [
      ...slack.settings.commands,
      ...slack.settings.shortcuts.map((shortcut) => ({ type: 'message', ...shortcut })),
    ],
    modals: slack.views.all().map((view) => modalView(slack, view)),
    homes: homeViews(slack),
  }
}

/** Both workspaces, as the page draws them: the second as one of the others. */
export function stateOfAll(slack: Slack, second: Slack, connected: boolean): ChatState {
  const [state, there] = [stateOf(slack, connected), stateOf(second, connected)]
  const { id, name } = second.team
  const bot = second.installs.at(id) ? 'in' : 'out'
  return {
    ...state,
    others: [{ id, name, bot, personas: there.personas, channels: there.channels }],
    directs: [...(state.directs ?? []), ...(there.directs ?? [])],
    modals: [...state.modals, ...there.modals],
    homes: [...(state.homes ?? []), ...(there.homes ?? [])],
  }
}

export function messageView(
  { messages, people, team }: Pick<Slack, 'messages' | 'people' | 'team'>,
  message: Message,
): MessageView {
  return {
    id: message.ts,
    author: authorOf(message, people, team),
    at: instantOf(message.ts),
    editedAt: message.edited ? instantOf(message.edited.ts) : null,
    text: message.text,
    components: message.blocks ?? [],
    files: messages.filesOf(message).map(({ name, size }) => ({ name: String(name), size: Number(size) })),
    componentsV2: false,
    reactions: message.reactions.map(({ name, users }) => ({ emoji: name, by: users })),
    onlyFor: message.onlyFor ?? null,
    state: message.failed ? 'failed' : 'sent',
    answering: message.answering ?? null,
  }
}

export function modalView({ team }: Pick<Slack, 'team'>, view: View): ModalView {
  const { persona, channel, thread = null } = view.cause
  const from = channel === undefined ? {} : { from: { channel, thread } }
  return { id: view.id, persona, ...from, view: viewPayload(team, view), errors: view.errors }
}

function channelView(slack: Slack, channel: Channel): ChannelView {
  const kept = slack.messages.of(channel.id)
  // What one person alone is told in a thread that nobody has answered in is shown nowhere.
  const whispered = slack.messages
    .ephemerals(channel.id)
    .filter(({ thread }) => thread === undefined || slack.messages.replies(channel.id, thread).length > 0)
  const all = [...kept, ...whispered].sort((a, b) => microsOf(a.ts) - microsOf(b.ts))
  const threads = [...new Set(all.flatMap((message) => (message.thread === undefined ? [] : [message.thread])))]
  return {
    id: channel.id,
    name: channel.name,
    ...kindOf(channel),
    ...(channel.direct === undefined && { bot: channel.members.includes(slack.team.bot.user) }),
    messages: all
      .filter((message) => message.thread === undefined || message.broadcast)
      .map((message) => messageView(slack, message)),
    threads: threads.map((thread) => threadView(slack, channel, thread, all)),
  }
}

function kindOf({ direct, private: isPrivate }: Channel): Pick<ChannelView, 'kind' | 'persona'> {
  if (direct !== undefined) return { kind: 'direct', persona: direct }
  return isPrivate ? { kind: 'private' } : {}
}

function threadView(slack: Slack, channel: Channel, thread: string, all: Message[]): ThreadView {
  const parent = slack.messages.get(channel.id, thread)
  return {
    id: thread,
    parent: thread,
    name: unescapeEntities(parent?.text ?? '').slice(0, 80),
    archived: channel.archived,
    messages: all.filter((message) => message.thread === thread).map((message) => messageView(slack, message)),
  }
}

function authorOf(message: Message, people: Slack['people'], team: Slack['team']): MessageView['author'] {
  if (message.bot) return { id: team.bot.user, name: message.username ?? BOT.realName, bot: true }
  if (message.user === SLACKBOT.user) return { id: SLACKBOT.user, name: SLACKBOT.realName, bot: true }
  return { id: message.user, name: people.get(message.user)?.realName ?? message.user, bot: false }
}
