import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ActResult, ChannelView, ChatState, Persona } from '../types.ts'
import type { Deed } from './api.ts'

/** What someone is led to in a chat: a message, or words that stand ready in the message box. */
export type Led =
  /** `thread`: they come back from its thread. */
  { message: string; thread?: boolean } | { text: string }

/** Where something stands on the page: the chat, who is looking at it, and how they act in it. */
export interface Here {
  chat: 'discord' | 'slack'
  /** What is shown of the chat: one server, or the conversations with the bot. */
  state: ChatState
  /** All of it. */
  whole: ChatState
  /** Which part is shown. */
  place: string
  goTo(place: string): void
  me: Persona
  channel: ChannelView
  /** Does it as the persona that is chosen; what goes wrong is told above the message box. */
  act(deed: Deed): Promise<ActResult>
  /** Tells the person something, or nothing any more. */
  tell(sentence: string | null): void
  openThread(parent: string | null): void
  /** What the person was led to and has not reached yet. */
  led: Led | null
  /** It is reached. */
  arrive(): void
  dismiss(message: string): void
}

export const HereContext = createContext<Here | null>(null)

export function useHere(): Here {
  const here = useContext(HereContext)
  if (!here) throw new Error('drawn outside of a chat')
  return here
}

/** What someone is called in a chat, by id. */
export function nameOf({ whole }: Here, id: string): string | undefined {
  if (whole.bot.id === id) return whole.bot.name
  return [whole, ...(whole.others ?? [])].flatMap(({ personas }) => personas).find((persona) => persona.id === id)?.name
}
