import { html } from 'htm/preact'
import type { VNode } from 'preact'
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
import { asSent, filesFor, objectionTo, useDiscordSuggestions } from './completion.ts'
import { Events } from './events.ts'
import { Message } from './message.ts'
import { DiscordModal } from './modal.ts'

/** Discord's window: the server's channels, the messages, a thread in their place when one is open. */
export function DiscordSkin({ said, messages, thread, modals, onPersona, onChannel }: SkinProps): VNode {
  const here = useHere()
  const { state, me, channel } = here
  const threadOn = (message: MessageView) => channel.threads.find(({ parent }) => parent === message.id)
  return html`
    <nav class="sidebar" aria-label="Channels in Discord">
      <h2>${state.name} <span class="platform">Discord</span></h2>
      <ul>
        ${state.channels.map(
          (each) => html`<li>
            <button type="button" class="channel" aria-current=${each.id === channel.id && !thread ? 'page' : undefined}
              onClick=${() => onChannel(each.id)}><${Icon} name="hash" size=${16} /> ${each.name}</button>
            <ul class="threads">
              ${
                each.id === channel.id &&
                each.threads
                  .filter(({ archived }) => !archived)
                  .slice(-6)
                  .map(
                    (
                      each,
                    ) => html`<li><button type="button" class="channel" aria-current=${thread?.id === each.id ? 'page' : undefined}
                  onClick=${() => here.openThread(each.parent)}>${each.name}</button></li>`,
                  )
              }
            </ul>
          </li>`,
        )}
      </ul>
      <${Events} />
      <${Elsewhere} />
      <p class=${`presence ${state.connected ? 'on' : ''}`}><i class="light"></i>${state.bot.name} ${state.connected ? 'is online' : 'is offline'}</p>
    </nav>
    <div class="window">
      <header class="bar">
        ${!thread && html`<${ChannelSwitch} onChannel=${onChannel} />`}
        ${
          thread
            ? html`<button type="button" class="tool" aria-label="Back to the channel" onClick=${() => here.openThread(null)}><${Icon} name="back" /></button>
              <${Icon} name="thread" /> <h2 title=${thread.name}>${thread.name}</h2>`
            : html`<span class="bar-channel"><${Icon} name="hash" /> <h2>${channel.name}</h2></span>`
        }
        <${Personas} chat="Discord" personas=${state.personas} me=${me} onSwitch=${onPersona} />
      </header>
      <div class="instead-of-sidebar"><${Invitation} /></div>
      ${
        thread
          ? html`<div class="thread" role="region" tabindex="-1" aria-label="Thread in Discord">
              <${Feed} key=${thread.id} label=${`Messages of ${thread.name}`} messages=${thread.messages} since=${thread.message?.at}
                opening=${thread.message && html`<div class="thread-start"><${Message} message=${thread.message} place=${channel.id} first=${true} /></div>`}
                draw=${(message: MessageView, first: boolean) => html`<${Message} message=${message} place=${thread.id} first=${first} />`} />
            </div>`
          : html`<${Feed} key=${channel.id} label=${`Messages of ${called(channel)} in Discord`} messages=${messages} fromStart=${true}
              opening=${html`<${Opening} name=${called(channel)} empty=${messages.length === 0} />`}
              draw=${(message: MessageView, first: boolean) => html`<${Message} message=${message} place=${channel.id} first=${first} thread=${threadOn(message)} />`} />`
      }
      ${
        said &&
        html`<p class="told" role="alert">${said}
        <button type="button" class="tool" aria-label="Dismiss" onClick=${() => here.tell(null)}><${Icon} name="close" size=${14} /></button></p>`
      }
      <${MessageBox} key=${thread?.id ?? channel.id} thread=${thread?.id ?? null} name=${thread ? thread.name : called(channel)} />
    </div>
    ${modals.map((modal) => html`<${DiscordModal} key=${modal.id} modal=${modal} />`)}
  `
}

function Opening({ name, empty }: { name: string; empty: boolean }): VNode {
  return html`<div class="opening">
    <span class="opening-sign"><${Icon} name="hash" size=${34} /></span>
    <h2>Welcome to ${name}!</h2>
    <p>This is the start of ${name.startsWith('@') ? `your messages with ${name}` : `the ${name} channel`}.${empty && html` Type <code>/paper help</code> to begin.`}</p>
  </div>`
}

function MessageBox({ thread, name }: { thread: string | null; name: string }): VNode {
  const here = useHere()
  const { commands } = here.state
  const send = async (text: string, files: readonly File[]) => {
    const place = { channel: here.channel.id, ...(thread !== null && { thread }) }
    if (!text.startsWith('/')) {
      return here.act({ do: 'say', ...place, text, ...(files.length > 0 && { files: await sent(files) }) })
    }
    const attached = files.length > 0 && { files: await filesFor(text, commands, files) }
    return here.act({ do: 'command', channel: thread ?? here.channel.id, text: asSent(text, commands), ...attached })
  }
  return html`<${Composer} label=${thread === null ? `Message ${name} in Discord` : 'Reply in thread in Discord'}
    placeholder=${`Message ${name}`} useSuggestions=${useDiscordSuggestions} send=${send} tell=${here.tell}
    check=${(text: string, files: number) => objectionTo(text, commands, files)} />`
}
