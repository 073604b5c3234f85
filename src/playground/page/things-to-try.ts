import { html } from 'htm/preact'
import type { VNode } from 'preact'
import type { ChatName, PlaygroundState } from '../types.ts'
import { moveClock } from './api.ts'
import { type Doing, type Lead, postWith, THINGS, type Thing } from './things.ts'

export interface ThingsProps {
  state: PlaygroundState
  onLead(lead: Lead): void
}

/** What to do first: every line has buttons that do it, or bring what to type to where it is sent from. */
export function ThingsToTry({ state, onLead }: ThingsProps): VNode {
  return html`<section class="things" aria-labelledby="things">
    <h2 id="things">Things to try</h2>
    <ol>
      ${THINGS.map(
        (thing) => html`<li key=${thing.id} data-thing=${thing.id}>
        <p>${thing.says} ${thing.does.kind === 'write' && html`<code>${thing.does.text}</code>`}</p>
        <${Ways} thing=${thing} state=${state} onLead=${onLead} />
      </li>`,
      )}
    </ol>
  </section>`
}

function Ways({ thing, state, onLead }: ThingsProps & { thing: Thing }): VNode {
  const { does } = thing
  if (does.kind === 'next pick') {
    const due = state.store?.nextPick ?? null
    return html`<p class="ways">${way('Let it pass', 'Let it pass', due === null, () => moveClock({ toNextPick: true }))}</p>`
  }
  // A bot that was set up for one workspace cannot be asked into another.
  const chats: readonly ChatName[] = does.kind === 'elsewhere' ? ['discord'] : ['discord', 'slack']
  const ways = chats.map((chat) => ({ chat, lead: leadOf(does, chat, state) }))
  if (does.kind === 'see' && ways.every(({ lead }) => lead === null))
    return html`<p class="not-yet">${does.missing}</p>`
  return html`<p class="ways">
    ${ways.map(({ chat, lead }) => {
      const name = chat === 'discord' ? 'Discord' : 'Slack'
      return way(`In ${name}`, `In ${name}: ${thing.says}`, lead === null, () => lead && onLead(lead))
    })}
  </p>`
}

function leadOf(does: Doing, chat: ChatName, state: PlaygroundState): Lead | null {
  switch (does.kind) {
    case 'write':
      return { chat, to: 'box', text: does.text }
    case 'see': {
      const post = postWith(does.control, state[chat], does.thread)
      return post && { chat, to: 'post', post, thread: does.thread }
    }
    case 'elsewhere': {
      const [first] = state[chat].others ?? []
      return first ? { chat, to: 'place', place: first.id } : null
    }
    case 'next pick':
      return null
  }
}

function way(label: string, says: string, off: boolean, press: () => unknown): VNode {
  return html`<button type="button" class="way" aria-label=${says} disabled=${off} onClick=${press}>${label}</button>`
}
