import { html, render } from 'htm/preact'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { PlaygroundState } from '../types.ts'
import { follow } from './api.ts'
import { Chat } from './chat.ts'
import { ClockBar } from './clock-bar.ts'
import { type Part, panelProps, Tabs, useNarrow } from './panels.ts'
import { StorePane } from './store-pane.ts'
import type { Lead } from './things.ts'
import { ThingsToTry } from './things-to-try.ts'
import { setOffset } from './times.ts'

function App({ state, lost }: { state: PlaygroundState | null; lost: boolean }): VNode {
  const [shown, setShown] = useState<Part>('discord')
  const [lead, setLead] = useState<Lead | null>(null)
  const narrow = useNarrow()
  const panel = (part: Part) => panelProps(part, shown, narrow)
  const onLead = (to: Lead) => {
    setShown(to.chat)
    setLead({ ...to })
  }
  const chat = (name: 'discord' | 'slack') =>
    state &&
    html`<${Chat} chat=${name} state=${state[name]} lead=${lead} onReveal=${() => setShown(name)} panel=${panel(name)} />`
  return html`
    <header class="top">
      <h1><img src="/icon.svg" alt="" width="26" height="26" /> Lectern <small>playground</small></h1>
      ${lost && html`<p class="lost" role="alert">The playground does not answer. Is it still running?</p>`}
      ${state && html`<${ClockBar} nextPick=${state.store?.nextPick ?? null} />`}
    </header>
    <main>
      ${narrow && html`<${Tabs} shown=${shown} onShow=${setShown} />`}
      ${chat('discord')}
      ${chat('slack')}
      ${
        state &&
        html`<section class="pane more" aria-label="Things to try, and the store" ...${panel('more')}>
          <${ThingsToTry} state=${state} onLead=${onLead} />
          <${StorePane} store=${state.store} />
        </section>`
      }
    </main>
  `
}

let known: PlaygroundState | null = null

function draw(lost: boolean): void {
  render(html`<${App} state=${known} lost=${lost} />`, document.body)
}

follow(
  (state) => {
    known = state
    setOffset(state.clock.offsetMs)
    draw(false)
  },
  () => draw(true),
)
