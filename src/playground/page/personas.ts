import { html } from 'htm/preact'
import type { VNode } from 'preact'
import type { Persona } from '../types.ts'
import { Avatar } from './avatar.ts'

export interface PersonasProps {
  chat: string
  personas: readonly Persona[]
  me: Persona
  onSwitch(id: string): void
}

/** Who the person at the page is in this chat at the moment. */
export function Personas({ chat, personas, me, onSwitch }: PersonasProps): VNode {
  return html`<div class="personas" role="radiogroup" aria-label=${`You are, in ${chat}`}>
    ${personas.map(
      (
        persona,
      ) => html`<button type="button" role="radio" aria-checked=${persona.id === me.id} aria-label=${persona.name}
        title=${persona.admin ? `${persona.name} (admin)` : persona.name} onClick=${() => onSwitch(persona.id)}>
        <${Avatar} name=${persona.name} size=${22} />
        <span>${persona.name}</span>
      </button>`,
    )}
  </div>`
}
