import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Deed } from '../api.ts'
import { useHere } from '../here.ts'
import { record, records } from '../json.ts'
import { Blocks, pressIn } from './blocks.ts'

export type Tab = 'home' | 'messages'

/** The two tabs of the app, above what the person sees of it. */
export function AppTabs({ tab, onTab }: { tab: Tab; onTab(tab: Tab): void }): VNode {
  const button = (name: Tab, label: string) =>
    html`<button type="button" aria-current=${tab === name ? 'page' : undefined} onClick=${() => onTab(name)}>${label}</button>`
  return html`<nav class="app-tabs" aria-label="Parts of the app in Slack">${button('home', 'Home')}${button('messages', 'Messages')}</nav>`
}

/** What the app shows this person on its Home. `onMessage`: it has answered in the conversation with them. */
export function Home({ onMessage }: { onMessage(): void }): VNode {
  const here = useHere()
  const { state, me, channel } = here
  useEffect(() => void here.act({ do: 'home' }), [me.id])
  const home = state.homes?.find(({ persona }) => persona === me.id)
  const act = async (deed: Deed) => {
    const result = await here.act(deed)
    if (result.message) onMessage()
    return result
  }
  return html`<div class="home" role="region" tabindex="0" aria-label=${`Home of ${state.bot.name} in Slack`}>
    ${
      home
        ? html`<${Blocks} blocks=${records(record(home.view).blocks)} press=${pressIn(act, channel.id, home.id)} />`
        : html`<p class="thinking" role="status">Nothing is shown here yet.</p>`
    }
  </div>`
}
