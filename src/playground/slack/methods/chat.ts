import { directId } from '../channels.ts'
import type { Fields } from '../fields.ts'
import { contentOf } from '../message-args.ts'
import { rendered } from '../messages.ts'
import { type Draft, edit, post, remove } from '../postings.ts'
import { Refusal } from '../refusal.ts'
import type { Slack } from '../slack.ts'
import type { Channel } from '../types.ts'
import { channelOf, type Methods, messageOf, need, openChannel, postableChannel, text, yes } from './method.ts'

export const chat: Methods = {
  'chat.postMessage': {
    token: 'bot',
    scope: 'chat:write',
    tier: 'post',
    run(slack, args) {
      const channel = postableChannel(slack, { ...args, channel: placeOf(slack, need(args, 'channel')) })
      const draft = draftOf(slack, channel, args)
      if (draft.thread !== undefined && yes(args, 'reply_broadcast')) draft.broadcast = true
      // Without the right to another name Slack keeps the app's, without a word.
      const username = text(args, 'username')
      if (username && slack.settings.scopes.includes('chat:write.customize')) {
        const icon = text(args, 'icon_url')
        Object.assign(draft, { username, subtype: 'bot_message', ...(icon ? { icon } : {}) })
      }
      const { message } = post(slack, draft)
      return { channel: channel.id, ts: message.ts, message: rendered(slack.messages, message, { metadata: true }) }
    },
  },
  'chat.postEphemeral': {
    token: 'bot',
    scope: 'chat:write',
    tier: 100,
    run(slack, args) {
      const channel = postableChannel(slack, args)
      const user = need(args, 'user')
      if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel')
      const { message } = post(slack, { ...draftOf(slack, channel, args), onlyFor: user })
      return { message_ts: message.ts }
    },
  },
  'chat.update': {
    token: 'bot',
    scope: 'chat:write',
    tier: 50,
    run(slack, args) {
      // What is archived has a name of its own here.
      if (channelOf(slack, args).archived) throw new Refusal('is_inactive')
      const channel = openChannel(slack, args)
      const message = messageOf(slack, channel, need(args, 'ts'))
      if (!message.bot) throw new Refusal('cant_update_message')
      const { text, blocks, attachments, metadata } = contentOf(args, {
        update: true,
        lacking: slack.settings.lackingBlocks,
      })
      // What is not given stays as it was; an empty list takes it away.
      const change = {
        text,
        ...(blocks ? { blocks } : {}),
        ...(attachments ? { attachments } : {}),
        ...(metadata ? { metadata } : {}),
      }
      const edited = edit(slack, message, change, slack.team.bot.user).message
      return {
        channel: channel.id,
        ts: message.ts,
        text,
        message: rendered(slack.messages, edited, { metadata: true }),
      }
    },
  },
  'chat.delete': {
    token: 'bot',
    scope: 'chat:write',
    tier: 50,
    run(slack, args) {
      const channel = openChannel(slack, args)
      const message = messageOf(slack, channel, need(args, 'ts'))
      if (!message.bot) throw new Refusal('cant_delete_message')
      remove(slack, message)
      return { channel: channel.id, ts: message.ts }
    },
  },
  'chat.getPermalink': {
    token: 'bot',
    tier: 100,
    run(slack, args) {
      const channel = channelOf(slack, args)
      const message = messageOf(slack, channel, need(args, 'message_ts'))
      const thread = message.thread === undefined ? '' : `?thread_ts=${message.thread}&cid=${channel.id}`
      const permalink = `${slack.origin}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`
      return { channel: channel.id, permalink }
    },
  },
}

/** A person's id stands for the conversation with them. */
function placeOf(slack: Slack, id: string): string {
  if (!slack.people.get(id)) return id
  if (!slack.settings.messagesTab) throw new Refusal('messages_tab_disabled')
  return directId(id)
}

function draftOf(slack: Slack, channel: Channel, args: Fields): Draft {
  const content = contentOf(args, { lacking: slack.settings.lackingBlocks })
  const thread = threadOf(slack, channel, text(args, 'thread_ts'))
  return {
    channel: channel.id,
    user: slack.team.bot.user,
    bot: true,
    text: content.text,
    ...(content.blocks ? { blocks: content.blocks } : {}),
    ...(content.attachments ? { attachments: content.attachments } : {}),
    ...(content.metadata ? { metadata: content.metadata } : {}),
    ...(thread === undefined ? {} : { thread }),
  }
}

/** Replies hang on a thread's first message; a reply's own ts is no thread. */
function threadOf(slack: Slack, channel: Channel, ts: string | undefined): string | undefined {
  if (ts === undefined || ts === '') return undefined
  const parent = messageOf(slack, channel, ts, 'thread_not_found')
  if (parent.thread !== undefined) throw new Refusal('cannot_reply_to_message')
  return parent.ts
}
