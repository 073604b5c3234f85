/** What an administrator may do to the bot's surroundings: the developer portal, channel permissions, threads, messages. */
import { createChannel, deleteChannel, permit } from './channels.ts'
import type { Gateway } from './gateway.ts'
import { GUILD, guildOf } from './guilds.ts'
import { change, patch, personaDraft, post, remove, removeMany } from './messages.ts'
import type { PermissionName } from './permissions.ts'
import { BOT } from './personas.ts'
import { placeOf, type Realm } from './realm.ts'
import type { StoredChannel, StoredMessage } from './records.ts'
import { breakGuild } from './standing.ts'
import { changeThread, deleteThread, syncThreads } from './threads.ts'
import { createWebhook, webhooksIn } from './webhooks.ts'

/** The application of an app that is not this one. */
const OTHER_APP = '1180000000000000909'

export interface Settings {
  /** Whether the application may read what people write. Asking for the intent without it closes the gateway with 4014. */
  messageContent: boolean
  /** Whether the bot may view a channel. */
  access: { channel: string; allowed: boolean }
  /** One permission of the bot's in a channel. */
  permission: { channel: string; name: PermissionName; allowed: boolean }
  thread: { thread: string; archived?: boolean; locked?: boolean }
  threadDeleted: { thread: string }
  /** Several at once go in one bulk event. */
  messagesDeleted: { messages: string[] }
  /** Takes embeds off a message, as a moderator may: an edit that the author did not make. */
  embedsSuppressed: { message: string }
  /** Milliseconds between beats for those who connect from now on, and whether beats are acknowledged. */
  heartbeat: { interval: number; acknowledged: boolean }
  /** `cut`: without a word. `reconnect`: the server asks for it. `forget`: the session is over, identify anew. */
  socket: 'cut' | 'reconnect' | 'forget'
  /** How many more edits of messages older than an hour are taken (then 429 with 30046); null: any number. */
  oldEdits: { left: number; retryAfter: number } | null
  /** Whether the server has as many active threads as it may: starting one is refused with 160006. */
  threadsFull: boolean
  /** Whether the bot's role may make events of the server. */
  eventsAllowed: boolean
  /** Whether the bot's token is any good, at the gateway and in calls. */
  tokenTaken: boolean
  /** A nonce that another message of the bot's has used, in another channel. */
  nonceTaken: { nonce: string; channel: string }
  /** Webhooks that people have made in a channel. */
  webhooksMade: { channel: string; count: number }
  /** Another app repeats a message under a name of its own, by its webhook, and deletes it; `kept`: the message stays. */
  proxied: { message: string; name: string; kept?: boolean }
  /** That app changes what it wrote. */
  proxyEdited: { message: string; text: string }
  /** Another app writes something of its own. */
  otherBot: { place: string; text: string; webhook?: 'its own' | 'of people' }
  /** Somebody deletes all of a channel's webhooks. */
  webhooksDeleted: { channel: string }
  channelDeleted: { channel: string }
  /** A further channel, of Discord's number for its kind: 0 text, 2 voice, 4 category, 5 announcements, 15 forum. */
  channelCreated: { channel: string; name: string; type: number; guild?: string }
  /** A server is down, or up again. */
  outage: { guild: string; down: boolean }
  /** Whether anybody may add the bot, and what the link asks for that Discord’s page of the application makes. */
  installing: { isPublic: boolean; params: { scopes: string[]; permissions: string } | null }
  /**
   * How many shards Discord recommends, how many it wants at least, and how many may identify at a time, which is refused more
   * often than `every` milliseconds; null: one, and as often as wanted.
   */
  sharding: { recommended: number; required: number; concurrency: number; every: number } | null
  /** How fast every route may be called in one place, the window in milliseconds; null: each as on Discord. */
  pace: { calls: number; window: number } | null
}

/** Throws when what is named does not exist. */
export function applySetting<N extends keyof Settings>(
  realm: Realm,
  gateway: Gateway,
  name: N,
  value: Settings[N],
): void {
  const setters: { [K in keyof Settings]: (value: Settings[K]) => void } = {
    messageContent(allowed) {
      realm.setSettings({ ...realm.settings(), messageContent: allowed })
    },
    access({ channel, allowed }) {
      permit(realm, channelOf(realm, channel), 'ViewChannel', allowed)
      if (allowed) syncThreads(realm, channelOf(realm, channel))
    },
    permission({ channel, name, allowed }) {
      permit(realm, channelOf(realm, channel), name, allowed)
    },
    thread({ thread: id, ...changes }) {
      changeThread(realm, threadOf(realm, id), changes)
    },
    threadDeleted({ thread }) {
      deleteThread(realm, threadOf(realm, thread))
    },
    messagesDeleted({ messages: ids }) {
      const messages = ids.map((id) => messageOf(realm, id))
      const [first] = messages
      const place = first && placeOf(realm, first.channel)
      if (messages.length > 1 && place) removeMany(realm, place, messages)
      else for (const message of messages) remove(realm, message)
    },
    embedsSuppressed({ message }) {
      const found = messageOf(realm, message)
      change(realm, { ...found, flags: found.flags | 4, embeds: [] })
    },
    installing(value) {
      realm.setSettings({ ...realm.settings(), installing: value })
    },
    sharding(value) {
      const { sharding: _, ...others } = realm.settings()
      realm.setSettings(value ? { ...others, sharding: value } : others)
    },
    heartbeat: (options) => gateway.heartbeat(options),
    socket: (what) => gateway[what](),
    oldEdits(value) {
      realm.setSettings({ ...realm.settings(), oldEdits: value })
    },
    threadsFull(value) {
      realm.setSettings({ ...realm.settings(), threadsFull: value })
    },
    eventsAllowed(value) {
      realm.setSettings({ ...realm.settings(), eventsForbidden: !value })
    },
    tokenTaken(value) {
      realm.setSettings({ ...realm.settings(), tokenRevoked: !value })
    },
    nonceTaken({ nonce, channel }) {
      const place = { id: channel, channel: channelOf(realm, channel), thread: null }
      realm.nonces.delete(nonce)
      post(realm, place, { ...personaDraft(BOT.id, 'an earlier message'), nonce })
    },
    webhooksMade({ channel, count }) {
      for (let n = 1; n <= count; n++) createWebhook(realm, channelOf(realm, channel), `Feed ${n}`, null)
    },
    proxied({ message: id, name, kept = false }) {
      const message = messageOf(realm, id)
      const place = placeOf(realm, message.channel)
      if (!place) throw new Error(`there is no ${message.channel}`)
      const webhook = createWebhook(realm, place.channel, 'Proxy', OTHER_APP)
      const guise = { name, avatar: null, application: OTHER_APP }
      post(realm, place, { ...personaDraft(webhook.id, message.content), guise })
      if (!kept) remove(realm, message)
    },
    proxyEdited({ message, text }) {
      patch(realm, messageOf(realm, message), { content: text }, [])
    },
    otherBot({ place: id, text, webhook: by }) {
      const place = placeOf(realm, id)
      if (!place) throw new Error(`there is no ${id}`)
      const application = by === 'of people' ? null : OTHER_APP
      const author = by ? createWebhook(realm, place.channel, 'Feed', application).id : OTHER_APP
      post(realm, place, { ...personaDraft(author, text), guise: { name: 'Feed', avatar: null, application } })
    },
    webhooksDeleted({ channel }) {
      for (const webhook of webhooksIn(realm, channel)) realm.webhooks.delete(webhook.id)
    },
    channelDeleted({ channel: id }) {
      deleteChannel(realm, channelOf(realm, id))
    },
    channelCreated({ channel: id, name, type, guild = GUILD.id }) {
      createChannel(realm, { id, guild, name, type })
    },
    outage({ guild, down }) {
      breakGuild(realm, guildOf(guild), down)
    },
    pace(value) {
      const { pace: _, ...others } = realm.settings()
      realm.setSettings(value ? { ...others, pace: value } : others)
    },
  }
  setters[name](value)
  realm.world.changed()
}

function channelOf(realm: Realm, id: string): StoredChannel {
  const channel = realm.channels.get(id)
  if (!channel) throw new Error(`no channel ${id}`)
  return channel
}

function threadOf(realm: Realm, id: string) {
  const thread = realm.threads.get(id)
  if (!thread) throw new Error(`no thread ${id}`)
  return thread
}

function messageOf(realm: Realm, id: string): StoredMessage {
  const message = realm.message(id)
  if (!message) throw new Error(`no message ${id}`)
  return message
}
