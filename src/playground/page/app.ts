import { html, render } from 'htm/preact'
import type { VNode } from 'preact'
import type { PlaygroundState } from '../types.ts'
import { follow } from './api.ts'
import { Chat } from './chat.ts'
import { ClockBar } from './clock-bar.ts'
import { StorePane } from './store-pane.ts'
import { setOffset } from './times.ts'

function App({ state, lost }: { state: PlaygroundState | null; lost: boolean }): VNode {
  return html`
    <header class="top">
      <h1><img src="/icon.svg" alt="" width="26" height="26" /> Lectern <small>playground</small></h1>
      ${lost && html`<p class="lost" role="alert">The playground does not answer. Is it still running?</p>`}
      ${state && html`<${ClockBar} nextPick=${state.store?.nextPick ?? null} />`}
    </header>
    <main>
      ${
        state &&
        html`<${Chat} chat="discord" state=${state.discord} />
          <${Chat} chat="slack" state=${state.slack} />
          <${StorePane} store=${state.store} />`
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
