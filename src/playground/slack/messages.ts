import type { Collection, World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Files } from './files.ts'
import { APP_ID, BOT } from './ids.ts'
import type { Team } from './teams.ts'
import { microsOf } from './ts.ts'
import type { Message, Person } from './types.ts'

/** The messages of all channels, kept in the world; those that one persona alone sees are kept until the restart only. */
export interface Messages {
  get(channel: string, ts: string): Message | undefined
  ephemeral(channel: string, ts: string): Message | undefined
  save(message: Message): void
  drop(message: Message): void
  /** A channel's messages, oldest first, thread replies among them. */
  of(channel: string): Message[]
  ephemerals(channel: string): Message[]
  replies(channel: string, thread: string): Message[]
  readonly team: Team
  /** The workspace that someone belongs to. */
  teamOf(user: string): string
  /** What a person sent with it, as the API shows it. */
  filesOf(message: Message): Fields[]
}

/** `files`: as the API shows them, by id. */
export function openMessages(world: World, team: Team, files: Files, people: Collection<Person>): Messages {
  const kept = world.collection<Message>(`${team.space}.messages`)
  const byChannel = new Map<string, Message[]>()
  const whispers = new Map<string, Message>()
  for (const message of kept.values()) listed(message.channel).push(message)
  for (const list of byChannel.values()) list.sort((a, b) => microsOf(a.ts) - microsOf(b.ts))

  function listed(channel: string): Message[] {
    const list = byChannel.get(channel) ?? []
    byChannel.set(channel, list)
    return list
  }

  return {
    team,
    get: (channel, ts) => kept.get(key(channel, ts)),
    ephemeral: (channel, ts) => whispers.get(key(channel, ts)),
    save(message) {
      const id = key(message.channel, message.ts)
      if (message.onlyFor !== undefined) {
        whispers.set(id, message)
        return
      }
      const list = listed(message.channel)
      const index = list.findIndex((other) => other.ts === message.ts)
      if (index >= 0) list[index] = message
      else list.push(message)
      kept.set(id, message)
    },
    drop(message) {
      const id = key(message.channel, message.ts)
      whispers.delete(id)
      kept.delete(id)
      byChannel.set(
        message.channel,
        listed(message.channel).filter((other) => other.ts !== message.ts),
      )
    },
    of: (channel) => listed(channel),
    ephemerals: (channel) => [...whispers.values()].filter((message) => message.channel === channel),
    replies: (channel, thread) =>
      listed(channel).filter((message) => message.thread === thread && message.ts !== thread),
    teamOf: (user) => people.get(user)?.team ?? team.id,
    filesOf: ({ files: ids = [] }) => ids.map(files.view).filter((file) => file !== undefined),
  }
}

/** A message as the Web API and events show it. */
export function rendered(messages: Messages, message: Message, { metadata = false } = {}): Fields {
  const replies = message.thread === undefined ? messages.replies(message.channel, message.ts) : []
  const parent = message.thread === undefined ? undefined : messages.get(message.channel, message.thread)
  const last = replies.at(-1)
  return {
    ...(message.subtype === 'bot_message' ? {} : { user: message.user }),
    type: 'message',
    ts: message.ts,
    ...subtypeOf(message),
    ...(message.username === undefined ? {} : { username: message.username }),
    ...(message.icon === undefined ? {} : { icons: { image_64: message.icon } }),
    ...(message.bot ? ofBot(messages.team) : {}),
    ...(message.clientId === undefined ? {} : { client_msg_id: message.clientId }),
    text: message.text,
    team: messages.teamOf(message.user),
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.files ? { files: messages.filesOf(message), upload: false } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(message.thread === undefined ? {} : { thread_ts: message.thread }),
    ...(parent ? { parent_user_id: parent.user } : {}),
    ...(last
      ? {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users_count: new Set(replies.map((reply) => reply.user)).size,
          latest_reply: last.ts,
          reply_users: [...new Set(replies.map((reply) => reply.user))],
          is_locked: false,
          subscribed: false,
        }
      : {}),
    ...(message.reactions.length > 0 ? { reactions: reactionsOf(message) } : {}),
    ...(metadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}

function reactionsOf(message: Message): Fields[] {
  return message.reactions.map(({ name, users }) => ({ name, users, count: users.length }))
}

function subtypeOf(message: Message): Fields {
  if (message.subtype === 'tombstone') return { subtype: 'tombstone', hidden: true }
  if (message.broadcast) return { subtype: 'thread_broadcast' }
  if (message.files) return { subtype: 'file_share' }
  return message.subtype === undefined ? {} : { subtype: message.subtype }
}

function ofBot(team: Team): Fields {
  return {
    bot_id: team.bot.bot,
    app_id: APP_ID,
    bot_profile: {
      id: team.bot.bot,
      deleted: false,
      name: BOT.name,
      updated: 1_700_000_000,
      app_id: APP_ID,
      icons: {},
      team_id: team.id,
    },
  }
}

function key(channel: string, ts: string): string {
  return `${channel}/${ts}`
}
