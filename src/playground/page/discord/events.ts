import { html } from 'htm/preact'
import type { VNode } from 'preact'
import type { EventView } from '../../types.ts'
import { useHere } from '../here.ts'
import { Icon } from '../icons.ts'
import { moment } from '../times.ts'

/** The events of a server that are not over, below its channels. */
export function Events(): VNode | null {
  const here = useHere()
  const events = (here.state.events ?? []).filter(({ state }) => state === 'to come' || state === 'now')
  if (events.length === 0) return null
  return html`<section class="events" aria-label="Events in Discord">
    <h3>Events</h3>
    <ul>${events.map((event) => html`<li key=${event.id}><${Event} event=${event} /></li>`)}</ul>
  </section>`
}

function Event({ event: { id, name, start, place, state, interested } }: { event: EventView }): VNode {
  const here = useHere()
  const isMine = interested.includes(here.me.id)
  return html`
    <p class="event-name">${name}</p>
    <p class="event-time">${state === 'now' ? 'Now' : moment(start)}, ${place}</p>
    <button type="button" class="event-interest" aria-pressed=${isMine ? 'true' : 'false'}
      onClick=${() => here.act({ do: 'interest', event: id, remove: isMine })}>
      ${isMine && html`<${Icon} name="check" size=${12} /> `}Interested${interested.length > 0 ? ` (${interested.length})` : ''}
    </button>
  `
}
