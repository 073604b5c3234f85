import type { InteractionType } from 'discord-api-types/v10'
import type { Fields } from './json.ts'
import type { Place } from './realm.ts'
import type { Answering, StoredInteraction, StoredMessage } from './records.ts'

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

/** An interaction that the bot has not answered yet. */
export interface Waiting {
  start: Start
  interaction: StoredInteraction
  settle(outcome: Outcome): void
}
