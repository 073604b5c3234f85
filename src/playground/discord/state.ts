/** What the page draws of this chat. */
import { ChannelType, MessageType, PermissionFlagsBits } from 'discord-api-types/v10'
import type { ChannelView, ChatState, EventView, MessageView, ModalView, Persona, ThreadView } from '../types.ts'
import { kindOf } from './channel-kinds.ts'
import { directId } from './direct.ts'
import { GUILD, GUILDS, type Guild } from './guilds.ts'
import { isAdmin } from './permissions.ts'
import { BOT, nameOf, PERSONAS } from './personas.ts'
import type { Realm } from './realm.ts'
import type { Answering, StoredChannel, StoredEvent, StoredMessage, StoredThread } from './records.ts'
import { commandView } from './routes/commands.ts'
import { STATUS, statusOf } from './scheduled-events.ts'
import { isComponentsV2 } from './views/messages.ts'

const THINKS_AT_MOST = 15 * 60_000

export function stateOf(realm: Realm, connected: boolean): ChatState {
  return {
    name: GUILD.name,
    connected,
    bot: { ...BOT },
    personas: personasOf(GUILD),
    channels: channelsOf(realm, GUILD),
    others: GUILDS.filter((guild) => guild !== GUILD).map((guild) => ({
      id: guild.id,
      name: guild.name,
      bot: realm.standing(guild.id),
      personas: personasOf(guild),
      channels: channelsOf(realm, guild),
    })),
    directs: PERSONAS.map(({ id, name }) => {
      const channel = directId(id)
      return { id: channel, name, kind: 'direct', persona: id, messages: messagesOf(realm, channel), threads: [] }
    }),
    events: realm.events.values().map((event) => eventOf(realm, event)),
    commands: realm.commands.values().map(commandView),
    modals: realm.modals.values().map(({ id, persona, view }): ModalView => ({ id, persona, view, errors: {} })),
  }
}

function eventOf(realm: Realm, event: StoredEvent): EventView {
  const { id, guild, name, description, start, end, location, interested } = event
  return {
    id,
    server: guild,
    name,
    text: description,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    place: location,
    state: STATES[statusOf(realm, event)] ?? 'over',
    interested,
  }
}

const STATES: Readonly<Record<number, EventView['state']>> = {
  [STATUS.scheduled]: 'to come',
  [STATUS.active]: 'now',
  [STATUS.completed]: 'over',
  [STATUS.canceled]: 'cancelled',
}

function personasOf({ id: guild, members }: Guild): Persona[] {
  const people = PERSONAS.filter(({ id }) => members.includes(id))
  return people.map(({ id, name }) => ({ id, name, admin: isAdmin(id, guild) }))
}

function channelsOf(realm: Realm, { id: guild }: Guild): ChannelView[] {
  const threads = realm.threads.values()
  return realm.channelsOf(guild).map((channel) => {
    const kind = specialKind(channel)
    return {
      id: channel.id,
      name: channel.name,
      ...(kind && { kind }),
      messages: messagesOf(realm, channel.id),
      threads: threads.filter((thread) => thread.channel === channel.id).map((thread) => threadOf(realm, thread)),
    }
  })
}

function specialKind(channel: StoredChannel): ChannelView['kind'] {
  if (BigInt(channel.deniedToAll ?? '0') & PermissionFlagsBits.ViewChannel) return 'private'
  switch (kindOf(channel)) {
    case ChannelType.GuildAnnouncement:
      return 'announcement'
    case ChannelType.GuildForum:
      return 'forum'
    case ChannelType.GuildVoice:
      return 'voice'
    default:
      return undefined
  }
}

export function messageOf(realm: Realm, message: StoredMessage): MessageView {
  return {
    id: message.id,
    author: {
      id: message.author,
      name: message.guise?.name ?? nameOf(message.author),
      bot: message.author === BOT.id || message.guise !== undefined,
    },
    at: new Date(message.at).toISOString(),
    editedAt: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    text: message.content,
    components: message.components.length > 0 ? message.components : message.embeds,
    files: [
      ...(message.files ?? []).map(({ name, size }) => ({ name, size })),
      ...message.attachments.map(({ filename, size }) => ({ name: String(filename), size: Number(size) })),
    ],
    componentsV2: isComponentsV2(message),
    reactions: message.reactions.map(({ emoji, by }) => ({ emoji: emoji.name, by })),
    onlyFor: message.onlyFor,
    state: hasGivenUp(realm, message) ? 'failed' : message.state,
    answering: answeringOf(message.answering),
  }
}

function threadOf(realm: Realm, { id, parent, name, archived }: StoredThread): ThreadView {
  return { id, parent, name, archived, messages: messagesOf(realm, id) }
}

/** A thread's first message only repeats the one it hangs on: the page shows that one. */
function messagesOf(realm: Realm, place: string): MessageView[] {
  return realm
    .messagesIn(place)
    .filter((message) => message.type !== MessageType.ThreadStarterMessage)
    .map((message) => messageOf(realm, message))
}

function hasGivenUp(realm: Realm, message: StoredMessage): boolean {
  return message.state === 'thinking' && realm.now() - message.at > THINKS_AT_MOST
}

function answeringOf(answering: Answering | null): MessageView['answering'] {
  if (!answering || answering.command === null || answering.original) return null
  const slash = answering.commandType === 1 ? '/' : ''
  return { persona: nameOf(answering.user), command: `${slash}${answering.command}` }
}
