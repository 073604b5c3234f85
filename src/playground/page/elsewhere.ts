import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useHere } from './here.ts'
import { FIRST, placesOf } from './place.ts'

/** Below the channels: the chat's other parts, folded up, and the bot's way into a server that it is not in. */
export function Elsewhere(): VNode {
  const { whole, place, channel, act, goTo } = useHere()
  const places = [{ id: FIRST, name: whole.name }, ...placesOf(whole)].filter(({ id }) => id !== place)
  return html`<${Invitation} />
    <details class="elsewhere">
      <summary>Elsewhere</summary>
      <ul>
        ${
          channel.bot &&
          html`<li><button type="button" class="channel" onClick=${() => act({ do: 'dismiss', place: channel.id })}>Remove ${whole.bot.name} from #${channel.name}</button></li>`
        }
        ${places.map(({ id, name }) => html`<li><button type="button" class="channel" onClick=${() => goTo(id)}>${name}</button></li>`)}
      </ul>
    </details>`
}

export function Invitation(): VNode | null {
  const { whole, place, channel, act } = useHere()
  const server = whole.others?.find(({ id }) => id === place)
  const { name } = whole.bot
  if (server?.bot === 'out')
    return html`<${Press} text=${`Invite ${name}`} press=${() => act({ do: 'invite', place })} />`
  if (channel.bot === false)
    return html`<${Press} text=${`Invite ${name}`} press=${() => act({ do: 'invite', place: channel.id })} />`
  return server
    ? html`<${Press} quiet=${true} text=${`Remove ${name}`} press=${() => act({ do: 'dismiss', place })} />`
    : null
}

function Press({ text, quiet, press }: { text: string; quiet?: boolean; press(): unknown }): VNode {
  return html`<button type="button" class=${`invitation ${quiet ? 'quiet' : ''}`} onClick=${press}>${text}</button>`
}
