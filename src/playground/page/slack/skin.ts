import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { MessageView } from '../../types.ts'
import { ChannelSwitch } from '../channel-switch.ts'
import { Composer } from '../composer.ts'
import { Elsewhere, Invitation } from '../elsewhere.ts'
import { Feed } from '../feed.ts'
import { sent } from '../files.ts'
import { useHere } from '../here.ts'
import { Icon } from '../icons.ts'
import { Personas } from '../personas.ts'
import { called } from '../place.ts'
import type { SkinProps } from '../skin.ts'
import { useSlackSuggestions } from './completion.ts'
import { AppTabs, Home, type Tab } from './home.ts'
import { Message } from './message.ts'
import { SlackModal } from './modal.ts'

/** Slack's window: the workspace's channels, the messages, a thread in their place when one is open. */
export function SlackSkin({ said, messages, thread, modals, onPersona, onChannel }: SkinProps): VNode {
  const here = useHere()
  const { state, me, channel } = here
  const threadOn = (message: MessageView) => channel.threads.find(({ parent }) => parent === message.id)
  const [modal] = modals.slice(-1)
  const [tab, setTab] = useState<Tab>('messages')
  const isApp = channel.kind === 'direct'
  const isHome = isApp && tab === 'home'
  return html`
    <nav class="sidebar" aria-label="Channels in Slack">
      <h2>${state.name} <span class="platform">Slack</span></h2>
      <h3>Channels</h3>
      <ul>
        ${state.channels.map(
          (
            each,
          ) => html`<li><button type="button" class="channel" aria-current=${each.id === channel.id ? 'page' : undefined}
            onClick=${() => onChannel(each.id)}><${Icon} name="hash" size=${15} /> ${each.name}</button></li>`,
        )}
      </ul>
      <${Elsewhere} />
      <h3>Apps</h3>
      <p class=${`presence ${state.connected ? 'on' : ''}`}><i class="light"></i>${state.bot.name}<span class="sr-only"> ${state.connected ? 'is online' : 'is offline'}</span></p>
    </nav>
    <div class="window">
      <header class="bar">
        ${!thread && html`<${ChannelSwitch} onChannel=${onChannel} />`}
        ${
          thread
            ? html`<button type="button" class="tool" aria-label="Back to the channel" onClick=${() => here.openThread(null)}><${Icon} name="back" /></button>
              <h2>Thread <small># ${channel.name}</small></h2>`
            : html`<span class="bar-channel"><${Icon} name="hash" /> <h2>${channel.name}</h2></span>`
        }
        <${Personas} chat="Slack" personas=${state.personas} me=${me} onSwitch=${onPersona} />
      </header>
      ${isApp && html`<${AppTabs} tab=${tab} onTab=${setTab} />`}
      <div class="instead-of-sidebar"><${Invitation} /></div>
      ${
        isHome
          ? html`<${Home} onMessage=${() => setTab('messages')} />`
          : thread
            ? html`<div class="thread" role="region" tabindex="-1" aria-label="Thread in Slack">
              <${Feed} key=${thread.id} label="Messages of the thread" messages=${thread.messages} since=${thread.message?.at}
                opening=${
                  thread.message &&
                  html`<div class="thread-start"><${Message} message=${thread.message} first=${true} inThread=${true} />
                    <p class="reply-count"><span>${thread.messages.length === 1 ? '1 reply' : `${thread.messages.length} replies`}</span></p></div>`
                }
                draw=${(message: MessageView, first: boolean) => html`<${Message} message=${message} first=${first} inThread=${true} />`} />
            </div>`
            : html`<${Feed} key=${channel.id} label=${`Messages of ${called(channel)} in Slack`} messages=${messages} fromStart=${true}
              opening=${html`<${Opening} name=${called(channel)} empty=${messages.length === 0} />`}
              draw=${(message: MessageView, first: boolean) => html`<${Message} message=${message} first=${first} thread=${threadOn(message)} />`} />`
      }
      ${
        said &&
        html`<p class="told" role="alert">${said}
        <button type="button" class="tool" aria-label="Dismiss" onClick=${() => here.tell(null)}><${Icon} name="close" size=${14} /></button></p>`
      }
      ${!isHome && html`<${MessageBox} key=${thread?.id ?? channel.id} thread=${thread?.parent ?? null} />`}
    </div>
    ${modal && html`<${SlackModal} key=${modal.id} modal=${modal} />`}
  `
}

function Opening({ name, empty }: { name: string; empty: boolean }): VNode {
  return html`<div class="opening">
    <h2>${name}</h2>
    <p>This is the very beginning of ${name.startsWith('@') ? html`your messages with <b>${name}</b>` : html`the <b>${name}</b> channel`}.${empty && html` Type <code>/paper help</code> to begin.`}</p>
  </div>`
}

function MessageBox({ thread }: { thread: string | null }): VNode {
  const here = useHere()
  const send = async (text: string, files: readonly File[]) => {
    const { id: channel } = here.channel
    if (text.startsWith('/')) return here.act({ do: 'command', channel, text })
    const attached = files.length > 0 && { files: await sent(files) }
    return here.act({ do: 'say', channel, text, ...(thread !== null && { thread }), ...attached })
  }
  const check = (text: string, files: number) => {
    if (!text.startsWith('/')) return null
    if (thread !== null) return `${text.split(/\s/, 1)[0]} is not supported in threads. Sorry!`
    return files > 0 ? 'Commands take no files here.' : null
  }
  return html`<${Composer} label=${thread === null ? `Message ${called(here.channel)} in Slack` : 'Reply in thread in Slack'}
    placeholder=${thread === null ? `Message ${called(here.channel)}` : 'Reply…'}
    useSuggestions=${useSlackSuggestions} send=${send} check=${check} tell=${here.tell} />`
}
