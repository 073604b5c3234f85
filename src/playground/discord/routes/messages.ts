/** Messages of channels and threads: read, sent, edited, deleted, reacted to. */
import { MessageType } from 'discord-api-types/v10'
import { isDirect, takesMessages } from '../channel-kinds.ts'
import { list, problem } from '../checks.ts'
import { fieldsOf, listOf, textOf } from '../json.ts'
import { refuseMessage } from '../message-limits.ts'
import { draftOf, emojiOf, patch, post, react, remove, removeMany, sentWith } from '../messages.ts'
import { botMay } from '../permissions.ts'
import { BOT, personaOf } from '../personas.ts'
import { botMessage, botPlace, type Place, type Realm } from '../realm.ts'
import type { Emoji, StoredMessage } from '../records.ts'
import { RateLimited, refusal, refuseForm } from '../refusals.ts'
import { type Call, done, ok, type Route, route } from '../router.ts'
import { compareIds } from '../snowflake.ts'
import { reopenedForBot } from '../threads.ts'
import { messageView } from '../views/messages.ts'
import { userView } from '../views/people.ts'

const AN_HOUR = 60 * 60_000

/** Who never had to do with the bot in a conversation takes none of its messages. */
function isClosed(realm: Realm, { channel }: Place): boolean {
  return isDirect(channel) && realm.messagesIn(channel.id).length === 0
}

export function messageRoutes(realm: Realm): Route[] {
  const view = (message: StoredMessage) => messageView(realm, message, realm.settings().messageContent)
  const placeIn = (call: Call) => botPlace(realm, call.params.channel ?? '')
  const messageIn = (call: Call) => botMessage(realm, placeIn(call), call.params.message ?? '')

  return [
    route('GET', '/channels/:channel/messages', (call) => {
      const place = placeIn(call)
      if (!botMay(realm, place.channel, 'ReadMessageHistory')) return ok([])
      return ok(page(realm, place, call.query).map(view))
    }),
    route('GET', '/channels/:channel/messages/:message', (call) => {
      if (!botMay(realm, placeIn(call).channel, 'ReadMessageHistory')) throw refusal('missingAccess')
      return ok(view(messageIn(call)))
    }),
    route('POST', '/channels/:channel/messages', (call) => {
      const found = placeIn(call)
      if (isClosed(realm, found)) throw refusal('closedToMessages')
      if (!found.thread && !takesMessages(found.channel)) throw refusal('notForMessages')
      if (!botMay(realm, found.channel, found.thread ? 'SendMessagesInThreads' : 'SendMessages')) {
        throw refusal('missingPermissions')
      }
      refuseMessage(call.body, call.files)
      const twin = call.body.enforce_nonce === true ? sentWith(realm, call.body.nonce) : undefined
      if (twin !== undefined) return ok(view(knownMessage(realm, twin)))
      const reference = referenceOf(realm, found, call)
      const place = reopenedForBot(realm, found)
      const draft = draftOf(realm, call.body, call.files)
      return ok(view(post(realm, place, { ...draft, type: reference ? MessageType.Reply : 0, reference })))
    }),
    route('PATCH', '/channels/:channel/messages/:message', (call) => {
      const place = placeIn(call)
      const message = messageIn(call)
      if (message.author !== BOT.id) throw refusal('foreignMessage')
      refuseArchived(place)
      refuseMessage(call.body, call.files, message)
      countOldEdit(realm, message)
      return ok(view(patch(realm, message, call.body, call.files)))
    }),
    route('DELETE', '/channels/:channel/messages/:message', (call) => {
      const place = placeIn(call)
      const message = messageIn(call)
      if (message.author !== BOT.id && !botMay(realm, place.channel, 'ManageMessages'))
        throw refusal('missingPermissions')
      refuseArchived(place)
      remove(realm, message)
      return done
    }),
    route('POST', '/channels/:channel/messages/bulk-delete', (call) => {
      const place = placeIn(call)
      if (!botMay(realm, place.channel, 'ManageMessages')) throw refusal('missingPermissions')
      refuseForm(list('messages', call.body.messages, 2, 100))
      const ids = listOf(call.body.messages).map(String)
      const messages = ids.flatMap((id) => realm.messagesIn(place.id).filter((message) => message.id === id))
      removeMany(realm, place, messages)
      return done
    }),
    route('GET', '/channels/:channel/messages/:message/reactions/:emoji', (call) => {
      const emoji = namedEmoji(call)
      const reaction = messageIn(call).reactions.find((candidate) => sameEmoji(candidate.emoji, emoji))
      const after = call.query.get('after') ?? '0'
      const users = (reaction?.by ?? []).filter((user) => compareIds(user, after) > 0).sort(compareIds)
      return ok(users.slice(0, limitOf(call.query, 25)).map(userView))
    }),
    route('PUT', '/channels/:channel/messages/:message/reactions/:emoji/@me', (call) => {
      const { channel } = placeIn(call)
      const message = messageIn(call)
      const emoji = namedEmoji(call)
      const isNew = !message.reactions.some((reaction) => sameEmoji(reaction.emoji, emoji))
      if (!botMay(realm, channel, 'ReadMessageHistory') || (isNew && !botMay(realm, channel, 'AddReactions'))) {
        throw refusal('missingPermissions')
      }
      react(realm, message, emoji, BOT.id, true)
      return done
    }),
    route('DELETE', '/channels/:channel/messages/:message/reactions/:emoji/:user', (call) => {
      const user = call.params.user === '@me' ? BOT.id : (call.params.user ?? '')
      if (user !== BOT.id && !botMay(realm, placeIn(call).channel, 'ManageMessages'))
        throw refusal('missingPermissions')
      if (user !== BOT.id && !personaOf(user)) throw refusal('unknownUser')
      react(realm, messageIn(call), namedEmoji(call), user, false)
      return done
    }),
  ]
}

/** Newest first, as Discord lists them; `after` takes the oldest ones after an id. */
function page(realm: Realm, place: Place, query: URLSearchParams): StoredMessage[] {
  const limit = limitOf(query, 50)
  const all = realm.messagesIn(place.id).filter((message) => message.onlyFor === null)
  const around = query.get('around')
  const before = query.get('before')
  const after = query.get('after')
  if (around) {
    const older = all.filter((message) => compareIds(message.id, around) < 0).slice(-Math.floor(limit / 2))
    const rest = all.filter((message) => compareIds(message.id, around) >= 0)
    return [...older, ...rest.slice(0, limit - older.length)].reverse()
  }
  if (before)
    return last(
      all.filter((message) => compareIds(message.id, before) < 0),
      limit,
    ).reverse()
  if (after) {
    return all
      .filter((message) => compareIds(message.id, after) > 0)
      .slice(0, limit)
      .reverse()
  }
  return last(all, limit).reverse()
}

function last<T>(items: T[], count: number): T[] {
  return items.slice(Math.max(0, items.length - count))
}

function limitOf(query: URLSearchParams, usual: number): number {
  const asked = query.get('limit')
  if (asked === null) return usual
  const limit = Number(asked)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit
  const bound =
    limit > 100 ? ['NUMBER_TYPE_MAX', 'less than or equal to 100'] : ['NUMBER_TYPE_MIN', 'greater than or equal to 1']
  refuseForm([problem('limit', bound[0] ?? '', `int value should be ${bound[1]}.`)])
  return usual
}

function knownMessage(realm: Realm, id: string): StoredMessage {
  const message = realm.message(id)
  if (!message) throw refusal('unknownMessage')
  return message
}

function referenceOf(realm: Realm, place: Place, call: Call): StoredMessage['reference'] {
  const reference = fieldsOf(call.body.message_reference)
  const id = textOf(reference.message_id)
  if (!id) return null
  const message = realm.message(id)
  if (message && message.channel === place.id && !message.onlyFor) return { channel: place.id, message: id }
  if (reference.fail_if_not_exists === false) return null
  refuseForm([problem('message_reference', 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')])
  return null
}

function countOldEdit(realm: Realm, message: StoredMessage): void {
  const settings = realm.settings()
  if (!settings.oldEdits || realm.now() - message.at < AN_HOUR) return
  const { left, retryAfter } = settings.oldEdits
  if (left > 0) {
    realm.setSettings({ ...settings, oldEdits: { left: left - 1, retryAfter } })
    return
  }
  const sentence = 'Maximum number of edits to messages older than 1 hour reached. Try again later'
  throw new RateLimited(retryAfter, 'user', sentence, 30046)
}

function refuseArchived(place: Place): void {
  if (place.thread?.archived) throw refusal('threadArchived')
}

function namedEmoji(call: Call): Emoji {
  const emoji = emojiOf(call.params.emoji ?? '')
  if (!emoji) throw refusal('unknownEmoji')
  return emoji
}

function sameEmoji(a: Emoji, b: Emoji): boolean {
  return a.id === b.id && a.name === b.name
}
