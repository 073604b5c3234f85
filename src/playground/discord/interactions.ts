/** Interactions: what a person started, how long the bot may answer it, and what its token may do. */
import { randomBytes } from 'node:crypto'
import { InteractionType, MessageType } from 'discord-api-types/v10'
import { answer, visibility, writablePlace } from './answers.ts'
import type { Outcome, Start, Waiting } from './interaction.ts'
import { interactionEvent } from './interaction-event.ts'
import type { Fields } from './json.ts'
import { refuseMessage } from './message-limits.ts'
import { draftOf, patch, post, remove } from './messages.ts'
import type { Realm } from './realm.ts'
import type { Answering, StoredInteraction, StoredMessage } from './records.ts'
import { refusal } from './refusals.ts'
import type { Call } from './router.ts'
import { inGuild } from './views/channels.ts'

export interface Interactions {
  start(start: Start): Promise<Outcome>
  /** Carries out a callback. Answers what `with_response` asks for. */
  callback(id: string, token: string, body: Fields, files: Call['files']): Fields
  /** The interaction that a webhook's token belongs to. */
  byToken(token: string): StoredInteraction
  followUp(interaction: StoredInteraction, body: Fields, files: Call['files']): StoredMessage
  /** A message that the token may touch: `@original` or an id. */
  message(interaction: StoredInteraction, id: string): StoredMessage
  edit(interaction: StoredInteraction, id: string, body: Fields, files: Call['files']): StoredMessage
  remove(interaction: StoredInteraction, id: string): void
}

const ANSWER_WITHIN = 3_000
const TOKEN_LIVES = 15 * 60_000
const KEPT_INTERACTIONS = 2_000

export function openInteractions(realm: Realm): Interactions {
  const waiting = new Map<string, Waiting>()
  const byToken = new Map<string, string>()
  for (const { id, token } of realm.interactions.values()) byToken.set(token, id)

  function start(wish: Start): Promise<Outcome> {
    const id = realm.mint()
    const token = tokenOf(id)
    const trace: Answering = {
      interaction: id,
      type: wish.type,
      user: wish.persona,
      command: wish.command,
      commandType: wish.commandType ?? null,
      interacted: wish.type === InteractionType.MessageComponent ? (wish.message?.id ?? null) : null,
      target: wish.target ?? null,
      original: null,
      opener: wish.opener ?? null,
    }
    const interaction: StoredInteraction = {
      id,
      token,
      type: wish.type,
      at: realm.now(),
      persona: wish.persona,
      channel: wish.place.id,
      trace,
      original: null,
      messages: [],
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(id)
        resolve({ kind: 'silence' })
      }, ANSWER_WITHIN)
      waiting.set(id, {
        start: wish,
        interaction,
        settle(outcome) {
          clearTimeout(timer)
          resolve(outcome)
        },
      })
      realm.dispatch({ name: 'INTERACTION_CREATE', intent: 0, data: () => interactionEvent(realm, interaction, wish) })
    })
  }

  function callback(id: string, token: string, body: Fields, files: Call['files']): Fields {
    const kept = realm.interactions.get(id)
    if (kept?.token === token) throw refusal('alreadyAcknowledged')
    const pending = waiting.get(id)
    if (pending?.interaction.token !== token) throw refusal('unknownInteraction')
    const { outcome, resource, original, messages } = answer(realm, pending, body, files)
    waiting.delete(id)
    keep({ ...pending.interaction, original, messages })
    pending.settle(outcome)
    const message = original ? realm.message(original) : undefined
    return {
      interaction: {
        id,
        type: pending.interaction.type,
        ...(message && {
          response_message_id: message.id,
          response_message_loading: message.state === 'thinking',
          response_message_ephemeral: message.onlyFor !== null,
        }),
        channel_id: pending.interaction.channel,
        ...inGuild(pending.start.place.channel),
      },
      ...(resource && { resource }),
    }
  }

  function keep(interaction: StoredInteraction): void {
    realm.interactions.set(interaction.id, interaction)
    byToken.set(interaction.token, interaction.id)
    if (byToken.size <= KEPT_INTERACTIONS) return
    for (const [token, id] of byToken) {
      byToken.delete(token)
      realm.interactions.delete(id)
      break
    }
  }

  function message(interaction: StoredInteraction, id: string): StoredMessage {
    const wanted = id === '@original' ? interaction.original : id
    const found = wanted ? realm.message(wanted) : undefined
    if (!found || (found.id !== interaction.original && !interaction.messages.includes(found.id))) {
      throw refusal('unknownMessage')
    }
    return found
  }

  function edit(interaction: StoredInteraction, id: string, body: Fields, files: Call['files']): StoredMessage {
    const before = message(interaction, id)
    refuseMessage(body, files, before)
    return patch(realm, before, body, files)
  }

  return {
    start,
    callback,
    message,
    edit,
    byToken(token) {
      const id = byToken.get(token)
      const interaction = id ? realm.interactions.get(id) : undefined
      if (!interaction) throw refusal('unknownWebhook')
      if (realm.now() - interaction.at > TOKEN_LIVES) throw refusal('invalidToken')
      return interaction
    },
    followUp(interaction, body, files) {
      const original = interaction.original ? realm.message(interaction.original) : undefined
      // Discord takes the first follow-up to a deferred answer for the answer itself, visibility and all.
      if (original?.state === 'thinking') return edit(interaction, original.id, body, files)
      refuseMessage(body, files)
      const place = writablePlace(realm, interaction.channel)
      const message = post(realm, place, {
        ...draftOf(realm, body, files),
        ...visibility(body, interaction.persona),
        type: original ? MessageType.Reply : MessageType.Default,
        reference: original ? { channel: place.id, message: original.id } : null,
        answering: { ...interaction.trace, original: original?.id ?? null },
      })
      keep({ ...interaction, messages: [...interaction.messages, message.id] })
      return message
    },
    remove(interaction, id) {
      remove(realm, message(interaction, id))
    },
  }
}

function tokenOf(id: string): string {
  return Buffer.from(`interaction:${id}:${randomBytes(72).toString('base64url')}`).toString('base64url')
}
