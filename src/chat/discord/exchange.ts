import { type APIInteractionResponse, InteractionResponseType, MessageFlags, type REST, Routes } from 'discord.js'
import type { Card } from '../card.ts'
import { isApiError } from './failure.ts'
import { render } from './outbound.ts'

/** One interaction's line back to Discord: a first answer within 3 s, then 15 minutes for the rest. */
export interface Exchange {
  respond(response: APIInteractionResponse): Promise<void>
  /** Replaces the deferred or clicked message. */
  edit(card: Card): Promise<void>
  /** A further message, for the actor alone. */
  whisper(card: Card): Promise<void>
  /** Takes the deferred message back. */
  withdraw(): Promise<void>
}

const { Ephemeral, IsComponentsV2 } = MessageFlags
const ALREADY_ANSWERED = 40060

export function createExchange(rest: REST, from: { id: string; token: string; application_id: string }): Exchange {
  const original = Routes.webhookMessage(from.application_id, from.token)
  const further = Routes.webhook(from.application_id, from.token)
  return {
    async respond(body) {
      try {
        await rest.post(Routes.interactionCallback(from.id, from.token), { body, auth: false })
      } catch (error) {
        // The client repeats a call whose answer was lost; then the first one counted.
        if (!isApiError(error, ALREADY_ANSWERED)) throw error
      }
    },
    async edit(card) {
      await rest.patch(original, { body: render(card), auth: false })
    },
    async whisper(card) {
      await rest.post(further, { body: { ...render(card), flags: IsComponentsV2 | Ephemeral }, auth: false })
    },
    async withdraw() {
      await rest.delete(original, { auth: false })
    },
  }
}

/** A card as a first answer. */
export function message(card: Card, visibility: 'actor' | 'room'): APIInteractionResponse {
  const data = { ...render(card), flags: visibility === 'actor' ? IsComponentsV2 | Ephemeral : IsComponentsV2 }
  return { type: InteractionResponseType.ChannelMessageWithSource, data }
}
