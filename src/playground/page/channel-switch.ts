import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useHere } from './here.ts'
import { called, FIRST, placesOf } from './place.ts'

/** Where the window is too narrow for the list of channels: the chat's name, and its channels as a plain select. */
export function ChannelSwitch({ onChannel }: { onChannel(id: string): void }): VNode {
  const { chat, state, whole, place, channel, goTo } = useHere()
  const name = chat === 'discord' ? 'Discord' : 'Slack'
  const places = [{ id: FIRST, name: whole.name }, ...placesOf(whole)].filter(({ id }) => id !== place)
  const choose = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return
    const [kind, id = ''] = event.currentTarget.value.split(' ')
    if (kind === 'place') goTo(id)
    else onChannel(id)
  }
  return html`<span class="channel-switch">
    <span class="platform">${name}</span>
    <select aria-label=${`Channel in ${name}`} value=${`channel ${channel.id}`} onChange=${choose}>
      ${state.channels.map((each) => html`<option value=${`channel ${each.id}`}>${called(each)}</option>`)}
      <optgroup label="Elsewhere">
        ${places.map(({ id, name }) => html`<option value=${`place ${id}`}>${name}</option>`)}
      </optgroup>
    </select>
  </span>`
}
