import { html } from 'htm/preact'
import type { VNode } from 'preact'
import type { MessageView } from '../types.ts'
import { emojiOf } from './emoji.ts'
import { nameOf, useHere } from './here.ts'

/** The reactions to a message; a click adds mine or takes it away. */
export function Reactions({ message, channel }: { message: MessageView; channel: string }): VNode | null {
  const here = useHere()
  if (message.reactions.length === 0) return null
  return html`<div class="reactions">
    ${message.reactions.map(({ emoji, by }) => {
      const mine = by.includes(here.me.id)
      const who = by.map((id) => nameOf(here, id) ?? id).join(', ')
      const toggle = () => here.act({ do: 'react', channel, message: message.id, emoji, ...(mine && { remove: true }) })
      return html`<button type="button" aria-pressed=${mine} aria-label=${`${emoji}, ${by.length}`} title=${who} onClick=${toggle}>
        <span>${emojiOf(emoji)}</span> ${by.length}
      </button>`
    })}
  </div>`
}
