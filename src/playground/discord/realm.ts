/** The server, its channels and everything said in them, as kept in the world. */
import { PermissionFlagsBits } from 'discord-api-types/v10'
import type { Collection, World } from '../world.ts'
import { type Cdn, openCdn } from './cdn.ts'
import { directChannel } from './direct.ts'
import { GUILD, GUILDS } from './guilds.ts'
import { botMay } from './permissions.ts'
import { FOUNDED } from './personas.ts'
import type {
  Standing,
  StoredChannel,
  StoredCommand,
  StoredEvent,
  StoredGuild,
  StoredInteraction,
  StoredMessage,
  StoredModal,
  StoredNonce,
  StoredSettings,
  StoredThread,
  StoredWebhook,
} from './records.ts'
import { refusal } from './refusals.ts'
import { openMint } from './snowflake.ts'

export interface Realm {
  readonly world: World
  readonly channels: Collection<StoredChannel>
  readonly guilds: Collection<StoredGuild>
  /** Whether the bot is in a server. */
  standing(guild: string): Standing
  channelsOf(guild: string): StoredChannel[]
  readonly threads: Collection<StoredThread>
  readonly events: Collection<StoredEvent>
  readonly commands: Collection<StoredCommand>
  readonly interactions: Collection<StoredInteraction>
  readonly modals: Collection<StoredModal>
  readonly nonces: Collection<StoredNonce>
  readonly webhooks: Collection<StoredWebhook>
  /** When the application made commands, for the limit of a day. */
  readonly creations: Collection<number[]>
  readonly cdn: Cdn
  mint(): string
  now(): number
  settings(): StoredSettings
  setSettings(settings: StoredSettings): void
  message(id: string): StoredMessage | undefined
  /** A channel's or thread's messages, oldest first, ephemeral ones among them. */
  messagesIn(place: string): readonly StoredMessage[]
  keepMessage(message: StoredMessage): void
  dropMessage(message: StoredMessage): void
  /** Hands an event to whoever is connected. */
  dispatch(event: Dispatch): void
  onDispatch(listener: (event: Dispatch) => void): void
}

export interface Dispatch {
  name: string
  /** The intent bit that a session needs for it; 0: every session gets it. */
  intent: number
  /** The channel that the bot must be able to view. */
  channel?: StoredChannel
  /** `content`: whether the session may read what others write. */
  data(content: boolean): unknown
}

/** A channel, or a thread with the channel it belongs to. */
export interface Place {
  id: string
  channel: StoredChannel
  thread: StoredThread | null
}

/** `origin`: of the server, known once it listens. */
export function openRealm(world: World, origin: () => string): Realm {
  const channels = world.collection<StoredChannel>('discord.channels')
  const messages = world.collection<StoredMessage>('discord.messages')
  const settings = world.collection<StoredSettings>('discord.settings')
  const listeners: ((event: Dispatch) => void)[] = []
  const byPlace = new Map<string, StoredMessage[]>()

  const guilds = world.collection<StoredGuild>('discord.guilds')
  settle(channels, guilds)
  for (const message of messages.values()) placed(message.channel).push(message)

  function placed(place: string): StoredMessage[] {
    const list = byPlace.get(place) ?? []
    byPlace.set(place, list)
    return list
  }

  return {
    world,
    channels,
    guilds,
    standing: (guild) => guilds.get(guild)?.standing ?? 'out',
    channelsOf: (guild) => channels.values().filter((channel) => channel.guild === guild),
    threads: world.collection('discord.threads'),
    events: world.collection('discord.events'),
    commands: world.collection('discord.commands'),
    interactions: world.collection('discord.interactions'),
    modals: world.collection('discord.modals'),
    nonces: world.collection('discord.nonces'),
    webhooks: world.collection('discord.webhooks'),
    creations: world.collection('discord.creations'),
    cdn: openCdn(world, origin),
    mint: openMint(world),
    now: () => world.now(),
    settings: () => settings.get('settings') ?? { messageContent: true, oldEdits: null, threadsFull: false },
    setSettings: (value) => settings.set('settings', value),
    message: (id) => messages.get(id),
    messagesIn: (place) => byPlace.get(place) ?? [],
    keepMessage(message) {
      const list = placed(message.channel)
      if (messages.get(message.id)) list[list.findLastIndex((kept) => kept.id === message.id)] = message
      else list.push(message)
      messages.set(message.id, message)
      world.changed()
    },
    dropMessage(message) {
      byPlace.set(
        message.channel,
        placed(message.channel).filter((kept) => kept.id !== message.id),
      )
      messages.delete(message.id)
      world.changed()
    },
    dispatch(event) {
      for (const listener of listeners) listener(event)
    },
    onDispatch: (listener) => listeners.push(listener),
  }
}

/** The servers as they are at first; a world from before there were several has the first one's channels. */
function settle(channels: Collection<StoredChannel>, guilds: Collection<StoredGuild>): void {
  for (const channel of channels.values()) {
    if (channel.guild === undefined) channels.set(channel.id, { ...channel, guild: GUILD.id })
  }
  for (const guild of GUILDS) {
    if (guilds.get(guild.id)) continue
    guilds.set(guild.id, { id: guild.id, standing: guild === GUILD ? 'in' : 'out', joinedAt: Date.parse(FOUNDED) })
    if (channels.values().some((channel) => channel.guild === guild.id)) continue
    for (const [position, { hidden, ...channel }] of guild.channels.entries()) {
      const deniedToAll = hidden ? String(PermissionFlagsBits.ViewChannel) : '0'
      const made = { ...channel, guild: guild.id, position, deniedToAll, deniedToBot: '0', grantedToBot: '0' }
      channels.set(channel.id, made)
    }
  }
}

export function placeOf(realm: Realm, id: string): Place | undefined {
  const channel = realm.channels.get(id) ?? directChannel(id)
  if (channel) return { id, channel, thread: null }
  const thread = realm.threads.get(id)
  const parent = thread && realm.channels.get(thread.channel)
  return thread && parent ? { id, channel: parent, thread } : undefined
}

/** The place as the bot may see it. Throws the refusal when it may not. */
export function botPlace(realm: Realm, id: string): Place {
  const place = placeOf(realm, id)
  if (!place) throw refusal('unknownChannel')
  if (realm.standing(place.channel.guild) === 'unavailable') throw refusal('serverUnavailable')
  if (!botMay(realm, place.channel, 'ViewChannel')) throw refusal('missingAccess')
  return place
}

/** The message as the bot may see it through its channel: ephemeral ones do not exist there. */
export function botMessage(realm: Realm, place: Place, id: string): StoredMessage {
  const message = realm.message(id)
  if (!message || message.channel !== place.id || message.onlyFor) throw refusal('unknownMessage')
  return message
}
