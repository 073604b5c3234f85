/** Which part of a chat is shown: the server that it begins with, another one, or the conversations with the bot. */
import type { ChannelView, ChatState, EventView, Persona } from '../types.ts'

export const FIRST = ''
const DIRECT = 'direct'

export interface ShownPlace {
  state: ChatState
  me: Persona
}

/** Where one may go from the server that a chat begins with. */
export function placesOf({ others = [] }: ChatState): { id: string; name: string }[] {
  return [...others.map(({ id, name }) => ({ id, name })), { id: DIRECT, name: 'Direct messages' }]
}

/** The chat as that part of it looks to one of its people: `persona`, if they are there. */
export function shownAt(state: ChatState, place: string, persona: string | null): ShownPlace {
  const there = partOf(state, place)
  const me = there.personas.find(({ id }) => id === persona) ?? there.personas[0] ?? NOBODY
  return { me, state: { ...there, channels: there.channels.filter((channel) => isVisible(channel, me)) } }
}

export function placeOfChannel({ others = [], directs = [] }: ChatState, channel: string): string {
  const isIt = ({ id }: ChannelView) => id === channel
  if (directs.some(isIt)) return DIRECT
  return others.find(({ channels }) => channels.some(isIt))?.id ?? FIRST
}

/** Every channel of every part. */
export function everyChannel({ channels, others = [], directs = [] }: ChatState): ChannelView[] {
  return [...channels, ...others.flatMap((server) => server.channels), ...directs]
}

/** `#papers`, `@Lectern`. */
export function called({ kind, name }: Pick<ChannelView, 'kind' | 'name'>): string {
  return `${kind === 'direct' ? '@' : '#'}${name}`
}

function partOf(state: ChatState, place: string): ChatState {
  const { others = [], directs = [], bot } = state
  if (place === DIRECT) {
    const everyone = [...state.personas, ...others.flatMap(({ personas }) => personas)]
    const personas = directs.flatMap(({ persona }) => everyone.find(({ id }) => id === persona) ?? [])
    return {
      ...state,
      name: 'Direct messages',
      personas,
      events: [],
      channels: directs.map((each) => ({ ...each, name: bot.name })),
    }
  }
  const other = others.find(({ id }) => id === place)
  const { name, personas, channels } = other ?? state
  const isHere = ({ server }: EventView) => (other ? server === other.id : others.every(({ id }) => id !== server))
  return { ...state, name, personas, channels, events: (state.events ?? []).filter(isHere) }
}

function isVisible({ kind, persona }: ChannelView, me: Persona): boolean {
  return kind === 'direct' ? persona === me.id : kind !== 'private' || me.admin
}

const NOBODY: Persona = { id: '', name: 'nobody', admin: false }
