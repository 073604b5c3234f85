/** People write, edit, delete and react. */
import { MessageType } from 'discord-api-types/v10'
import type { ActResult } from '../../types.ts'
import { takesMessages } from '../channel-kinds.ts'
import { LIMITS } from '../limits.ts'
import { change, emojiOf, personaDraft, post, react, remove } from '../messages.ts'
import { isAdmin, personaSees } from '../permissions.ts'
import { BOT, PERSONAS } from '../personas.ts'
import { type Place, placeOf, type Realm } from '../realm.ts'
import { messageOf } from '../state.ts'
import { changeThread } from '../threads.ts'
import { visible } from './answered.ts'
import { attach } from './attach.ts'
import type { Doing } from './doing.ts'

export function say(realm: Realm, { persona, channel, thread, text, files = [], answers }: Doing<'say'>): ActResult {
  const place = placeOf(realm, thread ?? channel)
  if (!place || !personaSees(persona, place.channel)) return { error: 'There is no such channel' }
  if (!place.thread && !takesMessages(place.channel)) return { error: 'Nothing can be said here but in its posts' }
  if (text.trim() === '' && files.length === 0) return { error: 'There is nothing to send' }
  if (text.length > LIMITS.content) return { error: 'Your message is too long' }
  const answered = answers === undefined ? null : visible(realm, persona, answers)
  if (answers !== undefined && answered?.channel !== place.id) return { error: 'There is no such message to answer' }
  const opened = opensFor(realm, place, persona)
  if (!opened) return { error: 'This thread is locked' }
  const attached = attach(realm, files, { place: place.id, ephemeral: false })
  if ('error' in attached) return attached
  const draft = { ...personaDraft(persona, withMentions(text), place.channel.guild), files: attached }
  const reply = { type: MessageType.Reply, reference: { channel: place.id, message: answers ?? null } }
  return { message: messageOf(realm, post(realm, opened, { ...draft, ...(answered ? reply : {}) })) }
}

export function edit(realm: Realm, { persona, message: id, text }: Doing<'edit'>): ActResult {
  const message = visible(realm, persona, id)
  if (!message || message.author !== persona) return { error: 'Only your own messages can be edited' }
  if (placeOf(realm, message.channel)?.thread?.archived) return { error: 'This thread is archived' }
  if (text.length > LIMITS.content) return { error: 'Your message is too long' }
  const { content, pings } = personaDraft(persona, withMentions(text), placeOf(realm, message.channel)?.channel.guild)
  const edited = { ...message, content, pings, editedAt: realm.now() }
  change(realm, edited)
  return { message: messageOf(realm, edited) }
}

export function erase(realm: Realm, { persona, message: id }: Doing<'delete'>): ActResult {
  const message = visible(realm, persona, id)
  if (!message) return { error: 'There is no such message' }
  // Whoever sees an ephemeral message may dismiss it.
  if (message.author !== persona && message.onlyFor !== persona && !manages(realm, message.channel, persona)) {
    return { error: 'Only your own messages can be deleted' }
  }
  remove(realm, message)
  return {}
}

export function addReaction(realm: Realm, { persona, message: id, emoji, remove: away }: Doing<'react'>): ActResult {
  const message = visible(realm, persona, id)
  const parsed = emojiOf(emoji)
  if (!message || message.onlyFor) return { error: 'There is no such message' }
  if (!parsed) return { error: 'That is no emoji' }
  react(realm, message, parsed, persona, away !== true)
  return { message: messageOf(realm, realm.message(id) ?? message) }
}

function manages(realm: Realm, place: string, persona: string): boolean {
  const channel = placeOf(realm, place)?.channel
  return channel !== undefined && isAdmin(persona, channel.guild)
}

/** The client turns a typed name into a mention. */
function withMentions(text: string): string {
  const people = [...PERSONAS, BOT]
  return text.replace(/(?<![\w<])@(\w+)/g, (typed, name) => {
    const person = people.find((candidate) => candidate.name === name)
    return person ? `<@${person.id}>` : typed
  })
}

function opensFor(realm: Realm, place: Place, persona: string): Place | null {
  const { thread } = place
  if (!thread) return place
  if (thread.locked && !isAdmin(persona, place.channel.guild)) return null
  return thread.archived ? { ...place, thread: changeThread(realm, thread, { archived: false }) } : place
}
