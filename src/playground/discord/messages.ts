/** What happens to messages, whoever does it: posted, edited, deleted, reacted to. */
import { GatewayIntentBits, MessageFlags } from 'discord-api-types/v10'
import type { Attachment } from './cdn.ts'
import { isDirect } from './channel-kinds.ts'
import { flatten } from './component-limits.ts'
import { type Fields, fieldsOf, isFields, listOf, numberOf, textOf } from './json.ts'
import { personaPermissions } from './permissions.ts'
import { BOT, personaOf } from './personas.ts'
import { type Place, placeOf, type Realm } from './realm.ts'
import type { Answering, Emoji, Guise, Pings, StoredMessage } from './records.ts'
import type { Call } from './router.ts'
import { inGuild } from './views/channels.ts'
import { messageEvent } from './views/messages.ts'
import { memberView } from './views/people.ts'

/** What a sender decides of a message. */
export interface Draft {
  author: string
  guise?: Guise
  type: number
  content: string
  components: Fields[]
  embeds: Fields[]
  attachments: Fields[]
  files?: Attachment[]
  flags: number
  nonce: string | number | null
  pings: Pings
  reference: StoredMessage['reference']
  onlyFor: string | null
  state: StoredMessage['state']
  answering: Answering | null
}

const SENDER_FLAGS = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2

/** A draft of the bot's from a body that has passed the limits. */
export function draftOf(realm: Realm, body: Fields, files: Call['files']): Draft {
  const content = textOf(body.content)
  const components = withIds(listOf(body.components))
  return {
    author: BOT.id,
    type: 0,
    content,
    components,
    embeds: embedsOf(body.embeds),
    attachments: attachmentsOf(realm, files),
    flags: numberOf(body.flags) & SENDER_FLAGS,
    nonce: typeof body.nonce === 'string' || typeof body.nonce === 'number' ? body.nonce : null,
    pings: pingsIn(content, components, body.allowed_mentions, true),
    reference: null,
    onlyFor: null,
    state: 'sent',
    answering: null,
  }
}

/** `guild`: where it is said; what pings everyone does so by the rights that the author has there. */
export function personaDraft(author: string, content: string, guild = ''): Draft {
  return {
    author,
    type: 0,
    content,
    components: [],
    embeds: [],
    attachments: [],
    flags: 0,
    nonce: null,
    pings: pingsIn(content, [], undefined, (personaPermissions(author, guild) & (1n << 17n)) !== 0n),
    reference: null,
    onlyFor: null,
    state: 'sent',
    answering: null,
  }
}

export function post(realm: Realm, place: Place, draft: Draft): StoredMessage {
  const message: StoredMessage = {
    id: realm.mint(),
    channel: place.id,
    at: realm.now(),
    editedAt: null,
    reactions: [],
    ...draft,
  }
  realm.keepMessage(message)
  if (message.author === BOT.id && message.nonce !== null) keepNonce(realm, message.nonce, message)
  if (message.onlyFor || message.state === 'failed') return message
  const { thread } = place
  if (thread) realm.threads.set(thread.id, { ...thread, activeAt: realm.now(), messageCount: thread.messageCount + 1 })
  announce(realm, 'MESSAGE_CREATE', message)
  return message
}

const NONCES_ARE_KEPT = 5 * 60_000

/** The id of the bot's message of the last minutes that carried the nonce, in whatever channel, be it there still or not. */
export function sentWith(realm: Realm, nonce: unknown): string | undefined {
  const kept = nonce === undefined || nonce === null ? undefined : realm.nonces.get(String(nonce))
  return kept && realm.now() - kept.at < NONCES_ARE_KEPT ? kept.message : undefined
}

function keepNonce(realm: Realm, nonce: string | number, { id, at }: StoredMessage): void {
  const text = String(nonce)
  if (sentWith(realm, text) === undefined) realm.nonces.set(text, { message: id, at })
}

/** Puts a body's fields over a message's, as PATCH does: what is absent stays. */
export function patch(realm: Realm, message: StoredMessage, body: Fields, files: Call['files']): StoredMessage {
  const content = body.content === undefined ? message.content : textOf(body.content)
  const components = body.components === undefined ? message.components : withIds(listOf(body.components))
  const kept = listOf(body.attachments).map((attachment) => fieldsOf(attachment).id)
  const attachments =
    body.attachments === undefined ? message.attachments : message.attachments.filter(({ id }) => kept.includes(id))
  const thinking = message.state === 'thinking'
  const keptFlags = message.flags & ~(MessageFlags.Loading | MessageFlags.SuppressEmbeds)
  const suppressed = typeof body.flags === 'number' ? body.flags & SENDER_FLAGS : message.flags & SENDER_FLAGS
  const edited: StoredMessage = {
    ...message,
    content,
    components,
    embeds: body.embeds === undefined ? message.embeds : embedsOf(body.embeds),
    attachments: [...attachments, ...attachmentsOf(realm, files)],
    flags: keptFlags | suppressed,
    pings: pingsIn(content, components, body.allowed_mentions, true),
    editedAt: thinking ? null : realm.now(),
    state: 'sent',
  }
  change(realm, edited)
  return edited
}

export function change(realm: Realm, message: StoredMessage): void {
  realm.keepMessage(message)
  announce(realm, 'MESSAGE_UPDATE', message)
}

export function remove(realm: Realm, message: StoredMessage): void {
  realm.dropMessage(message)
  if (message.onlyFor) return
  const place = placeOf(realm, message.channel)
  if (place?.thread) {
    const messageCount = Math.max(0, place.thread.messageCount - 1)
    realm.threads.set(place.thread.id, { ...place.thread, messageCount })
  }
  dispatchIn(realm, message.channel, 'Messages', 'MESSAGE_DELETE', () => ({
    id: message.id,
    channel_id: message.channel,
  }))
}

export function removeMany(realm: Realm, place: Place, messages: StoredMessage[]): void {
  for (const message of messages) realm.dropMessage(message)
  dispatchIn(realm, place.id, 'Messages', 'MESSAGE_DELETE_BULK', () => ({
    ids: messages.map((message) => message.id),
    channel_id: place.id,
  }))
}

/** Adds or takes away one person's reaction; doing so twice changes nothing. */
export function react(realm: Realm, message: StoredMessage, emoji: Emoji, by: string, add: boolean): void {
  const same = (reaction: { emoji: Emoji }) => reaction.emoji.id === emoji.id && reaction.emoji.name === emoji.name
  const before = message.reactions.find(same)
  if ((before?.by.includes(by) ?? false) === add) return
  const others = (before?.by ?? []).filter((user) => user !== by)
  const after = { emoji, by: add ? [...others, by] : others }
  const reactions = before
    ? message.reactions.map((reaction) => (same(reaction) ? after : reaction))
    : [...message.reactions, after]
  realm.keepMessage({ ...message, reactions: reactions.filter((reaction) => reaction.by.length > 0) })
  const name = add ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE'
  const guild = placeOf(realm, message.channel)?.channel.guild
  dispatchIn(realm, message.channel, 'MessageReactions', name, () => ({
    user_id: by,
    message_id: message.id,
    channel_id: message.channel,
    emoji,
    burst: false,
    type: 0,
    ...(add && { message_author_id: message.author, burst_colors: [] }),
    ...(add && guild && { member: memberView(by, guild) }),
  }))
}

/** `👍` or a custom emoji's `name:id`. */
export function emojiOf(text: string): Emoji | null {
  const custom = /^(\w{2,32}):(\d{17,20})$/.exec(text)
  if (custom) return { name: custom[1] ?? '', id: custom[2] ?? '' }
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3/u.test(text)
    ? { name: text, id: null }
    : null
}

const INTENTS = {
  Messages: { guild: GatewayIntentBits.GuildMessages, direct: GatewayIntentBits.DirectMessages },
  MessageReactions: {
    guild: GatewayIntentBits.GuildMessageReactions,
    direct: GatewayIntentBits.DirectMessageReactions,
  },
}

/** With the server's id where the place is in one. */
function dispatchIn(realm: Realm, place: string, what: keyof typeof INTENTS, name: string, data: () => Fields): void {
  const channel = placeOf(realm, place)?.channel
  if (!channel) return
  const intent = INTENTS[what][isDirect(channel) ? 'direct' : 'guild']
  realm.dispatch({ name, intent, channel, data: () => ({ ...data(), ...inGuild(channel) }) })
}

function announce(realm: Realm, name: string, message: StoredMessage): void {
  const channel = placeOf(realm, message.channel)?.channel
  if (!channel || message.onlyFor) return
  const data = (content: boolean) => messageEvent(realm, message, content)
  const intent = INTENTS.Messages[isDirect(channel) ? 'direct' : 'guild']
  realm.dispatch({ name, intent, channel, data })
}

/** Gives every component that has none a number of its own, as Discord does. */
function withIds(components: unknown[]): Fields[] {
  const taken = new Set(flatten(components).flatMap(({ id }) => (typeof id === 'number' && id > 0 ? [id] : [])))
  let next = 1
  const number = (component: Fields): Fields => {
    let { id } = component
    if (typeof id !== 'number' || id === 0) {
      while (taken.has(next)) next++
      id = next++
    }
    return {
      ...component,
      id,
      ...(Array.isArray(component.components) && { components: component.components.filter(isFields).map(number) }),
      ...(isFields(component.accessory) && { accessory: number(component.accessory) }),
    }
  }
  return components.filter(isFields).map(number)
}

function embedsOf(embeds: unknown): Fields[] {
  return listOf(embeds)
    .filter(isFields)
    .map((embed) => ({ type: 'rich', ...embed }))
}

function attachmentsOf(realm: Realm, files: Call['files']): Fields[] {
  return files.map((file) => {
    const id = realm.mint()
    const url = `https://cdn.discordapp.com/attachments/local/${id}/${encodeURIComponent(file.name)}`
    return { id, filename: file.name, size: file.size, url, proxy_url: url, content_type: file.type }
  })
}

function pingsIn(content: string, components: Fields[], allowed: unknown, mayPingAll: boolean): Pings {
  const said = [content, ...flatten(components).map((component) => textOf(component.content))].join('\n')
  const named = [...said.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] ?? '')
  const users = [...new Set(named)].filter((id) => personaOf(id) !== undefined || id === BOT.id)
  const everyone = mayPingAll && /@(everyone|here)\b/.test(said)
  if (!isFields(allowed)) return { users, roles: [], everyone }
  const parse = listOf(allowed.parse)
  const explicit = listOf(allowed.users)
  return {
    users: parse.includes('users') ? users : users.filter((id) => explicit.includes(id)),
    roles: [],
    everyone: everyone && parse.includes('everyone'),
  }
}
