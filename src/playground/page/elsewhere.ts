import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useHere } from './here.ts'
import { FIRST, placesOf } from './place.ts'

/** Below the channels: the chat's other parts, folded up, and the bot's way into a server that it is not in. */
export function Elsewhere(): VNode {
  const { whole, place, goTo } = useHere()
  const places = [{ id: FIRST, name: whole.name }, ...placesOf(whole)].filter(({ id }) => id !== place)
  return html`<${Invitation} />
    <details class="elsewhere">
      <summary>Elsewhere</summary>
      <ul>
        ${places.map(({ id, name }) => html`<li><button type="button" class="channel" onClick=${() => goTo(id)}>${name}</button></li>`)}
      </ul>
    </details>`
}

function Invitation(): VNode | null {
  const { whole, place, act } = useHere()
  const server = whole.others?.find(({ id }) => id === place)
  if (!server) return null
  const { name } = whole.bot
  return server.bot === 'out'
    ? html`<button type="button" class="invitation" onClick=${() => act({ do: 'invite', place })}>Invite ${name}</button>`
    : html`<button type="button" class="invitation quiet" onClick=${() => act({ do: 'dismiss', place })}>Remove ${name}</button>`
}
