/** What each way of answering an interaction does, and which ways fit it. */
import {
  ApplicationCommandType,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10'
import { choiceProblems } from './choice-limits.ts'
import type { Outcome, Start, Waiting } from './interaction.ts'
import { type Fields, fieldsOf, listOf, numberOf } from './json.ts'
import { refuseMessage } from './message-limits.ts'
import { draftOf, patch, post } from './messages.ts'
import { modalProblems } from './modal-limits.ts'
import { type Place, placeOf, type Realm } from './realm.ts'
import type { StoredInteraction, StoredMessage } from './records.ts'
import { below, formRefusal, refusal, refuseForm } from './refusals.ts'
import type { Call } from './router.ts'
import { changeThread } from './threads.ts'
import { messageView } from './views/messages.ts'

export interface Answered {
  outcome: Outcome
  original: string | null
  messages: string[]
  resource?: Fields
}

export function answer(realm: Realm, { start, interaction }: Waiting, body: Fields, files: Call['files']): Answered {
  const data = fieldsOf(body.data)
  const type = allowedType(start, body.type)
  switch (type) {
    case InteractionResponseType.ChannelMessageWithSource: {
      refuseMessage(data, files, undefined, 'data')
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
      refuseMessage(data, files, clicked, 'data')
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
  throw formRefusal([{ path: 'type', code: 'BASE_TYPE_CHOICES', message }])
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
export function writablePlace(realm: Realm, id: string): Place {
  const place = placeOf(realm, id)
  if (!place) throw refusal('unknownChannel')
  const { thread } = place
  if (!thread?.archived) return place
  if (thread.locked) throw refusal('threadClosedToAnswers')
  return { ...place, thread: changeThread(realm, thread, { archived: false }) }
}

export function visibility(body: Fields, persona: string): { onlyFor: string | null; flags: number } {
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
