/** Interactions: what a person started, how the bot may answer it, and for how long. */
import { randomBytes } from 'node:crypto'
import {
  ApplicationCommandType,
  ChannelType,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10'
import { choiceProblems } from './choice-limits.ts'
import { type Fields, fieldsOf, listOf, numberOf } from './json.ts'
import { refuseMessage } from './message-limits.ts'
import { draftOf, patch, post, remove } from './messages.ts'
import { modalProblems } from './modal-limits.ts'
import { botPermissions } from './permissions.ts'
import { BOT, GUILD } from './personas.ts'
import { type Place, placeOf, type Realm } from './realm.ts'
import type { Answering, StoredInteraction, StoredMessage } from './records.ts'
import { below, refusal, refuseForm } from './refusals.ts'
import type { Call } from './router.ts'
import { changeThread } from './threads.ts'
import { interactingMember, messageView, placeView } from './views.ts'

/** What a person starts. `data` is the interaction's own part of the event. */
export interface Start {
  type: InteractionType
  persona: string
  place: Place
  data: Fields
  /** `paper find`; null for components and modals. */
  command: string | null
  commandType?: number
  target?: string
  /** The message whose component was used, or that a modal was opened from. */
  message?: StoredMessage
  opener?: Answering
}

/** How the bot answered first, or that it did not. */
export type Outcome =
  | { kind: 'message'; message: string }
  | { kind: 'modal'; modal: string }
  | { kind: 'choices'; choices: Fields[] }
  | { kind: 'acknowledged' }
  | { kind: 'silence' }

export interface Interactions {
  start(start: Start): Promise<Outcome>
  /** Carries out a callback. Answers what `with_response` asks for. */
  callback(id: string, token: string, body: Fields, files: Call['files']): Fields
  /** The interaction that a webhook's token belongs to. */
  byToken(application: string, token: string): StoredInteraction
  followUp(interaction: StoredInteraction, body: Fields, files: Call['files']): StoredMessage
  /** A message that the token may touch: `@original` or an id. */
  message(interaction: StoredInteraction, id: string): StoredMessage
  edit(interaction: StoredInteraction, id: string, body: Fields, files: Call['files']): StoredMessage
  remove(interaction: StoredInteraction, id: string): void
}

const ANSWER_WITHIN = 3_000
const TOKEN_LIVES = 15 * 60_000
const KEPT_INTERACTIONS = 2_000

interface Waiting {
  start: Start
  interaction: StoredInteraction
  expires: number
  settle(outcome: Outcome): void
}

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
        expires: performance.now() + ANSWER_WITHIN,
        settle(outcome) {
          clearTimeout(timer)
          resolve(outcome)
        },
      })
      realm.dispatch({ name: 'INTERACTION_CREATE', intent: 0, data: () => eventOf(realm, interaction, wish) })
    })
  }

  function callback(id: string, token: string, body: Fields, files: Call['files']): Fields {
    const kept = realm.interactions.get(id)
    if (kept?.token === token) throw refusal('alreadyAcknowledged')
    const pending = waiting.get(id)
    if (!pending || pending.interaction.token !== token || performance.now() > pending.expires) {
      throw refusal('unknownInteraction')
    }
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
        guild_id: GUILD.id,
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
    refuseMessage(body, files.length, before)
    return patch(realm, before, body, files)
  }

  return {
    start,
    callback,
    message,
    edit,
    byToken(application, token) {
      const id = byToken.get(token)
      const interaction = id ? realm.interactions.get(id) : undefined
      if (!interaction || application !== BOT.id) throw refusal('unknownWebhook')
      if (realm.now() - interaction.at > TOKEN_LIVES) throw refusal('invalidToken')
      return interaction
    },
    followUp(interaction, body, files) {
      const original = interaction.original ? realm.message(interaction.original) : undefined
      // Discord takes the first follow-up to a deferred answer for the answer itself, visibility and all.
      if (original?.state === 'thinking') return edit(interaction, original.id, body, files)
      refuseMessage(body, files.length)
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

interface Answered {
  outcome: Outcome
  original: string | null
  messages: string[]
  resource?: Fields
}

function answer(realm: Realm, { start, interaction }: Waiting, body: Fields, files: Call['files']): Answered {
  const data = fieldsOf(body.data)
  const type = allowedType(start, body.type)
  switch (type) {
    case InteractionResponseType.ChannelMessageWithSource: {
      refuseMessage(data, files.length, undefined, 'data')
      const message = reply(realm, start, interaction, {
        ...draftOf(realm, data, files),
        ...visibility(data, start.persona),
      })
      return answeredWith(realm, type, message)
    }
    case InteractionResponseType.DeferredChannelMessageWithSource: {
      const { onlyFor, flags } = visibility({ flags: numberOf(data.flags) & MessageFlags.Ephemeral }, start.persona)
      const message = reply(realm, start, interaction, {
        ...draftOf(realm, {}, []),
        onlyFor,
        flags: flags | MessageFlags.Loading,
        state: 'thinking',
      })
      return answeredWith(realm, type, message)
    }
    case InteractionResponseType.DeferredMessageUpdate:
      return {
        outcome: { kind: 'acknowledged' },
        original: start.message?.id ?? null,
        messages: [],
        resource: { type },
      }
    case InteractionResponseType.UpdateMessage: {
      const clicked = start.message && realm.message(start.message.id)
      if (!clicked) throw refusal('unknownMessage')
      refuseMessage(data, files.length, clicked, 'data')
      return answeredWith(realm, type, patch(realm, clicked, data, files))
    }
    case InteractionResponseType.ApplicationCommandAutocompleteResult: {
      refuseForm(below('data', choiceProblems(data)))
      const choices = listOf(data.choices).map(fieldsOf)
      return { outcome: { kind: 'choices', choices }, original: null, messages: [], resource: { type } }
    }
    case InteractionResponseType.Modal: {
      refuseForm(below('data', modalProblems(data)))
      const modal = openModal(realm, start, interaction, data)
      return { outcome: { kind: 'modal', modal }, original: null, messages: [], resource: { type } }
    }
  }
}

const ANSWERS = [
  InteractionResponseType.ChannelMessageWithSource,
  InteractionResponseType.DeferredChannelMessageWithSource,
  InteractionResponseType.DeferredMessageUpdate,
  InteractionResponseType.UpdateMessage,
  InteractionResponseType.ApplicationCommandAutocompleteResult,
  InteractionResponseType.Modal,
] as const

type Answer = (typeof ANSWERS)[number]

/** Which answers fit which interactions. Throws the refusal of all others. */
function allowedType(start: Start, value: unknown): Answer {
  const type = ANSWERS.find((candidate) => candidate === value)
  const onMessage = start.message !== undefined
  const fits: Record<Answer, boolean> = {
    4: start.type !== InteractionType.ApplicationCommandAutocomplete,
    5: start.type !== InteractionType.ApplicationCommandAutocomplete,
    6: onMessage,
    7: onMessage,
    8: start.type === InteractionType.ApplicationCommandAutocomplete,
    9: start.type === InteractionType.ApplicationCommand || start.type === InteractionType.MessageComponent,
  }
  if (type !== undefined && fits[type]) return type
  const allowed = ANSWERS.filter((candidate) => fits[candidate])
  const message = `Value must be one of {${allowed.join(', ')}}.`
  refuseForm([{ path: 'type', code: 'BASE_TYPE_CHOICES', message }])
  throw refusal('unknownInteraction')
}

function answeredWith(realm: Realm, type: number, message: StoredMessage): Answered {
  return {
    outcome: { kind: 'message', message: message.id },
    original: message.id,
    messages: [message.id],
    resource: { type, message: messageView(realm, message, true) },
  }
}

function reply(
  realm: Realm,
  start: Start,
  interaction: StoredInteraction,
  draft: ReturnType<typeof draftOf>,
): StoredMessage {
  const place = writablePlace(realm, interaction.channel)
  const clicked = start.message
  return post(realm, place, {
    ...draft,
    type: clicked ? MessageType.Reply : start.command !== null ? commandAnswer(start) : MessageType.Default,
    reference: clicked ? { channel: place.id, message: clicked.id } : null,
    answering: interaction.trace,
  })
}

function commandAnswer(start: Start): MessageType {
  return start.commandType === ApplicationCommandType.ChatInput
    ? MessageType.ChatInputCommand
    : MessageType.ContextMenuCommand
}

/** Where an answer goes. An archived thread opens; a locked one refuses answers too. */
function writablePlace(realm: Realm, id: string): Place {
  const place = placeOf(realm, id)
  if (!place) throw refusal('unknownChannel')
  const { thread } = place
  if (!thread?.archived) return place
  if (thread.locked) throw refusal('threadClosedToAnswers')
  return { ...place, thread: changeThread(realm, thread, { archived: false }) }
}

function visibility(body: Fields, persona: string): { onlyFor: string | null; flags: number } {
  const ephemeral = (numberOf(body.flags) & MessageFlags.Ephemeral) !== 0
  const kept = numberOf(body.flags) & (MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2)
  return { onlyFor: ephemeral ? persona : null, flags: kept | (ephemeral ? MessageFlags.Ephemeral : 0) }
}

/** A person has one modal open at a time. */
function openModal(realm: Realm, start: Start, interaction: StoredInteraction, view: Fields): string {
  for (const modal of realm.modals.values()) if (modal.persona === start.persona) realm.modals.delete(modal.id)
  realm.modals.set(interaction.id, {
    id: interaction.id,
    persona: start.persona,
    channel: interaction.channel,
    message: start.message?.id ?? null,
    opener: interaction.trace,
    view,
  })
  realm.world.changed()
  return interaction.id
}

function tokenOf(id: string): string {
  return Buffer.from(`interaction:${id}:${randomBytes(72).toString('base64url')}`).toString('base64url')
}

function eventOf(realm: Realm, interaction: StoredInteraction, start: Start): Fields {
  const { channel, thread } = start.place
  const place = placeView(realm, start.place)
  return {
    id: interaction.id,
    application_id: BOT.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: start.data,
    guild_id: GUILD.id,
    guild: { id: GUILD.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    locale: 'en-US',
    channel_id: start.place.id,
    channel: { ...place, type: thread ? ChannelType.PublicThread : ChannelType.GuildText, permissions: '0' },
    member: interactingMember(start.persona),
    app_permissions: String(botPermissions(channel)),
    entitlements: [],
    authorizing_integration_owners: { 0: GUILD.id },
    context: 0,
    attachment_size_limit: 10_485_760,
    ...(start.message && { message: messageView(realm, start.message, true) }),
  }
}
