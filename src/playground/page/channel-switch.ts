import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useHere } from './here.ts'

/** Where the window is too narrow for the list of channels: the chat's name, and its channels as a plain select. */
export function ChannelSwitch({ onChannel }: { onChannel(id: string): void }): VNode {
  const { chat, state, channel } = useHere()
  const name = chat === 'discord' ? 'Discord' : 'Slack'
  const choose = (event: Event) =>
    event.currentTarget instanceof HTMLSelectElement && onChannel(event.currentTarget.value)
  return html`<span class="channel-switch">
    <span class="platform">${name}</span>
    <select aria-label=${`Channel in ${name}`} value=${channel.id} onChange=${choose}>
      ${state.channels.map((each) => html`<option value=${each.id}>#${each.name}</option>`)}
    </select>
  </span>`
}
