import type { ChannelView, ChatState, MessageView, ModalView, ThreadView } from '../types.ts'
import { BOT, PEOPLE, SLACKBOT, TEAM } from './ids.ts'
import type { Messages } from './messages.ts'
import { unescapeEntities } from './mrkdwn.ts'
import type { Slack } from './slack.ts'
import { instantOf, microsOf } from './ts.ts'
import type { Channel, Message } from './types.ts'
import { type View, viewPayload } from './views.ts'

/** The whole workspace as the page draws it. */
export function stateOf(slack: Slack, connected: boolean): ChatState {
  return {
    name: TEAM.name,
    connected,
    bot: { id: BOT.user, name: BOT.realName },
    personas: PEOPLE.map(({ id, realName, admin }) => ({ id, name: realName, admin })),
    channels: slack.channels.values().map((channel) => channelView(slack, channel)),
    commands: [
      ...slack.settings.commands,
      ...slack.settings.shortcuts.map((shortcut) => ({ type: 'message', ...shortcut })),
    ],
    modals: slack.views.all().map(modalView),
  }
}

export function messageView(messages: Messages, message: Message): MessageView {
  return {
    id: message.ts,
    author: authorOf(message),
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

export function modalView(view: View): ModalView {
  return { id: view.id, persona: view.cause.persona, view: viewPayload(view), errors: view.errors }
}

function channelView(slack: Slack, channel: Channel): ChannelView {
  const all = [...slack.messages.of(channel.id), ...slack.messages.ephemerals(channel.id)].sort(
    (a, b) => microsOf(a.ts) - microsOf(b.ts),
  )
  const threads = [...new Set(all.flatMap((message) => (message.thread === undefined ? [] : [message.thread])))]
  return {
    id: channel.id,
    name: channel.name,
    messages: all
      .filter((message) => message.thread === undefined || message.broadcast)
      .map((message) => messageView(slack.messages, message)),
    threads: threads.map((thread) => threadView(slack, channel, thread, all)),
  }
}

function threadView(slack: Slack, channel: Channel, thread: string, all: Message[]): ThreadView {
  const parent = slack.messages.get(channel.id, thread)
  return {
    id: thread,
    parent: thread,
    name: unescapeEntities(parent?.text ?? '').slice(0, 80),
    archived: channel.archived,
    messages: all.filter((message) => message.thread === thread).map((message) => messageView(slack.messages, message)),
  }
}

function authorOf(message: Message): MessageView['author'] {
  if (message.bot) return { id: BOT.user, name: BOT.realName, bot: true }
  if (message.user === SLACKBOT.user) return { id: SLACKBOT.user, name: SLACKBOT.realName, bot: true }
  const person = PEOPLE.find((one) => one.id === message.user)
  return { id: message.user, name: person?.realName ?? message.user, bot: false }
}
